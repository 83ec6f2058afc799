import { stringify } from 'csv-stringify/sync';
import { sql } from 'kysely';
import { stopFormula } from '../../../kernel/formula.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { hideFigure } from '../compare/few.ts';
import { hiddenFigures } from '../few/hidden.ts';
import { mayRecord } from '../observations.ts';
import { listIndicators } from '../queries.ts';
import { COLUMNS } from './csv.ts';

interface Exported {
  readonly indicator: string;
  readonly period: string;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly place: string | null;
  readonly quality: string;
  readonly source: string;
  readonly note: string;
  readonly period_end: PlainDate;
}

/**
 * The last versions of all figures, or of one indicator, by indicator, place and period. What counts so few people that it
 * stays hidden from the actor has no value, and says so.
 */
export async function listExported(tx: Tx, actor: Actor, slug?: string): Promise<readonly Exported[]> {
  const { rows } = await sql<Exported>`
    select i.slug as indicator, o.period, o.value, o.numerator, o.denominator, o.place_slug as place, o.quality, o.source, o.note, o.period_end
    from intelligence.indicator i join intelligence.current_observation o on o.partnership_id = i.partnership_id and o.indicator_id = i.id
    where ${slug === undefined ? sql`true` : sql`i.slug = ${slug}`}
    order by i.slug, o.place_slug nulls first, o.period_end, o.period_start, o.period`.execute(tx);
  const indicators = await listIndicators(tx, slug === undefined ? {} : { slugs: [slug] });
  const readOnly = indicators.filter((indicator) => !mayRecord(actor, indicator));
  const hidden = await hiddenFigures(
    tx,
    readOnly.map((indicator) => ({ indicator })),
  );
  const idOf = new Map(readOnly.map((indicator) => [indicator.slug, indicator.id]));
  return rows.map((row) => {
    const id = idOf.get(row.indicator);
    return id !== undefined && hidden.has(id, row.place, row.period) ? hideFigure(row) : row;
  });
}

/** Text that a spreadsheet would run is stopped, which the import undoes. */
const harmless = (cell: string | number): string | number =>
  typeof cell === 'string' ? stopFormula(cell) : cell;

/** Observations as the CSV that imports unchanged. */
export async function observationsCsv(tx: Tx, actor: Actor, slug?: string): Promise<string> {
  const rows = await listExported(tx, actor, slug);
  return stringify([[...COLUMNS], ...rows.map((row) => COLUMNS.map((name) => harmless(row[name] ?? '')))], {
    record_delimiter: '\r\n',
    quote_record_delimiter: true,
  });
}
