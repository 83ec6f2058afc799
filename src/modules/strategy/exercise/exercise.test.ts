import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, orThrow } from '../../../kernel/refusal.ts';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { checks } from '../checks.ts';
import { addNeed } from '../need.ts';
import { answeredSoFar, beginExercise, closeExercise, exerciseFields, scoreNeeds } from './commands.ts';
import { findExercise, OVERALL, ownScores, scoreField } from './queries.ts';
import { agreementOf, quantile, spreadOf, weighted } from './weigh.ts';

const db = testDatabase();
const TODAY = plainDate('2013-01-17');
const ENDS = plainDate('2013-02-01');
const manager = () => db().with('read', 'strategy.edit');
const member = (): Member => ({
  kind: 'member',
  partnershipId: db().partnershipId,
  accountId: newId<'account'>(),
  personId: newId<'person'>(),
  agencyId: newId<'agency'>(),
  permissions: ['read', 'needs.score'],
});
const needs: string[] = [];

beforeAll(async () => {
  for (const title of ['Cold homes', 'Young drinkers'])
    needs.push(
      await db().does(manager(), async (tx) => {
        const added = orThrow(
          await addNeed(
            tx,
            manager(),
            { title, statement: 'As found', identifiedOn: null, closedOn: null, note: null },
            [],
          ),
        );
        return added.id as string;
      }),
    );
});

const begin = async (): Promise<string> =>
  db().does(manager(), async (tx) => {
    const criteria = exerciseFields.shape.criteria.parse('How many: 3\nHow badly: 1');
    const fields = { title: 'What comes first', criteria, closesOn: ENDS, openedOn: TODAY };
    return orThrow(await beginExercise(tx, manager(), fields, needs)).id;
  });
const all = (...scores: readonly number[]): ReadonlyMap<string, number> =>
  new Map(needs.flatMap((id, at) => [1, 2].map((by) => [scoreField(id, by), scores[at * 2 + by - 1] ?? 0])));
const give = (who: Member, id: string, scores: ReadonlyMap<string, number>, on = TODAY) =>
  db().as(who, (tx) => scoreNeeds(tx, who, id, scores, on));

/** Past every command. */
const insertScore = (id: string, givenOn: string, closesOn: string = ENDS) =>
  db().ownerPool.query(
    'insert into strategy.exercise_score (partnership_id, exercise_id, account_id, need_id, criterion, score, given_on, closes_on) values ($1, $2, $3, $4, 1, 3, $5, $6)',
    [db().partnershipId, id, newId(), needs[0], givenOn, closesOn],
  );

describe('a priority-setting exercise', () => {
  test('counts each criterion by its weight, and says what members put first and where they differ', async () => {
    const id = await begin();
    const scores = [all(5, 5, 1, 1), all(5, 1, 5, 5), all(4, 4, 1, 5), all(4, 4, 4, 4), all(5, 5, 1, 1)];
    for (const one of scores) orThrow(await give(member(), id, one));
    await db().does(manager(), async (tx) => orThrow(await closeExercise(tx, manager(), id, TODAY)));
    const view = await db().does(manager(), (tx) => findExercise(tx, id));
    expect(view?.answered).toBe(5);
    expect(view?.needs.map(({ title }) => title)).toEqual(['Cold homes', 'Young drinkers']);
    // 5, (5×3 + 1×1)/4 = 4, 4, 4 and 5; 1, 5, (1×3 + 5×1)/4 = 2, 4 and 1. The mean to a tenth, the quartiles to half a point.
    expect(view?.needs[0]?.results.get(OVERALL)).toEqual({ mean: 4.4, low: 4, middle: 4, high: 5 });
    expect(view?.needs[1]?.results.get(OVERALL)).toEqual({ mean: 2.6, low: 1, middle: 2, high: 4 });
    expect(
      view?.needs.map(({ results }) => agreementOf(results.get(OVERALL) ?? { low: 0, high: 0 })),
    ).toEqual(['mostly-agree', 'differ']);
  });

  test('shows nobody what others gave, and keeps no member’s scores once they are counted', async () => {
    const id = await begin();
    const [one, other] = [member(), member()];
    orThrow(await give(one, id, all(5, 4, 3, 2)));
    const seen = (who: Member) => db().does(who, (tx) => ownScores(tx, who, id));
    expect([...(await seen(one)).values()].sort()).toEqual([2, 3, 4, 5]);
    expect((await seen(other)).size).toBe(0);
    const rows = (who: Member) =>
      db().does(who, (tx) =>
        tx.selectFrom('strategy.exercise_score').where('exercise_id', '=', id).selectAll().execute(),
      );
    expect(await rows(other)).toEqual([]);
    for (const who of [other, member(), member(), member()]) orThrow(await give(who, id, all(1, 1, 1, 1)));
    await db().does(manager(), async (tx) => orThrow(await closeExercise(tx, manager(), id, TODAY)));
    const { rows: left } = await db().ownerPool.query(
      'select 1 from strategy.exercise_score where exercise_id = $1',
      [id],
    );
    expect(left).toEqual([]);
  });

  test('a member’s second answer stands instead of the first, and a missing score is asked for by name', async () => {
    const id = await begin();
    const who = member();
    orThrow(await give(who, id, all(1, 1, 1, 1)));
    orThrow(await give(who, id, all(2, 3, 4, 5)));
    expect([...(await db().does(who, (tx) => ownScores(tx, who, id))).values()].sort()).toEqual([2, 3, 4, 5]);
    expect(await db().does(manager(), (tx) => answeredSoFar(tx, manager(), id))).toBe(1);
    const missing = await give(who, id, all(2, 3, 4));
    expect(missing).toMatchObject({ refused: 'score-missing', field: expect.stringContaining('score-2-') });
    expect(missing).toMatchObject({ message: expect.stringContaining('Young drinkers') });
  });

  test('with fewer than five members nothing is counted and nothing lost', async () => {
    const id = await begin();
    const one = member();
    for (const who of [one, member(), member(), member()]) orThrow(await give(who, id, all(3, 3, 3, 3)));
    const refused = await db().as(manager(), (tx) => closeExercise(tx, manager(), id, TODAY));
    expect(refused).toMatchObject({ refused: 'too-few-answered' });
    expect((await db().does(one, (tx) => ownScores(tx, one, id))).size).toBe(4);
  });

  test('after the last day, or once it has closed, no score is taken', async () => {
    const id = await begin();
    expect(await give(member(), id, all(3, 3, 3, 3), plainDate('2013-02-02'))).toMatchObject({
      refused: 'scoring-ended',
    });
    for (const score of [1, 2, 3, 4, 5]) orThrow(await give(member(), id, all(score, score, score, score)));
    await db().does(manager(), async (tx) => orThrow(await closeExercise(tx, manager(), id, TODAY)));
    expect(await give(member(), id, all(3, 3, 3, 3))).toMatchObject({ refused: 'exercise-closed' });
    // The database holds it too: a score is of an open exercise.
    await expect(insertScore(id, '2013-01-18')).rejects.toThrow('exercise_score_of_open_exercise');
  });

  test('the database itself takes no score of a later day, nor by another last day than that of the exercise', async () => {
    const id = await begin();
    await expect(insertScore(id, '2013-02-02')).rejects.toThrow('exercise_score_by_the_last_day');
    await expect(insertScore(id, '2013-02-02', '2013-03-01')).rejects.toThrow(
      'exercise_score_while_it_is_scored',
    );
  });

  test('the database itself takes no result of an exercise that goes on', async () => {
    const id = await begin();
    await expect(
      db().ownerPool.query(
        'insert into strategy.exercise_result (partnership_id, exercise_id, need_id, criterion, mean, low, middle, high) values ($1, $2, $3, 0, 3, 3, 3, 3)',
        [db().partnershipId, id, needs[0]],
      ),
    ).rejects.toThrow('exercise_result_of_closed_exercise');
  });

  test('a check finds what was asked of an exercise after it was counted', async () => {
    const id = await begin();
    for (const score of [1, 2, 3, 4, 5]) orThrow(await give(member(), id, all(score, score, score, score)));
    await db().does(manager(), async (tx) => orThrow(await closeExercise(tx, manager(), id, TODAY)));
    const check = checks.find(({ name }) => name === 'strategy.exercises-are-counted-whole');
    const found = () => db().does(manager(), async (tx) => check?.find(tx));
    expect(await found()).toEqual([]);
    const [asked, of] = ["$1::uuid, $2::uuid, 3, 'How dear', 1", [db().partnershipId, id]];
    const criterion =
      'insert into strategy.exercise_criterion (partnership_id, exercise_id, position, title, weight';
    await expect(db().ownerPool.query(`${criterion}) values (${asked})`, of)).rejects.toThrow(
      'exercise_criterion_came_with_it',
    );
    await db().ownerPool.query(
      `${criterion}, recorded_at) select ${asked}, recorded_at from strategy.exercise where id = $2`,
      of,
    );
    expect(await found()).toEqual([
      'What comes first has no result of Cold homes by How dear',
      'What comes first has no result of Young drinkers by How dear',
    ]);
  });

  test('criteria without a weight, and one need alone, are refused with what to do', async () => {
    const read = exerciseFields.shape.criteria.safeParse('How many: 3\nHow badly');
    expect(read.error?.issues[0]?.message).toMatch(/^“How badly” has no weight\. Write one criterion a line/);
    const criteria = exerciseFields.shape.criteria.parse('How many: 3');
    const alone = await db().as(manager(), (tx) =>
      beginExercise(
        tx,
        manager(),
        { title: 'One', criteria, closesOn: ENDS, openedOn: TODAY },
        needs.slice(0, 1),
      ),
    );
    expect(isRefusal(alone) && alone.field).toBe('needIds');
  });
});

test('quartiles, means and weighted scores lie between the lowest and highest score, in whatever order they come', () => {
  const score = fc.integer({ min: 1, max: 5 });
  fc.assert(
    fc.property(fc.array(score, { minLength: 1, maxLength: 40 }), (scores) => {
      const spread = spreadOf(scores);
      const [least, most] = [Math.min(...scores), Math.max(...scores)];
      expect(spreadOf(scores.toReversed()).middle).toBe(spread.middle);
      const values = [least, spread.low, spread.middle, spread.high, most];
      expect(values.toSorted((a, b) => a - b)).toEqual(values);
      expect(weighted(scores.map((one, at) => ({ score: one, weight: at + 1 })))).toBeGreaterThanOrEqual(
        least - 1e-9,
      );
    }),
  );
  // Hyndman and Fan's type 7: of 1, 2, 3, 4 the first quartile is 1.75.
  expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
});
