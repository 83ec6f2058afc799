import { newId } from '../../../kernel/ids.ts';
import { formatPence } from '../../../kernel/pence.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { leftAt, lockStream, standingOf } from '../ledger/balances.ts';
import { yearEndOf } from '../ledger/money.ts';
import { listRules } from '../streams/queries.ts';
import { against, evaluate } from './eligibility.ts';
import { factsOf } from './facts.ts';
import { findRequestById, type Request } from './queries.ts';
import { keepVerdict } from './verdict-rules.ts';

/**
 * Judges a commitment under the stream's lock and keeps the verdict as its evidence. Refused by name: restricted (with
 * the rule, why, and what would make it eligible), stream-has-lapsed, restricted-to-earlier-days, year-is-not-closed.
 */
export async function judgeCommitment(
  tx: Tx,
  actor: Actor,
  request: Request,
  share: { readonly streamId: string; readonly pence: number },
  on: PlainDate,
): Promise<{ verdictId: string } | Refusal> {
  await lockStream(tx, share.streamId);
  const stream = await standingOf(tx, share.streamId);
  if (!stream) return notFound('stream');
  const facts = await factsOf(tx, request, on);
  const rules = await listRules(tx, [share.streamId]);
  const verdict = evaluate({ ...stream, available: stream.balances.available }, rules, facts, on);
  const details = {
    stream: stream.name,
    reasons: verdict.reasons.filter((reason) => reason.answer !== 'allows'),
  };
  if (verdict.verdict === 'refused') {
    const lapsed = stream.lapsesOn !== null && on > stream.lapsesOn;
    return refused(
      lapsed ? 'stream-has-lapsed' : 'restricted',
      `${stream.name} may not pay for ${request.title}. ${against(verdict)}`,
      { field: 'split', details: { ...details, lapsesOn: stream.lapsesOn } },
    );
  }
  if (share.pence > verdict.atMost)
    return refused(
      'restricted-to-earlier-days',
      `${stream.name} may pay only ${formatPence(verdict.atMost)}: the rest is needed after it has lapsed.`,
      { field: 'split', details: { atMost: verdict.atMost, lapsesOn: stream.lapsesOn } },
    );
  const notClosed = stream.carriesOver ? undefined : await openYear(tx, share.streamId, stream.name, on);
  if (notClosed) return notClosed;
  return { verdictId: await keepVerdict(tx, actor, { request, stream, rules, facts, verdict, on }) };
}

/** Named rule: money that does not carry over is not committed in the year after. */
async function openYear(tx: Tx, streamId: string, name: string, on: PlainDate): Promise<Refusal | undefined> {
  const end = yearEndOf(on);
  const before = `${Number(end.slice(0, 4)) - 1}-03-31` as PlainDate;
  const left = await leftAt(tx, streamId, before);
  if (left <= 0) return undefined;
  return refused(
    'year-is-not-closed',
    `${formatPence(left)} of ${name} was left on ${longDate(before)} and may not be carried over. Record first that it lapsed.`,
    { details: { left, on: before } },
  );
}

/** Answers a rule that only a person can judge, for one request. The latest answer counts. */
export async function confirmRule(
  tx: Tx,
  actor: Actor,
  input: {
    readonly requestId: string;
    readonly ruleId: string;
    readonly met: boolean;
    readonly says: string;
    readonly on: PlainDate;
  },
): Promise<{ slug: string } | Refusal> {
  if (!may(actor, 'fund.keep')) return notAllowed();
  const request = await findRequestById(tx, input.requestId);
  if (!request) return notFound('request');
  const rule = await tx
    .selectFrom('fund.rule')
    .select(['kind', 'stream_id'])
    .where('id', '=', input.ruleId)
    .executeTakeFirst();
  if (!rule) return notFound('rule');
  if (rule.kind !== 'condition')
    return refused('rule-answers-itself', 'This rule is evaluated by the system; nobody has to answer it.');
  await lockStream(tx, rule.stream_id);
  await tx
    .insertInto('fund.confirmation')
    .values({
      partnership_id: actor.partnershipId,
      id: newId<'confirmation'>(),
      request_id: input.requestId,
      rule_id: input.ruleId,
      met: input.met,
      says: input.says.trim(),
      on_day: input.on,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'request.condition-judged',
    subject: { kind: 'request', id: input.requestId },
    detail: { rule: input.ruleId, met: input.met, says: input.says },
  });
  return { slug: request.slug };
}
