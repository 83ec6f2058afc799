import { beforeAll, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { saveRecord } from '../people/index.ts';
import { aPurpose, PURPOSE, works } from '../testing/working.ts';

const concord = testApp();
let worker: SignedInCaller;

beforeAll(async () => {
  await aPurpose(concord().db);
  worker = concord().readsFor(PURPOSE, await concord().signInAs('casework.read@own', 'casework.write@own'));
});

test('a story is drafted from a case, rewritten, checked and consented to on pages; its writer does not sign it off', async () => {
  expect((await worker.get('/casework/case-studies')).body).toContain('nobody named, consented to, checked');
  expect((await worker.get('/casework/case-studies/new')).body).toContain('takes part in no case');
  const saved = await works(concord().db, worker.actor, (tx, actor) =>
    saveRecord(tx, actor, concord().services.subjects, {
      ...{ agencyId: worker.actor.agencyId, givenNames: 'Ottoline', surname: 'Quartermain', source: 'form' },
      dateOfBirth: '1941-05-06',
    }),
  );
  const opened = await worker.form('/casework/cases/new', {
    ...{
      title: 'Made up',
      kind: 'anti-social-behaviour',
      because: 'Noise',
      restricted: 'no',
      assessment: '',
    },
  });
  const casePath = String(opened.headers.location);
  await worker.form(`${casePath}/people`, { recordId: saved.recordId, role: 'victim' });
  const link =
    /\/casework\/case-studies\/new\?case=[0-9a-f-]+/.exec((await worker.get(casePath)).body)?.[0] ?? '';
  expect((await worker.get(link)).body).toContain('Ottoline Quartermain (victim)');
  expect((await worker.form(link, {})).body).toContain('Choose the person');
  const path = String((await worker.form(link, { recordId: saved.recordId })).headers.location);
  const page = (await worker.get(path)).body;
  expect(page).toContain('The story tells age: 65 or over; what kind of case it is');
  expect(page).toContain('fewer than 5');
  expect(page).not.toContain('Ottoline');
  const act = async (name: string, fields: Record<string, string>) => {
    const form = (await worker.get(`${path}/${name}`)).body;
    const _revision = /name="_revision" value="(\d+)"/.exec(form)?.[1] ?? '';
    return worker.form(`${path}/${name}`, { _revision, ...fields });
  };
  const words = { title: 'One plan', body: 'Ottoline sleeps again.', place: 'nowhere', rare: '' };
  const unsaid = await act('words', words);
  expect(unsaid.statusCode).toBe(422);
  expect(unsaid.body).toContain('Ottoline sleeps again.');
  expect((await act('words', { ...words, age: 'older' })).statusCode).toBe(303);
  expect((await worker.get(path)).body).toContain('It still names somebody and cannot be signed off');
  await act('words', { ...words, body: 'An older person sleeps again.', age: 'older' });
  const day = { 'day-day': '17', 'day-month': '1', 'day-year': '2013' };
  await act('consent', { answer: 'given', how: 'written', ...day });
  expect((await worker.get(path)).body).toContain('They want it told');
  const signed = await act('sign-off', { checked: 'Read twice' });
  expect(signed.body).toContain('Whoever wrote it does not sign it off');
  expect(signed.body).toContain('Read twice');
});
