import { type RawBuilder, sql } from 'kysely';
import { addDays, addMonths, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Account, EntryKind } from '../ledger/accounts.ts';
import { yearEndOf } from '../ledger/money.ts';
import { definitionOf, type Figure } from './figures.ts';
import { type Statement, type StreamNow, statementOf } from './statement.ts';

export interface Period {
  readonly from: PlainDate;
  readonly until: PlainDate;
}

/** The first day of the financial year that a day falls in: 1 April. */
export const yearStartOf = (day: PlainDate): PlainDate => addDays(addMonths(yearEndOf(day), -12), 1);

/** The period that is asked for; the financial year up to today where nothing is said. Refused: period-is-backwards. */
export function periodFrom(
  given: { readonly from?: PlainDate | null | undefined; readonly until?: PlainDate | null | undefined },
  today: PlainDate,
): Period | Refusal {
  const until = given.until ?? today;
  const from = given.from ?? yearStartOf(until);
  return from <= until
    ? { from, until }
    : refused('period-is-backwards', 'The period must end on its first day or later.', { field: 'until' });
}

/**
 * The statement of the fund for a period, by the days of the entries. What each stream holds now is its last entry; what
 * moved since is taken back, so that a late period reads few entries. One statement of SQL, so that all is of one moment.
 */
export async function readStatement(tx: Tx, { from, until }: Period): Promise<Statement> {
  const { rows } = await sql<StreamNow>`
    select s.slug, s.name, jsonb_build_object('funder', -s.received_pence, 'available', s.available_pence, 'reserved', s.reserved_pence,
        'allocated', s.allocated_pence, 'spent', s.spent_pence, 'carried', s.carried_pence, 'owed', s.owed_pence) as now,
      coalesce(m.movements, '[]') as movements
    from fund.stream_now s
    cross join lateral (
      select jsonb_agg(jsonb_build_object('from', x.from_account, 'to', x.to_account, 'kind', x.kind, 'reversed', x.reversed,
        'after', x.after, 'pence', x.pence)) as movements
      from (
        select e.from_account, e.to_account, coalesce(e.reverses_kind, e.kind) as kind, e.reverses_id is not null as reversed,
          e.on_day > ${until}::date as after, sum(e.pence) as pence
        from fund.entry e
        where e.partnership_id = s.partnership_id and e.stream_id = s.id and e.on_day >= ${from}::date
        group by 1, 2, 3, 4, 5) x) m
    where s.partnership_id = platform.partnership() order by s.name`.execute(tx);
  return statementOf(from, until, rows);
}

/** One entry behind a figure, with what it adds to it or takes from it. */
export interface Part {
  readonly id: string;
  readonly streamSlug: string;
  readonly stream: string;
  readonly number: number;
  readonly kind: EntryKind;
  readonly from: Account;
  readonly to: Account;
  readonly on: PlainDate;
  readonly says: string;
  readonly requestSlug: string | null;
  readonly request: string | null;
  readonly decision: string | null;
  /** When it was written down, where that was after its stream had lapsed; why, and what shows that it happened before. */
  readonly enteredOn: PlainDate | null;
  readonly lateReason: string | null;
  readonly lateEvidence: string | null;
  readonly pence: number;
}

interface PartsWanted extends Period {
  readonly figure: Figure;
  readonly stream?: string | undefined;
}

/** What an entry adds to a figure, as SQL over `e`, and which entries are behind it. */
function behind({ figure, from, until, stream }: PartsWanted): {
  readonly signed: RawBuilder<number>;
  readonly where: RawBuilder<unknown>;
} {
  const definition = definitionOf(figure);
  const ofStream = stream === undefined ? sql`` : sql`and s.slug = ${stream}`;
  if (definition.what === 'flow')
    return {
      signed: sql`e.pence * case when e.reverses_id is null then 1 else -1 end`,
      where: sql`coalesce(e.reverses_kind, e.kind) = any(${[...definition.kinds]}::text[])
        and e.on_day between ${from}::date and ${until}::date ${ofStream}`,
    };
  const accounts = sql`any(${[...definition.accounts]}::text[])`;
  const day = definition.at === 'opening' ? sql`e.on_day < ${from}::date` : sql`e.on_day <= ${until}::date`;
  return {
    signed: sql`e.pence * ((e.to_account = ${accounts})::int - (e.from_account = ${accounts})::int)`,
    where: sql`(e.to_account = ${accounts}) <> (e.from_account = ${accounts}) and ${day} ${ofStream}`,
  };
}

/** How many entries are behind a figure, and what they come to: the figure itself. */
export async function sumOfParts(
  tx: Tx,
  wanted: PartsWanted,
): Promise<{ readonly entries: number; readonly pence: number }> {
  const { signed, where } = behind(wanted);
  const { rows } = await sql<{ entries: number; pence: number }>`
    select count(*)::int as entries, coalesce(sum(${signed}), 0)::bigint as pence
    from fund.entry e join fund.stream s on s.partnership_id = e.partnership_id and s.id = e.stream_id
    where e.partnership_id = platform.partnership() and ${where}`.execute(tx);
  return rows[0] ?? { entries: 0, pence: 0 };
}

/** The entries behind a figure, by day, some of them. */
export async function listParts(
  tx: Tx,
  wanted: PartsWanted & {
    readonly limit: number;
    readonly offset?: number | undefined;
    /** Day, stream and number of the entry to go on after. */
    readonly after?: readonly [on: string, stream: string, number: number] | undefined;
  },
): Promise<readonly Part[]> {
  const { signed, where } = behind(wanted);
  const { after } = wanted;
  const goOn = after
    ? sql`and (e.on_day, s.slug, e.number) > (${after[0]}::date, ${after[1]}, ${after[2]}::int)`
    : sql``;
  const { rows } = await sql<Part>`
    select e.id, s.slug as "streamSlug", s.name as stream, e.number, e.kind, e.from_account as "from", e.to_account as "to",
      e.on_day as "on", e.says, r.slug as "requestSlug", r.title as request, d.reference as decision,
      case when e.late_reason is not null then e.entered_on end as "enteredOn", e.late_reason as "lateReason", e.late_evidence as "lateEvidence",
      (${signed})::bigint as pence
    from fund.entry e
    join fund.stream s on s.partnership_id = e.partnership_id and s.id = e.stream_id
    left join fund.request r on r.partnership_id = e.partnership_id and r.id = e.request_id
    left join governance.decision d on d.partnership_id = e.partnership_id and d.id = e.decision_id
    where e.partnership_id = platform.partnership() and ${where} ${goOn}
    order by e.on_day, s.slug, e.number limit ${wanted.limit} offset ${wanted.offset ?? 0}`.execute(tx);
  return rows;
}
