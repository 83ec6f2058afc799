/** Asking another agency to see what it holds, and its answer. All people are synthetic. */
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../../kernel/plain-date.ts';
import type { Member } from '../../../../platform/actor.ts';
import { testDatabase } from '../../../../platform/database/testing.ts';
import { findPerson, saveRecord } from '../../people/index.ts';
import { agree, asks, testSubjects, works } from '../../testing/working.ts';
import type { Category } from '../categories.ts';
import { acquaintances } from '../testing.ts';
import { answerAsk, askToSee, endGrant } from './ask.ts';
import { findAsk } from './queries.ts';

const db = testDatabase();
const subjects = testSubjects();
const { shownTo, twoThatKnowOne } = acquaintances(db, subjects);

describe('asking to see', () => {
  const wanted = { categories: ['identity', 'contact'] as const, wantsRestricted: false };

  test('is possible only where it may be known that the agency knows the person', async () => {
    const { police, housing, cluster } = await twoThatKnowOne();
    const ask = (categories: readonly Category[] = wanted.categories) =>
      asks(db(), police, (tx, actor) =>
        askToSee(tx, actor, subjects(), {
          clusterId: cluster,
          agencyId: housing.agencyId,
          ...{ ...wanted, categories },
          reason: 'A visit is planned',
        }),
      );
    expect(await ask()).toMatchObject({ refused: 'not-known-there' });
    await agree(db(), housing, police, ['known']);
    expect(await ask()).toHaveProperty('id');
    // Once: until it is answered, only more can be asked for.
    expect(await ask()).toMatchObject({ refused: 'asked-already' });
    expect(await ask(['identity'])).toMatchObject({ refused: 'asked-already' });
    expect(await ask(['identity', 'cases'])).toHaveProperty('id');
  });

  /** Police asked housing about the person. */
  async function asked() {
    const ground = await twoThatKnowOne();
    await agree(db(), ground.housing, ground.police, ['known']);
    const { id } = await works(db(), ground.police, (tx, actor) =>
      askToSee(tx, actor, subjects(), {
        clusterId: ground.cluster,
        agencyId: ground.housing.agencyId,
        ...wanted,
        reason: 'A visit is planned',
        site: 'https://concord.example',
      }),
    );
    return { ...ground, ask: id };
  }

  const answer = (who: Member, id: string, untilOn: string | null, more: object = {}) =>
    asks(db(), who, (tx, actor) =>
      answerAsk(tx, actor, subjects(), id, {
        granted: untilOn !== null,
        categories: ['identity', 'contact'],
        opensRestricted: false,
        untilOn: untilOn === null ? null : plainDate(untilOn),
        reason: '',
        ...more,
      }),
    );

  test('opens what was granted until its day, for that person alone', async () => {
    const { police, housing, cluster, ask, person } = await asked();
    const neighbour = await works(db(), housing, (tx, actor) =>
      saveRecord(tx, actor, subjects(), {
        agencyId: housing.agencyId,
        givenNames: 'Neighbour',
        surname: 'Fictional',
        dateOfBirth: '1990-01-30',
        address: person.address,
        source: 'form',
      }),
    );
    expect(await answer(housing, ask, '2013-02-17')).toEqual({ id: ask });
    expect(await shownTo(police, cluster)).toMatchObject({
      records: [police.agencyId, housing.agencyId],
      residences: 2,
    });
    expect((await shownTo(police, cluster, neighbour.clusterId)).records).toEqual([police.agencyId]);
    const inTheSameTransaction = await works(
      db(),
      police,
      (tx, actor) => findPerson(tx, actor, subjects(), neighbour.clusterId),
      cluster,
    );
    expect(inTheSameTransaction).toMatchObject({ records: [], residences: [], name: undefined });
    await db().ownerPool.query("update partners.partnership set business_date = '2013-02-18'");
    try {
      expect((await shownTo(police, cluster)).records).toEqual([police.agencyId]);
    } finally {
      await db().ownerPool.query("update partners.partnership set business_date = '2013-01-17'");
    }
  });

  test('is answered by the agency that holds the record, once, for a time, and is written into the ledger', async () => {
    const { police, housing, cluster, ask } = await asked();
    expect(await answer(police, ask, '2013-02-17')).toMatchObject({ refused: 'not-found' });
    expect(await answer(housing, ask, '2013-01-16')).toMatchObject({ refused: 'grant-is-for-a-time' });
    expect(await answer(housing, ask, '2014-01-17')).toMatchObject({ refused: 'grant-is-too-long' });
    expect(await answer(housing, ask, '2013-02-17')).toEqual({ id: ask });
    expect(await answer(housing, ask, '2013-02-17')).toMatchObject({ refused: 'answered-already' });
    const { rows } = await db().ownerPool.query(
      'select ground, categories, expires_on::text as until, from_agency_id, to_agency_id from casework.disclosure where cluster_id = $1',
      [cluster],
    );
    expect(rows).toEqual([
      {
        ground: 'asked',
        categories: ['identity', 'contact'],
        until: '2013-02-17',
        from_agency_id: housing.agencyId,
        to_agency_id: police.agencyId,
      },
    ]);
  });

  test('when refused keeps the reason, sealed, and opens nothing', async () => {
    const { police, housing, cluster, ask } = await asked();
    expect(await answer(housing, ask, null)).toMatchObject({ refused: 'ask-is-refused-with-a-reason' });
    expect(await answer(housing, ask, null, { reason: 'She asked us not to' })).toEqual({ id: ask });
    expect((await shownTo(police, cluster)).records).toEqual([police.agencyId]);
    const told = await works(db(), police, (tx, actor) => findAsk(tx, actor, subjects(), ask));
    expect(told).toMatchObject({ state: 'refused', answer: 'She asked us not to' });
    const { rows } = await db().ownerPool.query(
      "select count(*)::int as kept, bool_or(encode(reason, 'escape') like '%asked us%') as clear from casework.not_shared where cluster_id = $1",
      [cluster],
    );
    expect(rows).toEqual([{ kept: 1, clear: false }]);
  });

  test('a grant can be taken back, with a reason', async () => {
    const { police, housing, cluster, ask } = await asked();
    await answer(housing, ask, '2013-02-17');
    await works(db(), housing, (tx, actor) => endGrant(tx, actor, subjects(), ask, 'She objected'));
    expect((await shownTo(police, cluster)).records).toEqual([police.agencyId]);
  });

  test('a restricted record is opened only where the grant says so', async () => {
    const ground = await twoThatKnowOne({ restrictedBecause: 'staff' });
    const { police, housing, cluster } = ground;
    await agree(db(), housing, police, ['known']);
    // Housing knows the person by an unrestricted record too, so that police may know whom to ask.
    await works(db(), housing, (tx, actor) =>
      saveRecord(tx, actor, subjects(), {
        ...ground.person,
        agencyId: housing.agencyId,
      }),
    );
    const restricted = async () =>
      (
        await works(db(), police, (tx, actor) => findPerson(tx, actor, subjects(), cluster), cluster)
      )?.records.filter((record) => record.restricted).length;
    const request = async () =>
      (
        await works(db(), police, (tx, actor) =>
          askToSee(tx, actor, subjects(), {
            clusterId: cluster,
            agencyId: housing.agencyId,
            categories: ['identity'],
            wantsRestricted: true,
            reason: 'A visit is planned',
          }),
        )
      ).id;
    expect(await answer(housing, await request(), '2013-02-17')).toHaveProperty('id');
    expect(await restricted()).toBe(0);
    const governor = {
      ...housing,
      permissions: [...housing.permissions, `casework.restricted@${housing.agencyId}`],
    };
    expect(await answer(governor, await request(), '2013-02-17', { opensRestricted: true })).toHaveProperty(
      'id',
    );
    expect(await restricted()).toBe(1);
  });

  test('restricted records are opened to another agency by who may see them, and by nobody else', async () => {
    const { police, housing, ask } = await asked();
    expect(await answer(housing, ask, '2013-02-17', { opensRestricted: true })).toMatchObject({
      refused: 'restricted-is-opened-by-who-sees-it',
    });
    const by = (who: Member, row: Readonly<Record<string, unknown>>) =>
      db().as(who, (tx) =>
        tx
          .insertInto('casework.ask_answer')
          .values({
            ...{
              partnership_id: db().partnershipId,
              ask_id: ask,
              at: new Date(),
              on_day: plainDate('2013-01-17'),
            },
            ...{ granted: true, categories: ['identity'], until_on: plainDate('2013-02-17') },
            ...{ agency_id: housing.agencyId, asker_agency_id: police.agencyId, account_id: who.accountId },
            ...row,
          })
          .execute(),
      );
    expect(await by(housing, { opens_restricted: true })).toMatchObject({ refused: 'not-allowed' });
    // Nor does who asks answer for who was asked.
    expect(await by(police, { agency_id: police.agencyId })).toMatchObject({
      refused: 'ask-answer-is-of-who-was-asked',
    });
    expect(await by(housing, {})).not.toHaveProperty('refused');
  });
});
