import { z } from 'zod';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { importIndicators } from '../import/define-indicators.ts';
import { importObservations } from '../import/index.ts';
import { recordObservations } from '../observations.ts';
import { readPeriod } from '../period.ts';
import { askOwner, raiseCheck, withdrawCheck } from '../quality/check.ts';
import { businessToday, findIndicator } from '../queries.ts';
import { recordFamily } from './families.ts';

const families = z.array(
  z.object({
    title: z.string(),
    startsOn: z.iso.date().transform((text) => plainDate(text)),
    source: z.string(),
    note: z.string(),
    places: z.array(z.string()),
  }),
);

const checks = z.array(
  z.object({
    indicator: z.string(),
    why: z.enum(['late', 'odd']),
    period: z.string(),
    place: z.string().nullable(),
    says: z.string(),
    askedBy: z.iso
      .date()
      .transform((text) => plainDate(text))
      .nullable(),
    withdrawn: z.string().nullable(),
  }),
);

/**
 * Loads the example's made-up figures of places, which say that they are made up, its family of comparator places and the figures that go back
 * to their owner.
 * Refused: example-refused, with the first line that was.
 */
export async function loadComparisonExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<undefined | Refusal> {
  for (const [name, load] of [
    ['comparison/indicators.csv', importIndicators],
    ['comparison/observations.csv', importObservations],
  ] as const) {
    const report = await load(tx, actor, files(name));
    if (isRefusal(report)) return report;
    const wrong = report.rows.find(({ outcome }) => outcome === 'refused');
    if (wrong) return refused('example-refused', `${name}, line ${wrong.line}: ${wrong.reason}`);
  }
  const returned = await recordReturns(tx, actor, files('comparison/returns.json'));
  if (isRefusal(returned)) return returned;
  for (const family of families.parse(JSON.parse(files('comparison/families.json')))) {
    const recorded = await recordFamily(tx, actor, family);
    if (isRefusal(recorded))
      return refused('example-refused', `comparison/families.json: ${recorded.message}`);
  }
  return raiseExamples(tx, actor, files('comparison/checks.json'));
}

const returns = z.array(
  z.object({
    indicator: z.string(),
    period: z.string(),
    value: z.number(),
    quality: z.enum(['final', 'provisional']),
    source: z.string(),
    note: z.string(),
    publishedOn: z.iso.date().transform((text) => plainDate(text)),
  }),
);

/** Figures of the whole area that say on which day they came. */
async function recordReturns(tx: Tx, actor: Actor, text: string): Promise<undefined | Refusal> {
  for (const { indicator: slug, period: written, ...figure } of returns.parse(JSON.parse(text))) {
    const [indicator, period] = [await findIndicator(tx, slug), readPeriod(written)];
    if (!indicator || !period)
      return refused(
        'example-refused',
        `comparison/returns.json: there is no ${indicator ? written : slug}.`,
      );
    const nothing = { place: null, numerator: null, denominator: null };
    const recorded = await recordObservations(tx, actor, [
      { ...figure, ...nothing, indicatorId: indicator.id, period },
    ]);
    if (isRefusal(recorded)) return recorded;
  }
  return undefined;
}

/** Figures that go back to their owner: one only raised, one asked about, one taken back. */
async function raiseExamples(tx: Tx, actor: Actor, text: string): Promise<undefined | Refusal> {
  const today = await businessToday(tx);
  for (const { indicator: slug, askedBy, withdrawn, ...input } of checks.parse(JSON.parse(text))) {
    const indicator = await findIndicator(tx, slug);
    if (!indicator) return refused('example-refused', `comparison/checks.json: there is no ${slug}.`);
    const raised = await raiseCheck(tx, actor, indicator, input, today);
    if (isRefusal(raised)) return raised;
    const done =
      askedBy !== null
        ? await askOwner(tx, actor, raised.id, { dueOn: askedBy, seen: 0 }, today)
        : withdrawn !== null
          ? await withdrawCheck(tx, actor, raised.id, { reason: withdrawn, seen: 0 }, today)
          : undefined;
    if (isRefusal(done)) return done;
  }
  return undefined;
}
