import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { orThrow } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { addPromise, recordDelivery } from './contributions/promises.ts';
import { reverseEntry } from './ledger/money.ts';
import { requestEffects } from './requests/effects.ts';
import { listSplit } from './requests/queries.ts';
import { addRequest } from './requests/request.ts';
import { drawDown, returnMoney } from './requests/spending.ts';
import { proposeSplit } from './requests/split.ts';
import { submitRequest } from './requests/steps.ts';
import { addRule } from './streams/rules.ts';
import { aDecision, aRequest, aStream, decided, type Ground, groundOf, KEEPER, on } from './testing.ts';

const db = testDatabase();
let ground: Ground;
const keeper = (): Actor => db().with(...KEEPER);
const asker = (): Actor => db().with('read', `fund.request@${ground.agencyId}`);
const does = <T>(work: (tx: Tx) => Promise<T>) => db().does(keeper(), work);
const DAY = on('2012-12-14');

beforeAll(async () => {
  ground = await groundOf(db());
});

/** A request of £100 that lies before the boards, to be paid from a stream of its own with £500. */
const submitted = () =>
  does(async (tx) => {
    const stream = await aStream(tx, keeper(), ground, { received: 500_00 });
    const { id } = await aRequest(tx, keeper(), ground, { pence: 100_00 });
    const shares = [{ streamId: stream.id, pence: 100_00 }];
    orThrow(await proposeSplit(tx, keeper(), { requestId: id, shares }));
    orThrow(await submitRequest(tx, keeper(), { requestId: id, on: on('2012-11-10') }));
    return { id, streamId: stream.id };
  });

/** As `submitted`, and endorsed on 14 December 2012: its money is allocated. */
async function endorsed() {
  const asked = await submitted();
  await does(async (tx) => {
    const decision = await aDecision(tx, keeper(), ground.boardId, {
      requestId: asked.id,
      outcome: 'endorsed',
      on: DAY,
    });
    return requestEffects.endorsed(tx, keeper(), asked.id, decided(decision, { on: DAY }));
  });
  return asked;
}

describe('a request that lies before the boards', () => {
  test('is changed by nobody who asks, not even in SQL', async () => {
    const { id, streamId } = await submitted();
    const { numUpdatedRows } = await db().does(asker(), (tx) =>
      tx.updateTable('fund.request').set({ pence: 900_00 }).where('id', '=', id).executeTakeFirst(),
    );
    expect(numUpdatedRows).toBe(0n);
    await db().does(asker(), (tx) => tx.deleteFrom('fund.split').where('request_id', '=', id).execute());
    expect(await does((tx) => listSplit(tx, id))).toMatchObject([{ streamId, pence: 100_00 }]);
  });

  test('keeps its split, unless the keeper of the fund proposes another', async () => {
    const { id } = await submitted();
    const other = await does((tx) => aStream(tx, keeper(), ground, { received: 100_00 }));
    const split = (who: Actor) =>
      db().as(who, (tx) =>
        proposeSplit(tx, who, { requestId: id, shares: [{ streamId: other.id, pence: 100_00 }] }),
      );
    expect(await split(asker())).toMatchObject({ refused: 'request-is-not-open' });
    expect(await split(keeper())).toHaveProperty('slug');
  });

  test('moves only by a decision on itself that says so, whoever writes', async () => {
    const [mine, other] = [await submitted(), await submitted()];
    const endorse = (decisionId: string, outcome: string) =>
      db().as(keeper(), (tx) =>
        tx
          .insertInto('fund.request_step')
          .values({
            partnership_id: db().partnershipId,
            request_id: mine.id,
            position: 9,
            state: 'endorsed',
            on_day: DAY,
            decision_id: decisionId,
            decision_outcome: outcome,
            agency_id: ground.agencyId,
          })
          .execute(),
      );
    const decide = (requestId: string, outcome: 'endorsed' | 'recommended') =>
      does((tx) => aDecision(tx, keeper(), ground.boardId, { requestId, outcome, on: DAY }));
    expect(await endorse(await decide(other.id, 'endorsed'), 'endorsed')).toMatchObject({
      refused: 'request-step-by-decision-on-it',
    });
    const recommended = await decide(mine.id, 'recommended');
    expect(await endorse(recommended, 'endorsed')).toMatchObject({
      refused: 'request-step-by-decision-on-it',
    });
    expect(await endorse(recommended, 'recommended')).toMatchObject({
      refused: 'request-step-is-what-was-decided',
    });
  });

  test('asks for an amount that can be counted', async () => {
    const asks = await db().as(keeper(), (tx) =>
      addRequest(tx, keeper(), {
        projectId: null,
        title: 'Everything',
        purpose: '',
        agencyId: ground.agencyId,
        placeId: null,
        shape: 'recurring',
        spending: 'revenue',
        pence: 1,
        monthly: Number.MAX_SAFE_INTEGER,
        fromOn: on('2013-01-01'),
        untilOn: on('2014-12-01'),
        match: 0,
        matchFrom: '',
        note: '',
        instalments: [],
        on: DAY,
      }),
    );
    expect(asks).toMatchObject({ refused: 'amount-is-too-large' });
  });
});

describe('money that was allocated', () => {
  const draw = (asked: { id: string; streamId: string }, day: string, pence = 60_00) =>
    db().as(asker(), (tx) =>
      drawDown(tx, asker(), {
        requestId: asked.id,
        streamId: asked.streamId,
        pence,
        on: on(day),
        evidence: 'Invoice 1',
      }),
    );

  test('is not drawn on a day before the board gave it, nor returned before it was drawn', async () => {
    const asked = await endorsed();
    expect(await draw(asked, '2012-12-13')).toMatchObject({
      refused: 'not-there-on-that-day',
      details: { remaining: 0 },
    });
    expect(await draw(asked, '2012-12-20')).toHaveProperty('id');
    const giveBack = (day: string) =>
      db().as(asker(), (tx) =>
        returnMoney(tx, asker(), {
          requestId: asked.id,
          streamId: asked.streamId,
          from: 'spent',
          pence: 10_00,
          on: on(day),
          reason: 'Not needed',
        }),
      );
    expect(await giveBack('2012-12-19')).toMatchObject({ refused: 'not-there-on-that-day' });
    expect(await giveBack('2012-12-20')).toHaveProperty('id');
  });

  test('that is needed later is not drawn a second time on an earlier day', async () => {
    const asked = await endorsed();
    expect(await draw(asked, '2013-01-10')).toHaveProperty('id');
    expect(await draw(asked, '2012-12-20')).toMatchObject({ refused: 'exceeds-allocation' });
    expect(await draw(asked, '2012-12-20', 40_00)).toHaveProperty('id');
  });

  test('is spent within the days that a restriction allows, whatever was planned', async () => {
    const asked = await endorsed();
    await does((tx) =>
      addRule(tx, keeper(), {
        streamId: asked.streamId,
        kind: 'dates',
        allowed: [],
        spending: null,
        fromOn: null,
        untilOn: on('2012-12-31'),
        ratioPercent: null,
        pence: null,
        says: 'To be spent by the end of 2012.',
        on: DAY,
      }),
    );
    expect(await draw(asked, '2013-01-10')).toMatchObject({ refused: 'restricted', field: 'day' });
    expect(await draw(asked, '2012-12-30')).toHaveProperty('id');
  });

  test('is not committed again by reversing what let it go', async () => {
    const asked = await endorsed();
    const given = orThrow(
      await db().does(asker(), (tx) =>
        returnMoney(tx, asker(), {
          requestId: asked.id,
          streamId: asked.streamId,
          from: 'allocated',
          pence: 100_00,
          on: on('2012-12-20'),
          reason: 'Not needed',
        }),
      ),
    );
    const reverse = { entryId: given.id, on: on('2012-12-21'), reason: 'Needed after all' };
    expect(await db().as(keeper(), (tx) => reverseEntry(tx, keeper(), reverse))).toMatchObject({
      refused: 'commit-again-instead',
    });
    const forged = await db().as(keeper(), async (tx) => {
      const last = await tx
        .selectFrom('fund.entry')
        .selectAll()
        .where('id', '=', given.id)
        .executeTakeFirstOrThrow();
      const { recorded_at: _at, ...row } = last;
      return tx
        .insertInto('fund.entry')
        .values({
          ...row,
          id: newId(),
          number: row.number + 1,
          follows: row.number,
          kind: 'reversed',
          from_account: row.to_account,
          to_account: row.from_account,
          reverses_id: row.id,
          reverses_kind: row.kind,
          available_before: row.available_after,
          allocated_before: row.allocated_after,
          available_after: row.available_before,
          allocated_after: row.allocated_before,
          request_number: (row.request_number ?? 0) + 1,
          request_follows: row.request_number,
          request_allocated_before: row.request_allocated_after,
          request_allocated_after: row.request_allocated_before,
        })
        .execute();
    });
    expect(forged).toMatchObject({ refused: 'entry-reversal-commits-nothing' });
  });
});

test('two who record the rest of a promise at once do not both deliver it', async () => {
  const { id } = orThrow(
    await does((tx) =>
      addPromise(tx, keeper(), ground.agencyId, {
        kind: 'cash',
        says: 'A share of the costs',
        amount: 100_00,
        day: DAY,
        dueOn: null,
        streamId: null,
        projectId: null,
        requestId: null,
        quality: 'final',
        note: '',
      }),
    ),
  );
  const deliver = () =>
    db().as(asker(), (tx) =>
      recordDelivery(tx, asker(), {
        promiseId: id,
        amount: 80_00,
        day: on('2013-01-10'),
        evidence: 'Remittance',
      }),
    );
  const both = await Promise.all([deliver(), deliver()]);
  expect(both.map((one) => ('refused' in one ? one.refused : 'delivered')).sort()).toEqual([
    'delivered',
    'exceeds-promise',
  ]);
});
