/** What another agency sees of a record: nothing, that the person is known and whom to ask, or what was agreed. All people are synthetic. */
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { chronologyOf } from '../cases/chronology.ts';
import { joinCase } from '../cases/members.ts';
import { addNote } from '../cases/notes.ts';
import { addCasePerson } from '../cases/people.ts';
import { findCase } from '../cases/queries.ts';
import { recordConcern } from '../concerns/index.ts';
import { aConcern, affected } from '../concerns/testing/concerns.ts';
import { findPerson, type RecordInput, recordsOf, saveRecord } from '../people/index.ts';
import { aCase } from '../testing/a-case.ts';
import { aCaseworker, agree, aPurpose, asks, CASEWORKER, testSubjects, works } from '../testing/working.ts';
import { answerAsk, askToSee, endGrant } from './asks/ask.ts';
import { findAsk } from './asks/queries.ts';
import { breakGlass, reviewBreakGlass } from './break-glass.ts';
import type { Category } from './categories.ts';

const db = testDatabase();
const subjects = testSubjects();
const ANSWERING = [...CASEWORKER, 'sharing.answer@own'];

const NAMES = [
  ...['Abernathy', 'Bulstrode', 'Cholmond', 'Dunwoody', 'Etheridge', 'Fazakerley', 'Gathercole', 'Hollobone'],
  ...['Illingworth', 'Jolliffe', 'Kettlewell', 'Lythgoe', 'Micklethwait', 'Nutbrown', 'Ollerenshaw'],
];
let told = 0;

/** Two agencies that each know one synthetic person, who is one cluster. */
async function twoThatKnowOne(more: Partial<RecordInput> = {}) {
  const [police, housing] = [await aCaseworker(db(), ANSWERING), await aCaseworker(db(), ANSWERING)];
  told += 1;
  const person = {
    givenNames: 'Invented',
    surname: NAMES[told] ?? 'Nobody',
    dateOfBirth: `19${50 + told}-0${1 + (told % 9)}-1${told % 10}`,
    address: { lines: [`${told * 7} Fictional Way`, 'Rugeley'], postcode: `WS${10 + told} ${told % 10}AB` },
    telephones: [`01889 5${told * 7919}`],
    source: 'form' as const,
  };
  const theirs = await works(db(), housing, (tx, actor) =>
    saveRecord(tx, actor, subjects(), { ...person, ...more, agencyId: housing.agencyId }),
  );
  const ours = await works(db(), police, (tx, actor) =>
    saveRecord(tx, actor, subjects(), { ...person, agencyId: police.agencyId }),
  );
  expect(ours.clusterId).toBe(theirs.clusterId);
  return { police, housing, cluster: ours.clusterId, person };
}

/** Which agencies' records the reader is shown, and which only know. */
async function shownTo(reader: Member, cluster: string, about: string | undefined = cluster) {
  const person = await works(db(), reader, (tx, actor) => findPerson(tx, actor, subjects(), cluster), about);
  return {
    records: person?.records.map((record) => record.agencyId) ?? [],
    known: person?.knownTo.map((one) => one.agencyId) ?? [],
    residences: person?.residences.length ?? 0,
  };
}

describe('what an agency sees of another’s record', () => {
  test('nothing, where no agreement covers it, not even that the person is known', async () => {
    const { police, cluster } = await twoThatKnowOne();
    expect(await shownTo(police, cluster)).toEqual({
      records: [police.agencyId],
      known: [],
      residences: 1,
    });
  });

  test('that the person is known, and whom to ask, where that alone is agreed', async () => {
    const { police, housing, cluster } = await twoThatKnowOne();
    await agree(db(), housing, police, ['known']);
    const shown = await shownTo(police, cluster);
    expect(shown.records).toEqual([police.agencyId]);
    expect(shown.known).toEqual([housing.agencyId]);
  });

  test('the categories that are agreed, for that purpose only, and nothing of the others', async () => {
    const { police, housing, cluster } = await twoThatKnowOne();
    await aPurpose(db(), 'another-purpose');
    await agree(db(), housing, police, ['identity']);
    expect(await shownTo(police, cluster)).toEqual({
      records: [police.agencyId, housing.agencyId],
      known: [],
      residences: 1,
    });
    const other = await shownTo({ ...police, purpose: 'another-purpose' }, cluster);
    expect(other).toMatchObject({ records: [police.agencyId], known: [] });
    await agree(db(), housing, police, ['contact']);
    expect((await shownTo(police, cluster)).residences).toBe(2);
  });

  test('nothing without a purpose, of one’s own agency neither', async () => {
    const { police, cluster } = await twoThatKnowOne();
    const { purpose: _, ...purposeless } = police;
    expect(
      await asks(db(), purposeless, (tx, actor) => findPerson(tx, actor, subjects(), cluster)),
    ).toMatchObject({ refused: 'choose-a-purpose' });
    const seen = await db().does(purposeless, (tx) =>
      tx.selectFrom('casework.record').select('id').execute(),
    );
    expect(seen).toEqual([]);
  });

  test('no restricted record, whatever is agreed', async () => {
    const { police, housing, cluster } = await twoThatKnowOne({ restrictedBecause: 'protected-address' });
    await agree(db(), housing, police, ['known', 'identity', 'contact']);
    expect(await shownTo(police, cluster)).toEqual({
      records: [police.agencyId],
      known: [],
      residences: 1,
    });
  });
});

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
