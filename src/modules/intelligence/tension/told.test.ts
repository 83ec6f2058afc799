import { beforeAll, describe, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { renderHtml } from '../../../ui/document/index.ts';
import { type ItemFields, recordItem } from './item.ts';
import { listItems } from './item-queries.ts';
import { toldToForums } from './released.ts';
import { forumReport, monthReport } from './report.ts';
import { exampleTension, memberAt, signOf, termId } from './testing.ts';

const db = testDatabase();
let officer: Member;
let group: Member;
let viewer: Member;

beforeAll(async () => {
  await exampleTension(db());
  officer = await memberAt(db(), 'staffordshire-police', 'tension.record');
  group = await memberAt(db(), 'cannock-chase-council', 'tension.group', 'tension.record');
  viewer = await memberAt(db(), 'victim-support');
});

const all = { limit: 1000 };
const record = async (actor: Member, fields: Partial<ItemFields>) => {
  const item = await signOf(db(), fields);
  return db().as(actor, (tx) => recordItem(tx, actor, item));
};

describe('the version for forums', () => {
  const month = plainDate('2012-05-01');
  const facts = { month, grade: undefined, partnership: 'Chase', today: plainDate('2013-01-17') };
  const secret = {
    says: 'WORDS of the log',
    doing: 'WORDS of what is done',
    source: 'WORDS of the source',
    closedSays: 'WORDS of the end',
    closedOn: plainDate('2012-05-20'),
    happenedOn: plainDate('2012-05-11'),
    namesChecked: true,
  };
  const span = { from: month, to: plainDate('2012-05-31') };

  test('holds what was written for forums and nothing else, whoever makes it', async () => {
    const { rows } = await db().ownerPool.query<{ id: string }>(
      "select id from places.place where slug = 'kelly-avenue'",
    );
    const where = {
      placeId: rows[0]?.id ?? '',
      communityId: await termId(db(), 'community', 'Gypsies and Travellers'),
    };
    for (const tier of ['agency', 'group', 'members', 'forums'] as const)
      orThrow(await record(officer, { ...secret, ...where, tier, forumSays: `Told of ${tier}.` }));
    const made = async (actor: Member): Promise<string> =>
      renderHtml(forumReport(facts, toldToForums(await db().does(actor, (tx) => listItems(tx, span, all)))));
    const text = await made(officer);
    expect(text).toContain('Told of forums.');
    for (const kept of [
      'WORDS',
      'Told of agency',
      'Told of group',
      'Told of members',
      'Kelly Avenue',
      'Gypsies',
      '11 May',
      'Police',
    ])
      expect(text).not.toContain(kept);
    expect(await made(group)).toBe(text);
    expect(await made(viewer)).toBe(text);
  });
  test('the report of a month holds no more than its reader may see, and says for whom it is', async () => {
    const text = async (actor: Member): Promise<string> =>
      renderHtml(
        monthReport(facts, await db().does(actor, (tx) => listItems(tx, span, all)), {
          forWhom: 'All members',
          left: 0,
        }),
      );
    expect((await text(officer)).match(/WORDS of the log/g)).toHaveLength(4);
    expect((await text(viewer)).match(/WORDS of the log/g)).toHaveLength(2);
    expect(await text(viewer)).toContain('All members');
  });

  const told = (type: string, community: string | null, count: number) =>
    Array.from({ length: count }, () => ({ tier: 'forums' as const, type, community, forumSays: 'Told.' }));

  test('numbers from one to four are hidden, and another so that none can be got by subtraction', () => {
    const { counts } = toldToForums([
      ...told('Youth', 'Young people', 9),
      ...told('Racial', 'Roma', 2),
      ...told('Neighbourhood', null, 6),
    ]);
    expect(counts?.all).toBe(17);
    expect(counts?.byType).toEqual([
      { name: 'Neighbourhood', count: null },
      { name: 'Racial', count: null },
      { name: 'Youth', count: 9 },
    ]);
    expect(counts?.byCommunity.filter(({ count }) => count === null).map(({ name }) => name)).toEqual([
      'No community named',
      'Roma',
    ]);
  });
  test('of a handful no numbers are told at all', () => {
    expect(toldToForums(told('Racial', 'Roma', 4))).toEqual({ statements: ['Told.'], counts: null });
  });
});
