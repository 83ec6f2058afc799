/** Whom a case is disclosed to, and what an agency that left goes on reading. All people are made up. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { planMeeting } from '../hub/meeting.ts';
import { listItems } from '../hub/queries.ts';
import { saveRecord } from '../people/index.ts';
import { aCaseworker, asks, CASEWORKER, testSubjects, works } from '../testing/working.ts';
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

test('nobody puts a row into a case that they take no part in, whichever readers they name', async () => {
  const [council, stranger] = [await aCaseworker(db()), await aCaseworker(db())];
  const file = await works(db(), council, (tx, actor) => openCase(tx, actor, subjects(), NEW_CASE));
  const readers = sql`array[${council.agencyId}, ${stranger.agencyId}]::uuid[]`;
  const put = (who: Member, table: string, columns: Readonly<Record<string, unknown>>) => {
    const row = {
      ...{ partnership_id: db().partnershipId, case_id: file.id, restricted: false, agency_ids: readers },
      ...columns,
    };
    return asks(db(), who, (tx) =>
      sql`insert into ${sql.table(`casework.${table}`)} (${sql.join(Object.keys(row).map((name) => sql.ref(name)))})
        values (${sql.join(Object.values(row))})`.execute(tx),
    );
  };
  const says = Buffer.from('x');
  const id = sql`gen_random_uuid()`;
  const ROWS: readonly [string, Readonly<Record<string, unknown>>][] = [
    ['case_need', { id, says, wanted: says, wanted_by: on }],
    ['case_link', { kind: 'concern', item_id: id, linked_on: on }],
    ['task', { id, owner_agency_id: council.agencyId, says, due_on: on, review_on: on }],
  ];
  const written = (agencyId: string): readonly [string, Readonly<Record<string, unknown>>] => [
    'case_note',
    {
      id,
      agency_id: agencyId,
      at: new Date(),
      on_day: on,
      kind: 'note',
      heard_from: 'document',
      words: says,
    },
  ];
  for (const [table, columns] of [...ROWS, written(stranger.agencyId)]) {
    expect(await put(stranger, table, columns), table).toHaveProperty(
      'refused',
      expect.stringContaining('-by-member'),
    );
    // Nor in the name of who takes part.
    const named =
      table === 'case_note' ? { agency_id: council.agencyId } : { added_by_agency_id: council.agencyId };
    expect(await put(stranger, table, { ...columns, ...named }), table).toHaveProperty(
      'refused',
      'not-allowed',
    );
  }
  for (const [table, columns] of [...ROWS, written(council.agencyId)])
    expect(await put(council, table, columns), table).not.toHaveProperty('refused');
  const joinsBy = (brought: string | null) =>
    put(stranger, 'case_member', {
      agency_id: stranger.agencyId,
      brought_by_agency_id: brought,
      from_on: on,
    });
  expect(await joinsBy(null)).toHaveProperty('refused', 'case-member-opened-it');
  expect(await joinsBy(stranger.agencyId)).toHaveProperty('refused', 'case-member-is-brought-by-another');
  expect(await joinsBy(council.agencyId)).toHaveProperty('refused', 'not-allowed');
});
