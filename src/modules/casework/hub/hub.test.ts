import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { addDays, plainDate } from '../../../kernel/plain-date.ts';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { closeCase } from '../cases/case.ts';
import { joinCase } from '../cases/members.ts';
import { addNote } from '../cases/notes.ts';
import { findCase } from '../cases/queries.ts';
import { addCaseTask } from '../cases/tasks.ts';
import { aCase } from '../testing/a-case.ts';
import { aCaseworker, agree, asks, CASEWORKER, testSubjects, works } from '../testing/working.ts';
import { briefingOf } from './briefing.ts';
import { decideItem, planMeeting, recordAttendance, refreshAgenda, setMeetingState } from './meeting.ts';
import { findMeeting, hiddenItems, listItems } from './queries.ts';
import { explain, REASONS, urgencyOf, type Why } from './urgency.ts';

const db = testDatabase();
const subjects = testSubjects();
const on = plainDate('2013-01-17');
const HUB = [...CASEWORKER, 'hub.run@own'];
let council: Member;
let police: Member;
let nhs: Member;

beforeAll(async () => {
  [council, police, nhs] = [
    await aCaseworker(db(), HUB),
    await aCaseworker(db(), HUB),
    await aCaseworker(db(), HUB),
  ];
  await agree(db(), council, police, ['identity', 'cases']);
});

const newCase = (title: string, openedOn = on) =>
  aCase(db(), council, subjects(), { kind: 'family', title, assessment: 'DPIA', openedOn });
const withPolice = (caseId: string) =>
  works(db(), council, (tx, actor) =>
    joinCase(tx, actor, subjects(), {
      ...{ caseId, revision: 1, agencyId: police.agencyId, postId: null, controller: true, history: false },
      ...{ assessment: '', on, words: '' },
    }),
  );

const itemsOf = (who: Member, id: string) =>
  works(db(), who, (tx, actor) => listItems(tx, actor, subjects(), id));
const planned = (day: string) =>
  works(db(), council, (tx, actor) =>
    planMeeting(tx, actor, { onDay: plainDate(day), agencyIds: [police.agencyId, nhs.agencyId] }),
  );

describe('the agenda of the hub', () => {
  test('has what is new, changed or overdue since the last meeting, the most urgent first, and says why', async () => {
    const quiet = await newCase('Quiet, made up', addDays(on, -20));
    const late = await newCase('Late, made up', addDays(on, -60));
    const fresh = await newCase('Fresh, made up');
    await works(db(), council, (tx, actor) =>
      addNote(tx, actor, subjects(), on, {
        caseId: late,
        on,
        kind: 'note',
        heardFrom: 'document',
        words: 'News',
      }),
    );
    await withPolice(fresh);
    const { id } = await planned('2013-01-18');
    const items = await itemsOf(council, id);
    expect(items.map(({ subjectId }) => subjectId)).toEqual([late, fresh]);
    expect(items[0]).toMatchObject({ why: ['overdue', 'changed'], urgency: 30 });
    expect(explain(items[0]?.why ?? [])).toBe('Something is overdue and it changed since the last meeting.');
    expect(items.some(({ subjectId }) => subjectId === quiet)).toBe(false);
  });

  test('shows each agency its own items; of the others only how many there are', async () => {
    const ours = await newCase('Between us, made up', plainDate('2013-01-19'));
    await withPolice(ours);
    const { id } = await planned('2013-01-21');
    const theirs = await itemsOf(police, id);
    expect(theirs.map(({ subjectId }) => subjectId)).toContain(ours);
    expect(theirs.length).toBeLessThan((await itemsOf(council, id)).length);
    expect(await itemsOf(nhs, id)).toEqual([]);
    expect(await works(db(), nhs, (tx, actor) => hiddenItems(tx, actor, id, 0))).toBeGreaterThan(0);
  });

  test('what stands on it stays when it is built again, and what was not decided comes again', async () => {
    await newCase('Once, made up', plainDate('2013-01-24'));
    const { id, added } = await planned('2013-01-28');
    expect(added).toBeGreaterThan(0);
    expect(await works(db(), council, (tx, actor) => refreshAgenda(tx, actor, id))).toEqual({ added: 0 });
    await works(db(), council, (tx, actor) => setMeetingState(tx, actor, { id, revision: 1, state: 'open' }));
    await works(db(), council, (tx, actor) =>
      setMeetingState(tx, actor, { id, revision: 2, state: 'closed' }),
    );
    const next = await planned('2013-02-04');
    const items = await itemsOf(council, next.id);
    expect(items.filter(({ why }) => why.includes('carried')).length).toBeGreaterThan(0);
  });
});

describe('a decision of the hub', () => {
  test('becomes a task of the agency that does it, in the case, and is taken only while the hub sits', async () => {
    const caseId = await newCase('Decide, made up', plainDate('2013-02-10'));
    await withPolice(caseId);
    const { id } = await planned('2013-02-11');
    const item = (await itemsOf(council, id)).find(({ subjectId }) => subjectId === caseId);
    const decide = (revision: number, words = 'Visit weekly') =>
      asks(db(), council, (tx, actor) =>
        decideItem(tx, actor, subjects(), {
          itemId: item?.id ?? '',
          revision,
          words,
          task: { says: 'Visit', ownerAgencyId: police.agencyId, ownerPostId: null, dueOn: on },
        }),
      );
    expect(await decide(1)).toMatchObject({ refused: 'hub-is-not-open' });
    await works(db(), council, (tx, actor) => setMeetingState(tx, actor, { id, revision: 1, state: 'open' }));
    expect(await decide(1, '')).toMatchObject({ field: 'decision' });
    await works(db(), council, (tx, actor) =>
      recordAttendance(tx, actor, { id, present: [council.agencyId] }),
    );
    expect(await decide(1)).toMatchObject({ meetingId: id });
    expect(await decide(2)).toMatchObject({ refused: 'item-is-decided' });
    const seen = await works(db(), police, (tx, actor) => findCase(tx, actor, subjects(), caseId));
    expect(seen?.tasks).toMatchObject([{ says: 'Visit', state: 'open', ownerAgencyId: police.agencyId }]);
  });

  test('no task comes into a closed case: the item stays open, and without a task the decision is taken', async () => {
    const caseId = await newCase('Closing, made up', plainDate('2013-02-13'));
    const { id } = await planned('2013-02-14');
    await works(db(), council, (tx, actor) => setMeetingState(tx, actor, { id, revision: 1, state: 'open' }));
    await works(db(), council, (tx, actor) =>
      closeCase(tx, actor, subjects(), {
        ...{ caseId, revision: 1, on: plainDate('2013-02-14'), outcome: 'resolved', words: 'Over' },
      }),
    );
    const item = (await itemsOf(council, id)).find(({ subjectId }) => subjectId === caseId);
    const task = { says: 'Visit', ownerAgencyId: council.agencyId, ownerPostId: null, dueOn: on };
    const decide = (more: { task?: typeof task }) =>
      asks(db(), council, (tx, actor) =>
        decideItem(tx, actor, subjects(), { itemId: item?.id ?? '', revision: 1, words: 'Visit', ...more }),
      );
    expect(await decide({ task })).toMatchObject({ refused: 'case-is-closed' });
    const added = await asks(db(), council, (tx, actor) => addCaseTask(tx, actor, subjects(), caseId, task));
    expect(added).toMatchObject({ refused: 'case-is-closed' });
    const seen = await works(db(), council, (tx, actor) => findCase(tx, actor, subjects(), caseId));
    expect(seen?.tasks).toEqual([]);
    expect(await decide({})).toMatchObject({ meetingId: id });
  });

  test('the briefing sheet holds what its reader takes part in, and no more', async () => {
    const secret = await newCase('Not for all, made up', plainDate('2013-02-16'));
    const { id } = await planned('2013-02-18');
    const sheet = (who: Member) =>
      works(db(), who, async (tx, actor) => {
        const meeting = await findMeeting(tx, actor, id);
        return meeting ? JSON.stringify(await briefingOf(tx, actor, subjects(), meeting, on, 'Chase')) : '';
      });
    expect(await sheet(council)).toContain('Not for all, made up');
    expect(await sheet(police)).not.toContain('Not for all');
    expect(secret).toBeTruthy();
  });
});

test('more reasons are never less urgent, whatever their order', () => {
  const reasons = fc.uniqueArray(fc.constantFrom(...(Object.keys(REASONS) as Why[])));
  fc.assert(
    fc.property(reasons, reasons, (some, more) => {
      expect(urgencyOf([...some, ...more])).toBeGreaterThanOrEqual(urgencyOf(some));
      expect(urgencyOf(some.toReversed())).toBe(urgencyOf(some));
    }),
  );
});
