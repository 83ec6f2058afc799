import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { isRefusal, orThrow } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Effect } from '../../../platform/module.ts';
import { standingOf } from '../ledger/balances.ts';
import { addRule, liftRule } from '../streams/rules.ts';
import { aDecision, aRequest, aStream, decided, type Ground, groundOf, KEEPER, on } from '../testing.ts';
import { meetFundingCondition, postInPart } from './conditions.ts';
import { requestEffects } from './effects.ts';
import { findRequestById, listConditions } from './queries.ts';
import { changeRequest } from './request.ts';
import { drawDown, releaseReserved } from './spending.ts';
import { proposeSplit } from './split.ts';
import { NEXT, REQUEST_STATES } from './states.ts';
import { submitRequest, withdrawRequest } from './steps.ts';
import { confirmRule } from './verdicts.ts';

const db = testDatabase();
let ground: Ground;
const keeper = (): Actor => db().with(...KEEPER);
const does = <T>(work: (tx: Tx) => Promise<T>) => db().does(keeper(), work);
const as = <T>(work: (tx: Tx) => Promise<T>) => db().as(keeper(), work);
const DAY = on('2012-12-14');

beforeAll(async () => {
  ground = await groundOf(db());
});

/** A request that was submitted with all of it proposed from one stream. */
async function submitted(streamId: string, pence: number, more: object = {}): Promise<string> {
  return does(async (tx) => {
    const { id } = await aRequest(tx, keeper(), ground, { pence, ...more });
    orThrow(await proposeSplit(tx, keeper(), { requestId: id, shares: [{ streamId, pence }] }));
    orThrow(await submitRequest(tx, keeper(), { requestId: id, on: on('2012-11-10') }));
    return id;
  });
}

type Outcome =
  | 'recommended'
  | 'endorsed'
  | 'endorsed-on-condition'
  | 'deferred'
  | 'refused'
  | 'referred-back';

/** A board decides, and the effect runs in one transaction. */
const board = (requestId: string, outcome: Outcome, more: Partial<Parameters<typeof decided>[1]> = {}) =>
  as(async (tx) => {
    const day = more.on ?? DAY;
    const reason = more.reason ?? 'Because';
    const deferredTo = more.deferredTo ?? on('2013-06-30');
    const id = await aDecision(tx, keeper(), ground.boardId, {
      requestId,
      outcome,
      on: day,
      reason,
      ...(outcome === 'deferred' ? { deferredTo } : {}),
      conditions: more.conditions ?? [],
    });
    const effect: Effect = requestEffects[outcome];
    return effect(
      tx,
      keeper(),
      requestId,
      decided(id, { ...more, on: day, reason, ...(outcome === 'deferred' ? { deferredTo } : {}) }),
    );
  });

const stateOf = async (id: string) => (await does((tx) => findRequestById(tx, id)))?.state;

describe('the states of a request', () => {
  test('every state says where it can go, and none goes to itself but what boards may repeat', () => {
    for (const state of REQUEST_STATES)
      for (const next of NEXT[state]) expect(REQUEST_STATES).toContain(next);
    expect(REQUEST_STATES.filter((state) => (NEXT[state] as readonly string[]).includes(state))).toEqual([
      'recommended',
      'deferred',
    ]);
  });

  test('endorsed, its split is allocated; refused, deferred or referred back, no money moves', async () => {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 100_00 }));
    const endorsed = await submitted(stream.id, 40_00);
    expect(await board(endorsed, 'endorsed')).toBe(
      `£40 of ${(await does((tx) => standingOf(tx, stream.id)))?.name} is allocated.`,
    );
    for (const outcome of ['refused', 'deferred', 'referred-back'] as const) {
      const id = await submitted(stream.id, 10_00);
      expect(isRefusal(await board(id, outcome))).toBe(false);
      expect(await stateOf(id)).toBe(outcome);
    }
    expect((await does((tx) => standingOf(tx, stream.id)))?.balances).toMatchObject({
      available: 60_00,
      allocated: 40_00,
    });
  });

  test('a board decides only of what waits for it', async () => {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 100_00 }));
    const { id } = await does((tx) => aRequest(tx, keeper(), ground, { pence: 1_00 }));
    expect(await board(id, 'endorsed')).toMatchObject({
      refused: 'request-does-not-wait',
      details: { state: 'draft' },
    });
    const twice = await submitted(stream.id, 1_00);
    await board(twice, 'endorsed');
    expect(await board(twice, 'endorsed')).toMatchObject({ refused: 'request-does-not-wait' });
  });

  test('what lies before a board is not changed, until it is referred back', async () => {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 100_00 }));
    const id = await submitted(stream.id, 10_00);
    const request = await does((tx) => findRequestById(tx, id));
    if (!request) throw new Error('The request was just made');
    const change = () =>
      as((tx) => changeRequest(tx, keeper(), request.slug, 1, { ...request, pence: 20_00, instalments: [] }));
    expect(await change()).toMatchObject({ refused: 'request-is-not-open' });
    await board(id, 'referred-back');
    expect(isRefusal(await change())).toBe(false);
    expect(await as((tx) => submitRequest(tx, keeper(), { requestId: id, on: DAY }))).toMatchObject({
      refused: 'split-does-not-add-up',
    });
  });

  test('an agency asks for itself, and for no other', async () => {
    const own = db().with('read', `fund.request@${ground.agencyId}`);
    const other = db().with('read', `fund.request@${newId()}`);
    const { id } = await db().does(own, (tx) => aRequest(tx, own, ground, { pence: 5_00 }));
    expect(await db().as(other, (tx) => submitRequest(tx, other, { requestId: id, on: DAY }))).toMatchObject({
      refused: 'not-allowed',
    });
    expect(await db().as(other, (tx) => aRequest(tx, other, ground, { pence: 5_00 }))).toMatchObject({
      refused: 'not-allowed',
    });
    await db().does(own, (tx) => submitRequest(tx, own, { requestId: id, on: DAY }));
    await db().does(own, (tx) => withdrawRequest(tx, own, { requestId: id, on: DAY, reason: 'Not needed' }));
    expect(await stateOf(id)).toBe('withdrawn');
  });
});

describe('committing', () => {
  test('a split that nobody proposed, or that one stream’s rules refuse, commits nothing of any stream', async () => {
    const [free, strict] = await does(async (tx) => [
      await aStream(tx, keeper(), ground, { received: 100_00 }),
      await aStream(tx, keeper(), ground, { received: 100_00 }),
    ]);
    const rule = {
      kind: 'spending',
      spending: 'capital',
      allowed: [],
      fromOn: null,
      untilOn: null,
      ratioPercent: null,
      pence: null,
      says: 'Capital',
    } as const;
    const added = orThrow(
      await does((tx) => addRule(tx, keeper(), { ...rule, streamId: strict.id, on: on('2012-04-01') })),
    );
    const { id } = await does((tx) => aRequest(tx, keeper(), ground, { pence: 50_00 }));
    await does((tx) => submitRequest(tx, keeper(), { requestId: id, on: DAY }));
    expect(await board(id, 'endorsed')).toMatchObject({
      refused: 'split-does-not-add-up',
      details: { sum: 0 },
    });
    await does((tx) =>
      proposeSplit(tx, keeper(), {
        requestId: id,
        shares: [
          { streamId: free.id, pence: 20_00 },
          { streamId: strict.id, pence: 30_00 },
        ],
      }),
    );
    expect(await board(id, 'endorsed')).toMatchObject({ refused: 'restricted' });
    expect((await does((tx) => standingOf(tx, free.id)))?.balances.available).toBe(100_00);
    await does((tx) =>
      liftRule(tx, keeper(), { ruleId: added.id, on: DAY, reason: 'Letter of 14 December' }),
    );
    expect(isRefusal(await board(id, 'endorsed'))).toBe(false);
  });

  test('a rule that a person judges asks until it is answered, and the latest answer counts', async () => {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 100_00 }));
    const rule = {
      kind: 'condition',
      spending: null,
      allowed: [],
      fromOn: null,
      untilOn: null,
      ratioPercent: null,
      pence: null,
      says: 'A need is shown',
    } as const;
    const { id: ruleId } = orThrow(
      await does((tx) => addRule(tx, keeper(), { ...rule, streamId: stream.id, on: DAY })),
    );
    const id = await submitted(stream.id, 10_00);
    const answer = (met: boolean) =>
      does((tx) =>
        confirmRule(tx, keeper(), { requestId: id, ruleId, met, says: met ? 'Shown' : 'Not shown', on: DAY }),
      );
    expect(await board(id, 'endorsed')).toMatchObject({ refused: 'restricted' });
    await answer(true);
    await answer(false);
    expect(await board(id, 'endorsed')).toMatchObject({
      refused: 'restricted',
      message: expect.stringContaining('Not shown'),
    });
    await answer(true);
    expect(isRefusal(await board(id, 'endorsed'))).toBe(false);
  });

  test('money that does not carry over is not committed in the year after', async () => {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { carriesOver: false, received: 10_00 }));
    await db().ownerPool.query("update partners.partnership set business_date = '2013-05-01'");
    const id = await submitted(stream.id, 10_00);
    expect(await board(id, 'endorsed', { on: on('2013-04-20') })).toMatchObject({
      refused: 'year-is-not-closed',
      details: { left: 10_00 },
    });
    await db().ownerPool.query("update partners.partnership set business_date = '2013-01-17'");
  });

  test('of what is reserved a part is posted once a condition is met, another released, and the rest waits', async () => {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 100_00 }));
    const id = await submitted(stream.id, 100_00);
    const conditions = ['Lease signed', 'Staff found'].map((says) => ({
      id: newId(),
      says,
      dueOn: on('2013-03-31'),
    }));
    expect(isRefusal(await board(id, 'endorsed-on-condition', { conditions }))).toBe(false);
    const part = {
      requestId: id,
      streamId: stream.id,
      on: on('2013-01-10'),
      reason: 'The lease bears the rent',
    };
    expect(await as((tx) => postInPart(tx, keeper(), { ...part, pence: 30_00 }))).toMatchObject({
      refused: 'no-condition-is-met',
    });
    const [first, second] = await does((tx) => listConditions(tx, id));
    const meet = (conditionId = '') =>
      as((tx) =>
        meetFundingCondition(tx, keeper(), { conditionId, on: on('2013-01-10'), evidence: 'Copy on file' }),
      );
    expect(await meet(first?.id)).toMatchObject({ allocated: [] });
    expect(await meet(first?.id)).toMatchObject({ refused: 'condition-met-already' });
    await does((tx) => postInPart(tx, keeper(), { ...part, pence: 30_00 }));
    await does((tx) => drawDown(tx, keeper(), { ...part, pence: 30_00, evidence: 'Rent' }));
    await does((tx) => releaseReserved(tx, keeper(), { ...part, pence: 20_00, reason: 'Cheaper' }));
    expect(
      await as((tx) => releaseReserved(tx, keeper(), { ...part, pence: 50_01, reason: 'Cheaper' })),
    ).toMatchObject({ refused: 'exceeds-reserved', details: { remaining: 50_00 } });
    expect(await meet(second?.id)).toMatchObject({ allocated: [{ pence: 50_00 }] });
    expect(await does((tx) => findRequestById(tx, id))).toMatchObject({
      state: 'endorsed',
      reserved: 0,
      allocated: 50_00,
      spent: 30_00,
    });
    expect((await does((tx) => standingOf(tx, stream.id)))?.balances.available).toBe(20_00);
  });
});
