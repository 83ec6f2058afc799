import { sql } from 'kysely';
import { isUuid, newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { lockStream } from '../ledger/balances.ts';
import type { RuleKind, Spending } from '../words.ts';

/** A restriction as the funder makes it. Which of the fields count depends on the kind; the database checks. */
export interface RuleFields {
  readonly kind: RuleKind;
  /** Ids of the priorities, outcomes, agencies or places that it allows. */
  readonly allowed: readonly string[];
  readonly spending: Spending | null;
  readonly fromOn: PlainDate | null;
  readonly untilOn: PlainDate | null;
  /** Match funding of at least so many per cent of what the stream pays. */
  readonly ratioPercent: number | null;
  /** The largest request, in pence. */
  readonly pence: number | null;
  /** In the funder's words. */
  readonly says: string;
}

const NAMED_IN = {
  priority: 'strategy.priority',
  outcome: 'strategy.outcome',
  agency: 'partners.agency',
  place: 'places.place',
} as const;

/** A restriction to what nobody has would allow nothing and could not be read. */
async function unknownIn(tx: Tx, { kind, allowed }: RuleFields): Promise<Refusal | undefined> {
  if (!(kind in NAMED_IN) || allowed.length === 0) return undefined;
  const table = NAMED_IN[kind as keyof typeof NAMED_IN];
  const ids = [...new Set(allowed)].filter(isUuid);
  const known = await tx
    .selectFrom(table)
    .select('id')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  return known.length === new Set(allowed).size
    ? undefined
    : refused('name-unknown', 'Some of what the rule allows is not there. Choose what is.', {
        field: 'allowed',
      });
}

/** Adds a restriction to a stream. It takes the stream's lock, so no commitment is judged by half of the rules. */
export async function addRule(
  tx: Tx,
  actor: Actor,
  input: RuleFields & { readonly streamId: string; readonly on: PlainDate },
): Promise<{ id: string } | Refusal> {
  if (!may(actor, 'fund.keep')) return notAllowed();
  const unknown = await unknownIn(tx, input);
  if (unknown) return unknown;
  await lockStream(tx, input.streamId);
  const id = newId<'rule'>();
  await tx
    .insertInto('fund.rule')
    .values({
      partnership_id: actor.partnershipId,
      id,
      stream_id: input.streamId,
      kind: input.kind,
      allowed: [...input.allowed],
      spending: input.kind === 'spending' ? input.spending : null,
      from_on: input.kind === 'dates' ? input.fromOn : null,
      until_on: input.kind === 'dates' ? input.untilOn : null,
      ratio_percent: input.kind === 'match-ratio' ? input.ratioPercent : null,
      pence: input.kind === 'largest-request' ? input.pence : null,
      says: input.says.trim(),
      made_on: input.on,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'stream.restricted',
    subject: { kind: 'stream', id: input.streamId },
    detail: { rule: id, kind: input.kind, says: input.says },
  });
  return { id };
}

/** Lifts a restriction from a day on, with what shows that the funder lifted it. */
export async function liftRule(
  tx: Tx,
  actor: Actor,
  input: { readonly ruleId: string; readonly on: PlainDate; readonly reason: string },
): Promise<{ id: string } | Refusal> {
  if (!may(actor, 'fund.keep')) return notAllowed();
  if (!isUuid(input.ruleId)) return notFound('rule');
  const rule = await tx
    .selectFrom('fund.rule_now')
    .select(['stream_id', 'lifted_on'])
    .where('id', '=', input.ruleId)
    .executeTakeFirst();
  if (!rule) return notFound('rule');
  await lockStream(tx, rule.stream_id);
  if (rule.lifted_on !== null) return refused('rule-was-lifted', 'This restriction was lifted already.');
  await tx
    .insertInto('fund.rule_lifted')
    .values({
      partnership_id: actor.partnershipId,
      rule_id: input.ruleId,
      lifted_on: input.on,
      reason: input.reason.trim(),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'stream.restriction-lifted',
    subject: { kind: 'stream', id: rule.stream_id },
    detail: { rule: input.ruleId, reason: input.reason },
  });
  return { id: input.ruleId };
}
