/** The last days that a stream has had: who moves one on names the funder's letter. */
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { lastDayOf } from '../ledger/last-day.ts';
import { businessToday } from '../today.ts';

/** The funder's letter that moves a last day on: its reference and its date. */
export interface Letter {
  readonly letter?: string | undefined;
  readonly letterOn?: PlainDate | null | undefined;
}

interface Stands {
  readonly lapsesOn: PlainDate | null;
  readonly lastDayNumber: number;
}

interface Wanted extends Letter {
  readonly lapsesOn: PlainDate | null;
}

/** Named rule: only the funder's letter, named and dated, moves the last day of a stream on. */
export async function letterNeeded(
  tx: Tx,
  { lapsesOn: before, name }: Stands & { readonly name: string },
  { lapsesOn, letter, letterOn }: Wanted,
): Promise<Refusal | undefined> {
  if (before === null || lastDayOf(lapsesOn) <= before) return undefined;
  if (letter?.trim() && letterOn && letterOn <= (await businessToday(tx))) return undefined;
  const field = letter?.trim() ? 'letterOn' : 'letter';
  return refused(
    'last-day-moves-on-by-a-letter',
    field === 'letter'
      ? `${name} lapses after ${longDate(before)}: name the funder’s letter that extends it, and its date.`
      : 'Enter the date of the funder’s letter: a day that has come.',
    { field, details: { lapsesOn: before } },
  );
}

/** Keeps a last day where it differs from the one that stands; gives the number of the one that stands then. */
export async function keepLastDay(
  tx: Tx,
  actor: Actor,
  stream: { readonly id: string } & Partial<Stands>,
  { lapsesOn, letter, letterOn }: Wanted,
): Promise<number> {
  const { lastDayNumber: stands = 0, lapsesOn: before = null } = stream;
  if (stands > 0 && before === lapsesOn) return stands;
  const number = stands + 1;
  await tx
    .insertInto('fund.stream_last_day')
    .values({
      partnership_id: actor.partnershipId,
      stream_id: stream.id,
      number,
      follows: stands > 0 ? stands : null,
      last_day_before: stands > 0 ? lastDayOf(before) : null,
      lapses_on: lapsesOn,
      letter: letter?.trim() ?? '',
      letter_on: letterOn ?? null,
      on_day: await businessToday(tx),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  return number;
}

/** One last day that a stream had, and the letter that moved it on. */
export interface LastDay {
  readonly number: number;
  readonly lapsesOn: PlainDate | null;
  readonly letter: string;
  readonly letterOn: PlainDate | null;
  readonly on: PlainDate;
}

/** The last days a stream has had, the newest first. */
export const listLastDays = (tx: Tx, streamId: string): Promise<readonly LastDay[]> =>
  tx
    .selectFrom('fund.stream_last_day')
    .select(['number', 'lapses_on as lapsesOn', 'letter', 'letter_on as letterOn', 'on_day as on'])
    .where('stream_id', '=', streamId)
    .orderBy('number', 'desc')
    .execute();
