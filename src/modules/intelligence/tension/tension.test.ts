import { beforeAll, describe, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, orThrow } from '../../../kernel/refusal.ts';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { listPlaces } from '../../places/index.ts';
import { gradeMonth, listGrades } from './grade.ts';
import { changeItem, type ItemFields, recordItem } from './item.ts';
import { findItem, listItems } from './item-queries.ts';
import { addTerm, endTerm, listTerms, termsOn } from './lists.ts';
import { issuesLocality } from './locality.ts';
import { possibleNames } from './names.ts';
import { exampleTension, memberAt, signOf, termId } from './testing.ts';
import type { Tier } from './words.ts';

const db = testDatabase();
let officer: Member;
let colleague: Member;
let group: Member;
let viewer: Member;

beforeAll(async () => {
  await exampleTension(db());
  officer = await memberAt(db(), 'staffordshire-police', 'tension.record');
  colleague = await memberAt(db(), 'staffordshire-police');
  group = await memberAt(db(), 'cannock-chase-council', 'tension.group', 'tension.record');
  viewer = await memberAt(db(), 'victim-support');
});

const all = { limit: 1000 };
const sign = (fields: Partial<ItemFields> = {}) => signOf(db(), fields);
const record = async (actor: Member, fields: Partial<ItemFields> = {}) => {
  const item = await sign(fields);
  return db().as(actor, (tx) => recordItem(tx, actor, item));
};

describe('who sees a sign of tension', () => {
  const tiersSeenBy = async (actor: Member): Promise<Record<string, boolean>> => {
    const seen: Record<string, boolean> = {};
    for (const tier of ['agency', 'group', 'members', 'forums'] as const) {
      const { id } = orThrow(await record(officer, { tier, forumSays: 'Told.' }));
      seen[tier] = (await db().does(actor, (tx) => findItem(tx, id))) !== undefined;
    }
    return seen;
  };

  test('who records at the agency that holds it sees every tier', async () => {
    expect(await tiersSeenBy(officer)).toEqual({ agency: true, group: true, members: true, forums: true });
  });
  test('the tension group sees all but what stays at another agency', async () => {
    expect(await tiersSeenBy(group)).toEqual({ agency: false, group: true, members: true, forums: true });
  });
  test('everybody else sees what is for members and forums, at the agency that holds it too', async () => {
    const others = { agency: false, group: false, members: true, forums: true };
    expect(await tiersSeenBy(viewer)).toEqual(others);
    expect(await tiersSeenBy(colleague)).toEqual(others);
  });
  test('a visitor and somebody with every permission at no agency see no more than their tier', async () => {
    const everything = db().with('read', 'tension.record', 'tension.group');
    const tiers = (await db().does(everything, (tx) => listItems(tx, {}, all))).map(({ tier }) => tier);
    expect(new Set(tiers)).toEqual(new Set<Tier>(['group', 'members', 'forums']));
    expect(await db().does(db().with('public'), (tx) => listItems(tx, {}, all))).toEqual([]);
  });
  test('nobody widens the tier of what another agency holds, by the command or past it', async () => {
    const { id } = orThrow(await record(officer, { tier: 'group' }));
    const widened = await sign({ tier: 'members' });
    expect(await db().as(group, (tx) => changeItem(tx, group, id, 1, widened))).toMatchObject({
      refused: 'not-allowed',
    });
    const past = await db().does(group, (tx) =>
      tx
        .updateTable('intelligence.tension_item')
        .set({ tier: 'members' })
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    expect(past.numUpdatedRows).toBe(0n);
  });
  test('who holds an item, and a term that has ended, stay as they are past every command', async () => {
    const { id } = orThrow(await record(officer, { tier: 'group' }));
    const given = (values: object) =>
      db().as(officer, (tx) =>
        tx.updateTable('intelligence.tension_item').set(values).where('id', '=', id).executeTakeFirst(),
      );
    expect(await given({ owner_agency_id: group.agencyId })).toMatchObject({ refused: 'not-allowed' });
    expect(await given({ recorded_on: '2012-01-01' })).toMatchObject({ refused: 'not-allowed' });
    expect(await given({ type_id: await termId(db(), 'community', 'Older residents') })).toMatchObject({
      refused: 'tension-item-of-type',
      field: 'typeId',
    });
    const renamed = db().as(group, (tx) =>
      tx.updateTable('intelligence.tension_term').set({ name: 'Another name' }).execute(),
    );
    expect(await renamed).toMatchObject({ refused: 'not-allowed' });
  });
  test('nobody records in the name of another agency', async () => {
    const police = officer.agencyId;
    const item = await sign();
    expect(await db().as(group, (tx) => recordItem(tx, group, item, police))).toMatchObject({
      refused: 'not-allowed',
    });
    expect(await record(viewer)).toMatchObject({ refused: 'not-allowed' });
  });
  test('the audit trail says who recorded what tier, and none of the words', async () => {
    await record(officer, { tier: 'agency', says: 'Words that only the agency reads.' });
    const details = await db().does(db().with('audit.read'), (tx) =>
      tx.selectFrom('platform.audit_detail').select('detail').execute(),
    );
    expect(JSON.stringify(details)).not.toContain('Words that only the agency reads');
  });
});

test('a profile of a place tells of its issues in the words for forums alone, the same for whoever makes it', async () => {
  const [place] = await db().does(viewer, listPlaces);
  if (!place) throw new Error('The example has no place');
  const words = { placeId: place.id, happenedOn: plainDate('2012-06-11') };
  orThrow(
    await record(officer, {
      ...words,
      tier: 'forums',
      says: 'Behind it.',
      forumSays: 'Lights are asked for.',
    }),
  );
  orThrow(await record(officer, { ...words, tier: 'members', says: 'Not for forums.' }));
  const profile = (reader: Member, today: string) =>
    db().does(reader, (tx) =>
      issuesLocality.gather(tx, reader, {
        place,
        around: [],
        ids: [place.id],
        today: plainDate(today),
        area: 'Chase',
        isArea: false,
      }),
    );
  const told = await profile(viewer, '2012-07-01');
  expect(JSON.stringify(told)).toContain('Lights are asked for.');
  expect(JSON.stringify(told)).not.toMatch(/Behind it|Not for forums/);
  expect(await profile(group, '2012-07-01')).toEqual(told);
  expect(JSON.stringify(await profile(viewer, '2013-06-12'))).not.toContain('Lights are asked for.');
});

describe('what may be written of a sign', () => {
  test('words that may name somebody are asked about once, and taken when whoever writes has looked', async () => {
    const says = 'Mr Smith of 12 Chapel Street was shouted at.';
    const asked = await record(officer, { says });
    expect(isRefusal(asked) && asked.refused).toBe('may-name-somebody');
    expect(isRefusal(asked) && asked.message).toContain('12 Chapel Street and Mr Smith');
    expect(isRefusal(await record(officer, { says, namesChecked: true }))).toBe(false);
  });
  test('names of places, partners, communities and days are not taken for people', async () => {
    const says =
      'Hagley TC and Norton Canes on Saturday evening: Staffordshire Police and Eastern European residents met on Remembrance Sunday.';
    expect(isRefusal(await record(officer, { says }))).toBe(false);
  });
  test.each([
    ['Seen by Jane Doe near the market', ['Jane Doe']],
    ['Call 01543 462621 about it', ['01543 462621']],
    ['Write to jane@example.org.uk', ['jane@example.org.uk']],
    [`${'a'.repeat(100)}@example.org`, [`${'a'.repeat(64)}@example.org`]],
    ['a car with the plate AB12 CDE', ['AB12 CDE']],
    ['Cllr Example was sworn at', ['Cllr Example']],
    ['Some shouting in the market', []],
  ])('%s', (words, found) => {
    expect(possibleNames([words], [])).toEqual(found);
  });
  test('what has happened has a day that has come; what may come has not', async () => {
    const happenedOn = plainDate('2013-02-01');
    expect(await record(officer, { happenedOn })).toMatchObject({ refused: 'day-is-in-the-future' });
    expect(isRefusal(await record(officer, { happenedOn, form: 'potential' }))).toBe(false);
  });
  test('what may come can be over before its day, what has happened cannot', async () => {
    const over = { closedOn: plainDate('2013-01-10'), closedSays: 'Called off.' };
    const march = { happenedOn: plainDate('2013-01-15'), ...over };
    expect(isRefusal(await record(officer, { ...march, form: 'potential' }))).toBe(false);
    expect(await record(officer, march)).toMatchObject({ field: 'closedOn' });
  });
  test('what is for forums says what is told there', async () => {
    expect(await record(officer, { tier: 'forums' })).toMatchObject({ field: 'forumSays' });
  });
  test('a community that has ended is named in what was told and chosen no more', async () => {
    const { id } = await db().does(group, (tx) =>
      addTerm(tx, group, { kind: 'type', name: 'Sectarian', startsOn: plainDate('2012-04-01') }),
    );
    const told = orThrow(await record(officer, { typeId: id, tier: 'members' }));
    await db().does(group, (tx) => endTerm(tx, group, id, { endsOn: plainDate('2012-12-31'), revision: 1 }));
    const terms = await db().does(viewer, listTerms);
    expect(termsOn(terms, 'type', plainDate('2013-01-17')).map(({ name }) => name)).not.toContain(
      'Sectarian',
    );
    expect(await db().does(viewer, (tx) => findItem(tx, told.id))).toMatchObject({ type: 'Sectarian' });
  });
});

describe('the grade of a month', () => {
  test('a rise is a warning until a month is graded that is none; the earlier grade is kept', async () => {
    const warned = () =>
      db().does(viewer, (tx) =>
        tx
          .selectFrom('intelligence.warnings')
          .select(['sentence', 'severity'])
          .where('kind', '=', 'tension-rises')
          .execute(),
      );
    expect(await warned()).toEqual([
      {
        sentence: 'Tension rose from Watchful in November 2012 to Raised in December 2012.',
        severity: 'medium',
      },
    ]);
    const grade = (level: number) =>
      db().does(group, (tx) =>
        gradeMonth(tx, group, { month: plainDate('2013-01-01'), level, reason: 'Seen so.', forumSays: '' }),
      );
    await grade(5);
    expect(await warned()).toMatchObject([{ severity: 'high' }]);
    await grade(3);
    expect(await warned()).toEqual([]);
    const [latest] = await db().does(viewer, (tx) => listGrades(tx));
    expect(latest).toMatchObject({ level: 3, version: 2, beforeLevel: 3 });
  });
  test('is given by the tension group alone, and never of a month to come', async () => {
    const grade = (actor: Member, month: string) =>
      db().as(actor, (tx) =>
        gradeMonth(tx, actor, { month: plainDate(month), level: 1, reason: 'Quiet.', forumSays: '' }),
      );
    expect(await grade(officer, '2012-06-01')).toMatchObject({ refused: 'not-allowed' });
    expect(await grade(group, '2013-02-01')).toMatchObject({ refused: 'month-not-begun' });
  });
});
