import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../../kernel/ids.ts';
import { plainDate } from '../../../../kernel/plain-date.ts';
import { orThrow } from '../../../../kernel/refusal.ts';
import type { Actor } from '../../../../platform/actor.ts';
import { testDatabase } from '../../../../platform/database/testing.ts';
import { EARLIER } from '../../../partners/testing.ts';
import { findBody } from '../../queries.ts';
import { addSitting, recordSittingOutcome } from '../../sitting.ts';
import { adoptTerms, draftTerms } from '../../terms/terms.ts';
import { type Boards, DAY, makeBoards } from '../testing.ts';
import { answerEscalation, raiseEscalation } from './escalation.ts';
import { findEscalation, listEscalations } from './queries.ts';
import { raiseByRules } from './rules.ts';

const db = testDatabase();
const TODAY = plainDate('2013-01-17');
let actor: Actor;
let boards: Boards;

beforeAll(async () => {
  actor = db().with('read', 'governance.edit', 'meeting.record', 'terms.adopt', 'papers.exempt');
  boards = await makeBoards(db(), actor);
  await db().does(actor, async (tx) => {
    const terms = {
      escalation: {
        toId: boards.executive.id,
        days: 14,
        triggers: ['silent-project' as const, 'two-inquorate-sittings' as const],
      },
    };
    const { id } = orThrow(await draftTerms(tx, actor, boards.group.id, terms));
    orThrow(await adoptTerms(tx, actor, { termsId: id, on: DAY, by: 'Executive Board', ground: EARLIER }));
  });
});

const PROBLEM = { title: 'No lead officer', says: 'Nobody leads the project.', raisedOn: TODAY };
const project = newId<'project'>();
const silent = (since: string) =>
  `select 'silent-project'::text as kind, 'project'::text as subject_kind, '${project}'::uuid as subject_id,
    '${since}'::date as since, 'Love your Street: no update since 1 November 2012.'::text as sentence`;

describe('escalations', () => {
  test('a problem goes where the terms of reference say, to be answered in the time they set', async () => {
    const raised = await db().does(actor, async (tx) => {
      const id = orThrow(await raiseEscalation(tx, actor, { ...PROBLEM, fromBodyId: boards.group.id }));
      return findEscalation(tx, id);
    });
    expect(raised).toMatchObject({ toBody: 'Executive Board', answerBy: '2013-01-31', state: 'open' });
  });

  test('where no terms say, the body that is asked and the day are asked for', async () => {
    const raise = (more: object) =>
      db().as(actor, (tx) =>
        raiseEscalation(tx, actor, { ...PROBLEM, fromBodyId: boards.executive.id, ...more }),
      );
    expect(await raise({})).toMatchObject({ refused: 'no-escalation-route', field: 'toBody' });
    expect(await raise({ toBodyId: boards.strategic.id })).toMatchObject({ refused: 'answer-day-needed' });
  });

  test('who may not raise is refused', async () => {
    const reader = db().with('read');
    expect(await db().as(reader, (tx) => raiseEscalation(tx, reader, PROBLEM))).toMatchObject({
      refused: 'not-allowed',
    });
  });

  test('an unanswered escalation is an early warning and a duty; an answer ends both', async () => {
    const seen = () =>
      db().does(actor, async (tx) => ({
        warnings: await tx
          .selectFrom('governance.warnings')
          .select('sentence')
          .where('kind', '=', 'open-escalation')
          .execute(),
        duties: await tx
          .selectFrom('governance.duties')
          .select(['due_on', 'met_on'])
          .where('kind', '=', 'escalation-answer')
          .execute(),
      }));
    expect(await seen()).toEqual({
      warnings: [
        {
          sentence:
            'No lead officer: raised to the Executive Board on 17 January 2013; an answer is due by 31 January 2013.',
        },
      ],
      duties: [{ due_on: '2013-01-31', met_on: null }],
    });
    const [escalation] = await db().does(actor, (tx) => listEscalations(tx, { open: true }));
    const id = escalation?.id ?? '';
    const answer = { id, answeredOn: TODAY, outcome: 'resolved', says: 'Named.' } as const;
    const give = () => db().as(actor, (tx) => answerEscalation(tx, actor, answer));
    expect(await give()).toEqual({ passedUpAs: undefined });
    expect(await give()).toMatchObject({ refused: 'escalation-answered' });
    expect(await seen()).toEqual({ warnings: [], duties: [{ due_on: '2013-01-31', met_on: TODAY }] });
  });

  test('what a body passes up is raised to the body above, and refused where there is none', async () => {
    const raise = await db().does(actor, async (tx) =>
      orThrow(await raiseEscalation(tx, actor, { ...PROBLEM, fromBodyId: boards.group.id })),
    );
    const pass = { id: raise, answeredOn: TODAY, outcome: 'passed-up', says: 'Not ours.' } as const;
    expect(await db().as(actor, (tx) => answerEscalation(tx, actor, pass))).toMatchObject({
      refused: 'nowhere-to-pass-up',
    });
    const passed = await db().does(actor, async (tx) => {
      await tx
        .insertInto('governance.reporting_line')
        .values({
          partnership_id: actor.partnershipId,
          id: newId(),
          body_id: boards.executive.id,
          reports_to_id: boards.strategic.id,
          kind: 'escalates-to',
        })
        .execute();
      const answered = orThrow(await answerEscalation(tx, actor, pass));
      return findEscalation(tx, answered.passedUpAs ?? '');
    });
    expect(passed).toMatchObject({ toBody: 'Strategic Board', fromBody: 'Executive Board' });
  });
});

describe('rules', () => {
  test('a rule never raises the same escalation twice while it is open', async () => {
    const run = () => db().does(actor, (tx) => raiseByRules(tx, actor, silent('2012-12-01')));
    expect([await run(), await run()]).toEqual([1, 0]);
    const [raised] = (await db().does(actor, (tx) => listEscalations(tx))).filter(
      ({ raisedBy }) => raisedBy === 'rule',
    );
    expect(raised).toMatchObject({
      title: 'Love your Street',
      rule: 'silent-project',
      toBody: 'Executive Board',
      answerBy: '2013-01-31',
    });
  });

  test('once answered, it is raised again only when it happens again', async () => {
    const open = await db().does(actor, (tx) => listEscalations(tx, { open: true }));
    const id = open.find(({ rule }) => rule === 'silent-project')?.id ?? '';
    await db().does(actor, async (tx) =>
      orThrow(
        await answerEscalation(tx, actor, { id, answeredOn: TODAY, outcome: 'resolved', says: 'Done.' }),
      ),
    );
    const run = (since: string) => db().does(actor, (tx) => raiseByRules(tx, actor, silent(since)));
    expect([await run('2012-12-01'), await run('2013-02-01')]).toEqual([0, 1]);
  });

  test('the database itself refuses a second one that is open', async () => {
    const insert = db().as(actor, (tx) =>
      tx
        .insertInto('governance.escalation')
        .values({
          partnership_id: actor.partnershipId,
          id: newId(),
          to_body_id: boards.executive.id,
          raised_by: 'rule',
          rule: 'silent-project',
          round: 1,
          subject_kind: 'project',
          subject_id: project,
          title: 'Again',
          says: 'Again',
          raised_on: TODAY,
          answer_by: TODAY,
        })
        .execute(),
    );
    expect(await insert).toMatchObject({ refused: 'escalation-raised-once-by-a-rule' });
  });

  test('two inquorate sittings running are raised by themselves', async () => {
    const raised = await db().does(actor, async (tx) => {
      const body = await findBody(tx, 'joint-operations-group');
      if (!body) throw new Error('missing');
      for (const day of ['2013-01-08', '2013-01-15']) {
        const when = { day: plainDate(day), precision: 'day', kind: 'ordinary' } as const;
        const id = orThrow(await addSitting(tx, actor, body, when));
        const outcome = { outcome: 'inquorate', recordedOn: TODAY, reason: 'Three of six came' } as const;
        orThrow((await recordSittingOutcome(tx, actor, id, outcome)) ?? true);
      }
      return raiseByRules(
        tx,
        actor,
        'select kind, subject_kind, subject_id, since, sentence from governance.warnings',
      );
    });
    expect(raised).toBe(1);
  });
});
