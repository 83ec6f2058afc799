import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { works } from '../testing/working.ts';
import { acceptReferral, beginReferral, receiveReferral, withdrawReferral } from './answering/answer.ts';
import { redirectReferral } from './answering/redirect.ts';
import { referralRow } from './queries.ts';
import { type Ground, ground } from './testing.ts';

const concord = testApp();
let on: Ground;
const db = () => concord().db;

beforeAll(async () => {
  on = await ground(db(), concord().services.subjects);
});

const sendOne = async (given = {}) => (await on.visit(given)).referrals[0]?.reference ?? '';
const row = (reference: string) =>
  works(db(), on.worker, async (tx, within) =>
    orThrow((await referralRow(tx, within, reference)) ?? ({} as never)),
  );
const mailsOf = async (reference: string): Promise<string[]> =>
  (
    await db().ownerPool.query('select subject from platform.mail where body like $1 order by created_at', [
      `%${reference}%`,
    ])
  ).rows.map(({ subject }) => subject);
const runClocks = () => concord().runJob('casework.referral-clocks');

describe('clocks in working days', () => {
  test('a referral is answered within the days of its service, urgent ones sooner, over weekends and bank holidays', async () => {
    await concord().itIs('2013-03-27');
    // Good Friday and Easter Monday lie between: 28 March, 2 April, 3, 4, 5.
    expect((await row(await sendOne())).due_on).toBe('2013-04-05');
    expect((await row(await sendOne({ urgent: true }))).due_on).toBe('2013-03-28');
    await concord().itIs('2013-01-17');
  });

  test('opening a referral is no answer: the clock goes on; accepting it starts another', async () => {
    await concord().itIs('2013-01-17');
    const reference = await sendOne();
    await concord().itIs('2013-01-22');
    await works(db(), on.receiver, (tx, within) => receiveReferral(tx, within, on.desk, reference));
    expect((await row(reference)).due_on).toBe('2013-01-24');
    await works(db(), on.receiver, (tx, within) => acceptReferral(tx, within, on.desk, reference));
    expect((await row(reference)).due_on).toBe('2013-02-05');
    await works(db(), on.receiver, (tx, within) => beginReferral(tx, within, on.desk, reference));
    expect((await row(reference)).begun_on).toBe('2013-01-22');
  });

  test('nothing is silently lost: reminded once, escalated once, and at last no response, which the referrer hears', async () => {
    await concord().itIs('2013-01-17');
    const reference = await sendOne();
    for (const day of ['2013-01-18', '2013-01-23', '2013-01-23', '2013-01-25', '2013-01-28']) {
      await concord().itIs(day);
      await runClocks();
    }
    expect(await mailsOf(reference)).toEqual([
      'A referral to your service waits',
      'Reminder: a referral to your service waits',
      `News of your referral ${reference}`,
    ]);
    expect((await row(reference)).state).toBe('sent');
    await concord().itIs('2013-02-01');
    await runClocks();
    expect((await row(reference)).state).toBe('no-response');
    const duties = await works(db(), on.worker, (tx) =>
      tx
        .selectFrom('casework.referral_duties')
        .where('path', '=', `/casework/referrals/${reference}`)
        .select(['kind', 'title', 'owner_agency_id', 'due_on'])
        .execute(),
    );
    expect(duties).toEqual([
      {
        kind: 'referral-follow',
        title: `Referral ${reference} was not answered: say what next`,
        owner_agency_id: on.worker.agencyId,
        due_on: '2013-02-08',
      },
    ]);
    const warnings = await works(db(), on.worker, (tx) =>
      tx
        .selectFrom('casework.referral_warnings')
        .where('kind', '=', 'referral-unanswered')
        .select('sentence')
        .execute(),
    );
    expect(warnings).toEqual([{ sentence: `Referral ${reference} was not answered (fire-check)` }]);
    // A late answer still counts, and the referrer may go elsewhere.
    await works(db(), on.receiver, (tx, within) => receiveReferral(tx, within, on.desk, reference));
    expect((await row(reference)).state).toBe('received');
    await works(db(), on.worker, (tx, within) => withdrawReferral(tx, within, on.desk, reference));
    await concord().itIs('2013-01-17');
  });

  test('what nobody answered is brought to another service by who referred', async () => {
    const reference = await sendOne();
    await concord().itIs('2013-02-01');
    await runClocks();
    const next = await works(db(), on.worker, (tx, within) =>
      redirectReferral(tx, within, on.desk, reference, { service: 'warm-homes' }),
    );
    expect(next.state).toBe('sent');
    await concord().itIs('2013-01-17');
  });
});

describe('from the public', () => {
  const form = {
    kind: 'person',
    needs: 'isolation',
    name: 'Wendy Madeup',
    where: '2 Invented Road',
    seen: 'Sees nobody',
    knows: 'no',
  };
  const open = async (publicOpen: 'yes' | 'no') => {
    const she = await concord().signInAs('casework.settings');
    const { rows } = await db().ownerPool.query('select revision from casework.referral_setting');
    const days = {
      deviceHours: '24',
      draftDays: '5',
      beginDays: '10',
      outcomeDays: '60',
      followDays: '5',
      silentDays: '5',
    };
    const set = {
      publicOpen,
      publicService: 'fire-check',
      trainingCourse: '',
      escalateTo: 'hub@example.org',
      ...days,
    };
    const answer = await she.form('/casework/referral-settings', {
      ...set,
      _revision: String(rows[0]?.revision ?? 0),
    });
    expect(answer.statusCode).toBe(303);
  };
  const send = async (fields: Readonly<Record<string, string>>) => {
    const page = await concord().visitor.get('/refer');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const cookie = String(page.headers['set-cookie']).split(';')[0] ?? '';
    return concord().inject({
      method: 'POST',
      url: '/refer',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: csrf, ...fields }).toString(),
    });
  };

  test('nobody of the public refers until the partnership opens it', async () => {
    expect((await concord().visitor.get('/refer')).statusCode).toBe(422);
  });

  test('what the public tells reaches the service, and nothing of it can be read back', async () => {
    await open('yes');
    const sent = await send(form);
    expect(sent.statusCode).toBe(303);
    const reference = /R-[0-9A-Z]{7}/.exec(String(sent.headers.location))?.[0] ?? '';
    const page = await concord().visitor.get(String(sent.headers.location));
    expect(page.body).toContain(reference);
    expect(page.body).not.toContain('Wendy');
    const there = await works(db(), on.receiver, (tx, within) => referralRow(tx, within, reference));
    expect(there).toMatchObject({ state: 'sent', agency_id: on.receiver.agencyId, maker_id: null });
    expect((await send({ ...form, seen: '' })).statusCode).toBe(422);
  });

  test('what is too long is said at its field, and nothing that was written is lost', async () => {
    const long = {
      name: 'Wendy '.repeat(60),
      where: 'Invented Road '.repeat(40),
      seen: 'Sees nobody. '.repeat(500),
      contact: 'After six. '.repeat(200),
    };
    for (const [field, text] of Object.entries({ ...long, where: Array(9).fill('a').join('\n') })) {
      const answer = await send({ ...form, [field]: text });
      expect([field, answer.statusCode]).toEqual([field, 422]);
      expect(answer.body).toContain(text.trim());
    }
    expect((await send({ ...form, where: long.where })).statusCode).toBe(422);
    expect((await send({ ...form, kind: 'street', where: long.where })).statusCode).toBe(422);
  });

  test('one network sends no more than a few an hour', async () => {
    const answers = [];
    for (let at = 0; at < 6; at += 1)
      answers.push((await send({ ...form, where: `${at} Invented Road` })).statusCode);
    expect(answers.filter((status) => status === 303)).toHaveLength(4);
    expect(answers.at(-1)).toBe(429);
  });

  test('a late referral is escalated to whom the settings name', async () => {
    const reference = await sendOne();
    await concord().itIs('2013-01-28');
    await runClocks();
    expect(await mailsOf(reference)).toContain(`Referral ${reference} is late`);
    await concord().itIs('2013-01-17');
  });
});
