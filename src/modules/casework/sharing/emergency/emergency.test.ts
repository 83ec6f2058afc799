/** Seeing at once what was not shared, with a reason, and who is told of it. All people are synthetic. */
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../../kernel/plain-date.ts';
import type { Member } from '../../../../platform/actor.ts';
import { testDatabase } from '../../../../platform/database/testing.ts';
import { chronologyOf } from '../../cases/chronology.ts';
import { joinCase } from '../../cases/members.ts';
import { addNote } from '../../cases/notes.ts';
import { addCasePerson } from '../../cases/people.ts';
import { findCase } from '../../cases/queries.ts';
import { recordConcern } from '../../concerns/index.ts';
import { aConcern, affected } from '../../concerns/testing/concerns.ts';
import { recordsOf, saveRecord } from '../../people/index.ts';
import { aCase } from '../../testing/a-case.ts';
import { aCaseworker, agree, asks, testSubjects, works } from '../../testing/working.ts';
import { breakGlass, reviewBreakGlass } from '../break-glass.ts';
import { acquaintances } from '../testing.ts';

const db = testDatabase();
const subjects = testSubjects();
const { shownTo, twoThatKnowOne } = acquaintances(db, subjects);

describe('opening in an emergency', () => {
  const open = (who: Member, cluster: string, hours = 4) =>
    asks(db(), who, (tx, actor) =>
      breakGlass(tx, actor, subjects(), {
        clusterId: cluster,
        reason: 'A child may be in the flat, and nobody answers',
        hours,
        site: 'https://concord.example',
      }),
    );

  test('opens everything about that person to that reader for a day at most, restricted records too', async () => {
    const { police, housing, cluster } = await twoThatKnowOne({ restrictedBecause: 'protected-address' });
    expect(await open(police, cluster, 25)).toMatchObject({ refused: 'opens-for-a-day-at-most' });
    const opened = await open(police, cluster);
    expect(opened).toHaveProperty('id');
    expect(await shownTo(police, cluster)).toMatchObject({
      records: [police.agencyId, housing.agencyId],
      residences: 2,
    });
    const colleague = { ...(await aCaseworker(db())), agencyId: police.agencyId };
    expect((await shownTo({ ...colleague, permissions: police.permissions }, cluster)).records).toEqual([
      police.agencyId,
    ]);
    await db().ownerPool.query(
      "update casework.break_glass set opened_at = now() - interval '30 hours', closes_at = now() - interval '6 hours' where account_id = $1",
      [police.accountId],
    );
    expect((await shownTo(police, cluster)).records).toEqual([police.agencyId]);
  });

  test('opens the concerns told of that person too, and of nobody else', async () => {
    const { police, housing, cluster, person: theirs } = await twoThatKnowOne();
    const tell = (person: { surname: string; givenNames: string; dateOfBirth: string }) =>
      works(db(), housing, (tx, actor) =>
        recordConcern(
          tx,
          actor,
          subjects(),
          aConcern(housing.agencyId, '2013-01-10', {
            people: [affected(person.givenNames, person.surname, person.dateOfBirth)],
            address: person === theirs ? theirs.address : { lines: ['1 Elsewhere'], postcode: 'WS12 3ZZ' },
          }),
        ),
      );
    const { concernId } = await tell(theirs);
    await tell({ givenNames: 'Unrelated', surname: 'Stranger', dateOfBirth: '1999-12-01' });
    const seen = (about: string | undefined) =>
      works(db(), police, (tx) => tx.selectFrom('casework.concern').select('id').execute(), about);
    expect(await seen(cluster)).toEqual([]);
    await open(police, cluster);
    expect(await seen(cluster)).toEqual([{ id: concernId }]);
    expect(await seen(undefined)).toEqual([]);
  });

  test('opens the course of a case that the person is in, by every agency that wrote in it, and names nobody else of it', async () => {
    const { police, housing: without, cluster } = await twoThatKnowOne();
    const restricted = (who: Member): Member => ({
      ...who,
      permissions: [...who.permissions, `casework.restricted@${who.agencyId}`],
    });
    const [housing, school] = [restricted(without), restricted(await aCaseworker(db()))];
    await agree(db(), housing, school, ['cases', 'identity']);
    const theirs = await works(db(), housing, (tx, actor) =>
      recordsOf(tx, actor, subjects(), [cluster]).then((all) => all.find(({ own }) => own)?.recordId ?? ''),
    );
    const other = await works(db(), housing, (tx, actor) =>
      saveRecord(tx, actor, subjects(), {
        ...{ agencyId: housing.agencyId, source: 'form' as const },
        ...{ givenNames: 'Somebody', surname: 'Else', dateOfBirth: '1991-07-07' },
      }),
    );
    const caseId = await aCase(db(), housing, subjects(), {
      ...{ kind: 'family', restricted: true, openedOn: plainDate('2013-01-10'), because: 'Calls at night' },
    });
    const on = plainDate('2013-01-11');
    const put = (recordId: string) =>
      works(db(), housing, (tx, actor) =>
        addCasePerson(tx, actor, subjects(), {
          ...{ caseId, recordId, role: 'at-risk', ground: 'agreement', basis: '', on },
        }),
      );
    await put(theirs);
    await put(other.recordId);
    await works(db(), housing, (tx, actor) =>
      joinCase(tx, actor, subjects(), {
        ...{ caseId, agencyId: school.agencyId, postId: null, controller: true, history: false },
        ...{
          assessment: 'DPIA 7',
          ground: 'safeguarding',
          basis: 'A child at risk',
          words: 'Knows the child',
        },
        ...{ revision: 1, on },
      }),
    );
    await works(db(), school, (tx, actor) =>
      addNote(tx, actor, subjects(), on, {
        ...{ caseId, on, kind: 'note', heardFrom: 'own-knowledge', words: 'Not in school since Monday' },
        readers: [],
      }),
    );
    const seen = (about: string | undefined) =>
      works(
        db(),
        police,
        async (tx, actor) => ({
          lines: (await chronologyOf(tx, actor, subjects(), caseId)).map(({ words }) => words),
          people: (await findCase(tx, actor, subjects(), caseId))?.people.map(({ recordId }) => recordId),
        }),
        about,
      );
    expect(await seen(cluster)).toEqual({ lines: [], people: undefined });
    await open(police, cluster);
    const opened = await seen(cluster);
    expect(opened.lines).toEqual(
      expect.arrayContaining(['Not in school since Monday', 'Calls at night', 'Knows the child']),
    );
    expect(opened.people).toEqual([theirs]);
    expect(await seen(undefined)).toEqual({ lines: [], people: undefined });
    expect(await seen(other.clusterId)).toEqual({ lines: [], people: undefined });
    const { rows } = await db().ownerPool.query<{ from_agency_id: string }>(
      "select from_agency_id from casework.disclosure where ground = 'break-glass' and cluster_id = $1",
      [cluster],
    );
    expect(new Set(rows.map((row) => row.from_agency_id))).toEqual(
      new Set([housing.agencyId, school.agencyId]),
    );
  });

  test('is told to information governance at once, without a name, and is in the ledger', async () => {
    const { police, cluster, person } = await twoThatKnowOne();
    const governor = await aCaseworker(db(), ['casework.govern', 'casework.read']);
    await db().ownerPool.query(
      `insert into access.role_grant (partnership_id, id, account_id, role, starts_on) values ($1, gen_random_uuid(), $2, 'information-governance', '2012-01-01')`,
      [db().partnershipId, governor.accountId],
    );
    const opened = (await open(police, cluster)) as { id: string };
    const { rows } = await db().ownerPool.query<{ body: string }>(
      'select body from platform.mail where about_id = $1',
      [opened.id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.body).toContain(`/casework/governance/break-glass/${opened.id}`);
    expect(rows[0]?.body).not.toContain(person.surname);
    const warnings = await db().does(governor, (tx) =>
      tx
        .selectFrom('casework.sharing_warnings')
        .where('subject_id', '=', opened.id)
        .select(['kind', 'severity'])
        .execute(),
    );
    expect(warnings).toEqual([{ kind: 'break-glass', severity: 'high' }]);
    const { rows: ledger } = await db().ownerPool.query(
      'select ground from casework.disclosure where item_id = $1',
      [opened.id],
    );
    expect(ledger).toEqual([{ ground: 'break-glass' }]);
  });

  test('is reviewed by somebody else than who opened it', async () => {
    const { police, cluster } = await twoThatKnowOne();
    const both = { ...police, permissions: [...police.permissions, 'casework.govern'] };
    const opened = (await open(both, cluster)) as { id: string };
    const review = (who: Member) =>
      asks(db(), who, (tx, actor) =>
        reviewBreakGlass(tx, actor, subjects(), opened.id, {
          outcome: 'justified',
          says: 'The child was found well',
        }),
      );
    expect(await review(both)).toMatchObject({ refused: 'break-glass-is-reviewed-by-somebody-else' });
    expect(await review(await aCaseworker(db(), ['casework.govern', 'casework.read']))).toHaveProperty('id');
  });
});
