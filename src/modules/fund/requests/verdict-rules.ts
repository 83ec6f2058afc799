/** A verdict as the database keeps it: what each rule answered stands in columns that it compares. */
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Standing } from '../ledger/balances.ts';
import { lastDayOf } from '../ledger/last-day.ts';
import type { Rule } from '../streams/queries.ts';
import type { Facts, Verdict } from './eligibility.ts';

/**
 * Keeps a verdict as the evidence of a commitment: by which last day and which newest rule of the stream it was given, and
 * the answer of each rule with the figures it was asked about. An answer that contradicts its columns is not written.
 */
export async function keepVerdict(
  tx: Tx,
  actor: Actor,
  given: {
    readonly request: { readonly id: string };
    readonly stream: Standing;
    readonly rules: readonly Rule[];
    readonly facts: Facts;
    readonly verdict: Verdict;
    readonly on: PlainDate;
  },
): Promise<string> {
  const { stream, rules, facts, verdict } = given;
  const id = newId<'verdict'>();
  const own = { partnership_id: actor.partnershipId, request_id: given.request.id, stream_id: stream.id };
  await tx
    .insertInto('fund.verdict')
    .values({
      ...own,
      id,
      verdict: verdict.verdict,
      reasons: JSON.stringify(verdict.reasons),
      on_day: given.on,
      last_day_number: stream.lastDayNumber,
      last_day: lastDayOf(stream.lapsesOn),
      last_rule_id: rules.at(-1)?.id ?? null,
    })
    .execute();
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const answers = verdict.reasons.flatMap(({ rule: ruleId, answer }) => {
    const rule = ruleId === null ? undefined : byId.get(ruleId);
    if (!rule) return [];
    const confirmed = facts.answers.get(rule.id);
    return {
      ...own,
      verdict_id: id,
      verdict: verdict.verdict,
      rule_id: rule.id,
      kind: rule.kind,
      answer,
      rule_spending: rule.spending,
      rule_pence: rule.pence,
      rule_percent: rule.ratioPercent,
      spending: facts.spending,
      pence: facts.pence,
      match_pence: facts.match,
      confirmation_id: confirmed?.id ?? null,
      confirmed: confirmed?.met ?? null,
    };
  });
  if (answers.length > 0) await tx.insertInto('fund.verdict_rule').values(answers).execute();
  return id;
}
