/** What the keeper of the fund does with a whole stream: receive, carry over, let lapse, repay, and put mistakes right. */
import { sql } from 'kysely';
import { formatPence } from '../../../kernel/pence.ts';
import { longDate, type PlainDate, plainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { businessToday } from '../today.ts';
import { leftAt, lockStream, standingOf } from './balances.ts';
import { type NewEntry, type Posted, postEntries, postEntry } from './entry.ts';
import { stillHeld } from './held.ts';

interface Amount {
  readonly streamId: string;
  readonly pence: number;
  readonly on: PlainDate;
  readonly says: string;
}

/** Money came in from the funder. */
export const receive = async (tx: Tx, actor: Actor, input: Amount): Promise<Posted | Refusal> =>
  may(actor, 'fund.keep')
    ? postEntry(tx, actor, { ...input, kind: 'received', from: 'funder', to: 'available' })
    : notAllowed();

/** What was owed went back to the funder. */
export const repay = async (tx: Tx, actor: Actor, input: Amount): Promise<Posted | Refusal> =>
  may(actor, 'fund.keep')
    ? postEntry(tx, actor, { ...input, kind: 'repaid', from: 'owed', to: 'funder' })
    : notAllowed();

/** The last day of the financial year that a day falls in: 31 March. */
export const yearEndOf = (day: PlainDate): PlainDate =>
  plainDate(`${Number(day.slice(0, 4)) + (day.slice(5) > '03-31' ? 1 : 0)}-03-31`);

/** Carries what is left on 31 March into the next year, in two entries; refused where the stream does not carry over. */
export async function carryOver(
  tx: Tx,
  actor: Actor,
  input: { readonly streamId: string; readonly year: number },
): Promise<readonly Posted[] | Refusal> {
  if (!may(actor, 'fund.keep')) return notAllowed();
  await lockStream(tx, input.streamId);
  const standing = await standingOf(tx, input.streamId);
  if (!standing) return notFound('stream');
  const end = plainDate(`${input.year}-03-31`);
  const early = await yearIsNotOver(tx, end);
  if (early) return early;
  if (!standing.carriesOver)
    return refused(
      'does-not-carry-over',
      `What is left of ${standing.name} on 31 March may not be carried into the next year. Record that it lapsed.`,
    );
  if (standing.lapsesOn !== null && standing.lapsesOn <= end)
    return refused(
      'stream-has-lapsed',
      `${standing.name} lapsed on ${longDate(standing.lapsesOn)}: there is nothing to carry over.`,
      { details: { lapsesOn: standing.lapsesOn } },
    );
  const already = await tx
    .selectFrom('fund.entry')
    .select('id')
    .where('stream_id', '=', input.streamId)
    .where('kind', '=', 'carried-out')
    .where('on_day', '=', end)
    .executeTakeFirst();
  if (already) return refused('year-is-closed', `This stream was carried over on ${longDate(end)} already.`);
  const left = Math.min(standing.balances.available, await leftAt(tx, input.streamId, end));
  if (left <= 0)
    return refused('nothing-to-carry-over', `Nothing of ${standing.name} is left to carry over.`);
  const amount = { streamId: input.streamId, pence: left };
  return postEntries(tx, actor, [
    {
      ...amount,
      kind: 'carried-out',
      from: 'available',
      to: 'carried',
      on: end,
      says: `Left at the end of ${input.year - 1}/${String(input.year).slice(2)}`,
    },
    {
      ...amount,
      kind: 'carried-in',
      from: 'carried',
      to: 'available',
      on: plainDate(`${input.year}-04-01`),
      says: `Brought forward from ${input.year - 1}/${String(input.year).slice(2)}`,
    },
  ]);
}

/** A year is closed once it is over: until then nobody knows what is left of it. */
export async function yearIsNotOver(tx: Tx, end: PlainDate): Promise<Refusal | undefined> {
  return end > (await businessToday(tx))
    ? refused('year-is-not-over', `That year ends on ${longDate(end)}, which is still to come.`, {
        field: 'year',
      })
    : undefined;
}

/**
 * Lets what is left of a stream lapse: everything that is not spent is owed to the funder from then on. Allowed after
 * the stream's last day, and at a year's end for one that does not carry over (only what is not committed then).
 */
export async function lapseStream(
  tx: Tx,
  actor: Actor,
  input: { readonly streamId: string; readonly on: PlainDate },
): Promise<readonly Posted[] | Refusal> {
  if (!may(actor, 'fund.keep')) return notAllowed();
  await lockStream(tx, input.streamId);
  const standing = await standingOf(tx, input.streamId);
  if (!standing) return notFound('stream');
  const { name, lapsesOn, carriesOver, balances } = standing;
  const over = lapsesOn !== null && input.on > lapsesOn;
  if (!over && (carriesOver || input.on.slice(5) !== '03-31'))
    return refused(
      'stream-has-not-lapsed',
      lapsesOn === null
        ? `${name} has no day on which it lapses.`
        : `${name} lapses after ${longDate(lapsesOn)}; record it on a later day.`,
      { field: 'day' },
    );
  const why = over ? `Lapsed on ${longDate(lapsesOn)}` : `Not spent by ${longDate(input.on)}`;
  const own = { streamId: input.streamId, on: input.on, says: why };
  const entries: NewEntry[] = [];
  for (const one of over ? await stillHeld(tx, { streamId: input.streamId }) : []) {
    const { request, reserved, allocated } = one;
    if (reserved > 0)
      entries.push({ ...own, kind: 'released', from: 'reserved', to: 'owed', pence: reserved, request });
    if (allocated > 0)
      entries.push({ ...own, kind: 'freed', from: 'allocated', to: 'owed', pence: allocated, request });
  }
  const available = over
    ? balances.available
    : Math.min(balances.available, await leftAt(tx, input.streamId, input.on));
  if (available > 0)
    entries.push({ ...own, kind: 'lapsed', from: 'available', to: 'owed', pence: available });
  if (balances.carried > 0)
    entries.push({ ...own, kind: 'lapsed', from: 'carried', to: 'owed', pence: balances.carried });
  if (entries.length === 0) return refused('nothing-to-lapse', `Nothing of ${name} is left.`);
  return postEntries(tx, actor, entries);
}

/**
 * Reverses a mistaken entry: the same amount moves back, and both stay to be read. A reversal is not reversed, and what
 * has moved on since cannot be taken back.
 */
export async function reverseEntry(
  tx: Tx,
  actor: Actor,
  input: { readonly entryId: string; readonly on: PlainDate; readonly reason: string },
): Promise<Posted | Refusal> {
  if (!may(actor, 'fund.keep')) return notAllowed();
  const entry = await tx
    .selectFrom('fund.entry')
    .selectAll()
    .where('id', '=', input.entryId)
    .executeTakeFirst();
  if (!entry) return notFound('entry');
  await lockStream(tx, entry.stream_id);
  if (entry.kind === 'reversed')
    return refused(
      'entry-reversal-is-not-reversed',
      'A reversal is not reversed: record again what was right.',
    );
  if (input.on < entry.on_day)
    return refused('reversed-before-it-was', 'An entry is reversed on its own day or later.', {
      field: 'day',
    });
  const recommits = ['released', 'freed', 'returned'].includes(entry.kind);
  if (recommits)
    return refused(
      'commit-again-instead',
      'Reversing this would commit the money again. Bring the request back to the board, or record again what was right.',
    );
  const { rows } = await sql<{ id: string }>`
    select id from fund.entry where partnership_id = platform.partnership() and reverses_id = ${entry.id}::uuid`.execute(
    tx,
  );
  if (rows.length > 0) return refused('entry-reversed-once', 'This entry was reversed already.');
  if (input.reason.trim() === '')
    return refused('reason-needed', 'Say what was wrong with the entry.', { field: 'reason' });
  return postEntry(tx, actor, {
    streamId: entry.stream_id,
    kind: 'reversed',
    from: entry.to_account as NewEntry['from'],
    to: entry.from_account as NewEntry['to'],
    pence: entry.pence,
    on: input.on,
    says: `Reversed entry ${entry.number} (${formatPence(entry.pence)}): ${input.reason.trim()}`,
    reverses: { id: entry.id, kind: entry.kind },
    request:
      entry.request_id === null || entry.decision_id === null || entry.decided === null
        ? undefined
        : {
            id: entry.request_id,
            projectId: entry.project_id,
            agencyId: entry.agency_id,
            decisionId: entry.decision_id,
            decided: entry.decided as NonNullable<NewEntry['request']>['decided'],
          },
  });
}
