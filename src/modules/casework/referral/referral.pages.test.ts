import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { type Caller, caller } from '../../../../test/support/caller.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Member } from '../../../platform/actor.ts';
import { addCourse, recordAttendance } from '../../partners/index.ts';
import { aPurpose, PURPOSE } from '../testing/working.ts';
import { publishChecklist } from './checklist/checklist.ts';
import { aService, RECEIVING, REFERRING } from './testing.ts';

const concord = testApp();
type Worker = Caller & { readonly actor: Member };
let worker: Worker;
let receiver: Worker;

/** Somebody of an agency of their own, inside casework for a purpose. */
async function inside(...permissions: string[]): Promise<Worker> {
  const { actor, secret } = await concord().token(...permissions);
  return {
    ...caller(concord().app, { authorization: `Bearer ${secret}`, 'concord-purpose': PURPOSE }),
    actor,
  };
}

beforeAll(async () => {
  const { db } = concord();
  await aPurpose(db);
  worker = await inside(...REFERRING);
  receiver = await inside(...RECEIVING);
  const days = { accepts: 'referrals', normalDays: 5, urgentDays: 1 } as const;
  const { agencyId } = receiver.actor;
  await aService(db, agencyId, 'fire-check', { ...days, name: 'Fire check', indicators: ['fire-risk'] });
  await aService(db, agencyId, 'stop-smoking', { name: 'Stop smoking', indicators: ['smoking'] });
  const settler = db.with('read', 'casework.settings');
  await db.does(settler, async (tx) => orThrow(await publishChecklist(tx, settler, 0)));
});

const at = (answer: { headers: Record<string, unknown> }): string => String(answer.headers.location);

/** Answers the questions one after another as somebody at a door would; gives where the last one leads. */
async function answerAll(
  from: string,
  answers: readonly Readonly<Record<string, string>>[],
): Promise<string> {
  let path = from;
  for (const fields of answers) {
    expect((await worker.get(path)).statusCode).toBe(200);
    const answer = await worker.form(path, fields);
    expect([path, answer.statusCode]).toEqual([path, 303]);
    path = at(answer);
  }
  return path;
}

const PERSON = [
  { kind: 'person' },
  { needs: 'fire-risk' },
  { givenNames: 'Winnie', surname: 'Madeup', 'born-day': '4', 'born-month': '5', 'born-year': '1931' },
  { address: '1 Invented Road\nCannock', postcode: 'WS11 1AB' },
  { telephone: '01543 000000', contact: 'Ring twice' },
  { seen: 'No smoke alarm', urgent: 'yes' },
  { agreed: 'yes', consent: 'spoken', told: 'who-receives' },
  { to: 'referral fire-check' },
];

async function refer(): Promise<string> {
  const path = await answerAll(at(await worker.form('/casework/refer', {})), PERSON);
  const sent = await worker.form(path.replace('/check', '/sending'), {});
  const page = await worker.get(at(sent));
  return /R-[0-9A-Z]{7}/.exec(page.body)?.[0] ?? '';
}

describe('making a referral', () => {
  test('one question a page leads from the door to a sent referral, which says by when it is answered', async () => {
    const path = await answerAll(at(await worker.form('/casework/refer', {})), PERSON);
    const check = await worker.get(path);
    for (const said of [
      'Winnie Madeup',
      '1 Invented Road',
      'Fire risk',
      'They agreed: They said so',
      'Refer to Fire check',
    ])
      expect(check.body).toContain(said);
    const sent = await worker.form(path.replace('/check', '/sending'), {});
    const page = await worker.get(at(sent));
    expect(page.body).toContain('answers by 18 January 2013');
    // What was sent is no draft any more.
    expect((await worker.get(path)).statusCode).toBe(404);
  });

  test('who begins from what is known of a person has read it, and the audit trail says of whom', async () => {
    const saved = await receiver.form('/casework/records/new', {
      givenNames: 'Walburga',
      surname: 'Prefilled',
    });
    const person = at(saved).split('/').at(-1) ?? '';
    const path = at(await receiver.form('/casework/refer', { person }));
    expect((await receiver.get(path.replace('/needs', '/who'))).body).toContain('Prefilled');
    const { rows } = await concord().db.ownerPool.query(
      "select 1 from platform.audit_event where action = 'person.read' and subject_id = $1",
      [person],
    );
    expect(rows).toHaveLength(1);
  });

  test('what is missing is said on its own page, and what was typed is kept', async () => {
    const begun = at(await worker.form('/casework/refer', {}));
    const refused = await worker.form(begun, {});
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Choose what it is about');
    const consent = begun.replace('/about', '/consent');
    const told = await worker.form(consent, { agreed: 'yes', consent: 'written' });
    expect(told.statusCode).toBe(422);
    expect(told.body).toContain('Consent counts only when they were told');
    expect(told.body).toMatch(/value="written"[^>]*checked|checked[^>]*value="written"/);
  });

  test('a street is asked neither for a name nor for a date of birth', async () => {
    const path = await answerAll(at(await worker.form('/casework/refer', {})), [
      { kind: 'street' },
      { needs: 'anti-social-behaviour' },
      { place: 'Invented Road' },
    ]);
    expect(path).toMatch(/\/seen$/);
  });

  test('a draft is seen by nobody else, also not of the same agency', async () => {
    const begun = at(await worker.form('/casework/refer', {}));
    expect((await receiver.get(begun)).statusCode).toBe(404);
  });

  test('no page title or address says who it is about', async () => {
    const reference = await refer();
    for (const path of [
      `/casework/referrals/${reference}`,
      '/casework/referrals',
      '/casework/referrals/mine',
    ]) {
      const { body } = await receiver.get(path);
      expect(/<title>([^<]*)/.exec(body)?.[1]).not.toMatch(/Winnie|Madeup/);
    }
  });
});

describe('answering a referral', () => {
  test('the queue shows what waits, the most pressing first; the receiver accepts, begins and completes', async () => {
    const reference = await refer();
    expect((await receiver.get('/casework/referrals')).body).toContain(reference);
    const path = `/casework/referrals/${reference}`;
    const opened = await receiver.get(path);
    expect(opened.body).toContain('Winnie Madeup');
    expect(opened.body).toContain('Ring twice');
    for (const act of ['acceptance', 'beginning'])
      expect((await receiver.form(`${path}/${act}`, {})).headers.location).toBe(path);
    const missing = await receiver.form(`${path}/outcome`, {});
    expect(missing.statusCode).toBe(422);
    expect(missing.body).toContain('Say what came of it');
    await receiver.form(`${path}/outcome`, { outcome: 'home-made-safer', words: 'Alarms fitted' });
    const heard = await worker.get(path);
    expect(heard.body).toContain('Your visit led to a safer home');
    expect(heard.body).toContain('Alarms fitted');
    expect((await worker.get('/casework/referrals/mine')).body).toContain('Your visits led to a safer home');
  });

  test('an agency that takes no part sees no referral, and a worker sees only what they made', async () => {
    const reference = await refer();
    const stranger = await inside(...RECEIVING);
    expect((await stranger.get(`/casework/referrals/${reference}`)).statusCode).toBe(404);
    expect((await stranger.get('/casework/referrals')).body).not.toContain(reference);
    const form = await stranger.form(`/casework/referrals/${reference}/acceptance`, {});
    expect(form.statusCode).toBe(404);
    // The referrer may not accept their own.
    expect((await worker.form(`/casework/referrals/${reference}/acceptance`, {})).statusCode).toBe(403);
  });

  test('without a purpose nobody sees a referral', async () => {
    const reference = await refer();
    const { secret } = await concord().token('read');
    const without = caller(concord().app, { authorization: `Bearer ${secret}` });
    const answer = await without.get(`/casework/referrals/${reference}`);
    expect(answer.headers.location).toContain('/casework/purpose');
  });

  test('a referral is found by the reference as it is read out, and each reading is in the audit trail', async () => {
    const reference = await refer();
    const found = await receiver.get(
      `/casework/referrals/found?reference=${encodeURIComponent(reference.toLowerCase().replace('-', ' '))}`,
    );
    expect(found.headers.location).toBe(`/casework/referrals/${reference}`);
    await receiver.get(`/casework/referrals/${reference}`);
    const { rows } = await concord().db.ownerPool.query(
      `select e.purpose, d.detail from platform.audit_event e join platform.audit_detail d on d.event_id = e.id
       where e.action = 'referral.read' and e.account_id = $1 order by e.at desc limit 1`,
      [receiver.actor.accountId],
    );
    expect(rows).toEqual([{ purpose: PURPOSE, detail: { reference } }]);
  });
});

describe('programs', () => {
  const body = {
    subject: { kind: 'person', givenNames: 'Winnie', surname: 'Madeup' },
    needs: ['fire-risk'],
    to: [{ service: 'fire-check', as: 'referral' }],
  };
  const lawful = { basis: 'consent', consent: 'spoken', told: ['who-receives'] };

  test('refer, answer and hear by the same commands, with the same refusals by name', async () => {
    const made = await worker.post('/api/v1/casework/referrals', { ...body, ...lawful });
    expect(made.statusCode).toBe(201);
    const { reference } = made.json().referrals[0];
    const path = `/api/v1/casework/referrals/${reference}`;
    const queue = await receiver.get('/api/v1/casework/referrals/queue');
    expect(queue.json().items.map((item: { reference: string }) => item.reference)).toContain(reference);
    expect(queue.body).not.toMatch(/Winnie|Madeup/);
    const early = await receiver.post(`${path}/outcome`, { outcome: 'need-met' });
    expect(early.json()).toMatchObject({ name: 'referral-cannot-go-there' });
    expect((await receiver.post(`${path}/acceptance`, {})).json()).toMatchObject({ state: 'accepted' });
    const mine = await worker.get('/api/v1/casework/referrals');
    expect(mine.json().items[0]).toMatchObject({ reference, state: 'accepted' });
    expect((await worker.get(path)).json().news.at(-1)).toMatchObject({ says: 'Accepted', held: false });
  });

  test('a lost answer is asked for again with the same key, and makes no second referral', async () => {
    const id = '018f3c1e-5d2a-7b3c-8d4e-9f0a1b2c3d4e';
    const send = () =>
      worker.post('/api/v1/casework/referrals', { ...body, ...lawful, id }, { 'idempotency-key': id });
    const [first, second] = [await send(), await send()];
    expect(second.json()).toEqual(first.json());
    expect(second.headers['idempotency-replayed']).toBe('true');
    const later = await worker.post('/api/v1/casework/referrals', { ...body, ...lawful, id });
    expect(later.json()).toMatchObject({ name: 'visit-sent-already' });
    const { rows } = await concord().db.ownerPool.query(
      'select count(*)::int as sent from casework.referral where visit_id = $1',
      [id],
    );
    expect(rows).toEqual([{ sent: 1 }]);
  });

  test('consent without what was told is refused at its field', async () => {
    const answer = await worker.post('/api/v1/casework/referrals', { ...body, ...lawful, told: ['why'] });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ name: 'consent-is-informed' });
  });
});

describe('settings', () => {
  test('the right to refer can require a course, which runs out', async () => {
    const { db } = concord();
    const editor = db.with('read', 'partners.edit');
    await db.does(editor, async (tx) =>
      orThrow(
        await addCourse(tx, editor, { title: 'Spotting', slug: 'spotting', says: '', validMonths: 12 }),
      ),
    );
    const she = await concord().signInAs('casework.settings');
    const settings = {
      publicOpen: 'no',
      publicService: '',
      trainingCourse: 'spotting',
      escalateTo: '',
      deviceHours: '12',
      draftDays: '5',
      beginDays: '10',
      outcomeDays: '60',
      followDays: '5',
      silentDays: '5',
    };
    expect((await she.form('/casework/referral-settings', settings)).statusCode).toBe(303);
    const body = { subject: { kind: 'community', place: 'Invented' }, needs: ['hate-crime'] };
    const to = [{ service: 'fire-check', as: 'referral' }];
    const send = () => worker.post('/api/v1/casework/referrals', { ...body, to });
    expect((await send()).json()).toMatchObject({ name: 'training-required' });
    const attend = (on: string) =>
      db.does(editor, async (tx) =>
        orThrow(
          await recordAttendance(tx, editor, {
            course: 'spotting',
            personId: worker.actor.personId,
            agencyId: worker.actor.agencyId,
            attendedOn: plainDate(on),
            today: plainDate('2013-01-17'),
          }),
        ),
      );
    await attend('2012-01-17');
    expect((await send()).json()).toMatchObject({ name: 'training-required' });
    await attend('2012-06-01');
    expect((await send()).statusCode).toBe(201);
    expect((await she.form('/casework/referral-settings', settings)).statusCode).toBe(409);
    await she.form('/casework/referral-settings', { ...settings, trainingCourse: '', _revision: '1' });
  });

  test('a published checklist never changes: what is edited is the next version', async () => {
    const she = await concord().signInAs('casework.settings');
    const sign = {
      slug: 'cuckooing',
      title: 'Cuckooing',
      says: 'Strangers in the home',
      question: 'Who lives here?',
      subjects: 'person',
    };
    expect((await she.form('/casework/checklist/next/signs', { ...sign, subjects: '' })).statusCode).toBe(
      422,
    );
    expect((await she.form('/casework/checklist/next/signs', sign)).statusCode).toBe(303);
    expect((await she.get('/casework/checklist')).body).not.toContain('Cuckooing');
    await she.form('/casework/checklist/next/publication', { _revision: '1' });
    const page = await she.get('/casework/checklist');
    expect(page.body).toContain('Cuckooing');
    expect(page.body).toContain('Version 2');
    expect((await she.get('/casework/checklist?version=1')).body).not.toContain('Cuckooing');
    const { db } = concord();
    const settler = db.with('read', 'casework.settings');
    const change = await db.as(settler, (tx) =>
      tx.updateTable('casework.checklist_indicator').set({ title: 'Other' }).execute(),
    );
    expect(change).toMatchObject({ refused: 'not-allowed' });
  });

  test('the shell of the device names nobody and is the same for everybody', async () => {
    const shell = (await concord().visitor.get('/casework/refer/device')).body;
    expect(shell).toContain('data-device-form');
    expect(shell).not.toContain('Fire check');
    const catalogue = await worker.get('/casework/refer/catalogue');
    expect(catalogue.json().services.map(({ slug }: { slug: string }) => slug)).toContain('fire-check');
    expect((await concord().visitor.get('/casework/refer/catalogue')).statusCode).toBe(303);
  });
});
