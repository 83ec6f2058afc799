/** The nightly look goes on where it stopped. All people here are made up. */
import { beforeAll, describe, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { type Member, system } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import type { JobWork } from '../../../platform/module.ts';
import { recordConcern } from '../concerns/record.ts';
import { setConcernSetting } from '../concerns/settings.ts';
import { aConcern, affected } from '../concerns/testing/concerns.ts';
import { decideMatch } from '../people/matching/decision.ts';
import { aCaseworker, agree, testSubjects, works } from '../testing/working.ts';
import { together } from './changed.ts';
import { lookForPatterns } from './job.ts';

const db = testDatabase();
const subjects = testSubjects();
let police: Member;
let housing: Member;

const transact: JobWork['transact'] = (permissions, work) => {
  const machine = system('look', db().partnershipId, permissions);
  return db().does(machine, (tx) => work(tx, machine));
};
const look = () => lookForPatterns(transact, subjects());
const flags = async () =>
  (
    await db().ownerPool.query<{ kind: string; rules: string[]; last: string }>(
      "select subject_kind as kind, rules, last_on::text as last from casework.pattern_flag where kind = 'pattern' order by id",
    )
  ).rows;

const tell = (who: Member, day: string, person: ReturnType<typeof affected>, house: number) =>
  works(db(), who, (tx, actor) =>
    recordConcern(
      tx,
      actor,
      subjects(),
      aConcern(who.agencyId, day, {
        people: [person],
        address: { lines: [`${house} Sample Terrace`, 'Testwick'], postcode: `WS${10 + house} 9ZZ` },
      }),
    ),
  );

/** The record of who was affected. */
async function recordOf(concernId: string): Promise<string> {
  const { rows } = await db().ownerPool.query<{ record_id: string }>(
    "select record_id from casework.concern_person where concern_id = $1 and role = 'affected'",
    [concernId],
  );
  return rows[0]?.record_id ?? '';
}

beforeAll(async () => {
  [police, housing] = [await aCaseworker(db()), await aCaseworker(db())];
  await agree(db(), housing, police, ['known', 'identity']);
  await agree(db(), police, housing, ['known', 'identity']);
});

test('concerns that name the same person are looked at together, and others apart', () => {
  const one = (clusterIds: string[], addressIds: string[]) => ({ clusterIds, addressIds });
  expect(
    together([
      one(['a'], ['x']),
      one([], ['x']),
      one(['b'], []),
      one(['c', 'a'], ['y']),
      one(['b', 'c'], []),
    ]),
  ).toEqual([one([], ['x']), one(['a', 'b', 'c'], ['x', 'y'])]);
});

describe('the nightly look', () => {
  test('looks at the whole last year the first time, and then at nothing that has not changed', async () => {
    await tell(police, '2012-03-02', affected('Ola', 'Firstly', '1950-05-05'), 1);
    expect(await look()).toMatchObject({ wholeYear: true, lookedAt: 1, raised: 0 });
    await db().ownerPool.query("update platform.audit_event set at = at - interval '2 hours'");
    expect(await look()).toEqual({ wholeYear: false, lookedAt: 0, raised: 0 });
  });

  test('finds a slow series whose last incident was eight months ago, when somebody says that two records are one person', async () => {
    const days = ['2010-12-01', '2011-03-14', '2011-07-01', '2011-10-20', '2012-02-03', '2012-05-16'];
    const told = [];
    for (const [at, day] of days.entries())
      told.push(
        await tell(
          at % 2 === 0 ? police : housing,
          day,
          at % 2 === 0 ? affected('Ivy', 'Quarterly', '1941-01-09') : affected('Mrs', 'Vane', '1929-11-30'),
          at % 2 === 0 ? 2 : 3,
        ),
      );
    const before = await flags();
    expect(before.filter(({ rules }) => rules.includes('slow-series'))).toEqual([]);
    const [one, other] = [await recordOf(told[0]?.concernId ?? ''), await recordOf(told[1]?.concernId ?? '')];
    await look();
    expect(await flags()).toEqual(before);
    await db().ownerPool.query("update platform.audit_event set at = at - interval '2 hours'");
    await works(db(), police, (tx, actor) =>
      decideMatch(tx, { ...actor, permissions: [...actor.permissions] }, subjects(), {
        ...{ oneRecordId: one, otherRecordId: other },
        ...{ verdict: 'same', reason: 'She used her maiden name at the housing office' },
      }),
    );
    const looked = await look();
    expect(looked.wholeYear).toBe(false);
    expect(looked.raised).toBeGreaterThan(0);
    const after = await flags();
    expect(after.length).toBe(before.length + 1);
    expect(after.at(-1)).toMatchObject({
      last: '2012-05-16',
      rules: expect.arrayContaining(['slow-series']),
    });
  });

  test('looks at the whole year again when a threshold comes into force on a day that passed', async () => {
    for (const day of ['2012-06-10', '2012-11-20'])
      await tell(police, day, affected('Uma', 'Twice', '1980-08-08'), 4);
    await look();
    await db().ownerPool.query("update platform.audit_event set at = at - interval '2 hours'");
    const settler = { ...police, permissions: [...police.permissions, 'casework.settings'] };
    await works(db(), settler, (tx, actor) =>
      setConcernSetting(tx, actor, {
        ...{ name: 'pattern.many-in-180-days', value: 2, fromOn: plainDate('2013-01-19') },
        says: 'Tried for a quarter',
      }),
    );
    const before = (await flags()).length;
    expect(await look()).toMatchObject({ wholeYear: false });
    expect((await flags()).length).toBe(before);
    await db().ownerPool.query("update partners.partnership set business_date = '2013-01-19'");
    try {
      expect(await look()).toMatchObject({ wholeYear: true });
      expect((await flags()).length).toBeGreaterThan(before);
    } finally {
      await db().ownerPool.query("update partners.partnership set business_date = '2013-01-17'");
    }
  });

  test('raises no flag on a series of which nothing was heard for more than a year', async () => {
    const before = (await flags()).length;
    await db().ownerPool.query("update partners.partnership set business_date = '2014-06-01'");
    await db().ownerPool.query('delete from casework.pattern_flag');
    try {
      await look();
      expect((await flags()).length).toBe(0);
      expect(before).toBeGreaterThan(0);
    } finally {
      await db().ownerPool.query("update partners.partnership set business_date = '2013-01-17'");
    }
  });
});
