/** The standing test: a family told different agencies thirty-three times in ten years. All people here are made up. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor, Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { closeConcern } from '../concerns/close.ts';
import { recordConcern } from '../concerns/record.ts';
import { aConcern, affected } from '../concerns/testing/concerns.ts';
import { aCaseworker, testSubjects, works } from '../testing/working.ts';
import { draws, ordinaryDays, START, thirtyThreeDays } from './testing/series.ts';

const db = testDatabase();
const subjects = testSubjects();
let agencies: readonly Member[] = [];

beforeAll(async () => {
  agencies = await Promise.all(['police', 'housing', 'council', 'school'].map(() => aCaseworker(db())));
});

const one = (at: number): Member => agencies[at % agencies.length] as Member;
const flags = async (): Promise<readonly { subject_kind: string; rules: string[]; evidence: string[] }[]> =>
  (
    await db().ownerPool.query(
      `select subject_kind, rules, evidence, subject_id from casework.pattern_flag where kind = 'pattern' order by id`,
    )
  ).rows;

const tell = (who: Actor, input: ReturnType<typeof aConcern>) =>
  works(db(), who, (tx, actor) => recordConcern(tx, actor, subjects(), input));

const SPELT = [
  ['Frances', 'Pilkinton'],
  ['Fran', 'Pilkington'],
  ['F', 'Pilkingtun'],
  ['Francis', 'Pylkington'],
] as const;

const GIVEN = [
  'Ada',
  'Boris',
  'Chloe',
  'Derek',
  'Edith',
  'Farouk',
  'Gwen',
  'Hamid',
  'Ines',
  'Jock',
  'Kezia',
  'Lionel',
];
const SURNAMES = [
  'Arkwright',
  'Bottomley',
  'Cholmondeley',
  'Dunwoody',
  'Eccleston',
  'Fotheringay',
  'Garside',
  'Hebblethwaite',
  'Illingworth',
  'Jowett',
  'Kershaw',
  'Lofthouse',
];

describe('thirty-three incidents handled one by one are one pattern', () => {
  test('told to different agencies under differently spelt names, they are flagged by the sixth', async () => {
    const days = thirtyThreeDays(draws(33), START).slice(0, 6);
    let first = 0;
    for (const [at, day] of days.entries()) {
      const [given, surname] = SPELT[at % SPELT.length] ?? ['', ''];
      const saved = await tell(
        one(at),
        aConcern(one(at).agencyId, day, { people: [affected(given, surname)] }),
      );
      if (first === 0 && saved.flags.length > 0) first = at + 1;
    }
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThanOrEqual(6);
    const [flag] = await flags();
    expect(flag?.subject_kind).toBe('household');
    expect(flag?.rules).toContain('slow-series');
  });

  test('told to one agency and closed one by one, they are flagged by the sixth', async () => {
    const who = one(0);
    const address = { lines: ['14 Example Rise', 'Testwick'], postcode: 'WS11 9ZZ' };
    let first = 0;
    for (const [at, day] of thirtyThreeDays(draws(34), START).slice(0, 6).entries()) {
      const people = [affected('Joan', 'Sampleton', '1961-04-02')];
      const saved = await tell(who, aConcern(who.agencyId, day, { address, people }));
      await works(db(), who, (tx, actor) =>
        closeConcern(tx, actor, subjects(), {
          concernId: saved.concernId,
          outcome: 'no-action',
          reason: 'Low level; nobody seen.',
        }),
      );
      if (first === 0 && saved.flags.length > 0) first = at + 1;
    }
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThanOrEqual(6);
  });

  test('a street with ordinary levels is not flagged', async () => {
    const before = (await flags()).length;
    const draw = draws(40);
    for (let house = 1; house <= 12; house += 1)
      for (const [at, day] of ordinaryDays(draw, 0.2, START).entries())
        if (day <= '2013-01-17')
          await tell(
            one(house + at),
            aConcern(one(house + at).agencyId, day, {
              address: { lines: [`${house} Ordinary Street`, 'Testwick'], postcode: 'WS12 9ZZ' },
              people: [affected(GIVEN[house % GIVEN.length] ?? '', SURNAMES[house % SURNAMES.length] ?? '')],
            }),
          );
    expect((await flags()).length).toBe(before);
  });
});

describe('the same incident told to three agencies is one incident', () => {
  test('three reports of one evening count once and do not make a pattern', async () => {
    const address = { lines: ['3 Sample Court', 'Testwick'], postcode: 'WS13 9ZZ' };
    const saved = [];
    for (const at of [0, 1, 2])
      saved.push(
        await tell(
          one(at),
          aConcern(one(at).agencyId, '2012-11-03', {
            address,
            atTime: `2${at}:30`,
            precision: 'hours',
            people: [affected('Ann', 'Fictional', '1970-01-31')],
          }),
        ),
      );
    expect(new Set(saved.map(({ incidentId }) => incidentId)).size).toBe(1);
    expect(saved.at(-1)?.reports).toBe(3);
    expect(saved.flatMap((one) => one.flags)).toEqual([]);
  });
});
