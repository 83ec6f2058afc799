import { beforeEach, describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import type { Id } from '../../../kernel/ids.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { addMember } from '../index.ts';
import { type Board, newBoard, newSitting } from './testing.ts';

const concord = testApp();
const editor = () => concord().db.with('read', 'governance.edit');
let body: Board;
let path = '';
let sitting: Id<'sitting'>;
let nth = 0;

beforeEach(async () => {
  nth += 1;
  await concord().db.ownerPool.query('delete from platform.mail');
  body = await newBoard(concord().db, `Board ${nth}`);
  const place = { startsAt: '14:00', venue: 'Civic Centre' };
  sitting = await newSitting(concord().db, body, '2013-02-01', place);
  path = `/bodies/${body.slug}/sittings/${sitting}`;
});

const seat = (seatTitle: string, more: { email?: string; personId?: Id<'person'> } = {}) => {
  const actor = editor();
  return concord().db.does(actor, (tx) =>
    addMember(tx, actor, body.id, {
      seatTitle,
      standing: 'ordinary',
      startsOn: plainDate('2012-04-01'),
      ...more,
    }),
  );
};

const mails = async () =>
  (
    await concord().db.ownerPool.query<{ recipient: string; subject: string; body: string }>(
      'select recipient, subject, body from platform.mail order by id',
    )
  ).rows;
const linkIn = (text: string | undefined) => /\/reply\/[\w-]+/.exec(text ?? '')?.[0] ?? '';

/** Opens a mail's link and sends its form, as a browser does that never signed in. */
async function answerBy(link: string, answer: Readonly<Record<string, string>>) {
  const page = await concord().visitor.get(link);
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.body)?.[1] ?? '';
  const cookie = String(page.headers['set-cookie'] ?? '').split(';')[0] ?? '';
  return concord().app.inject({
    method: 'POST',
    url: link,
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ _csrf: hidden('_csrf'), _form: hidden('_form'), ...answer }).toString(),
  });
}

async function invited(): Promise<string> {
  const manager = await concord().signInAs('governance.edit');
  await seat('Housing', { email: 'housing@example.org' });
  await manager.form(`${path}/invitations`, {});
  return linkIn((await mails())[0]?.body);
}

describe('invitations', () => {
  test('are answered from the mail without signing in, once', async () => {
    const link = await invited();
    const form = await concord().visitor.get(link);
    expect(form.body).toContain('Will you come on 1 February 2013, 14:00?');
    const sent = await answerBy(link, { answer: 'sends-substitute', substitute: 'The deputy' });
    expect(sent.headers.location).toBe(`${link}/thanks`);
    expect((await concord().visitor.get(`${link}/thanks`)).body).toContain('Sends a substitute: The deputy');
    const again = await concord().visitor.get(link);
    expect(again.body).toContain('This link was answered already');
    const reader = await concord().signInAs();
    expect((await reader.get(path)).body).toContain('1 send a substitute');
  });

  test('say what is missing, and keep the link open for another try', async () => {
    const link = await invited();
    const without = await answerBy(link, { answer: 'sends-substitute', substitute: '' });
    expect(without.body).toContain('Say who comes in your place.');
    expect((await answerBy(link, { answer: 'apologies' })).statusCode).toBe(303);
  });

  test('keep only a hash of their link, which expires when the day is over', async () => {
    const link = await invited();
    const { rows } = await concord().db.ownerPool.query<{ row: string; ends: Date; sent: Date }>(
      'select row_to_json(i)::text as row, expires_at as ends, sent_at as sent from governance.invitation i',
    );
    expect(rows.map(({ row }) => row).join('')).not.toContain(link.slice('/reply/'.length));
    const last = rows.at(-1);
    const days = ((last?.ends.getTime() ?? 0) - (last?.sent.getTime() ?? 0)) / 86_400_000;
    expect(days).toBe(16);
    await concord().db.ownerPool.query(
      `update governance.invitation set expires_at = now() - interval '1 second'`,
    );
    expect((await concord().visitor.get(link)).body).toContain('This link is too old or not complete');
  });

  test('name the members of whom no address is known, and are sent once', async () => {
    const manager = await concord().signInAs('governance.edit');
    await seat('Police', { email: 'police@example.org' });
    await seat('Tenants');
    const first = await manager.form(`${path}/invitations`, {});
    expect(first.body).toContain('1 member invited');
    expect(first.body).toContain('Tenants');
    await manager.form(`${path}/invitations`, {});
    expect(await mails()).toHaveLength(1);
  });

  test('are followed by a mail when the sitting is moved, and by another when it is cancelled', async () => {
    await invited();
    const manager = await concord().signInAs('governance.edit');
    await manager.form(path, {
      _revision: '1',
      'day-day': '8',
      'day-month': '2',
      'day-year': '2013',
      startsAt: '10:00',
      venue: 'Civic Centre',
      kind: 'ordinary',
    });
    await manager.form(`${path}/outcome`, { outcome: 'cancelled', reason: 'Snow' });
    expect((await mails()).map(({ subject }) => subject).slice(1)).toEqual([
      `Board ${nth}: changed, now 8 February 2013, 10:00`,
      `Board ${nth}, 8 February 2013: cancelled`,
    ]);
  });
});

describe('members who are signed in', () => {
  test('answer for their own seat, and change their answer', async () => {
    const member = await concord().signInAs('sitting.reply');
    await seat('Health', { personId: member.actor.personId });
    expect((await member.get(path)).body).toContain('Answer');
    await member.form(`${path}/reply`, { answer: 'attends' });
    await member.form(`${path}/reply`, { answer: 'apologies', reason: 'On leave' });
    expect((await member.get(path)).body).toContain('Sends apologies (On leave)');
  });

  test('may answer where they hold the permission for their agency only', async () => {
    const member = await concord().signInAs('sitting.reply@own');
    const actor = editor();
    await concord().db.does(actor, (tx) =>
      addMember(tx, actor, body.id, {
        personId: member.actor.personId,
        agencyId: member.actor.agencyId,
        standing: 'core',
        startsOn: plainDate('2012-04-01'),
      }),
    );
    expect((await member.form(`${path}/reply`, { answer: 'attends' })).statusCode).toBe(303);
  });

  test('do not answer for somebody else; the secretary does', async () => {
    const other = await seat('Tenants');
    const member = await concord().signInAs('sitting.reply');
    const tried = await member.form(`${path}/reply?member=${other}`, { answer: 'attends' });
    expect(tried.statusCode).toBe(403);
    const secretary = await concord().signInAs('governance.edit');
    await secretary.form(`${path}/reply?member=${other}`, { answer: 'attends' });
    expect((await secretary.get(path)).body).toContain('1 attend.');
  });
});
