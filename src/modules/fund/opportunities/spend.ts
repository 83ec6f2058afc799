/** What each partner spends here: brought as a CSV file, and laid out by place or by outcome. */
import { newId } from '../../../kernel/ids.ts';
import { parsePounds } from '../../../kernel/pence.ts';
import { parsePlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type ImportResult, importRows } from '../../../platform/import-rows.ts';
import { namesOf, QUALITIES } from '../words.ts';
import type { Spending } from './queries.ts';

export const SPEND_COLUMNS = [
  { name: 'agency', says: 'Short address of the partner' },
  { name: 'starts_on, ends_on', says: 'First and last day, such as 2012-04-01 and 2013-03-31' },
  { name: 'arrangement', says: 'pooled, or aligned' },
  { name: 'amount', says: 'Pounds; empty where it is not known' },
  { name: 'source', says: 'Where the figure is from' },
  {
    name: 'place, outcome, says, quality, note',
    says: 'Short addresses of place and outcome (empty: the whole area, no outcome), and what it is; may be left out',
  },
] as const;

const ARRANGED = ['pooled', 'aligned'] as const;

type Slugged = 'partners.agency' | 'places.place' | 'strategy.outcome';

async function idOf(tx: Tx, table: Slugged, slug: string, what: string): Promise<string | null | Refusal> {
  if (slug === '') return null;
  const row = await tx.selectFrom(table).select('id').where('slug', '=', slug).executeTakeFirst();
  return row?.id ?? refused('no-such-thing', `There is no ${what} "${slug}".`);
}

type Row = Readonly<
  Record<
    | 'agency'
    | 'starts_on'
    | 'ends_on'
    | 'arrangement'
    | 'amount'
    | 'source'
    | 'place'
    | 'outcome'
    | 'says'
    | 'quality'
    | 'note',
    string
  >
>;

const isId = (value: string | null | Refusal): value is string | null =>
  value === null || typeof value === 'string';

/** One row of the file: added, changed or unchanged. */
async function keepSpending(
  tx: Tx,
  actor: Actor,
  row: Row,
): Promise<'added' | 'changed' | 'unchanged' | Refusal> {
  const agencyId = await idOf(tx, 'partners.agency', row.agency, 'partner');
  const placeId = await idOf(tx, 'places.place', row.place, 'place');
  const outcomeId = await idOf(tx, 'strategy.outcome', row.outcome, 'outcome');
  for (const one of [agencyId, placeId, outcomeId]) if (!isId(one)) return one;
  const [startsOn, endsOn] = [parsePlainDate(row.starts_on), parsePlainDate(row.ends_on)];
  if (!agencyId || typeof agencyId !== 'string') return refused('partner-missing', 'Name the partner.');
  if (!startsOn || !endsOn)
    return refused('day-unreadable', 'Write the days like 2012-04-01.', { field: 'starts_on' });
  const pence = row.amount === '' ? null : parsePounds(row.amount);
  if (pence === undefined)
    return refused('amount-unreadable', 'Enter an amount in pounds, such as 23902 or 23,902.50.');
  const arrangement = ARRANGED.find((one) => one === row.arrangement);
  if (!arrangement) return refused('arrangement-unknown', 'Say pooled or aligned.', { field: 'arrangement' });
  const quality = namesOf(QUALITIES).find((one) => one === (row.quality || 'final'));
  if (!quality)
    return refused('quality-unknown', 'Say final, provisional or estimated.', { field: 'quality' });
  const facts = { pence, quality, source: row.source, note: row.note };
  const key = {
    agency_id: agencyId,
    starts_on: startsOn,
    ends_on: endsOn,
    place_id: placeId as string | null,
    outcome_id: outcomeId as string | null,
    arrangement,
    says: row.says,
  };
  const there = await tx
    .selectFrom('fund.partner_spend')
    .select(['id', 'pence', 'quality', 'source', 'note', 'revision'])
    .where('agency_id', '=', agencyId)
    .where('starts_on', '=', startsOn)
    .where('ends_on', '=', endsOn)
    .where('place_id', 'is not distinct from', key.place_id)
    .where('outcome_id', 'is not distinct from', key.outcome_id)
    .where('arrangement', '=', arrangement)
    .where('says', '=', row.says)
    .executeTakeFirst();
  if (!there) {
    const id = newId<'partner-spend'>();
    await tx
      .insertInto('fund.partner_spend')
      .values({ partnership_id: actor.partnershipId, id, ...key, ...facts })
      .execute();
    await recordCommand(tx, actor, {
      action: 'partner-spend.added',
      subject: { kind: 'partner-spend', id },
      detail: { ...row },
    });
    return 'added';
  }
  const { id, revision, ...before } = there;
  if (JSON.stringify(before) === JSON.stringify(facts)) return 'unchanged';
  await tx
    .updateTable('fund.partner_spend')
    .set({ ...facts, revision: revision + 1 })
    .where('id', '=', id)
    .execute();
  await recordCommand(tx, actor, {
    action: 'partner-spend.changed',
    subject: { kind: 'partner-spend', id },
    detail: { before, after: facts },
  });
  return 'changed';
}

/** Reads what partners spend here from a CSV file: a preview, or all of it, or nothing. */
export async function importPartnerSpend(
  tx: Tx,
  actor: Actor,
  text: string,
  options: { readonly write: boolean },
): Promise<ImportResult | Refusal> {
  if (!may(actor, 'fund.keep')) return notAllowed();
  return importRows(
    tx,
    text,
    {
      required: ['agency', 'starts_on', 'ends_on', 'arrangement', 'amount', 'source'],
      optional: ['place', 'outcome', 'says', 'quality', 'note'],
      what: ({ agency, place, outcome }) => [agency, place, outcome].filter(Boolean).join(', '),
      row: (row) => keepSpending(tx, actor, row),
    },
    options,
  );
}

export const AXES = { place: 'Place', outcome: 'Outcome' } as const;
export type Axis = keyof typeof AXES;

export interface SpendMatrix {
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly agency: string;
    readonly slug: string;
    readonly cells: readonly number[];
    readonly total: number;
  }[];
  readonly totals: readonly number[];
  readonly total: number;
  /** Rows whose amount nobody knows: they are in no sum. */
  readonly unknown: number;
}

const WHERE_NONE: Readonly<Record<Axis, string>> = { place: 'The whole area', outcome: 'No outcome named' };

/** Partners down, places or outcomes across; each amount once. Pure. */
export function matrixOf(spending: readonly Spending[], axis: Axis): SpendMatrix {
  const known = spending.filter(({ pence }) => pence !== null);
  const columnOf = (one: Spending): string => one[axis] ?? WHERE_NONE[axis];
  const columns = [...new Set(known.map(columnOf))].sort((a, b) => a.localeCompare(b, 'en'));
  const sum = (rows: readonly Spending[]): number => rows.reduce((all, { pence }) => all + (pence ?? 0), 0);
  const rows = [...Map.groupBy(known, ({ agencySlug }) => agencySlug)].map(([slug, own]) => ({
    agency: own[0]?.agency ?? slug,
    slug,
    cells: columns.map((column) => sum(own.filter((one) => columnOf(one) === column))),
    total: sum(own),
  }));
  return {
    columns,
    rows: rows.sort((a, b) => b.total - a.total),
    totals: columns.map((column) => sum(known.filter((one) => columnOf(one) === column))),
    total: sum(known),
    unknown: spending.length - known.length,
  };
}
