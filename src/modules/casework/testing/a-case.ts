/** Cases that somebody opens, for the tests of casework. All people in them are made up. */
import { sql } from 'kysely';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Member } from '../../../platform/actor.ts';
import type { TestDatabase } from '../../../platform/database/testing.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { type CaseFields, openCase } from '../cases/case.ts';
import { addCasePerson } from '../cases/people.ts';
import type { Ground } from '../referral/testing.ts';
import { aCaseworker, CASEWORKER, works } from './working.ts';

const on = plainDate('2013-01-17');
const FIELDS: CaseFields = {
  kind: 'other',
  title: 'Made up',
  regime: 'uk-gdpr',
  restricted: false,
  assessment: '',
  openedOn: on,
  because: '',
};

/** A case of somebody's agency. Gives its id. */
export const aCase = async (
  db: TestDatabase,
  who: Member,
  subjects: SubjectKeys,
  fields: Partial<CaseFields> = {},
): Promise<string> =>
  (await works(db, who, (tx, actor) => openCase(tx, actor, subjects, { ...FIELDS, ...fields }))).id;

/** What there is in the database of a made-up person who was referred, and has a case. */
export const TOLD = ['record', 'visit', 'referral', 'referral_event', 'case_person'];

/** Which of these tables have a row that somebody sees. */
export const toldTo = (db: TestDatabase, who: Member): Promise<readonly string[]> =>
  works(db, who, async (tx) => {
    const seen: string[] = [];
    for (const table of TOLD) {
      const { rows } = await sql`select 1 from ${sql.table(`casework.${table}`)} limit 1`.execute(tx);
      if (rows.length > 0) seen.push(table);
    }
    return seen;
  });

/** Somebody who may keep restricted records refers a person, and opens a case of theirs. */
export async function aPersonToldOf(
  db: TestDatabase,
  subjects: SubjectKeys,
  { visit }: Pick<Ground, 'visit'>,
): Promise<{ readonly keeper: Member; readonly recordId: string; readonly caseId: string }> {
  const keeper = await aCaseworker(db, [...CASEWORKER, 'casework.restricted@own']);
  await visit({}, keeper);
  const { rows } = await db.ownerPool.query<{ id: string }>(
    'select id from casework.record where agency_id = $1',
    [keeper.agencyId],
  );
  const recordId = rows[0]?.id ?? '';
  const caseId = await aCase(db, keeper, subjects);
  await works(db, keeper, async (tx, actor) =>
    orThrow(await addCasePerson(tx, actor, subjects, { caseId, recordId, role: 'victim', on })),
  );
  return { keeper, recordId, caseId };
}
