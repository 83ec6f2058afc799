import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { addDays, plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, orThrow } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import type { DecisionInput } from './input.ts';
import { recordDecision } from './record.ts';
import { type Boards, DAY, type Deeds, decisionAt, deeds, makeBoards, quorate } from './testing.ts';

const db = testDatabase();
let actor: Actor;
let boards: Boards;
let deed: Deeds;

beforeAll(async () => {
  actor = db().with('read', 'governance.edit', 'meeting.record', 'papers.exempt', 'terms.adopt');
  boards = await makeBoards(db(), actor);
});

beforeEach(() => {
  deed = deeds();
});

const proposal = (kind = 'proposal') => ({ kind, id: newId<'proposal'>() });
const record = (input: DecisionInput, isQuorate = true) =>
  db().as(actor, (tx) => recordDecision(tx, actor, deed.decidable, input, quorate(isQuorate)));
const recorded = async (input: DecisionInput, isQuorate = true) => orThrow(await record(input, isQuorate));
const recommend = (subject: { kind: string; id: string }) =>
  recorded(decisionAt(boards.executive, { outcome: 'recommended', subject }));
const countOf = async () => {
  const { rows } = await db().ownerPool.query('select count(*)::int as n from governance.decision');
  return rows[0]?.n as number;
};

describe('the route', () => {
  test('the Executive Board recommends and the Strategic Board decides', async () => {
    const subject = proposal();
    await recommend(subject);
    const decided = await recorded(decisionAt(boards.strategic, { outcome: 'endorsed', subject }));
    expect(decided).toMatchObject({ standing: 'stands', effect: 'It was endorsed.' });
    expect(deed.done).toEqual(['recommended', 'endorsed']);
  });

  test('a decision of a body that is not on the route is refused by name', async () => {
    const answer = await record(decisionAt(boards.group, { outcome: 'recommended', subject: proposal() }));
    expect(answer).toEqual({
      refused: 'not-this-bodys-decision',
      message:
        'A proposal is not for the Joint Operations Group to decide: the Executive Board recommends and the Strategic Board decides.',
      field: 'outcome',
      details: { route: ['the Executive Board recommends', 'the Strategic Board decides'] },
    });
  });

  test('a body that only recommends cannot endorse, and is told what to choose', async () => {
    const answer = await record(decisionAt(boards.executive, { outcome: 'endorsed', subject: proposal() }));
    expect(answer).toMatchObject({
      refused: 'recommends-only',
      message: 'The Executive Board recommends; the Strategic Board decides. Choose recommended.',
    });
  });

  test('the deciding body waits for the recommendation of the body before it', async () => {
    const answer = await record(decisionAt(boards.strategic, { outcome: 'endorsed', subject: proposal() }));
    expect(answer).toMatchObject({
      refused: 'previous-body-has-not-recommended',
      message: 'Before the Strategic Board, the Executive Board has to recommend it.',
    });
    expect(deed.done).toEqual([]);
  });

  test('what is referred back needs a new recommendation before it is decided', async () => {
    const subject = proposal();
    await recommend(subject);
    const back = { outcome: 'referred-back', subject, reason: 'The costs are missing.' } as const;
    await recorded(decisionAt(boards.strategic, back));
    const answer = await record(decisionAt(boards.strategic, { outcome: 'endorsed', subject }));
    expect(answer).toMatchObject({ refused: 'previous-body-has-not-recommended' });
    await recommend(subject);
    await recorded(decisionAt(boards.strategic, { outcome: 'endorsed', subject }));
    expect(deed.done).toEqual(['recommended', 'recommended', 'endorsed']);
  });

  test('what was endorsed is not endorsed twice', async () => {
    const subject = proposal();
    await recommend(subject);
    const endorse = decisionAt(boards.strategic, { outcome: 'endorsed', subject });
    const { reference } = await recorded(endorse);
    expect(await record(endorse)).toMatchObject({
      refused: 'decided-already',
      message: `Decision ${reference} says so already. Choose noted.`,
    });
    await recommend(subject);
    expect(await recorded(endorse)).toMatchObject({ effect: 'It was endorsed.' });
  });

  test('a dated delegation changes the route from its day on, and what was decided before keeps its own', async () => {
    const step = {
      partnership_id: actor.partnershipId,
      id: newId(),
      subject_kind: 'proposal',
      position: 1,
      body_id: boards.group.id,
      does: 'decides' as const,
      starts_on: DAY,
      ends_on: DAY,
    };
    const answer = await db().as(actor, async (tx) => {
      await tx.insertInto('governance.route_step').values(step).execute();
      const input = decisionAt(boards.group, { outcome: 'endorsed', subject: proposal() });
      return recordDecision(tx, actor, deed.decidable, input, quorate(true));
    });
    expect(answer).toMatchObject({ effect: 'It was endorsed.' });
    await db().ownerPool.query(
      'update governance.route_step set ends_on = starts_on - 1, starts_on = starts_on - 2',
    );
  });
});

describe('the quorum', () => {
  test('a key decision of an inquorate sitting has no effect and waits to be ratified', async () => {
    const subject = proposal();
    await recommend(subject);
    const waits = await recorded(decisionAt(boards.strategic, { outcome: 'endorsed', subject }), false);
    expect(waits).toMatchObject({ standing: 'awaits-ratification', effect: undefined });
    expect(deed.done).toEqual(['recommended']);
  });

  test('ratified at a quorate sitting, it takes effect then', async () => {
    const subject = proposal();
    await recommend(subject);
    const waits = await recorded(decisionAt(boards.strategic, { outcome: 'endorsed', subject }), false);
    const ratify = decisionAt(boards.strategic, { outcome: 'ratified', ratifiesId: waits.id });
    expect(await record(ratify, false)).toMatchObject({ refused: 'ratify-at-a-quorate-sitting' });
    expect(await recorded(ratify)).toMatchObject({ standing: 'stands', effect: 'It was endorsed.' });
    expect(await record(ratify)).toMatchObject({ refused: 'decision-ratified-once' });
    expect(deed.done).toEqual(['recommended', 'endorsed']);
  });

  test('a recommendation without a quorum does not carry a proposal on until it is ratified', async () => {
    const subject = proposal();
    const waits = await recorded(decisionAt(boards.executive, { outcome: 'recommended', subject }), false);
    const endorse = decisionAt(boards.strategic, { outcome: 'endorsed', subject });
    expect(await record(endorse)).toMatchObject({
      refused: 'previous-body-has-not-recommended',
      message: `Before the Strategic Board, the Executive Board has to recommend it. Decision ${waits.reference} waits to be ratified first.`,
    });
    await recorded(decisionAt(boards.executive, { outcome: 'ratified', ratifiesId: waits.id }));
    expect(await recorded(endorse)).toMatchObject({ effect: 'It was endorsed.' });
  });

  test('what is no key decision stands without a quorum, unless the terms ask one for every decision', async () => {
    const plain = decisionAt(boards.strategic, { outcome: 'noted', keyDecision: false });
    expect(await recorded(plain, false)).toMatchObject({ standing: 'stands' });
    const strict = await db().does(actor, (tx) =>
      recordDecision(tx, actor, deed.decidable, plain, quorate(false, 'all-decisions')),
    );
    expect(strict).toMatchObject({ standing: 'awaits-ratification' });
  });

  test('of a decision recorded from minutes the quorum is unknown, and says so', async () => {
    const { id } = await recorded(
      decisionAt(boards.strategic, { outcome: 'agreed', method: 'recorded-from-minutes' }),
    );
    const row = await db().does(actor, (tx) =>
      tx.selectFrom('governance.decision').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
    expect([row.quorate, row.quorum_says]).toEqual([
      null,
      'Not known: recorded from minutes that do not say whether the sitting was quorate.',
    ]);
  });

  test('the minutes of a meeting that was recorded here cannot replace its quorum', async () => {
    const answer = await db().as(actor, async (tx) => {
      await tx
        .insertInto('governance.presence')
        .values({
          partnership_id: actor.partnershipId,
          id: newId(),
          sitting_id: boards.group.sitting,
          kind: 'arrived',
          guest: 'A resident',
        })
        .execute();
      const input = decisionAt(boards.group, { outcome: 'agreed', method: 'recorded-from-minutes' });
      return recordDecision(tx, actor, deed.decidable, input, quorate(true));
    });
    expect(answer).toMatchObject({ refused: 'meeting-was-recorded' });
  });

  test('a decision between sittings needs a delegation', async () => {
    const input = { outcome: 'agreed', sittingId: null, method: 'delegated' } as const;
    expect(await record(decisionAt(boards.group, input))).toMatchObject({ refused: 'no-delegation' });
  });
});

describe('the effect', () => {
  test('an effect that is refused records nothing and says why', async () => {
    const before = await countOf();
    const subject = proposal('refusing');
    const answer = await record(decisionAt(boards.strategic, { outcome: 'endorsed', subject }));
    expect(answer).toEqual({
      refused: 'money-is-short',
      message: 'There is not enough money in the stream.',
    });
    expect(await countOf()).toBe(before);
  });

  test('a refused effect takes back what it did even where the caller goes on', async () => {
    const left = await db().does(actor, async (tx) => {
      const input = decisionAt(boards.strategic, { outcome: 'endorsed', subject: proposal('refusing') });
      const answer = await recordDecision(tx, actor, deed.decidable, input, quorate(true));
      if (!isRefusal(answer)) throw new Error('It should have been refused');
      return tx.selectFrom('governance.proposed_structure').select('id').execute();
    });
    expect(left).toEqual([]);
  });

  test('an endorsement with a condition says which, and carries it to the effect', async () => {
    const subject = proposal();
    await recommend(subject);
    const plain = { outcome: 'endorsed-on-condition', subject } as const;
    expect(await record(decisionAt(boards.strategic, plain))).toMatchObject({ refused: 'condition-needed' });
    const conditions = [
      { says: 'Complete the project plan', dueOn: addDays(DAY, 60), missing: ['baseline'] },
    ];
    const answer = await record(decisionAt(boards.strategic, { outcome: 'endorsed', subject, conditions }));
    expect(answer).toMatchObject({ refused: 'endorsed-on-condition-instead' });
    expect(await recorded(decisionAt(boards.strategic, { ...plain, conditions }))).toMatchObject({
      effect: 'It was endorsed on condition.',
    });
  });

  test('what a decision did before it was recorded is said and not done again', async () => {
    const subject = proposal('lasting');
    const answer = await recorded(
      decisionAt(boards.strategic, {
        outcome: 'endorsed',
        subject,
        method: 'recorded-from-minutes',
        effectDone: 'The plan was adopted.',
      }),
    );
    expect([answer.effect, deed.done]).toEqual(['The plan was adopted.', []]);
  });

  test('a deferral has a date and a reason and returns by itself to the forward plan', async () => {
    const subject = proposal();
    const deferral = { outcome: 'deferred', subject, title: 'Boxing club' } as const;
    expect(await record(decisionAt(boards.executive, deferral))).toMatchObject({
      refused: 'decision-deferral-has-a-date-and-reason',
    });
    const until = plainDate('2013-03-01');
    const { id } = await recorded(
      decisionAt(boards.executive, { ...deferral, deferredTo: until, reason: 'No figures yet.' }),
    );
    const planned = await db().does(actor, (tx) =>
      tx
        .selectFrom('governance.forward_plan')
        .select(['title', 'expected_on', 'says'])
        .where('from_decision_id', '=', id)
        .executeTakeFirst(),
    );
    expect(planned).toEqual({
      title: 'Boxing club',
      expected_on: until,
      says: 'Deferred on 14 December 2012: No figures yet.',
    });
  });
});

describe('undoing', () => {
  test('undoing is a new decision, which undoes the effect', async () => {
    const subject = proposal();
    await recommend(subject);
    const { id } = await recorded(decisionAt(boards.strategic, { outcome: 'endorsed', subject }));
    const undo = decisionAt(boards.strategic, { outcome: 'undone', undoesId: id, reason: 'Overtaken.' });
    expect(await recorded(undo)).toMatchObject({ effect: 'It was undone.' });
    expect(await record(undo)).toMatchObject({ refused: 'decision-undone-already' });
    expect(deed.done).toEqual(['recommended', 'endorsed', 'undone']);
  });

  test('what cannot be taken back cannot be undone', async () => {
    const subject = proposal('lasting');
    const { id, reference } = await recorded(decisionAt(boards.strategic, { outcome: 'endorsed', subject }));
    const undo = decisionAt(boards.strategic, { outcome: 'undone', undoesId: id, reason: 'Overtaken.' });
    expect(await record(undo)).toMatchObject({
      refused: 'cannot-be-undone',
      message: `What decision ${reference} did cannot be taken back: “It was done for good.” Decide anew what is to follow.`,
    });
  });

  test('a recommendation on which a later body decided cannot be undone first', async () => {
    const subject = proposal();
    const { id } = await recommend(subject);
    await recorded(decisionAt(boards.strategic, { outcome: 'endorsed', subject }));
    const undo = decisionAt(boards.executive, { outcome: 'undone', undoesId: id, reason: 'A mistake.' });
    expect(await record(undo)).toMatchObject({ refused: 'later-decision-stands-on-it' });
  });

  test('only the body that decided can undo', async () => {
    const { id } = await recorded(decisionAt(boards.strategic, { outcome: 'agreed' }));
    const undo = decisionAt(boards.executive, { outcome: 'undone', undoesId: id, reason: 'A mistake.' });
    expect(await record(undo)).toMatchObject({ refused: 'another-body-decided' });
  });
});

describe('the register', () => {
  test('a decision can be neither changed nor removed', async () => {
    await recorded(decisionAt(boards.strategic, { outcome: 'agreed' }));
    for (const change of ["update governance.decision set title = 'x'", 'delete from governance.decision'])
      expect(await db().as(actor, (tx) => sql.raw(change).execute(tx))).toMatchObject({
        refused: 'not-allowed',
      });
  });

  test('decisions of a year are numbered without gaps, also after a refusal', async () => {
    await record(decisionAt(boards.strategic, { outcome: 'endorsed', subject: proposal('refusing') }));
    await recorded(decisionAt(boards.strategic, { outcome: 'agreed' }));
    const { rows } = await db().ownerPool.query(
      'select reference from governance.decision order by reference',
    );
    expect(rows.map(({ reference }) => reference)).toEqual(
      rows.map((_, at) => `2012-${String(at + 1).padStart(3, '0')}`),
    );
  });

  test('two decisions recorded at once get two numbers', async () => {
    const one = (title: string) => record(decisionAt(boards.strategic, { outcome: 'agreed', title }));
    const both = await Promise.all([one('First'), one('Second')]);
    expect(new Set(both.map((answer) => orThrow(answer).reference)).size).toBe(2);
  });

  test('an exempt decision is hidden from who may not see it, with all that belongs to it', async () => {
    const { id } = await recorded(
      decisionAt(boards.strategic, {
        outcome: 'agreed',
        exempt: true,
        conditions: [{ says: 'A secret condition', dueOn: addDays(DAY, 1) }],
      }),
    );
    const seen = await db().does(db().with('read'), async (tx) => [
      await tx.selectFrom('governance.decision').select('id').where('id', '=', id).execute(),
      await tx
        .selectFrom('governance.decision_condition')
        .select('id')
        .where('decision_id', '=', id)
        .execute(),
    ]);
    expect(seen).toEqual([[], []]);
  });

  test('a vote that was lost carries nothing', async () => {
    const input = decisionAt(boards.strategic, {
      outcome: 'agreed',
      method: 'vote',
      votes: { for: 2, against: 3, abstained: 1 },
    });
    expect(await record(input)).toMatchObject({ refused: 'motion-not-carried' });
  });

  test('what is still to come is not decided yet', async () => {
    const input = decisionAt(boards.strategic, { outcome: 'agreed', decidedOn: plainDate('2013-02-01') });
    expect(await record(input)).toMatchObject({ refused: 'decision-is-still-to-come' });
  });
});
