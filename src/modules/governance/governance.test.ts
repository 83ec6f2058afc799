import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Id } from '../../kernel/ids.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { isRefusal, orThrow } from '../../kernel/refusal.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { loadPartnersExample } from '../partners/index.ts';
import { changeBody } from './body.ts';
import { importSittings } from './import.ts';
import {
  dayOfSitting,
  findBody,
  lastSitting,
  listBodies,
  loadGovernanceExample,
  nextSitting,
  sittingsBetween,
} from './index.ts';
import { governance } from './module.ts';
import { lastAndNext, type Sitting } from './queries.ts';
import { addSitting, moveSitting, recordSittingOutcome } from './sitting.ts';
import { addRelation } from './structure/relations.ts';

const db = testDatabase();
const files = (name: string) => readFileSync(`examples/cannock-chase/${name}`, 'utf8');
const editor = () => db().with('read', 'partners.edit', 'governance.edit');
const bodyId = async (slug: string): Promise<Id<'body'>> => {
  const body = await db().does(editor(), (tx) => findBody(tx, slug));
  if (!body) throw new Error(`no body ${slug}`);
  return body.id;
};

beforeAll(async () => {
  const actor = editor();
  await db().does(actor, async (tx) => {
    orThrow(await loadPartnersExample(tx, actor, files));
    orThrow(await loadGovernanceExample(tx, actor, files));
  });
});

describe('sittings', () => {
  test('a report that follows the Strategic Board finds its last sitting before the day', async () => {
    const board = await bodyId('strategic-board');
    const found = await db().does(editor(), async (tx) => [
      await lastSitting(tx, board, plainDate('2013-01-17')),
      await lastSitting(tx, board, plainDate('2012-12-14')),
      await nextSitting(tx, board, plainDate('2012-12-14')),
      await nextSitting(tx, board, plainDate('2012-12-15')),
    ]);
    expect(found.map((sitting) => sitting?.day)).toEqual([
      '2012-12-14',
      '2012-09-28',
      '2012-12-14',
      undefined,
    ]);
  });

  test('a sitting of which only the month is known is not given a day', async () => {
    const group = await bodyId('joint-operations-group');
    const found = await db().does(editor(), async (tx) => ({
      during: await lastSitting(tx, group, plainDate('2012-11-15')),
      after: await lastSitting(tx, group, plainDate('2012-12-01')),
    }));
    expect(found.during).toBeUndefined();
    expect(found.after && dayOfSitting(found.after)).toBe('November 2012');
  });

  test('sittings of a quarter come in order, one of unknown day at the beginning of its month', async () => {
    const found = await db().does(editor(), (tx) =>
      sittingsBetween(tx, plainDate('2012-10-01'), plainDate('2012-12-31')),
    );
    expect(found.map((sitting) => `${sitting.body}: ${dayOfSitting(sitting)}`)).toEqual([
      'Enterprise and Skills Board: 23 October 2012',
      'Joint Operations Group: November 2012',
      'Executive Board: 6 November 2012',
      'Enterprise and Skills Board: 28 November 2012',
      'Executive Board: 30 November 2012',
      'Strategic Board: 14 December 2012',
    ]);
  });

  test('a cancelled sitting says why and is nobody’s next sitting', async () => {
    const actor = editor();
    const board = await bodyId('strategic-board');
    const day = plainDate('2013-03-15');
    await db().does(actor, async (tx) => {
      const body = await findBody(tx, 'strategic-board');
      if (!body) throw new Error('missing');
      const id = orThrow(await addSitting(tx, actor, body, { day, precision: 'day', kind: 'ordinary' }));
      expect((await nextSitting(tx, board, plainDate('2013-01-17')))?.day).toBe(day);
      const outcome = { outcome: 'cancelled', recordedOn: plainDate('2013-03-01'), reason: 'Snow' } as const;
      orThrow((await recordSittingOutcome(tx, actor, id, outcome)) ?? true);
      expect(await nextSitting(tx, board, plainDate('2013-01-17'))).toBeUndefined();
      expect(await moveSitting(tx, actor, id, 1, { day, precision: 'day' })).toMatchObject({
        refused: 'sitting-is-not-planned',
      });
    });
  });

  test('a body does not sit twice on one day', async () => {
    const actor = editor();
    const answer = await db().as(actor, async (tx) => {
      const body = await findBody(tx, 'strategic-board');
      if (!body) throw new Error('missing');
      return addSitting(tx, actor, body, {
        day: plainDate('2012-12-14'),
        precision: 'day',
        kind: 'extraordinary',
      });
    });
    expect(answer).toMatchObject({ refused: 'sitting-day-unique', field: 'day' });
  });

  test('a sitting that is still to come cannot have been held', async () => {
    const actor = editor();
    const answer = await db().as(actor, async (tx) => {
      const body = await findBody(tx, 'executive-board');
      if (!body) throw new Error('missing');
      const day = plainDate('2013-02-15');
      const id = orThrow(await addSitting(tx, actor, body, { day, precision: 'day', kind: 'ordinary' }));
      return recordSittingOutcome(tx, actor, id, {
        outcome: 'held',
        recordedOn: plainDate('2013-01-17'),
        reason: null,
      });
    });
    expect(answer).toMatchObject({ refused: 'sitting-is-still-to-come' });
  });

  test('the same file imported again changes nothing', async () => {
    const actor = editor();
    const again = await db().does(actor, (tx) =>
      importSittings(tx, actor, files('sittings.csv'), { write: true }),
    );
    expect(isRefusal(again) ? again : again.counts).toEqual({
      added: 0,
      changed: 0,
      unchanged: 14,
      refused: 0,
    });
  });
});

describe('bodies', () => {
  test('bodies cannot answer to each other in a circle', async () => {
    const actor = editor();
    const [group, board] = [await bodyId('joint-operations-group'), await bodyId('strategic-board')];
    const answer = await db().as(actor, (tx) =>
      addRelation(tx, actor, { bodyId: board, reportsToId: group, startsOn: null, note: null }),
    );
    expect(answer).toMatchObject({ refused: 'bodies-answer-in-a-circle' });
  });

  test('a body that was abolished stays with its history but does not exist after its last day', async () => {
    const on = plainDate('2013-01-17');
    const found = await db().does(editor(), async (tx) => [
      await listBodies(tx),
      await listBodies(tx, { on }),
    ]);
    const has = (bodies: readonly { slug: string }[] | undefined) =>
      bodies?.some(({ slug }) => slug === 'blake-public-service-board');
    expect(found.map(has)).toEqual([true, false]);
  });

  test('a change to a body that somebody else changed meanwhile is refused', async () => {
    const actor = editor();
    const answer = await db().as(actor, async (tx) => {
      const body = await findBody(tx, 'cabinet');
      if (!body) throw new Error('missing');
      return changeBody(tx, actor, 'cabinet', body.revision + 1, body);
    });
    expect(answer).toMatchObject({ refused: 'changed-meanwhile' });
  });

  test('keeps every invariant that is checked in production', async () => {
    const [check] = governance.checks ?? [];
    expect(await db().does(editor(), async (tx) => check?.find(tx))).toEqual([]);
  });
});

test('a body sits today until the outcome is recorded; from then on it sat today', () => {
  const at = (day: string, status: string) =>
    ({ day: plainDate(day), latestDay: plainDate(day), status }) as Sitting;
  const [later, called, earlier] = [
    at('2013-02-15', 'planned'),
    at('2013-02-01', 'cancelled'),
    at('2012-11-30', 'held'),
  ];
  const today = plainDate('2013-01-17');
  const open = at('2013-01-17', 'planned');
  expect(lastAndNext([later, called, open, earlier], today)).toEqual({ last: earlier, next: open });
  const held = at('2013-01-17', 'held');
  expect(lastAndNext([later, called, held, earlier], today)).toEqual({ last: held, next: later });
});
