/** What is to be reviewed: by kind and code, so that nobody is named before somebody has to know. */
import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { caseCode } from '../cases/words.ts';
import { personCode } from '../people/index.ts';
import { asMachine } from '../purpose/working.ts';
import { STANDS } from './holds.ts';
import { isKind, KINDS, type KindName, kindOf, openSql } from './kinds.ts';
import { businessToday } from './review-on.ts';

export interface ToReview {
  readonly kind: KindName;
  readonly id: string;
  /** The cluster, for a record. */
  readonly clusterId: string | null;
  readonly code: string;
  readonly agencies: readonly string[];
  readonly reviewOn: PlainDate;
  /** What is still open, in words; empty where it may be disposed of. */
  readonly open: readonly string[];
  readonly held: boolean;
}

/** SQL of a row `t` of a kind: whether it, or its person, is on hold. */
const heldSql = (name: KindName, table: string): string => {
  const by: Readonly<Partial<Record<KindName, string>>> = {
    record: 'd.thing_id = t.id or h.subject_id in (t.cluster_id, t.own_cluster_id)',
    case: `d.thing_id = t.id or d.record_id in (select p.record_id from casework.case_person p
      where p.partnership_id = t.partnership_id and p.case_id = t.id)`,
    restorative: `d.record_id in (select p.record_id from casework.restorative_person p
      where p.partnership_id = t.partnership_id and p.matter_id = t.id)`,
    'cohort-member': `d.record_id in (select p.record_id from casework.cohort_person p
      where p.partnership_id = t.partnership_id and p.member_id = t.id)`,
    concern: `d.record_id in (select p.record_id from casework.concern_person p
      where p.partnership_id = t.partnership_id and p.concern_id = t.id)`,
  };
  const own = ['referral', 'visit', 'case_review', 'placement', 'victim_support'].includes(table)
    ? 'd.record_id = t.record_id'
    : ['ask', 'break_glass', 'not_shared', 'rights_request'].includes(table)
      ? 'h.subject_id = t.cluster_id'
      : 'false';
  return `exists (select from casework.legal_hold h
    left join casework.held d on d.partnership_id = h.partnership_id and d.hold_id = h.id
    where h.partnership_id = t.partnership_id and ${STANDS} and (${by[name] ?? own}))`;
};

interface Row extends Omit<ToReview, 'code'> {}

const rowsOf = (name: KindName): string => {
  const { table, agencies } = kindOf(name);
  return `select '${name}' as kind, t.id, ${name === 'record' ? 't.cluster_id' : 'null::uuid'} as "clusterId",
    array(select a.short_name from partners.agency a where a.partnership_id = t.partnership_id and a.id = any (${agencies}) order by 1) as agencies,
    t.review_on as "reviewOn", ${openSql(name)} as open, ${heldSql(name, table)} as held
    from casework.${table} t`;
};

const named = (rows: readonly Row[]): readonly ToReview[] =>
  rows.map((row) => ({ ...row, code: codeFor(row.kind, row.clusterId ?? row.id) }));

/** A short reference for a thing: a person's or case's own, else of the same making. */
const codeFor = (kind: KindName, id: string): string =>
  kind === 'record' ? personCode(id) : kind === 'case' ? caseCode(id) : personCode(id).slice(2);

/** How many of each kind are due on a day. */
export async function countsDue(
  tx: Tx,
  actor: Actor,
): Promise<readonly { readonly kind: KindName; readonly due: number; readonly oldest: PlainDate | null }[]> {
  if (!may(actor, 'casework.govern')) return [];
  return asMachine(tx, actor, async (machine) => {
    const today = await businessToday(tx);
    const each = Object.keys(KINDS)
      .filter(isKind)
      .map(
        (name) => sql`select ${name} as kind, count(*)::int as due, min(t.review_on) as oldest
          from ${sql.table(`casework.${kindOf(name).table}`)} t
          where t.partnership_id = ${machine.partnershipId} and t.review_on <= ${today}::date`,
      );
    const { rows } = await sql<{
      kind: KindName;
      due: number;
      oldest: PlainDate | null;
    }>`${sql.join(each, sql` union all `)}`.execute(tx);
    return rows.filter(({ due }) => due > 0);
  });
}

/** What of a kind is due, the longest overdue first: one page of it, by its number or after the last of the one before. */
export async function listDue(
  tx: Tx,
  actor: Actor,
  kind: KindName,
  page: {
    readonly limit: number;
    readonly from?: number;
    readonly after?: readonly [PlainDate, string] | undefined;
  },
): Promise<readonly ToReview[]> {
  if (!may(actor, 'casework.govern')) return [];
  return asMachine(tx, actor, async (machine) => {
    const { rows } = await sql<Row>`${sql.raw(rowsOf(kind))}
      where t.partnership_id = ${machine.partnershipId} and t.review_on <= ${await businessToday(tx)}::date
        and (${page.after?.[0] ?? null}::date is null or (t.review_on, t.id) > (${page.after?.[0] ?? null}::date, ${page.after?.[1] ?? null}::uuid))
      order by t.review_on, t.id limit ${page.limit} offset ${page.from ?? 0}`.execute(tx);
    return named(rows);
  });
}

/** One thing, due or not; undefined where there is none. */
export async function findToReview(
  tx: Tx,
  actor: Actor,
  kind: KindName,
  id: string,
): Promise<ToReview | undefined> {
  if (!may(actor, 'casework.govern')) return undefined;
  return asMachine(tx, actor, async (machine) => {
    const { rows } = await sql<Row>`${sql.raw(rowsOf(kind))}
      where t.partnership_id = ${machine.partnershipId} and t.id = ${id}`.execute(tx);
    return named(rows)[0];
  });
}

/** Keeps something until a later day, with the reason. Refuses `not-later` and `say-why`. */
export async function keepLonger(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: {
    readonly kind: KindName;
    readonly id: string;
    readonly untilOn: PlainDate | undefined;
    readonly reason: string;
  },
): Promise<{ id: string } | Refusal> {
  if (!may(actor, 'casework.govern')) return notAllowed();
  if (input.reason.trim() === '')
    return refused('say-why', 'Say why it is still needed.', { field: 'reason' });
  const today = await businessToday(tx);
  const { untilOn } = input;
  if (untilOn === undefined || untilOn <= today)
    return refused('not-later', 'Give a day after today.', { field: 'untilOn' });
  return asMachine(tx, actor, async (machine) => {
    const { table } = kindOf(input.kind);
    const changed = await sql`update ${sql.table(`casework.${table}`)} set review_on = ${untilOn}::date
      where partnership_id = ${machine.partnershipId} and id = ${input.id}`.execute(tx);
    if (changed.numAffectedRows !== 1n) return notFound('thing to review');
    const id = newId<'retention-decision'>();
    await sql`insert into casework.retention_decision (partnership_id, id, kind, subject_id, on_day, until_on, reason, at, account_id)
      values (${machine.partnershipId}, ${id}, ${input.kind}, ${input.id}, ${today}, ${untilOn},
        ${subjects.seal(id, input.reason.trim())}, ${new Date()}, ${accountOf(actor) ?? null})`.execute(tx);
    await recordCommand(tx, machine, {
      action: 'retention.kept-longer',
      subject: { kind: input.kind, id: input.id },
      detail: { until: untilOn },
    });
    return { id };
  });
}

export interface KeptLonger {
  readonly onDay: PlainDate;
  readonly untilOn: PlainDate;
  readonly reason: string | undefined;
}

/** What was decided of one thing before, the last first. */
export async function decisionsOn(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id: string,
): Promise<readonly KeptLonger[]> {
  const { rows } = await sql<{ id: string; onDay: PlainDate; untilOn: PlainDate; sealed: Buffer }>`
    select id, on_day as "onDay", until_on as "untilOn", reason as sealed from casework.retention_decision
    where partnership_id = ${actor.partnershipId} and subject_id = ${id} order by id desc`.execute(tx);
  return rows.map(({ id: key, sealed, ...row }) => ({ ...row, reason: subjects.open(key, sealed) }));
}
