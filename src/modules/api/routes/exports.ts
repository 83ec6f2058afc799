import { z } from 'zod';
import { apiGet, wantsCsv } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { type Column, toCsv } from '../../../ui/table/index.ts';
import { notFound } from '../schemas.ts';

type Row = Readonly<Record<string, unknown>>;

/** The tables that the modules offer for open data. */
export const exportRoutes: readonly Route[] = [
  apiList(
    '/api/v1/exports',
    {
      name: 'listExports',
      summary: 'The tables that can be had whole',
      permission: 'read',
      item: z.object({ name: z.string(), says: z.string(), address: z.string() }).meta({ id: 'Export' }),
      order: ({ name }) => [name],
    },
    async ({ services }) =>
      [...services.offers.exports.values()].map(({ name, says }) => ({
        name,
        says,
        address: `/api/v1/exports/${name}`,
      })),
  ),
  apiGet(
    '/api/v1/exports/:name',
    {
      name: 'getExport',
      summary: 'A whole table, as JSON or CSV',
      says: 'CSV is given for accept: text/csv, or for ?format=csv.',
      permission: 'read',
      csv: true,
      query: z.object({ format: z.enum(['json', 'csv']).optional() }),
      response: z.object({
        name: z.string(),
        says: z.string(),
        rows: z.array(z.record(z.string(), z.unknown())),
      }),
    },
    async (context) => {
      const offer = context.services.offers.exports.get(context.params.name ?? '');
      if (!offer) return notFound('export');
      const rows = await offer.rows(context.tx, context.actor);
      if (wantsCsv(context)) return { csv: toCsv(columnsOf(rows), rows), fileName: `${offer.name}.csv` };
      return { value: { name: offer.name, says: offer.says, rows: rows.map((row) => ({ ...row })) } };
    },
  ),
];

/** A column for every name that any row has, in the order in which they first appear. */
const columnsOf = (rows: readonly Row[]): Column<Row>[] =>
  [...new Set(rows.flatMap((row) => Object.keys(row)))].map((key) => ({
    key,
    header: key,
    cell: () => null,
    csv: (row) => plain(row[key]),
  }));

function plain(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
