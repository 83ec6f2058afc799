import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type PlainDate, plainDate } from '../../../kernel/plain-date.ts';
import {
  ACCOUNTS,
  type Account,
  type Balances,
  type EntryKind,
  MOVES,
  moved,
  NOTHING,
  overdrawn,
} from '../ledger/accounts.ts';
import { definitionOf, FIGURE_NAMES } from './figures.ts';
import { faultsOf, type Movement, statementOf } from './statement.ts';

interface Told {
  readonly kind: EntryKind;
  readonly from: Account;
  readonly to: Account;
  readonly pence: number;
  readonly reversed: boolean;
  readonly on: PlainDate;
}

const [FROM, UNTIL] = [plainDate('2012-04-01'), plainDate('2013-03-31')];
const KINDS = (Object.keys(MOVES) as EntryKind[]).filter((kind) => kind !== 'reversed');

/** A lawful ledger of one stream: what would overdraw an account is left out; days stand in any order, as they became known. */
const ledgers = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      at: fc.nat(),
      pence: fc.integer({ min: 1, max: 1000 }),
      reversed: fc.boolean(),
      days: fc.integer({ min: -200, max: 600 }),
    }),
    { maxLength: 60 },
  )
  .map((wanted) => {
    let now: Balances = NOTHING;
    const entries: Told[] = [];
    for (const { kind, at, pence, reversed, days } of wanted) {
      const move = MOVES[kind];
      const ends = [move.from[at % move.from.length], move.to[at % move.to.length]] as [Account, Account];
      const [from, to] = reversed ? [ends[1], ends[0]] : ends;
      const next = moved(now, from, to, pence);
      if (overdrawn(next)) continue;
      now = next;
      entries.push({ kind, from, to, pence, reversed, on: addDays(FROM, days) });
    }
    return { now, entries };
  });

const movementsOf = (entries: readonly Told[]): Movement[] =>
  entries.filter(({ on }) => on >= FROM).map(({ on, ...entry }) => ({ ...entry, after: on > UNTIL }));

const balanceAt = (entries: readonly Told[], until: (on: PlainDate) => boolean): Balances =>
  entries
    .filter(({ on }) => until(on))
    .reduce((sum, { from, to, pence }) => moved(sum, from, to, pence), NOTHING);

describe('the statement of the fund', () => {
  test('opening and closing are what the entries up to those days come to, however late they were written', () => {
    fc.assert(
      fc.property(ledgers, ({ now, entries }) => {
        const { total } = statementOf(FROM, UNTIL, [
          { slug: 's', name: 'S', now, movements: movementsOf(entries) },
        ]);
        const opening = balanceAt(entries, (on) => on < FROM);
        const closing = balanceAt(entries, (on) => on <= UNTIL);
        const held = (balances: Balances) => 0 - balances.funder - balances.spent;
        expect(total.figures.opening).toBe(held(opening));
        expect(total.figures.closing).toBe(held(closing));
        expect(total.figures.committedClosing).toBe(closing.reserved + closing.allocated);
        expect(total.figures.leftClosing).toBe(closing.available + closing.carried);
        expect(total.figures.owedClosing).toBe(closing.owed);
      }),
    );
  });

  test('all sums agree, whatever was moved, taken back and carried over', () => {
    fc.assert(
      fc.property(fc.array(ledgers, { maxLength: 4 }), (streams) => {
        const statement = statementOf(
          FROM,
          UNTIL,
          streams.map(({ now, entries }, at) => ({
            slug: `s${at}`,
            name: `S${at}`,
            now,
            movements: movementsOf(entries),
          })),
        );
        expect(statement.faults).toEqual([]);
        for (const figure of FIGURE_NAMES)
          expect(statement.total.figures[figure]).toBe(
            statement.streams.reduce((sum, line) => sum + line.figures[figure], 0),
          );
      }),
    );
  });

  test('a sum that does not agree is said, with what it should be', () => {
    const figures = Object.fromEntries(FIGURE_NAMES.map((name) => [name, 0])) as Record<
      (typeof FIGURE_NAMES)[number],
      number
    >;
    expect(faultsOf({ slug: 's', name: 'Reserve', figures: { ...figures, received: 100_00 } })).toEqual([
      'Reserve: the closing balance should be £100 and is £0.',
    ]);
  });

  test('every kind of entry but carrying over and posting is in one figure of what moved', () => {
    const counted = FIGURE_NAMES.flatMap((figure) => {
      const definition = definitionOf(figure);
      return definition.what === 'flow' ? definition.kinds : [];
    });
    expect(new Set(counted).size).toBe(counted.length);
    expect(KINDS.filter((kind) => !counted.includes(kind))).toEqual(['posted', 'carried-out', 'carried-in']);
    expect(ACCOUNTS).toHaveLength(7);
  });
});
