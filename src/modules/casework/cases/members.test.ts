/** Whom a case is disclosed to, and what an agency that left goes on reading. All people are made up. */
import { expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { planMeeting } from '../hub/meeting.ts';
import { listItems } from '../hub/queries.ts';
import { saveRecord } from '../people/index.ts';
import { aCaseworker, CASEWORKER, testSubjects, works } from '../testing/working.ts';
import { openCase } from './case.ts';
import { joinCase, leaveCase } from './members.ts';
import { addCasePerson } from './people.ts';

const db = testDatabase();
const subjects = testSubjects();
const on = plainDate('2013-01-17');

const NEW_CASE = {
  kind: 'family',
  title: 'Made up',
  regime: 'uk-gdpr',
  restricted: false,
  assessment: 'DPIA 2012/04',
  openedOn: on,
  because: 'Made up',
} as const;

const joins = (who: Member, caseId: string, revision: number, agency: Member) =>
  works(db(), who, (tx, actor) =>
    joinCase(tx, actor, subjects(), {
      ...{ caseId, revision, agencyId: agency.agencyId, postId: null, controller: true, history: false },
      ...{ assessment: '', on, words: 'Needed', ground: 'safeguarding', basis: 'A child is at risk' },
    }),
  );

test('who is brought into a case by an agency that may not know the person’s record is in the ledger for that person all the same', async () => {
  const [council, police, school] = [
    await aCaseworker(db()),
    await aCaseworker(db()),
    await aCaseworker(db()),
  ];
  const file = await works(db(), council, (tx, actor) => openCase(tx, actor, subjects(), NEW_CASE));
  const record = await works(db(), council, (tx, actor) =>
    saveRecord(tx, actor, subjects(), {
      agencyId: council.agencyId,
      surname: 'Syntheticchild',
      source: 'form',
    }),
  );
  const { recordId, clusterId } = record;
  await works(db(), council, async (tx, actor) =>
    orThrow(await addCasePerson(tx, actor, subjects(), { caseId: file.id, recordId, role: 'at-risk', on })),
  );
  await joins(council, file.id, 1, police);
  await joins(police, file.id, 2, school);
  const { rows } = await db().ownerPool.query(
    'select cluster_id from casework.disclosure where item_id = $1 and from_agency_id = $2 and to_agency_id = $3',
    [file.id, police.agencyId, school.agencyId],
  );
  expect(rows).toEqual([{ cluster_id: clusterId }]);
});

test('who joins a case finds it on the agenda of the hub, and who leaves it reads neither the item nor its decision', async () => {
  const council = await aCaseworker(db(), [...CASEWORKER, 'hub.run@own']);
  const police = await aCaseworker(db());
  const file = await works(db(), council, (tx, actor) => openCase(tx, actor, subjects(), NEW_CASE));
  const { id } = await works(db(), council, (tx, actor) =>
    planMeeting(tx, actor, { onDay: plainDate('2013-01-21'), agencyIds: [police.agencyId] }),
  );
  const items = (who: Member) =>
    works(db(), who, async (tx, actor) =>
      (await listItems(tx, actor, subjects(), id)).filter(({ subjectId }) => subjectId === file.id),
    );
  expect(await items(police)).toHaveLength(0);
  await joins(council, file.id, 1, police);
  expect(await items(police)).toHaveLength(1);
  await works(db(), council, async (tx, actor) => {
    const leaving = {
      caseId: file.id,
      revision: 2,
      agencyId: police.agencyId,
      on,
      words: 'No longer needed',
    };
    return orThrow(await leaveCase(tx, actor, subjects(), leaving));
  });
  expect(await items(police)).toHaveLength(0);
  expect(await items(council)).toHaveLength(1);
});
