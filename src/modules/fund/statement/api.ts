import { z } from 'zod';
import { parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet, wantsCsv } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { toCsv } from '../../../ui/table/index.ts';
import { ENTRY_KINDS, type EntryKind } from '../ledger/accounts.ts';
import { definitionOf, FIGURE_NAMES, type Figure } from './figures.ts';
import { linesOf, statementColumns } from './page.tsx';
import { listParts, periodFrom, readStatement } from './queries.ts';

const pence = z.int().describe('Pence');
const figures = z.object(
  Object.fromEntries(
    FIGURE_NAMES.map((figure) => [figure, pence.describe(`Pence. ${definitionOf(figure).means}`)]),
  ) as Record<Figure, typeof pence>,
);
const line = z.object({ stream: z.string().nullable(), name: z.string(), figures });

const StatementSchema = z
  .object({
    from: z.iso.date(),
    until: z.iso.date(),
    streams: z.array(line),
    total: line,
    faults: z.array(z.string()).describe('Sums that do not agree, in words.'),
  })
  .meta({
    id: 'FundStatement',
    description: 'What the fund held, received, spent and committed in a period.',
  });

const PartSchema = z
  .object({
    id: z.uuid(),
    stream: z.string(),
    number: z.int(),
    kind: z.enum(ENTRY_KINDS as [EntryKind, ...EntryKind[]]),
    on: z.iso.date(),
    says: z.string(),
    request: z.string().nullable(),
    decision: z.string().nullable(),
    enteredOn: z.iso
      .date()
      .nullable()
      .describe('When it was written down, where that was after its stream had lapsed.'),
    lateReason: z.string().nullable(),
    lateEvidence: z.string().nullable(),
    pence: pence.describe('Pence: what the entry adds to the figure, or takes from it.'),
  })
  .meta({ id: 'FundStatementEntry', description: 'An entry behind a figure of the statement.' });

const days = { from: z.iso.date().optional(), until: z.iso.date().optional() };
const SAYS = 'Without days, the financial year up to today.';

const periodIn = (
  query: { from?: string | undefined; until?: string | undefined },
  today: Parameters<typeof periodFrom>[1],
) => periodFrom({ from: parsePlainDate(query.from ?? ''), until: parsePlainDate(query.until ?? '') }, today);

const shown = ({ slug, name, figures: own }: ReturnType<typeof linesOf>[number]) => ({
  stream: slug,
  name,
  figures: own,
});

export const statementApi: readonly Route[] = [
  apiGet(
    '/api/v1/fund-statement',
    {
      name: 'readFundStatement',
      summary: 'The statement of the fund for a period, by stream',
      says: SAYS,
      permission: 'read',
      query: z.object({ ...days, format: z.enum(['json', 'csv']).optional() }),
      response: StatementSchema,
      csv: true,
      problems: ['period-is-backwards'],
    },
    async (context) => {
      const period = periodIn(context.query, context.today);
      if (isRefusal(period)) return period;
      const statement = await readStatement(context.tx, period);
      if (wantsCsv(context))
        return { csv: toCsv(statementColumns(period), linesOf(statement)), fileName: 'fund-statement.csv' };
      return {
        value: {
          ...statement,
          streams: statement.streams.map(shown),
          total: shown(statement.total),
          faults: [...statement.faults],
        },
      };
    },
  ),
  apiPages(
    '/api/v1/fund-statement/entries',
    {
      name: 'listFundStatementEntries',
      summary: 'The entries behind a figure of the statement, by day',
      says: `${SAYS} What they give adds up to the figure.`,
      permission: 'read',
      item: PartSchema,
      key: z.tuple([z.iso.date(), z.string(), z.int()]),
      order: ({ on, stream, number }: z.input<typeof PartSchema>): [string, string, number] => [
        on,
        stream,
        number,
      ],
      query: z.object({ ...days, figure: z.enum(FIGURE_NAMES), stream: z.string().max(200).optional() }),
      problems: ['period-is-backwards', 'not-found'],
    },
    async ({ tx, query, today }, { after, limit }) => {
      const period = periodIn(query, today);
      if (isRefusal(period)) return period;
      const { figure, stream } = query;
      if (stream !== undefined) {
        const known = tx.selectFrom('fund.stream').select('id').where('slug', '=', stream);
        if (!(await known.executeTakeFirst())) return notFound('stream');
      }
      const parts = await listParts(tx, { ...period, figure, stream, limit, after });
      return parts.map((part) => ({ ...part, stream: part.streamSlug, request: part.requestSlug }));
    },
  ),
];
