/** Both consent, nobody learns who was harmed by taking part, and what was agreed is followed up. All people are synthetic. */
import { beforeAll, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { chronologyOf } from '../cases/chronology.ts';
import { saveRecord } from '../people/index.ts';
import { aCase } from '../testing/a-case.ts';
import { aCaseworker, agree, asks, testSubjects, works } from '../testing/working.ts';
import { agreeOn, judgeItem, noteMatter } from './agreement.ts';
import { listMatters } from './list.ts';
import { bringIn, type MatterMove, moveMatter, openMatter } from './matter.ts';
import { addMatterPerson, recordMatterConsent, recordSatisfaction, tellWho } from './people.ts';
import { findMatter } from './queries.ts';
import type { MatterKind, MatterRole } from './words.ts';

const db = testDatabase();
const subjects = testSubjects();
const today = plainDate('2013-01-17');
let police: Member;
let youth: Member;
let champion: Member;
let stranger: Member;

beforeAll(async () => {
  police = await aCaseworker(db());
  youth = await aCaseworker(db());
  champion = await aCaseworker(db());
  stranger = await aCaseworker(db());
  await agree(db(), champion, police, ['identity', 'victim']);
});

let people = 0;
const aRecord = (who: Member, surname: string) => {
  people += 1;
  return works(db(), who, (tx, actor) =>
    saveRecord(tx, actor, subjects(), {
      agencyId: who.agencyId,
      givenNames: 'Made',
      surname,
      dateOfBirth: `19${50 + people}-01-1${people % 10}`,
      source: 'form',
    }),
  );
};
const opened = async (kind: MatterKind, who = police): Promise<string> =>
  (
    await works(db(), who, (tx, actor) =>
      openMatter(tx, actor, {
        kind,
        source: 'police',
        referredOn: plainDate('2013-01-02'),
        restricted: false,
        caseId: null,
      }),
    )
  ).id;
const seen = (id: string, who = police) =>
  works(db(), who, (tx, actor) => findMatter(tx, actor, subjects(), id));
const revisionOf = async (id: string) => (await seen(id))?.row.revision ?? 0;
const join = async (id: string, agency: Member) => {
  const revision = await revisionOf(id);
  return works(db(), police, (tx, actor) => bringIn(tx, actor, { id, revision, agencyId: agency.agencyId }));
};
const add = async (id: string, who: Member, role: MatterRole, surname = 'Nobody') => {
  const record = role === 'facilitator' || role === 'volunteer' ? null : await aRecord(who, surname);
  return works(db(), who, (tx, actor) =>
    addMatterPerson(tx, actor, subjects(), {
      matterId: id,
      role,
      recordId: record?.recordId ?? null,
      name: record ? '' : surname,
    }),
  );
};
const move = async (id: string, to: MatterMove['to'], more: Partial<MatterMove> = {}, who = police) => {
  const revision = await revisionOf(id);
  return asks(db(), who, (tx, actor) =>
    moveMatter(tx, actor, {
      ...{ id, revision, to, on: today, meetingOn: plainDate('2013-02-01'), because: null },
      ...more,
    }),
  );
};
const consents = (id: string, person: string, who: Member, consent: 'given' | 'refused' = 'given') =>
  asks(db(), who, async (tx, actor) => {
    const one = (await findMatter(tx, actor, subjects(), id))?.people.find((each) => each.id === person);
    return recordMatterConsent(tx, actor, {
      ...{ matterId: id, id: person, revision: one?.revision ?? 0, consent, on: today },
    });
  });

/** A conference with both sides, the harmed person brought by the champion, the responsible one by youth offending. */
async function aConference() {
  const id = await opened('conference');
  await join(id, champion);
  await join(id, youth);
  const harmed = await add(id, champion, 'harmed', 'Harmwell');
  const responsible = await add(id, youth, 'responsible', 'Duncliffe');
  return { id, harmed: harmed.id, responsible: responsible.id };
}

test('who takes part learns who runs it and that somebody was harmed, and not who', async () => {
  const { id } = await aConference();
  await add(id, police, 'facilitator', 'Facilitator One');
  const view = await seen(id, youth);
  expect(view?.people.map(({ role, name }) => [role, name])).toEqual([
    ['responsible', expect.stringContaining('Duncliffe')],
    ['facilitator', 'Facilitator One'],
  ]);
  expect(view?.elsewhere.map(({ role }) => role)).toEqual(['harmed']);
  expect(JSON.stringify(view)).not.toContain('Harmwell');
  expect(await seen(id, stranger)).toBeUndefined();
  expect(await works(db(), stranger, (tx, actor) => listMatters(tx, actor, {}))).toEqual([]);
});

test('the side of the responsible person is told who was harmed only under an agreement or another lawful basis', async () => {
  const { id, harmed } = await aConference();
  const tell = (to: Member, more: object = {}) =>
    asks(db(), champion, (tx, actor) =>
      tellWho(tx, actor, subjects(), { matterId: id, id: harmed, agencyId: to.agencyId, ...more }),
    );
  expect(await tell(youth)).toMatchObject({ refused: 'disclosure-covered-by-no-agreement' });
  expect((await seen(id, youth))?.elsewhere).toHaveLength(1);
  expect(await tell(police)).toEqual({ id: harmed });
  expect((await seen(id, police))?.people.map(({ name }) => name).join()).toContain('Harmwell');
  expect(await tell(stranger)).toMatchObject({ refused: 'takes-no-part' });
  expect(await tell(youth, { ground: 'consent', basis: 'She wants him to know' })).toEqual({ id: harmed });
  const { rows } = await db().ownerPool.query(
    `select ground, categories from casework.disclosure where item_id = $1 order by at`,
    [id],
  );
  expect(rows).toEqual([
    { ground: 'agreement', categories: ['identity', 'victim'] },
    { ground: 'consent', categories: ['identity', 'victim'] },
  ]);
});

test('another agency neither speaks for somebody nor passes on who they are', async () => {
  const { id, harmed } = await aConference();
  expect(await consents(id, harmed, police)).toMatchObject({ refused: 'not-found' });
  await works(db(), champion, (tx, actor) =>
    tellWho(tx, actor, subjects(), { matterId: id, id: harmed, agencyId: police.agencyId }),
  );
  expect(await consents(id, harmed, police)).toMatchObject({ refused: 'not-allowed' });
  const passed = await asks(db(), police, (tx, actor) =>
    tellWho(tx, actor, subjects(), { matterId: id, id: harmed, agencyId: youth.agencyId, ground: 'consent' }),
  );
  expect(passed).toMatchObject({ refused: 'not-allowed' });
});

test('a note is read by its agency alone unless others are named', async () => {
  const { id } = await aConference();
  const write = (words: string, readers: readonly string[]) =>
    works(db(), champion, (tx, actor) =>
      noteMatter(tx, actor, subjects(), { matterId: id, words, on: today, readers }),
    );
  await write('Afraid of meeting him', []);
  await write('Would like Tuesday', [youth.agencyId]);
  expect((await seen(id, youth))?.notes.map(({ words }) => words)).toEqual(['Would like Tuesday']);
  expect((await seen(id, champion))?.notes).toHaveLength(2);
});

test('nobody meets without the consent of both', async () => {
  const { id, harmed, responsible } = await aConference();
  await add(id, police, 'facilitator', 'Facilitator Two');
  await move(id, 'preparing');
  expect(await move(id, 'held')).toMatchObject({ refused: 'both-consent-first' });
  await consents(id, harmed, champion);
  expect(await move(id, 'held')).toMatchObject({ refused: 'both-consent-first' });
  await consents(id, responsible, youth);
  expect(await move(id, 'held', {}, champion)).toMatchObject({ refused: 'not-allowed' });
  await consents(id, harmed, champion, 'refused');
  expect(await move(id, 'held')).toMatchObject({ refused: 'both-consent-first' });
  expect(await move(id, 'not-taken-up')).toMatchObject({ refused: 'not-taken-up-says-why' });
  expect(await move(id, 'not-taken-up', { because: 'harmed-declined' })).toEqual({ id });
  expect((await seen(id))?.row).toMatchObject({ due_on: null, not_because: 'harmed-declined' });
});

test('a Neighbourhood Resolution Panel has volunteers', async () => {
  const id = await opened('panel');
  for (const role of ['harmed', 'responsible'] as const)
    await consents(id, (await add(id, police, role, `Panel${role}`)).id, police);
  await move(id, 'preparing');
  expect(await move(id, 'held')).toMatchObject({ refused: 'panel-has-volunteers' });
  await add(id, police, 'volunteer', 'Volunteer One');
  expect(await move(id, 'held')).toEqual({ id });
});

test('a matter is closed when both were asked and everything agreed was checked; what is due and late is told without a name', async () => {
  const { id, harmed, responsible } = await aConference();
  await add(id, police, 'facilitator', 'Facilitator Three');
  await consents(id, harmed, champion);
  await consents(id, responsible, youth);
  await move(id, 'preparing', { on: plainDate('2013-01-03'), meetingOn: plainDate('2013-01-09') });
  await move(id, 'held', { on: plainDate('2013-01-09') });
  const item = await works(db(), police, (tx, actor) =>
    agreeOn(tx, actor, subjects(), {
      matterId: id,
      says: 'Mend the fence',
      dueOn: plainDate('2013-01-15'),
      checkedBy: youth.agencyId,
    }),
  );
  const warnings = await works(db(), youth, (tx) =>
    tx
      .selectFrom('casework.warnings')
      .where('subject_id', '=', item.id)
      .select(['kind', 'sentence', 'owner_agency_id'])
      .execute(),
  );
  expect(warnings).toEqual([
    {
      kind: 'restorative-item-late',
      sentence: 'Nobody knows whether something agreed in a restorative matter was kept',
      owner_agency_id: youth.agencyId,
    },
  ]);
  const duties = await works(db(), youth, (tx) =>
    tx
      .selectFrom('casework.duties')
      .where('path', '=', `/casework/restorative/${id}`)
      .select(['kind', 'due_on'])
      .orderBy('kind')
      .execute(),
  );
  expect(duties).toEqual([
    { kind: 'restorative-follow-up', due_on: '2013-02-20' },
    { kind: 'restorative-item', due_on: '2013-01-15' },
  ]);
  expect(await move(id, 'closed')).toMatchObject({ refused: 'agreement-is-checked-first' });
  await works(db(), youth, (tx, actor) =>
    judgeItem(tx, actor, { matterId: id, id: item.id, revision: 1, kept: 'kept', on: today }),
  );
  expect(await move(id, 'closed')).toMatchObject({ refused: 'both-are-asked-first' });
  for (const [person, who] of [
    [harmed, champion],
    [responsible, youth],
  ] as const) {
    const revision = (await seen(id, who))?.people.find((one) => one.id === person)?.revision ?? 0;
    await works(db(), who, (tx, actor) =>
      recordSatisfaction(tx, actor, {
        ...{ matterId: id, id: person, revision, satisfied: 'satisfied', on: today },
      }),
    );
  }
  expect(await move(id, 'closed')).toEqual({ id });
  const late = await asks(db(), police, (tx, actor) =>
    noteMatter(tx, actor, subjects(), { matterId: id, words: 'Later', on: today, readers: [] }),
  );
  expect(isRefusal(late) && late.refused).toBe('matter-is-over');
});

test('a matter that hangs on a case stands in its chronology', async () => {
  const caseId = await aCase(db(), police, subjects(), { openedOn: today, because: 'Noise' });
  const { id } = await works(db(), police, (tx, actor) =>
    openMatter(tx, actor, {
      ...{ kind: 'mediation', source: 'self', referredOn: today, restricted: false, caseId },
    }),
  );
  expect((await seen(id))?.caseIds).toEqual([caseId]);
  const lines = await works(db(), police, (tx, actor) => chronologyOf(tx, actor, subjects(), caseId));
  expect(lines.map(({ item }) => item?.id)).toContain(id);
});
