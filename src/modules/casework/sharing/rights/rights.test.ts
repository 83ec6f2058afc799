/** What people ask about their own data. All people are synthetic. */
import { expect, test } from 'vitest';
import { plainDate } from '../../../../kernel/plain-date.ts';
import type { Member } from '../../../../platform/actor.ts';
import { testDatabase } from '../../../../platform/database/testing.ts';
import { findPerson, saveRecord } from '../../people/index.ts';
import { aCaseworker, agree, asks, CASEWORKER, testSubjects, works } from '../../testing/working.ts';
import { disclose } from '../disclosure.ts';
import { confirmCorrection } from './correction.ts';
import { correctionsOf } from './queries.ts';
import { answerRights, takeDownRequest } from './request.ts';
import type { Right } from './words.ts';

const db = testDatabase();
const subjects = testSubjects();
const WORKER = [...CASEWORKER, 'sharing.answer@own'];
const SURNAMES = ['Quillfeather', 'Rumbelow', 'Snodgrass', 'Thistlethwaite'];

/** An agency that knows somebody and disclosed something about them to two others, twice to the first. */
async function disclosedToTwo() {
  const [from, first, second] = [
    await aCaseworker(db(), WORKER),
    await aCaseworker(db(), WORKER),
    await aCaseworker(db(), WORKER),
  ];
  await agree(db(), from, first, ['identity']);
  await agree(db(), from, second, ['identity']);
  const { clusterId, recordId } = await works(db(), from, (tx, actor) =>
    saveRecord(tx, actor, subjects(), {
      agencyId: from.agencyId,
      givenNames: 'Invented',
      surname: SURNAMES.pop() ?? 'Ubiquitous',
      dateOfBirth: `197${SURNAMES.length}-03-02`,
      source: 'form',
    }),
  );
  const give = (to: Member, more: object = {}) =>
    asks(db(), from, (tx, actor) =>
      disclose(tx, actor, subjects(), {
        item: { kind: 'record', id: recordId },
        clusterId,
        to: { agencyId: to.agencyId },
        categories: ['identity'],
        ...more,
      }),
    );
  for (const to of [first, first, second]) expect(await give(to)).toHaveProperty('id');
  const takeDown = async (kind: Right) =>
    (
      await works(db(), from, (tx, actor) =>
        takeDownRequest(tx, actor, subjects(), {
          clusterId,
          kind,
          receivedOn: plainDate('2013-01-16'),
          says: 'The date of birth is wrong',
        }),
      )
    ).id;
  const disputed = async () =>
    (await works(db(), from, (tx, actor) => findPerson(tx, actor, subjects(), clusterId)))?.disputed;
  return { from, first, second, clusterId, give, takeDown, disputed };
}

test('a rectification reaches every recipient once, and each confirms what it did', async () => {
  const { from, first, second, takeDown, disputed } = await disclosedToTwo();
  const id = await takeDown('rectification');
  expect(await disputed()).toBe(true);
  const answered = await works(db(), from, (tx, actor) =>
    answerRights(tx, actor, subjects(), id, { outcome: 'upheld', says: 'Born in June, not July' }),
  );
  expect(answered).toEqual({ id, told: 2 });
  expect(await disputed()).toBe(false);
  const told = await works(db(), from, (tx, actor) => correctionsOf(tx, actor, subjects(), id));
  expect(new Set(told.map(({ agencyId }) => agencyId))).toEqual(new Set([first.agencyId, second.agencyId]));
  const mine = told.find(({ agencyId }) => agencyId === first.agencyId);
  const confirm = (who: Member) =>
    asks(db(), who, (tx, actor) =>
      confirmCorrection(tx, actor, subjects(), mine?.id ?? '', { outcome: 'corrected', says: '' }),
    );
  expect(await confirm(second)).toMatchObject({ refused: 'not-found' });
  // Nor does who disclosed it say for the recipient that it was corrected, as if it had gone outside.
  const forged = db().as(from, (tx) =>
    tx
      .insertInto('casework.correction_made')
      .values({
        ...{ partnership_id: db().partnershipId, correction_id: mine?.id ?? '', at: new Date() },
        ...{ on_day: plainDate('2013-01-17'), from_agency_id: from.agencyId, agency_id: null },
        outcome: 'corrected',
      })
      .execute(),
  );
  expect(await forged).toMatchObject({ refused: 'correction-made-by-who-was-told' });
  expect(await confirm(first)).toHaveProperty('id');
  const duties = await db().does(first, (tx) =>
    tx
      .selectFrom('casework.sharing_duties')
      .where('kind', '=', 'correction')
      .where('owner_agency_id', '=', first.agencyId)
      .select(['met_on', 'title'])
      .execute(),
  );
  expect(duties).toMatchObject([{ met_on: '2013-01-17' }]);
});

test('while an objection waits or was upheld, nothing is shared by agreement or consent; safeguarding may outweigh it', async () => {
  const { from, second, give, takeDown } = await disclosedToTwo();
  const id = await takeDown('objection');
  expect(await give(second)).toMatchObject({ refused: 'person-objected' });
  expect(await give(second, { ground: 'consent' })).toMatchObject({ refused: 'person-objected' });
  expect(await give(second, { ground: 'safeguarding' })).toHaveProperty('id');
  await works(db(), from, (tx, actor) =>
    answerRights(tx, actor, subjects(), id, { outcome: 'refused', says: 'The law requires it' }),
  );
  expect(await give(second)).toHaveProperty('id');
});

test('a request is answered within a month, once, by the agency that was asked', async () => {
  const { first, from, takeDown } = await disclosedToTwo();
  const id = await takeDown('access');
  const { rows } = await db().ownerPool.query(
    'select answer_by::text as by from casework.rights_request where id = $1',
    [id],
  );
  expect(rows).toEqual([{ by: '2013-02-16' }]);
  const answer = (who: Member) =>
    asks(db(), who, (tx, actor) =>
      answerRights(tx, actor, subjects(), id, { outcome: 'upheld', says: 'Given a copy' }),
    );
  expect(await answer(first)).toMatchObject({ refused: 'not-found' });
  expect(await answer(from)).toEqual({ id, told: 0 });
  expect(await answer(from)).toMatchObject({ refused: 'answered-already' });
});
