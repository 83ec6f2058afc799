import { formatPence } from '../../../kernel/pence.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type Account, commits, type Held, isHeld } from './accounts.ts';
import { cameAfter, type Standing } from './balances.ts';
import type { NewEntry } from './entry.ts';

/**
 * Named rules of the day: nothing is dated in the future; nothing is committed or spent before a stream starts or after it
 * lapsed; what happened before it lapsed and is entered after it says why, and what shows it.
 */
export function refusalOfDay(
  entry: Pick<NewEntry, 'kind' | 'on' | 'late'>,
  standing: Pick<Standing, 'name' | 'startsOn' | 'lapsesOn'>,
  today: PlainDate,
): Refusal | undefined {
  const { kind, on, late } = entry;
  const { name, startsOn, lapsesOn } = standing;
  if (on > today)
    return refused('entry-is-in-the-future', `Enter a day that has come: today is ${longDate(today)}.`, {
      field: 'day',
    });
  if (!commits(kind)) return undefined;
  if (startsOn !== null && on < startsOn)
    return refused(
      'stream-has-not-started',
      `${name} starts on ${longDate(startsOn)}; nothing may be committed from it before.`,
      { field: 'day', details: { startsOn } },
    );
  if (lapsesOn !== null && on > lapsesOn)
    return refused(
      'stream-has-lapsed',
      `${name} lapsed on ${longDate(lapsesOn)}: what is left of it is owed to the funder and cannot be committed or spent.`,
      { field: 'day', details: { lapsesOn } },
    );
  if (lapsesOn !== null && isLate(entry, standing, today) && !(late?.reason.trim() && late.evidence.trim()))
    return refused(
      'late-entry-says-why',
      `${name} lapsed on ${longDate(lapsesOn)}. This is dated before and entered after: say why it is entered only now, and what shows that it happened then.`,
      { field: 'lateReason', details: { lapsesOn } },
    );
  return undefined;
}

/** True when something that commits or spends is dated before the stream lapsed and entered after it. */
export const isLate = (
  { kind, on }: Pick<NewEntry, 'kind' | 'on'>,
  { lapsesOn }: Pick<Standing, 'lapsesOn'>,
  today: PlainDate,
): boolean => commits(kind) && lapsesOn !== null && on <= lapsesOn && today > lapsesOn;

/** What is said when an account has not so much: by the account that the money would leave. */
const TOO_MUCH: Readonly<
  Record<Account, readonly [name: string, says: (left: string, stream: string) => string]>
> = {
  funder: ['exceeds-what-was-received', (left, stream) => `Only ${left} of ${stream} was received.`],
  available: ['exceeds-stream-balance', (left, stream) => `Only ${left} of ${stream} is left.`],
  reserved: ['exceeds-reserved', (left, stream) => `Only ${left} of ${stream} is reserved for this request.`],
  allocated: [
    'exceeds-allocation',
    (left, stream) => `Only ${left} of ${stream} is allocated to this request and not drawn yet.`,
  ],
  spent: [
    'exceeds-what-was-drawn',
    (left, stream) => `Only ${left} of ${stream} was drawn for this request.`,
  ],
  carried: ['exceeds-carried', (left, stream) => `Only ${left} of ${stream} is being carried over.`],
  owed: ['exceeds-owed', (left, stream) => `Only ${left} of ${stream} is owed to the funder.`],
};

/** Named rule: no account is overdrawn, and no request moves what another was given. */
export function refusalOfSum(
  { from, to, pence }: Pick<NewEntry, 'from' | 'to' | 'pence'>,
  { name, balances }: Pick<Standing, 'name' | 'balances'>,
  own: Held | undefined,
): Refusal | undefined {
  if (!Number.isSafeInteger(pence) || pence <= 0)
    return refused('entry-moves-something', 'Enter an amount above nought.', { field: 'amount' });
  const remaining = from === 'funder' ? pence : isHeld(from) && own ? own[from] : balances[from];
  const given = to === 'funder' ? -balances.funder : Number.POSITIVE_INFINITY;
  const most = Math.min(remaining, given);
  if (pence <= most) return undefined;
  const [refusal, says] = TOO_MUCH[given < remaining ? 'funder' : from];
  return refused(refusal, says(formatPence(most), name), {
    field: 'amount',
    details: { remaining: most, stream: name },
  });
}

/** Named rule: money does not leave an account on a day before it came there, whenever that is written down. */
export async function refusalOfOrder(
  tx: Tx,
  { streamId, request, from, pence, on }: Pick<NewEntry, 'streamId' | 'request' | 'from' | 'pence' | 'on'>,
  { name, balances }: Pick<Standing, 'name' | 'balances'>,
  own: Held | undefined,
): Promise<Refusal | undefined> {
  if (from === 'funder') return undefined;
  const ofRequest = isHeld(from) ? request?.id : undefined;
  const now = isHeld(from) && own ? own[from] : balances[from];
  const left = Math.max(
    0,
    now - (await cameAfter(tx, { streamId, requestId: ofRequest, account: from }, on)),
  );
  if (pence <= left) return undefined;
  return refused(
    'not-there-on-that-day',
    `On ${longDate(on)} only ${formatPence(left)} of ${name} was there for this. Enter the day on which it happened.`,
    { field: 'day', details: { remaining: left, stream: name } },
  );
}
