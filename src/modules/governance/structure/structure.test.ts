import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { addBody, bodyFields } from '../body.ts';
import { findBody, listReportingLines } from '../queries.ts';
import { addSitting } from '../sitting.ts';
import { listMembers } from '../terms/member-queries.ts';
import { addMember } from '../terms/members.ts';
import { abolishBody, mergeBody, renameBody, takeNewNames } from './changes.ts';
import { nameAt } from './queries.ts';
import { addRelation } from './relations.ts';

const concord = testApp();
let clerk: SignedInCaller;
const today = plainDate('2013-01-17');

beforeAll(async () => {
  clerk = await concord().signInAs('governance.edit');
  await concord().db.does(clerk.actor, async (tx) => {
    for (const [name, kind] of [
      ['Strategic Board', 'strategic'],
      ['Executive Board', 'executive'],
      ['Joint Operations Group', 'joint-operations'],
      ['Youth Panel', 'panel'],
    ])
      orThrow(await addBody(tx, clerk.actor, bodyFields.parse({ name, kind })));
  });
});

const bodyOf = async (slug: string) => {
  const body = await concord().db.does(clerk.actor, (tx) => findBody(tx, slug));
  if (!body) throw new Error(`no body ${slug}`);
  return body;
};

describe('how bodies stand to each other', () => {
  test('a board may delegate to the group that reports to it, but the group cannot report in a circle', async () => {
    const [board, group] = [await bodyOf('executive-board'), await bodyOf('joint-operations-group')];
    const relate = (
      bodyId: typeof board.id,
      reportsToId: typeof board.id,
      kind: 'reports-to' | 'delegates-to',
    ) =>
      concord().db.as(clerk.actor, (tx) =>
        addRelation(tx, clerk.actor, { bodyId, reportsToId, kind, startsOn: null, note: null }),
      );
    expect(await relate(group.id, board.id, 'reports-to')).toEqual(expect.any(String));
    expect(await relate(board.id, group.id, 'delegates-to')).toEqual(expect.any(String));
    expect(await relate(board.id, group.id, 'reports-to')).toMatchObject({
      refused: 'bodies-answer-in-a-circle',
    });
    const { body } = await clerk.get('/bodies/joint-operations-group');
    expect(body).toContain('Reports to');
    expect(body).toContain('Acts on the delegation of');
  });

  test('a task-and-finish group has its end from the beginning', async () => {
    const answer = await concord().db.as(clerk.actor, (tx) =>
      addBody(tx, clerk.actor, bodyFields.parse({ name: 'Flood group', kind: 'task-and-finish' })),
    );
    expect(answer).toMatchObject({ refused: 'body-for-a-task-has-an-end', field: 'endsOn' });
  });
});

describe('what happens to a body', () => {
  test('a body that is renamed keeps its former name in what was before', async () => {
    const rename = (name: string, on: string) =>
      concord().db.as(clerk.actor, async (tx) =>
        renameBody(tx, clerk.actor, {
          slug: 'joint-operations-group',
          name,
          on: plainDate(on),
          today,
          reason: 'Restructure of the partnership',
        }),
      );
    expect(await rename('Community Safety Group', '2012-06-01')).toBeUndefined();
    expect(await rename('Safer Group', '2012-05-01')).toMatchObject({ refused: 'body-renamed-later' });
    expect(await rename('Safer Cannock Chase Group', '2013-04-01')).toBeUndefined();
    const body = await bodyOf('joint-operations-group');
    const names = await concord().db.does(clerk.actor, async (tx) => [
      await nameAt(tx, body, plainDate('2012-05-31')),
      await nameAt(tx, body, plainDate('2012-06-01')),
      await nameAt(tx, body, plainDate('2013-04-01')),
    ]);
    expect(names).toEqual(['Joint Operations Group', 'Community Safety Group', 'Safer Cannock Chase Group']);
    expect(body.name).toBe('Community Safety Group');
    const page = (await clerk.get('/bodies/joint-operations-group')).body;
    expect(page).toContain('from Joint Operations Group to Community Safety Group');
  });

  test('a name that was still to come is taken when its day has come', async () => {
    const names = await concord().db.does(clerk.actor, async (tx) => {
      const early = await takeNewNames(tx, clerk.actor, plainDate('2013-03-31'));
      const due = await takeNewNames(tx, clerk.actor, plainDate('2013-04-01'));
      return [early, due, (await findBody(tx, 'joint-operations-group'))?.name];
    });
    expect(names).toEqual([0, 1, 'Safer Cannock Chase Group']);
  });

  test('a body that is abolished ends with its seats and relations, and not while it still has to sit', async () => {
    const panel = await bodyOf('youth-panel');
    const on = plainDate('2012-12-31');
    const abolish = () =>
      concord().db.as(clerk.actor, async (tx) =>
        abolishBody(tx, clerk.actor, { slug: 'youth-panel', on, reason: 'Its work is done' }),
      );
    await concord().db.does(clerk.actor, async (tx) => {
      orThrow(await addMember(tx, clerk.actor, panel.id, { standing: 'ordinary', seatTitle: 'Schools' }));
      orThrow(
        await addRelation(tx, clerk.actor, {
          bodyId: panel.id,
          reportsToId: (await bodyOf('executive-board')).id,
          kind: 'advises',
          startsOn: null,
          note: null,
        }),
      );
      orThrow(
        await addSitting(tx, clerk.actor, panel, {
          day: plainDate('2013-02-01'),
          precision: 'day',
          kind: 'ordinary',
        }),
      );
    });
    expect(await abolish()).toMatchObject({ refused: 'body-still-sits' });
    await concord().db.does(clerk.actor, async (tx) => {
      await tx
        .insertInto('governance.sitting_outcome')
        .columns(['partnership_id', 'id', 'sitting_id', 'outcome', 'recorded_on', 'reason'])
        .expression((from) =>
          from
            .selectFrom('governance.sitting as s')
            .select(({ val, ref }) => [
              ref('s.partnership_id').as('partnership_id'),
              val(panel.id).as('id'),
              ref('s.id').as('sitting_id'),
              val('cancelled').as('outcome'),
              val(today).as('recorded_on'),
              val('The panel ends').as('reason'),
            ])
            .where('s.body_id', '=', panel.id),
        )
        .execute();
      orThrow(
        (await abolishBody(tx, clerk.actor, { slug: 'youth-panel', on, reason: 'Its work is done' })) ?? true,
      );
    });
    const left = await concord().db.does(clerk.actor, async (tx) => ({
      members: [
        (await listMembers(tx, panel.id, on)).length,
        (await listMembers(tx, panel.id, plainDate('2013-01-01'))).length,
      ],
      lines: (await listReportingLines(tx))
        .filter(({ bodyId }) => bodyId === panel.id)
        .map(({ endsOn }) => endsOn),
    }));
    expect(left).toEqual({ members: [1, 0], lines: ['2012-12-31'] });
    expect((await clerk.get('/bodies/youth-panel')).body).toContain('Its work is done');
  });

  test('a body is merged into one that goes on', async () => {
    const merge = (into: string) =>
      concord().db.as(clerk.actor, (tx) =>
        mergeBody(tx, clerk.actor, {
          slug: 'executive-board',
          into,
          on: today,
          reason: 'One board is enough',
        }),
      );
    expect(await merge('youth-panel')).toMatchObject({ refused: 'body-to-merge-into' });
    expect(await merge('executive-board')).toMatchObject({ refused: 'body-to-merge-into' });
    expect(await merge('strategic-board')).toBeUndefined();
    expect((await clerk.get('/bodies/executive-board')).body).toContain('into the Strategic Board');
  });

  test('who may only read sees no form', async () => {
    const reader = await concord().signInAs();
    expect((await reader.get('/bodies/strategic-board/changes/new')).statusCode).toBe(403);
    for (const form of [
      'changes/new',
      'programmes/new',
      'reporting-lines/new',
      'terms/new',
      'members/new',
      'members/election',
    ])
      expect([form, (await clerk.get(`/bodies/strategic-board/${form}`)).statusCode]).toEqual([form, 200]);
    for (const page of ['terms', 'members'])
      expect([page, (await reader.get(`/bodies/strategic-board/${page}`)).statusCode]).toEqual([page, 200]);
  });
});
