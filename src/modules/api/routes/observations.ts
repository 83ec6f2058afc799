import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { stopFormula } from '../../../kernel/formula.ts';
import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { apiPost } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  findIndicator,
  importObservations,
  type Limits,
  limitsFor,
  listObservations,
  type Observation as ObservationRow,
  withoutFew,
} from '../../intelligence/index.ts';
import { day, notFound } from '../schemas.ts';

const quality = z.enum(['final', 'provisional', 'estimated', 'awaited']);
const figure = z.number().nullable().default(null);
const text = z.string().max(4000).nullable().default(null);

const Given = z.strictObject({
  period: z.string().describe('2011/12, 2012/13 Q3, 2012 Q3, 2012-10, 2012, 2012-04..2012-11 or a wave'),
  value: figure.describe('null while it is awaited, or where numerator and denominator are given'),
  numerator: figure,
  denominator: figure,
  place: text.describe('The slug, code or name of a place; null for the indicator’s own'),
  quality: quality.nullable().default(null),
  source: text,
  note: text,
});

const Observation = z
  .object({
    period: z.string(),
    periodEnd: day,
    value: z.number().nullable(),
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
    place: z.string().nullable(),
    lower: z
      .number()
      .nullable()
      .describe(
        '95% limits, in the indicator’s unit: Wilson for shares; exact or Byar’s for counts and rates',
      ),
    upper: z.number().nullable(),
    withoutLimits: z.string().describe('Why there are no limits; empty where there are'),
    quality,
    source: z.string(),
    note: z.string(),
  })
  .meta({ id: 'Observation', description: 'A figure as it was recorded, in its last version.' });

const Recorded = z
  .object({
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    written: z.int().describe('0 for a trial'),
    rows: z.array(
      z.object({
        position: z.int().describe('From 0, as they were sent'),
        period: z.string(),
        outcome: z.enum(['added', 'changed', 'unchanged']),
        reason: z.string(),
      }),
    ),
  })
  .meta({ id: 'RecordedObservations' });

/** Figures of an indicator: read by pages, recorded many at once by the rules of the import. */
export const observationRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/indicators/:slug/observations',
    {
      name: 'listObservations',
      summary:
        'The figures of an indicator in their last versions: its own place first, then place by place, by period',
      permission: 'read',
      item: Observation,
      query: z.object({
        place: z.string().optional().describe('The slug of a place; empty for the indicator’s own only'),
      }),
      key: z.tuple([z.string(), day, z.string()]),
      order: ({ place, periodEnd, period }: ObservationRow & Limits) => [place ?? '', periodEnd, period],
    },
    async ({ tx, actor, params, query }, page) => {
      const indicator = await findIndicator(tx, params.slug ?? '');
      if (!indicator) return notFound('indicator');
      const found = await listObservations(tx, indicator.id, { ...query, ...page });
      const rows = await withoutFew(tx, actor, indicator, found);
      return rows.map((row) => ({ ...row, ...limitsFor(indicator, row) }));
    },
  ),
  apiPost(
    '/api/v1/indicators/:slug/observations',
    {
      name: 'recordObservations',
      summary: 'Record figures of an indicator, all or none',
      says: 'The rules are those of the CSV import. A figure for a period that has one becomes its next version. With trial, nothing is written and the answer says what would be.',
      permission: 'observations.record',
      anywhere: true,
      body: z.strictObject({
        observations: z.array(Given).min(1).max(5000),
        trial: z.boolean().default(false),
      }),
      response: Recorded,
      problems: ['observations-refused', 'observation-version-unique'],
      // A trial, and figures that are known already, change nothing.
      unaudited: true,
    },
    async ({ tx, actor, params, body }) => {
      const indicator = await findIndicator(tx, params.slug ?? '');
      if (!indicator) return notFound('indicator');
      const { csv, positionOf } = asFile(indicator.slug, body.observations);
      const report = await importObservations(tx, actor, csv, { dryRun: body.trial });
      if (isRefusal(report)) return report;
      const wrong = report.rows.filter(({ outcome }) => outcome === 'refused');
      if (wrong.length > 0)
        return refused('observations-refused', 'Nothing was recorded, since some figures cannot be taken.', {
          details: {
            fields: Object.fromEntries(
              wrong.map(({ line, reason }) => [`observations.${positionOf.get(line) ?? 0}`, reason]),
            ),
          },
        });
      return { value: recordedOf(report, positionOf) };
    },
  ),
];

const recordedOf = (
  report: Exclude<Awaited<ReturnType<typeof importObservations>>, { refused: string }>,
  positionOf: ReadonlyMap<number, number>,
): z.input<typeof Recorded> => ({
  added: report.added,
  changed: report.changed,
  unchanged: report.unchanged,
  written: report.written,
  rows: report.rows.map(({ line, period, outcome, reason }) => ({
    position: positionOf.get(line) ?? 0,
    period,
    outcome: outcome as 'added',
    reason,
  })),
});

const COLUMNS = [
  'period',
  'value',
  'numerator',
  'denominator',
  'place',
  'quality',
  'source',
  'note',
] as const;

/** The figures as the file that the import reads, and which of them each of its lines is. */
function asFile(
  indicator: string,
  given: readonly z.output<typeof Given>[],
): { csv: string; positionOf: ReadonlyMap<number, number> } {
  const positionOf = new Map<number, number>();
  let line = 2;
  const rows = given.map((one, position) => {
    positionOf.set(line, position);
    const cells = [indicator, ...COLUMNS.map((column) => cellOf(one[column]))];
    line += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
    return cells;
  });
  return { csv: stringify([['indicator', ...COLUMNS], ...rows]), positionOf };
}

/** Text that would be a formula in a spreadsheet gets the apostrophe that the import takes off. */
function cellOf(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number')
    return value.toLocaleString('en-GB', { useGrouping: false, maximumFractionDigits: 20 });
  const lines = value.replaceAll(/\r\n?/g, '\n');
  return stopFormula(lines);
}
