import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { knownTooEarly, realDay } from '../not-over.ts';
import { type CurrentVersion, currentVersions, mayRecord, observationKey } from '../observations.ts';
import { businessToday, listIndicators, listWaves } from '../queries.ts';
import type { Quality } from '../types.ts';
import { writeValue } from '../words.ts';
import { type Line, parseFile } from './csv.ts';
import { listPlaceNames } from './places.ts';
import { type Figure, type Knowledge, readLine } from './read-line.ts';
import { remarksOn } from './remarks.ts';
import type { Fault } from './table.ts';

export type Outcome = 'added' | 'changed' | 'unchanged' | 'refused';

/** What becomes of one line of the file, and why. */
export interface ImportRow {
  readonly line: number;
  /** What the line is about: `recorded-crime 2011/12`. */
  readonly what: string;
  readonly indicator: string;
  readonly period: string;
  readonly place: string;
  readonly outcome: Outcome;
  /** For a refused line what is wrong, for a changed one what changes. */
  readonly reason: string;
}

export interface Preview {
  readonly rows: readonly ImportRow[];
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  /** What would be recorded: the lines that add or change something. */
  readonly figures: readonly Figure[];
  /** What is to be said of the whole file. */
  readonly remarks: readonly string[];
}

type Judged = Pick<ImportRow, 'outcome' | 'reason'> & { readonly figure?: Figure };

/** What lines are read against: every indicator, wave and place. */
export const loadKnowledge = async (tx: Tx): Promise<Knowledge> => ({
  indicators: new Map((await listIndicators(tx)).map((one) => [one.slug, one])),
  waves: await listWaves(tx),
  places: await listPlaceNames(tx),
});

/** Says of every line whether it would be added, changed, left as it is or refused, and why. Writes nothing. */
export async function previewObservations(tx: Tx, actor: Actor, csvText: string): Promise<Preview> {
  const { lines, faults } = parseFile(csvText);
  if (lines.length === 0) return previewOf(faults.map(faultRow), [], remarksOn([], faults.length > 0));
  const judged = await judgeLines(tx, actor, lines, await loadKnowledge(tx));
  return previewOf(
    [...faults.map(faultRow), ...judged.map(rowOf)].sort((a, b) => a.line - b.line),
    judged.flatMap(({ outcome, figure }) =>
      figure && (outcome === 'added' || outcome === 'changed') ? [figure] : [],
    ),
    remarksOn(
      judged.map(({ line, figure }) => ({ line: line.line, figure })),
      faults.length > 0,
    ),
  );
}

/** One line with what would become of it; `before` is what is recorded in its place. */
export interface JudgedLine extends Judged {
  readonly line: Line;
  readonly before?: CurrentVersion | undefined;
}

/** Judges lines one by one, wherever they come from. */
export async function judgeLines(
  tx: Tx,
  actor: Actor,
  lines: readonly Line[],
  known: Knowledge,
): Promise<readonly JudgedLine[]> {
  const read = lines.map((line) => ({ line, figure: readLine(line, known) }));
  const figures = read.flatMap(({ figure }) => ('indicator' in figure ? [figure] : []));
  const current = await currentVersions(
    tx,
    figures.map(({ indicator }) => indicator.id),
    figures.map(({ period }) => period.text),
  );
  const seen = new Map<string, number>();
  const days = { business: await businessToday(tx), real: realDay() };
  return read.map(({ line, figure }) => ({
    line,
    before:
      'indicator' in figure
        ? current.get(observationKey(figure.indicator.id, figure.place, figure.period.text))
        : undefined,
    ...judgeLine(actor, line, figure, current, seen, days),
  }));
}

const faultRow = ({ line, reason }: Fault): ImportRow => ({
  line,
  what: '',
  indicator: '',
  period: '',
  place: '',
  outcome: 'refused',
  reason,
});

/** A judged line as it is reported. */
export const rowOf = ({ line, outcome, reason }: Judged & { readonly line: Line }): ImportRow => ({
  line: line.line,
  what: [line.cells.indicator, line.cells.period, line.cells.place].filter((cell) => cell !== '').join(' '),
  indicator: line.cells.indicator,
  period: line.cells.period,
  place: line.cells.place,
  outcome,
  reason,
});

function previewOf(
  rows: readonly ImportRow[],
  figures: readonly Figure[],
  remarks: readonly string[],
): Preview {
  const count = (outcome: Outcome): number => rows.filter((row) => row.outcome === outcome).length;
  return {
    rows,
    figures,
    remarks,
    added: count('added'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    refused: count('refused'),
  };
}

function judgeLine(
  actor: Actor,
  line: Line,
  figure: Figure | readonly string[],
  current: ReadonlyMap<string, CurrentVersion>,
  seen: Map<string, number>,
  days: { readonly business: PlainDate; readonly real: PlainDate },
): Judged {
  if (!('indicator' in figure)) return { outcome: 'refused', reason: figure.join(' ') };
  const key = observationKey(figure.indicator.id, figure.place, figure.period.text);
  const twin = seen.get(key);
  if (twin !== undefined)
    return {
      outcome: 'refused',
      reason: `Line ${twin} already has this indicator, period and place. Keep one of them.`,
    };
  seen.set(key, line.line);
  if (!mayRecord(actor, figure.indicator))
    return { outcome: 'refused', reason: 'Your role does not include recording figures of this indicator.' };
  if (figure.indicator.endedOn !== null && figure.period.start > figure.indicator.endedOn)
    return { outcome: 'refused', reason: `The indicator ended on ${figure.indicator.endedOn}.` };
  const before = current.get(key);
  const judged = before
    ? against(before, figure)
    : { outcome: 'added' as const, reason: notYet(figure, days.business), figure };
  const early =
    judged.outcome === 'unchanged' ? undefined : knownTooEarly(judged.figure ?? figure, days.real);
  return early ? { outcome: 'refused', reason: early } : judged;
}

/** A figure of a period that has not ended counts from its end, which somebody may wonder at. */
const notYet = ({ period }: Figure, today: PlainDate): string =>
  period.end > today ? `It will count from ${longDate(period.end)}, when its period ends.` : '';

/** Sets a line beside what is recorded. An empty cell says nothing: where the value is the same, what is recorded stays. */
function against(before: CurrentVersion, figure: Figure): Judged {
  if (figure.quality === 'awaited' && before.value !== null)
    return {
      outcome: 'refused',
      reason: `The figure is already known: ${writeValue(figure.indicator, before.value)}. It cannot be awaited again.`,
    };
  const same = figure.value === before.value;
  const after: Figure = {
    ...figure,
    numerator: figure.numerator ?? (same ? before.numerator : null),
    denominator: figure.denominator ?? (same ? before.denominator : null),
    source: figure.source === '' && same ? before.source : figure.source,
    note: figure.note === '' && same ? before.note : figure.note,
  };
  const reasons = [
    told('value', before.value, after.value),
    told('numerator', before.numerator, after.numerator),
    told('denominator', before.denominator, after.denominator),
    told<Quality>('quality', before.quality, after.quality),
    told('source', before.source, after.source),
    told('note', before.note, after.note),
  ].filter((reason) => reason !== undefined);
  return reasons.length === 0
    ? { outcome: 'unchanged', reason: '', figure: after }
    : { outcome: 'changed', reason: `${reasons.join('; ')}.`, figure: after };
}

function told<T extends string | number | null>(name: string, from: T, to: T): string | undefined {
  if (from === to) return undefined;
  const shown = (value: T): string =>
    value === null || value === ''
      ? 'nothing'
      : typeof value === 'number'
        ? value.toLocaleString('en-GB', { maximumFractionDigits: 20 })
        : value.replace(/\.$/, '');
  return `${name} from ${shown(from)} to ${shown(to)}`;
}
