/** A promise to a victim is kept or told as missed, and nobody learns of the support who was not agreed with. All people are synthetic. */
import { beforeAll, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { saveRecord } from '../people/index.ts';
import { bringIn, openMatter } from '../restorative/matter.ts';
import { addMatterPerson } from '../restorative/people.ts';
import { aCaseworker, agree, asks, testSubjects, works } from '../testing/working.ts';
import {
  type ContactInput,
  judgeNeed,
  promiseContact,
  recordContact,
  recordNeed,
  releasePromise,
} from './contact.ts';
import { findSupport, listSupports } from './queries.ts';
import { closeSupport, handOver, openSupport } from './support.ts';

const db = testDatabase();
const subjects = testSubjects();
const day = (text: string) => plainDate(`2013-01-${text}`);
let champion: Member;
let police: Member;
let youth: Member;

beforeAll(async () => {
  champion = await aCaseworker(db());
  police = await aCaseworker(db());
  youth = await aCaseworker(db());
  await agree(db(), champion, police, ['identity', 'victim']);
});

let people = 0;
const aVictim = async (surname = 'Harmwell') => {
  people += 1;
  const record = await works(db(), champion, (tx, actor) =>
    saveRecord(tx, actor, subjects(), {
      ...{ agencyId: champion.agencyId, givenNames: 'Made', surname, source: 'form' as const },
      dateOfBirth: `19${40 + people}-02-1${people % 10}`,
    }),
  );
  const opened = await works(db(), champion, (tx, actor) =>
    openSupport(tx, actor, subjects(), {
      ...{ recordId: record.recordId, harm: 'anti-social-behaviour', source: 'police', openedOn: day('02') },
    }),
  );
  return { id: opened.id, recordId: record.recordId };
};
const seen = (id: string, who = champion) =>
  works(db(), who, (tx, actor) => findSupport(tx, actor, subjects(), id));
const promised = async (supportId: string, dueOn: string) =>
  (
    await works(db(), champion, (tx, actor) =>
      promiseContact(tx, actor, { supportId, promisedOn: day('03'), dueOn: day(dueOn), how: 'telephone' }),
    )
  ).id;
const contacted = (supportId: string, more: Partial<ContactInput>, who = champion) =>
  asks(db(), who, (tx, actor) =>
    recordContact(tx, actor, subjects(), {
      ...{
        supportId,
        on: day('10'),
        how: 'telephone',
        reached: true,
        words: 'Sleeps better',
        promiseId: null,
      },
      ...more,
    }),
  );

test('support is seen by its agency and by those it agreed with to share the harm, and by no other', async () => {
  const { id } = await aVictim();
  await contacted(id, {});
  expect((await seen(id))?.name).toContain('Harmwell');
  expect((await seen(id, police))?.contacts.map(({ words }) => words)).toEqual(['Sleeps better']);
  expect(await seen(id, youth)).toBeUndefined();
  expect(await works(db(), youth, (tx, actor) => listSupports(tx, actor, subjects(), {}))).toEqual([]);
  expect(await contacted(id, {}, police)).toMatchObject({ refused: 'not-allowed' });
  expect(await contacted(id, {}, youth)).toMatchObject({ refused: 'not-found' });
});

test('who works with the person responsible learns nothing of the victim’s support by taking part in a restorative matter', async () => {
  const { id, recordId } = await aVictim('Stillhurt');
  const matter = await works(db(), champion, (tx, actor) =>
    openMatter(tx, actor, {
      ...{
        kind: 'conference',
        source: 'victim-service',
        referredOn: day('05'),
        restricted: false,
        caseId: null,
      },
    }),
  );
  await works(db(), champion, (tx, actor) =>
    addMatterPerson(tx, actor, subjects(), { matterId: matter.id, role: 'harmed', recordId, name: '' }),
  );
  await works(db(), champion, (tx, actor) =>
    bringIn(tx, actor, { id: matter.id, revision: 1, agencyId: youth.agencyId }),
  );
  expect(await seen(id, youth)).toBeUndefined();
});

test('support of somebody whose record is restricted is seen only by who may see restricted records', async () => {
  const { id } = await aVictim('Guarded');
  await db().ownerPool.query(`update casework.victim_support set restricted = true where id = $1`, [id]);
  expect(await seen(id)).toBeUndefined();
  expect(await seen(id, police)).toBeUndefined();
});

test('a contact that reached the person keeps the promise; a try does not', async () => {
  const { id } = await aVictim();
  const promiseId = await promised(id, '14');
  await contacted(id, { promiseId, reached: false, on: day('12') });
  expect((await seen(id))?.promises[0]).toMatchObject({ state: 'missed' });
  await contacted(id, { promiseId, on: day('16') });
  expect((await seen(id))?.promises[0]).toMatchObject({ state: 'kept-late', keptOn: '2013-01-16' });
  expect(await contacted(id, { promiseId })).toMatchObject({ refused: 'promise-is-over' });
  const second = await promised(id, '20');
  await contacted(id, { promiseId: second, on: day('17') });
  expect((await seen(id))?.promises[0]).toMatchObject({ state: 'kept' });
});

test('a promise is owed until it is kept, and warned of the day after it was missed, by no name', async () => {
  const { id } = await aVictim('Unnamed');
  const [missed, waits] = [await promised(id, '16'), await promised(id, '17')];
  const path = `/casework/victims/${id}`;
  const warnings = await works(db(), champion, (tx) =>
    tx
      .selectFrom('casework.warnings')
      .where('path', '=', path)
      .select(['kind', 'sentence', 'severity', 'subject_id'])
      .execute(),
  );
  expect(warnings).toEqual([
    {
      kind: 'victim-promise-missed',
      sentence: 'A promise to contact somebody who was harmed was missed',
      severity: 'high',
      subject_id: missed,
    },
  ]);
  const duties = await works(db(), champion, (tx) =>
    tx
      .selectFrom('casework.duties')
      .where('path', '=', path)
      .select('subject_id')
      .orderBy('due_on')
      .execute(),
  );
  expect(duties).toEqual([{ subject_id: missed }, { subject_id: waits }]);
  await works(db(), champion, (tx, actor) =>
    releasePromise(tx, actor, { supportId: id, id: missed, revision: 1, on: day('17') }),
  );
  expect((await seen(id))?.promises.map(({ state }) => state)).toEqual(['waiting', 'released']);
});

test('support ends when promises are answered and needs are judged', async () => {
  const { id } = await aVictim();
  const promiseId = await promised(id, '25');
  const need = await works(db(), champion, (tx, actor) =>
    recordNeed(tx, actor, subjects(), { supportId: id, kind: 'safety', says: 'A lock' }),
  );
  const close = () =>
    asks(db(), champion, (tx, actor) =>
      closeSupport(tx, actor, { id, revision: 1, outcome: 'coping', on: day('17') }),
    );
  expect(await close()).toMatchObject({ refused: 'promises-are-answered-first' });
  await contacted(id, { promiseId, on: day('17') });
  expect(await close()).toMatchObject({ refused: 'needs-are-judged-first' });
  await works(db(), champion, (tx, actor) =>
    judgeNeed(tx, actor, { supportId: id, id: need.id, revision: 1, met: 'met', on: day('17') }),
  );
  expect(await close()).toEqual({ id });
  expect(await contacted(id, {})).toMatchObject({ refused: 'support-is-over' });
  expect(await seen(id)).toMatchObject({ outcome: 'coping', needs: [{ says: 'A lock', met: 'met' }] });
});

test('a person is supported once at a time by an agency, and only its own workers take them over', async () => {
  const { id, recordId } = await aVictim();
  const again = await asks(db(), champion, (tx, actor) =>
    openSupport(tx, actor, subjects(), { recordId, harm: 'theft', source: 'self', openedOn: day('05') }),
  );
  expect(again).toMatchObject({ refused: 'supported-already' });
  const elsewhere = await asks(db(), champion, (tx, actor) =>
    handOver(tx, actor, { id, revision: 1, workerId: police.personId }),
  );
  expect(elsewhere).toMatchObject({ refused: 'worker-missing' });
});
