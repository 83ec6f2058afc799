import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { addMember } from '../index.ts';
import { changeSitting, recordSittingOutcome } from '../sitting.ts';
import { type Board, newBoard, newSitting } from './testing.ts';

const concord = testApp();
let body: Board;

type Event = Readonly<Record<string, string>>;

/** Reads a feed as a calendar does: unfolds lines, and takes each event's properties. */
function read(feed: string): readonly Event[] {
  const lines = feed.replaceAll(/\r\n[ \t]/g, '').split('\r\n');
  const events: Record<string, string>[] = [];
  let inside: Record<string, string> | undefined;
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') inside = {};
    else if (line === 'END:VEVENT' && inside) {
      events.push(inside);
      inside = undefined;
    } else if (inside) inside[line.slice(0, line.indexOf(':'))] = line.slice(line.indexOf(':') + 1);
  }
  return events;
}

const feedOf = async (url = `/calendar/${body.slug}.ics`) => (await concord().visitor.get(url)).body;
const eventOf = async (id: string) => read(await feedOf()).find((event) => event.UID?.includes(id));

beforeAll(async () => {
  body = await newBoard(concord().db, 'Harvest Board');
});

const plan = (day: string, more: Parameters<typeof newSitting>[3] = {}) =>
  newSitting(concord().db, body, day, { note: 'About things that are not public', ...more });

describe('the calendar of a body', () => {
  test('gives day, time by London’s clock and venue to everybody, and nothing else', async () => {
    const id = await plan('2013-07-05', {
      startsAt: '14:00',
      endsAt: '16:30',
      venue: 'Civic Centre; room 2, first floor',
      joiningLink: 'https://meet.example.org/secret',
    });
    expect(await eventOf(id)).toMatchObject({
      DTSTART: '20130705T130000Z',
      DTEND: '20130705T153000Z',
      SUMMARY: 'Harvest Board',
      LOCATION: 'Civic Centre\\; room 2\\, first floor',
      STATUS: 'CONFIRMED',
      SEQUENCE: '0',
    });
    const feed = await feedOf();
    expect(feed).not.toContain('secret');
    expect(feed).not.toContain('not public');
  });

  test('shows a sitting without a time as a whole day, and does not invent days where only the month is known', async () => {
    const known = await plan('2013-09-06');
    const unknown = await plan('2013-10-01', { precision: 'month' });
    expect(await eventOf(known)).toMatchObject({ 'DTSTART;VALUE=DATE': '20130906' });
    expect(await eventOf(unknown)).toBeUndefined();
  });

  test('keeps the identity of a sitting that is moved and then cancelled, and counts up', async () => {
    const { db } = concord();
    const actor = db.with('read', 'governance.edit');
    const id = await plan('2013-11-01', { startsAt: '10:00' });
    const before = await eventOf(id);
    const moved = { day: plainDate('2013-11-08'), precision: 'day', kind: 'ordinary', note: null } as const;
    await db.does(actor, async (tx) => {
      orThrow((await changeSitting(tx, actor, id, 1, { ...moved, startsAt: '09:30' })) ?? true);
    });
    const after = await eventOf(id);
    expect(after).toMatchObject({ SEQUENCE: '1', DTSTART: '20131108T093000Z' });
    await db.does(actor, (tx) =>
      recordSittingOutcome(tx, actor, id, {
        outcome: 'cancelled',
        recordedOn: plainDate('2013-01-17'),
        reason: 'Snow',
      }),
    );
    const cancelled = await eventOf(id);
    expect(cancelled).toMatchObject({ SEQUENCE: '2', STATUS: 'CANCELLED' });
    expect(new Set([before?.UID, after?.UID, cancelled?.UID]).size).toBe(1);
  });

  test('of a body that is not there is not found', async () => {
    expect((await concord().visitor.get('/calendar/none.ics')).statusCode).toBe(404);
  });
});

describe('one’s own calendar', () => {
  test('shows where one sits under a secret address, until one ends it', async () => {
    const { db } = concord();
    const member = await concord().signInAs('sitting.reply');
    const editor = db.with('read', 'governance.edit');
    const id = await plan('2013-12-06', { joiningLink: 'https://meet.example.org/secret' });
    await db.does(editor, (tx) =>
      addMember(tx, editor, body.id, {
        personId: member.actor.personId,
        standing: 'ordinary',
        startsOn: plainDate('2012-04-01'),
      }),
    );
    const page = await member.form('/account/calendar', {});
    const address = /\/calendar\/own\/[\w-]+\.ics/.exec(page.body)?.[0] ?? '';
    const event = read(await feedOf(address)).find((one) => one.UID?.includes(id));
    expect(event?.DESCRIPTION).toContain('meet.example.org/secret');
    const { rows } = await db.ownerPool.query<{ id: string; hash: Buffer }>(
      'select id, token_hash as hash from governance.calendar_link',
    );
    expect(rows[0]?.hash.toString('utf8')).not.toContain(address.slice(14, 40));
    await member.form(`/account/calendar/${rows[0]?.id}/ending`, {});
    expect((await concord().visitor.get(address)).statusCode).toBe(404);
  });

  test('cannot be ended by somebody else', async () => {
    const [owner, other] = [await concord().signInAs(), await concord().signInAs()];
    await owner.form('/account/calendar', {});
    const { rows } = await concord().db.ownerPool.query<{ id: string }>(
      'select id from governance.calendar_link where account_id = $1',
      [owner.actor.accountId],
    );
    expect((await other.form(`/account/calendar/${rows[0]?.id}/ending`, {})).statusCode).toBe(404);
  });
});

test('the year’s calendar lists sittings by month, of all bodies or of one', async () => {
  const reader = await concord().signInAs();
  const page = await reader.get(`/sittings?body=${body.slug}&year=2013`);
  expect(page.body).toContain('Sittings of the Harvest Board in 2013');
  expect(page.body).toContain('5 July 2013, 14:00 to 16:30');
  expect(page.body).toContain('Day not known');
  const empty = await reader.get(`/sittings?body=${body.slug}&year=1999`);
  expect(empty.body).toContain('No sitting is known for 1999');
});

test('a sitting that broke off continues as another, which is planned with it', async () => {
  const manager = await concord().signInAs('governance.edit');
  const id = await plan('2013-01-11', { startsAt: '10:00', venue: 'Civic Centre' });
  const path = `/bodies/${body.slug}/sittings/${id}`;
  const day = {
    'continuesOn-day': '25',
    'continuesOn-month': '1',
    'continuesOn-year': '2013',
  };
  const without = await manager.form(`${path}/outcome`, { outcome: 'inquorate', reason: '', ...day });
  expect(without.body).toContain('Say why the sitting was cancelled, adjourned or inquorate.');
  const done = await manager.form(`${path}/outcome`, { outcome: 'adjourned', reason: 'Late', ...day });
  expect(done.statusCode).toBe(303);
  const page = await manager.get(path);
  expect(page.body).toContain('Adjourned');
  expect(page.body).toContain('25 January 2013');
  const listed = await manager.get(`/sittings?body=${body.slug}`);
  expect(listed.body).toContain('25 January 2013, 10:00');
});
