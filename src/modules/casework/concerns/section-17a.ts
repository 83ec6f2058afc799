/**
 * The depersonalised quarterly exchange (Crime and Disorder Act 1998, section 17A; SI 2007/1831): one row for each
 * incident of anti-social behaviour, with category, date, time and outward postcode. No ids, no agency, no order but that
 * of the rows' own values, so that no row can be traced back.
 */
import { sql } from 'kysely';
import { addDays, addMonths, type PlainDate, parsePlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { asMachine } from '../purpose/working.ts';
import { CATEGORIES, categoryOf } from './types.ts';

export interface Quarter {
  /** `2012-Q4`, of the calendar year. */
  readonly name: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
}

/** Reads a quarter of the calendar year, such as `2012-Q4`. */
export function readQuarter(text: string): Quarter | Refusal {
  const [, year, quarter] = /^(\d{4})-?Q([1-4])$/i.exec(text.trim()) ?? [];
  const from = parsePlainDate(`${year}-${String((Number(quarter) - 1) * 3 + 1).padStart(2, '0')}-01`);
  return from
    ? { name: `${year}-Q${quarter}`, from, until: addDays(addMonths(from, 3), -1) }
    : refused('quarter-unreadable', 'Give a quarter such as 2012-Q4.', { field: 'quarter' });
}

/** The quarter that ended last before a day. */
export function lastQuarter(today: PlainDate): string {
  const before = addMonths(today, -3);
  return `${before.slice(0, 4)}-Q${Math.ceil(Number(before.slice(5, 7)) / 3)}`;
}

export interface DepersonalisedRow {
  readonly category: string;
  readonly date: PlainDate;
  /** `HH:MM`; empty where only the day is known. */
  readonly time: string;
  readonly outwardPostcode: string;
}

/** The rows of a quarter, sorted by what they show. Welfare worries and restricted concerns are not exchanged. */
export const depersonalised = (
  tx: Tx,
  actor: Actor,
  { from, until }: Quarter,
): Promise<readonly DepersonalisedRow[]> =>
  asMachine(tx, actor, async (machine) => {
    const { rows } = await sql<{
      type: string;
      on_day: PlainDate;
      at_time: string | null;
      outward: string | null;
    }>`
      select distinct on (c.incident_id) c.type, c.on_day, case when c.precision = 'time' then c.at_time end as at_time, c.outward
      from casework.concern c
      where c.partnership_id = ${machine.partnershipId} and c.on_day between ${from}::date and ${until}::date
        and c.precision in ('time', 'hours', 'day') and not c.restricted
      order by c.incident_id, (c.precision = 'time') desc, c.outward nulls last, c.id`.execute(tx);
    return rows
      .filter(({ type }) => categoryOf(type) !== 'safety')
      .map((row) => ({
        category: CATEGORIES[categoryOf(row.type)],
        date: row.on_day,
        time: (row.at_time ?? '').slice(0, 5),
        outwardPostcode: row.outward ?? '',
      }))
      .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  });

const keyOf = (row: DepersonalisedRow): string =>
  [row.date, row.time, row.category, row.outwardPostcode].join();

/** The quarter as the CSV that is exchanged. Refused: quarter-unreadable. */
export async function exportSection17a(tx: Tx, actor: Actor, quarterText: string): Promise<string | Refusal> {
  const quarter = readQuarter(quarterText);
  if ('refused' in quarter) return quarter;
  const rows = await depersonalised(tx, actor, quarter);
  return [
    'category,date,time,outward_postcode',
    ...rows.map((row) => [row.category, row.date, row.time, row.outwardPostcode].join(',')),
    '',
  ].join('\n');
}
