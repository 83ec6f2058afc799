/** For how long each category is kept, since when that counts, and why: as information governance set it. */
import { sql } from 'kysely';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Job } from '../../../platform/module.ts';
import { asMachine } from '../purpose/working.ts';
import { isKind, KINDS, kindOf, type Trigger } from './kinds.ts';
import type { RetentionCategory } from './review-on.ts';

export const CATEGORIES: Readonly<Record<RetentionCategory, string>> = {
  record: 'Records of people',
  concern: 'Concerns',
  referral: 'Referrals and visits',
  case: 'Cases',
  'case-review': 'Case reviews',
  programme: 'Places on courses',
  'victim-support': 'Support of victims',
  hub: 'Meetings of the hub',
};
export const isCategory = (text: string): text is RetentionCategory => Object.hasOwn(CATEGORIES, text);

export interface RetentionRule {
  readonly category: RetentionCategory;
  readonly trigger: Trigger;
  readonly months: number;
  /** Why so long, and no longer. */
  readonly says: string;
  /** Zero where the partnership has set none yet. */
  readonly revision: number;
}

/** The rules that the partnership has set. */
export async function listRules(tx: Tx, actor: Actor): Promise<readonly RetentionRule[]> {
  const rows = await tx
    .selectFrom('casework.retention_rule')
    .where('partnership_id', '=', actor.partnershipId)
    .select(['category', 'trigger', 'months', 'says', 'revision'])
    .orderBy('category')
    .execute();
  return rows as readonly RetentionRule[];
}

const LONGEST = 1200;

/**
 * Sets for how long a category is kept, and reckons the review dates of what there is anew; what somebody decided to
 * keep longer keeps that day. Refuses `months-unreadable`, `say-why` and `changed-meanwhile`.
 */
export async function setRule(
  tx: Tx,
  actor: Actor,
  rule: RetentionRule,
): Promise<{ readonly reckoned: number } | Refusal> {
  if (!may(actor, 'casework.govern')) return notAllowed();
  if (!Number.isInteger(rule.months) || rule.months < 1 || rule.months > LONGEST)
    return refused('months-unreadable', 'Give a number of months between 1 and 1,200.', { field: 'months' });
  if (rule.says.trim() === '')
    return refused('say-why', 'Say why it is kept so long, and no longer.', { field: 'says' });
  const saved =
    rule.revision === 0
      ? await sql`insert into casework.retention_rule (partnership_id, category, trigger, months, says)
          values (${actor.partnershipId}, ${rule.category}, ${rule.trigger}, ${rule.months}, ${rule.says.trim()})
          on conflict do nothing`.execute(tx)
      : await sql`update casework.retention_rule
          set trigger = ${rule.trigger}, months = ${rule.months}, says = ${rule.says.trim()}, revision = revision + 1
          where partnership_id = ${actor.partnershipId} and category = ${rule.category} and revision = ${rule.revision}`.execute(
          tx,
        );
  if (saved.numAffectedRows !== 1n) return changedMeanwhile('rule');
  const reckoned = await asMachine(tx, actor, (machine) => reckon(tx, machine, rule));
  await recordCommand(tx, actor, {
    action: 'retention-rule.set',
    detail: { category: rule.category, trigger: rule.trigger, months: rule.months, reckoned },
  });
  return { reckoned };
}

/** Reckons when the rows of a rule's category are to be reviewed; gives how many changed. */
async function reckon(tx: Tx, machine: Actor, rule: RetentionRule): Promise<number> {
  let count = 0;
  for (const name of Object.keys(KINDS).filter(isKind)) {
    const { table, from, category } = kindOf(name);
    if (category !== rule.category) continue;
    const day = sql`greatest((${sql.raw(from[rule.trigger])} + make_interval(months => ${rule.months}))::date,
      (select max(d.until_on) from casework.retention_decision d where d.partnership_id = t.partnership_id and d.subject_id = t.id))`;
    const { numAffectedRows } = await sql`update ${sql.table(`casework.${table}`)} t set review_on = ${day}
      where t.partnership_id = ${machine.partnershipId} and t.review_on is distinct from ${day}`.execute(tx);
    count += Number(numAffectedRows ?? 0n);
  }
  return count;
}

/** Each night reviews move with what has happened: something was closed, or somebody was active again. */
export const reckonJob: Job = {
  name: 'casework.reckon-reviews',
  every: '20 3 * * *',
  run: ({ transact }) =>
    transact(['casework.machine', 'read'], async (tx, machine) => {
      for (const rule of await listRules(tx, machine)) await reckon(tx, machine, rule);
    }),
};

/** What most partnerships keep, and the reason that each asks for. */
const STANDARD_RULES: readonly Omit<RetentionRule, 'revision'>[] = [
  {
    category: 'record',
    trigger: 'last-active',
    months: 84,
    says: 'Six years in which a claim can be brought, and one to settle it.',
  },
  {
    category: 'concern',
    trigger: 'recorded',
    months: 120,
    says: 'Ten years: a pattern of low-level incidents is seen only over years.',
  },
  {
    category: 'referral',
    trigger: 'closed',
    months: 36,
    says: 'Three years: long enough to see whether help lasted and somebody is referred again.',
  },
  {
    category: 'case',
    trigger: 'closed',
    months: 84,
    says: 'Six years in which a claim can be brought, and one to settle it.',
  },
  {
    category: 'case-review',
    trigger: 'closed',
    months: 36,
    says: 'Three years: the figures of three years are published side by side.',
  },
  {
    category: 'programme',
    trigger: 'closed',
    months: 36,
    says: 'Three years: outcomes after six months are compared over two plans.',
  },
  {
    category: 'victim-support',
    trigger: 'closed',
    months: 84,
    says: 'Six years in which a claim can be brought, and one to settle it.',
  },
  {
    category: 'hub',
    trigger: 'recorded',
    months: 24,
    says: 'Two years: what was decided stands in the cases; the agenda is needed no longer.',
  },
];

/** Sets the standard rules where the partnership has set none. */
export async function startRules(tx: Tx, actor: Actor): Promise<undefined | Refusal> {
  const there = new Set((await listRules(tx, actor)).map(({ category }) => category));
  for (const rule of STANDARD_RULES.filter(({ category }) => !there.has(category))) {
    const set = await setRule(tx, actor, { ...rule, revision: 0 });
    if ('refused' in set) return set;
  }
  return undefined;
}
