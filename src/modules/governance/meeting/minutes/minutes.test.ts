import { describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../../test/support/app.ts';
import { plainDate } from '../../../../kernel/plain-date.ts';
import { orThrow } from '../../../../kernel/refusal.ts';
import { readZip } from '../../../../ui/document/index.ts';
import { recordDecision } from '../../decisions/record.ts';
import { type Board, foundBoard } from '../testing.ts';
import { agreeMinutes, correctMinutes, draftMinutes, hashOfMinutes, publishMinutes } from './minutes.ts';
import { findPublicMinutes, listMinutes } from './queries.ts';

const concord = testApp();
const ON = plainDate('2013-01-17');

/** A meeting with a decision, a note in an exempt item, an action, and everybody's way in and out. */
async function held(): Promise<{ board: Board; me: SignedInCaller }> {
  const { db } = concord();
  const board = await foundBoard(db);
  const me = await concord().signInAs('meeting.record', 'papers.exempt', 'governance.edit');
  const screen = `/bodies/${board.slug}/sittings/${board.sittingId}/meeting`;
  const [first, key] = board.items;
  const post = async (to: string, fields: Record<string, string>) => {
    const answer = await me.form(`${screen}/${to}`, fields);
    if (answer.statusCode !== 303) throw new Error(`${to}: ${answer.statusCode} ${answer.body}`);
  };
  const { council, police, health } = board.members;
  await post('attendance', { item: first, kind: 'arrived', membershipId: council });
  await post('attendance', {
    item: first,
    kind: 'arrived',
    membershipId: police,
    substitute: 'Chief Inspector',
  });
  await post('attendance', { item: key, kind: 'arrived-remotely', membershipId: health, from: key });
  await post('attendance', { item: first, kind: 'arrived', guest: 'Clerk of works' });
  await post('notes', { item: first, words: 'The *minutes* of November were agreed.', _revision: '0' });
  await post('motions', {
    item: key,
    words: 'That the scheme be endorsed',
    moverId: council,
    seconderId: police,
  });
  const { rows } = await db.ownerPool.query<{ id: string }>(
    'select id from governance.motion where item_id = $1',
    [key],
  );
  const motion = rows[0]?.id ?? '';
  await post(`motions/${motion}/votes`, {
    item: key,
    [`vote-${council}`]: 'for',
    [`vote-${police}`]: 'against',
    [`vote-${health}`]: 'for',
  });
  await post('decisions', {
    item: key,
    title: 'Scheme',
    words: 'That the scheme be endorsed',
    outcome: 'agreed',
    method: 'vote',
    motionId: motion,
  });
  await post('actions', {
    item: key,
    says: 'Complete the project plan',
    owner: `agency:${board.agencies.Council}`,
    'dueOn-day': '28',
    'dueOn-month': '2',
    'dueOn-year': '2013',
  });
  return { board, me };
}

const draft = ({ board, me }: { board: Board; me: SignedInCaller }, version = 0) =>
  concord().db.as(me.actor, (tx) =>
    draftMinutes(tx, me.actor, { sittingId: board.sittingId, version, on: ON }),
  );

describe('minutes', () => {
  test('are drafted from what was recorded', async () => {
    const meeting = await held();
    expect(await draft(meeting)).toMatchObject({ version: 1 });
    const [minutes] = await concord().db.does(meeting.me.actor, (tx) =>
      listMinutes(tx, meeting.board.sittingId),
    );
    const words = (minutes?.contents.sections ?? [])
      .map(({ heading, markdown }) => `${heading}\n\n${markdown}`)
      .join('\n\n')
      .replaceAll(/ [0-9a-f]{8}\b/g, '')
      .replaceAll(/[A-Z]+\/?\d{4}\/\d+|\([A-Z0-9/ -]*\d+\)/g, '(reference)');
    expect(words).toMatchSnapshot();
  });

  test('tell of what was decided at no item of the agenda too, and of exempt decisions apart', async () => {
    const meeting = await held();
    const { db, services } = concord();
    const { board, me } = meeting;
    const beside = (title: string, exempt: boolean) =>
      db.does(me.actor, (tx) =>
        recordDecision(tx, me.actor, services.offers.decidable, {
          bodyId: board.bodyId,
          sittingId: board.sittingId,
          decidedOn: ON,
          title,
          words: `${title} was agreed`,
          outcome: 'agreed',
          method: 'consensus',
          exempt,
        }),
      );
    orThrow(await beside('Next venue', false));
    orThrow(await beside('A grievance', true));
    await draft(meeting);
    const [minutes] = await db.does(me.actor, (tx) => listMinutes(tx, board.sittingId));
    const parts = (minutes?.contents.sections ?? []).filter(({ key }) => key.startsWith('beside'));
    expect(parts.map(({ heading, exempt }) => [heading, exempt])).toEqual([
      ['Decided beside the agenda', false],
      ['Decided beside the agenda, exempt', true],
    ]);
    expect(parts[0]?.markdown).toContain('Next venue was agreed');
    expect(parts[0]?.markdown).not.toContain('grievance');
  });

  test('a stale window is refused, a correction needs a reason and stands beside the draft', async () => {
    const meeting = await held();
    await draft(meeting);
    const { db } = concord();
    const { board, me } = meeting;
    const correct = (version: number, reason: string) =>
      db.as(me.actor, (tx) =>
        correctMinutes(tx, me.actor, {
          sittingId: board.sittingId,
          version,
          on: ON,
          key: board.items[0],
          markdown: 'The minutes of 30 November were agreed.',
          reason,
        }),
      );
    expect(await correct(0, 'The day')).toMatchObject({ refused: 'changed-meanwhile' });
    expect(await correct(1, ' ')).toMatchObject({ refused: 'minutes-correction-says-why' });
    expect(await correct(1, 'The day')).toMatchObject({ version: 2 });
    const versions = await db.does(me.actor, (tx) => listMinutes(tx, board.sittingId));
    expect(versions.map(({ state }) => state)).toEqual(['drafted', 'corrected']);
    for (const version of versions) expect(hashOfMinutes(version).equals(version.hash)).toBe(true);
    const page = await me.get(`/bodies/${board.slug}/sittings/${board.sittingId}/minutes/comparison`);
    expect(page.body).toContain('Put in: </span>The minutes of 30 November were agreed.');
  });

  test('are agreed by who holds the chair, or recorded for them saying how; then nothing changes', async () => {
    const meeting = await held();
    await draft(meeting);
    const { db } = concord();
    const { board, me } = meeting;
    const step = { sittingId: board.sittingId, version: 1, on: ON };
    const member = await concord().signInAs('minutes.agree', 'papers.exempt');
    expect(await db.as(member.actor, (tx) => agreeMinutes(tx, member.actor, step))).toMatchObject({
      refused: 'only-the-chair-agrees',
    });
    expect(await db.as(me.actor, (tx) => agreeMinutes(tx, me.actor, step))).toMatchObject({
      refused: 'agreement-says-how',
    });
    await db.ownerPool.query(
      'update governance.membership set person_id = $3 where partnership_id = $1 and id = $2',
      [db.partnershipId, board.members.council, member.actor.personId],
    );
    await db.ownerPool.query(
      `insert into governance.office (partnership_id, id, body_id, membership_id, office, starts_on)
       values ($1, gen_random_uuid(), $2, $3, 'chair', '2012-04-01')`,
      [db.partnershipId, board.bodyId, board.members.council],
    );
    expect(await db.as(member.actor, (tx) => agreeMinutes(tx, member.actor, step))).toMatchObject({
      version: 2,
    });
    const versions = await db.does(me.actor, (tx) => listMinutes(tx, board.sittingId));
    expect(versions.at(-1)).toMatchObject({ state: 'agreed', agreedBy: 'chair' });
    expect(await draft(meeting, 2)).toMatchObject({ refused: 'minutes-are-agreed' });
    const late = await me.form(`/bodies/${board.slug}/sittings/${board.sittingId}/meeting/attendance`, {
      kind: 'left',
      membershipId: board.members.council,
    });
    expect(late.body).toContain('The minutes of this sitting are agreed');
  });

  test('are published without exempt items, saying that they are left out, with the open decisions', async () => {
    const meeting = await held();
    const { db } = concord();
    const { board, me } = meeting;
    await db.ownerPool.query(
      `update governance.agenda_item set exempt = true, exempt_reason = 'Paragraph 3' where partnership_id = $1 and id = $2`,
      [db.partnershipId, board.items[0]],
    );
    await draft(meeting);
    const step = { sittingId: board.sittingId, on: ON };
    expect(
      await db.as(me.actor, (tx) => publishMinutes(tx, me.actor, { ...step, version: 1 })),
    ).toMatchObject({ refused: 'minutes-are-not-agreed' });
    const base = `/bodies/${board.slug}/sittings/${board.sittingId}/minutes`;
    await me.form(`${base}/agreement`, { _revision: '1', how: 'By telephone on 16 January' });
    expect((await me.form(`${base}/publication`, { _revision: '2' })).statusCode).toBe(303);
    const open = await db.does(db.with('public'), (tx) => findPublicMinutes(tx, board.sittingId));
    expect(open?.contents.sections[1]).toMatchObject({
      heading: '1. Exempt item',
      markdown: 'This item was considered in private, and its minutes are left out here.',
    });
    const page = await concord().visitor.get(`/published/minutes/${board.sittingId}`);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('That the scheme be endorsed');
    expect(page.body).not.toContain('of November');
    expect((await concord().visitor.get('/published/minutes')).body).toContain(
      `/published/minutes/${board.sittingId}`,
    );
    const decisions = await db.does(db.with('public'), (tx) =>
      tx.selectFrom('governance.public_decision').select('decision_id').execute(),
    );
    expect(decisions.length).toBeGreaterThan(0);
    const reader = await concord().signInAs('read');
    expect((await reader.get(base)).body).toContain('considered in private');
  });

  test('drafted by two at the same moment, one of them is told', async () => {
    const meeting = await held();
    const both = await Promise.all([draft(meeting), draft(meeting)]);
    const [kept, told] = both.map((one) => ('refused' in one ? one.refused : one.version)).sort();
    expect(kept).toBe(1);
    expect(['minutes-version-unique', 'changed-meanwhile']).toContain(told);
  });

  test('can be had as PDF and as a Word document', async () => {
    const meeting = await held();
    await draft(meeting);
    const base = `/bodies/${meeting.board.slug}/sittings/${meeting.board.sittingId}/minutes`;
    const pdf = await meeting.me.get(`${base}.pdf`);
    expect([pdf.statusCode, pdf.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    const docx = await meeting.me.get(`${base}.docx`);
    const words = readZip(docx.rawPayload).get('word/document.xml')?.toString() ?? '';
    expect(words).toContain('That the scheme be endorsed');
  });
});
