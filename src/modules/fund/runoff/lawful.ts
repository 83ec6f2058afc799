/** What the streams' rules say of requests that a scenario approves: asked as the page of a request asks them. */
import { addMonths, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { against, evaluate, type Facts } from '../requests/eligibility.ts';
import { factsOf } from '../requests/facts.ts';
import { findRequestById } from '../requests/queries.ts';
import { listRules, listStreams, type Rule, type Stream } from '../streams/queries.ts';
import type { PlannedRequest, RunOffFacts } from './queries.ts';
import type { Approval, Asked } from './scenario.ts';

/** What one stream says of a request as the scenario has it. */
interface Answer {
  readonly stream: string;
  readonly name: string;
  readonly may: boolean;
  /** Why it may not, and what would make it eligible. */
  readonly because: string | undefined;
  readonly left: number;
}

/** A request that a scenario approves: what each stream says, and which would pay how much of it. */
export interface Lawful {
  readonly slug: string;
  readonly title: string;
  readonly answers: readonly Answer[];
  /** Streams that were proposed or chosen, or the one that may pay and has the most left. */
  readonly shares: readonly { readonly stream: string; readonly pence: number; readonly may: boolean }[];
}

/** Asks every stream's rules about each request that the scenario approves, with its amount and its days. */
export async function whoMayPay(
  tx: Tx,
  { waiting }: RunOffFacts,
  { approve }: Asked,
  today: PlainDate,
): Promise<readonly Lawful[]> {
  const asked = waiting.flatMap((planned) => {
    const approval = approve.get(planned.slug);
    return approval ? [{ planned, approval }] : [];
  });
  if (asked.length === 0) return [];
  const streams = await listStreams(tx);
  const rules = Map.groupBy(await listRules(tx), (rule) => rule.streamId);
  const found: Lawful[] = [];
  for (const { planned, approval } of asked) {
    const request = await findRequestById(tx, planned.id);
    if (!request) continue;
    const pence = approval.pence ?? request.pence;
    const facts = await factsOf(tx, { ...request, pence }, today);
    found.push(lawfulOf(planned, approval, streams, rules, asMoved(facts, request.pence, approval), today));
  }
  return found;
}

/** The facts of a request with its payments later, and in proportion to what is approved of it. */
const asMoved = (facts: Facts, whole: number, { later = 0 }: Approval): Facts => ({
  ...facts,
  payments: facts.payments.map(({ on, pence }) => ({
    on: addMonths(on, later),
    pence: Math.round((pence * facts.pence) / whole),
  })),
});

function lawfulOf(
  { slug, title, pence: whole, shares }: PlannedRequest,
  { pence = whole, stream }: Approval,
  streams: readonly Stream[],
  rules: ReadonlyMap<string, readonly Rule[]>,
  facts: Facts,
  today: PlainDate,
): Lawful {
  const answers = streams.map((one): Answer => {
    const verdict = evaluate(one, rules.get(one.id) ?? [], facts, today);
    const may = verdict.verdict === 'allowed';
    return { stream: one.slug, name: one.name, may, because: against(verdict), left: one.available };
  });
  const likeliest = answers.filter(({ may }) => may).toSorted((a, b) => b.left - a.left)[0]?.stream;
  const chosen = stream ?? (shares.length === 0 ? likeliest : undefined);
  const paying = chosen === undefined ? shares : [{ stream: chosen, pence }];
  return {
    slug,
    title,
    answers,
    shares: paying.map((one) => ({
      ...one,
      may: answers.find((answer) => answer.stream === one.stream)?.may ?? false,
    })),
  };
}
