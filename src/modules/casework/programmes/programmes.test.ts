import { beforeAll, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import type { Member } from '../../../platform/actor.ts';
import { system } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { stateOf, transact } from '../../../platform/database/transaction.ts';
import { caseworkMeasures } from '../measures/index.ts';
import { saveRecord } from '../people/index.ts';
import { aCaseworker, agree, asks, testSubjects, works } from '../testing/working.ts';
import { matchSupporter } from './match.ts';
import { movePlacement } from './move.ts';
import { setUpProgramme } from './programme.ts';
import { eventsOf, listPlacements } from './queries.ts';
import { ageOn, type PlacementInput, referToProgramme } from './refer.ts';
import { keepRegister, recordConsent } from './register.ts';
import type { PlacementState } from './words.ts';

const db = testDatabase();
const subjects = testSubjects();
const today = plainDate('2013-01-17');
let fire: Member;
let police: Member;
let stranger: Member;

const LIFE = {
  title: 'LIFE course',
  kind: 'course',
  says: 'Five days at a fire station.',
  eligibility: 'Young people at risk of reoffending',
  triggers: ['anti-social-behaviour'],
  minimumAge: 13,
  maximumAge: 17,
  places: 1,
  taster: true,
  costPence: 650_000,
  startsOn: plainDate('2012-04-01'),
  endsOn: null,
} as const;

beforeAll(async () => {
  [fire, police, stranger] = [await aCaseworker(db()), await aCaseworker(db()), await aCaseworker(db())];
  await agree(db(), police, fire, ['identity', 'referrals']);
  await works(db(), fire, (tx, actor) => setUpProgramme(tx, actor, LIFE));
});

const aRecord = (born?: string): Promise<string> =>
  works(db(), police, async (tx, actor) => {
    const record = await saveRecord(tx, actor, subjects(), {
      agencyId: police.agencyId,
      givenNames: 'Testin',
      surname: `Synthetic${Math.random().toString(36).slice(2, 8).replaceAll(/\d/g, 'x')}`,
      ...(born ? { dateOfBirth: born } : {}),
      source: 'form',
    });
    return 'refused' in record ? record : record.recordId;
  }) as Promise<string>;

const referral = (recordId: string, more: Partial<PlacementInput> = {}) =>
  asks(db(), police, (tx, actor) =>
    referToProgramme(tx, actor, subjects(), {
      programme: 'life-course',
      recordId,
      trigger: 'anti-social-behaviour',
      because: 'Two warnings in a month',
      underAge: undefined,
      ...more,
    }),
  );
const referred = async (recordId: string): Promise<string> => {
  const done = await referral(recordId);
  if ('refused' in done) throw new Error(done.message);
  return done.id;
};
const seen = (id: string, who = fire) =>
  works(db(), who, async (tx, actor) => (await listPlacements(tx, actor, subjects(), { id }))[0]);
const move = async (id: string, to: PlacementState, more: object = {}, who = fire) => {
  const placement = await seen(id, who);
  return asks(db(), who, (tx, actor) =>
    movePlacement(tx, actor, subjects(), {
      id,
      revision: placement?.revision ?? 0,
      to,
      on: today,
      words: 'Because',
      startsOn: plainDate('2013-02-01'),
      ...more,
    }),
  );
};

test('who is referred is known to the two agencies and to no other, and what crossed is in the ledger', async () => {
  const id = await referred(await aRecord('1998-05-05'));
  expect(await seen(id)).toMatchObject({ state: 'referred', underAge: true, dueOn: '2013-01-31' });
  expect((await seen(id))?.name).toContain('Testin');
  expect(await seen(id, stranger)).toBeUndefined();
  const { rows } = await db().ownerPool.query(
    `select item_kind, categories from casework.disclosure where item_id = $1`,
    [id],
  );
  expect(rows).toEqual([{ item_kind: 'placement', categories: ['identity', 'referrals'] }]);
  const told = await works(db(), police, (tx, actor) => eventsOf(tx, actor, subjects(), id));
  expect(told.map(({ state, words }) => [state, words])).toEqual([['referred', 'Two warnings in a month']]);
  await move(id, 'declined');
});

test('somebody under 18 begins only with the consent of a parent', async () => {
  const id = await referred(await aRecord('1998-05-06'));
  await move(id, 'accepted');
  expect(await move(id, 'started')).toMatchObject({ refused: 'placement-of-a-minor-begins-with-consent' });
  const placement = await seen(id);
  await works(db(), fire, (tx, actor) =>
    recordConsent(tx, actor, subjects(), {
      id,
      revision: placement?.revision ?? 0,
      consent: 'given',
      on: today,
    }),
  );
  expect(await move(id, 'started')).toEqual({ id });
  expect(
    await works(db(), fire, (tx, actor) =>
      keepRegister(tx, actor, subjects(), { programme: 'life-course', on: today, present: [id] }),
    ),
  ).toEqual({ there: 1, of: 1 });
  expect(await seen(id)).toMatchObject({ sessions: 1, attended: 1 });
  await move(id, 'completed');
  expect(await seen(id)).toMatchObject({ state: 'completed', dueOn: '2013-07-17' });
  await move(id, 'followed-up', { outcome: 'better' });
  expect(await seen(id)).toMatchObject({ state: 'followed-up', outcome: 'better', dueOn: null });
});

test('age and places decide who is taken', async () => {
  expect(await referral(await aRecord('1980-01-01'))).toMatchObject({ refused: 'not-eligible-by-age' });
  const unknown = await aRecord();
  expect(await referral(unknown)).toMatchObject({ refused: 'under-age-unknown' });
  expect(await referral(unknown, { underAge: false })).toHaveProperty('id');
  const [first, second] = [
    await referred(await aRecord('1997-01-01')),
    await referred(await aRecord('1997-01-02')),
  ];
  await move(first, 'accepted');
  expect(await move(second, 'accepted')).toMatchObject({ refused: 'programme-is-full' });
  expect(await move(first, 'completed')).toMatchObject({ refused: 'placement-cannot-move' });
  await move(first, 'no-take-up');
  expect(await move(second, 'accepted')).toEqual({ id: second });
});

test('two who accept at once do not both give the last place', async () => {
  await works(db(), fire, (tx, actor) => setUpProgramme(tx, actor, { ...LIFE, title: 'Last place' }));
  const placement = async (born: string): Promise<string> => {
    const made = await referral(await aRecord(born), { programme: 'last-place' });
    if ('refused' in made) throw new Error(made.message);
    return made.id;
  };
  const [first, second] = [await placement('1997-03-01'), await placement('1997-03-02')];
  let later: ReturnType<typeof move> | undefined;
  let ended = false;
  const waits = async (): Promise<boolean> => {
    const { rows } = await db().ownerPool.query<{ waits: boolean }>(
      `select exists (select from pg_locks l join pg_database d on d.oid = l.database where d.datname = current_database() and l.locktype = 'tuple') as waits`,
    );
    return rows[0]?.waits ?? false;
  };
  await works(db(), fire, async (tx, actor) => {
    const revision = (await listPlacements(tx, actor, subjects(), { id: first }))[0]?.revision ?? 0;
    await movePlacement(tx, actor, subjects(), {
      ...{ id: first, revision, to: 'accepted', on: today, words: 'So', startsOn: today },
    });
    later = move(second, 'accepted').finally(() => {
      ended = true;
    });
    // Held until the other has asked for the place too, or got it.
    while (!ended && !(await waits())) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  expect(await later).toMatchObject({ refused: 'programme-is-full' });
});

test('a place that was not taken up warns the agency that referred, by no name', async () => {
  const { rows } = await db().ownerPool.query(
    `select kind, sentence, owner_agency_id from casework.programme_warnings where kind = 'placement-not-taken-up'`,
  );
  expect(rows).toEqual([
    {
      kind: 'placement-not-taken-up',
      sentence: 'A place on LIFE course was not taken up',
      owner_agency_id: police.agencyId,
    },
  ]);
});

test('who referred may withdraw and nothing else', async () => {
  const id = await referred(await aRecord('1997-03-03'));
  expect(await move(id, 'accepted', {}, police)).toMatchObject({ refused: 'not-allowed' });
  expect(await move(id, 'withdrawn', { words: '' }, police)).toMatchObject({ refused: 'words-missing' });
  expect(await move(id, 'withdrawn', {}, police)).toEqual({ id });
});

test('referrals and completions are counted by the agency that referred, under a role that sees no name', async () => {
  const quarter = { start: plainDate('2013-01-01'), end: plainDate('2013-03-31') };
  const countOf = async (name: string) => {
    const measure = caseworkMeasures.find((one) => one.name === name);
    if (!measure) throw new Error(name);
    const counter = system('measure', db().partnershipId, ['read', 'casework.machine']);
    const { rows } = await transact(db().statistics, counter, (tx) =>
      stateOf(tx).client.query(measure.sql, [quarter.start, quarter.end]),
    );
    return rows.map(({ group_key, value }) => [group_key, value]).sort();
  };
  expect(await countOf('programme-referrals')).toContainEqual(['life-course', 6]);
  expect(await countOf('programme-completions')).toEqual([
    ['', 1],
    ['life-course', 1],
  ]);
});

test('age is counted in whole years', () => {
  expect([ageOn('1995-01-17', today), ageOn('1995-01-18', today), ageOn('1995-01', today)]).toEqual([
    18,
    17,
    undefined,
  ]);
});

test('peer support begins with a matched supporter, whose name is sealed, and another may take over', async () => {
  await works(db(), fire, async (tx, actor) =>
    setUpProgramme(tx, actor, {
      ...{ title: 'Somebody who has been there', kind: 'peer-support', says: '', eligibility: 'Victims' },
      ...{ triggers: [], minimumAge: 18, maximumAge: null, places: 2, taster: false, costPence: null },
      ...{ startsOn: plainDate('2013-01-01'), endsOn: null },
    }),
  );
  const done = await referral(await aRecord('1970-05-05'), { programme: 'somebody-who-has-been-there' });
  const id = 'refused' in done ? '' : done.id;
  const match = async (name: string, who = fire, on = today) => {
    const placement = await seen(id);
    const input = { id, revision: placement?.revision ?? 0, name, on };
    return asks(db(), who, (tx, actor) => matchSupporter(tx, actor, subjects(), input));
  };
  expect(await match('Early Supporter')).toMatchObject({ refused: 'not-peer-support' });
  await move(id, 'accepted');
  expect(await move(id, 'started')).toMatchObject({ refused: 'peer-support-begins-with-a-supporter' });
  expect(await match('Some Supporter', police)).toMatchObject({ refused: 'not-allowed' });
  expect(await match(' ')).toMatchObject({ refused: 'supporter-missing' });
  expect(await match('Late Supporter', fire, plainDate('2014-01-01'))).toMatchObject({
    refused: 'matched-out-of-time',
  });
  expect(await match('First Supporter')).toEqual({ id });
  expect(await match('Second Supporter')).toEqual({ id });
  expect(await seen(id)).toMatchObject({ supporter: 'Second Supporter', matchedOn: today });
  expect(await move(id, 'started')).toEqual({ id });
  const { rows } = await db().ownerPool.query(
    'select to_jsonb(p)::text as row from casework.placement p where id = $1',
    [id],
  );
  expect(rows[0].row).not.toContain('Supporter');
});
