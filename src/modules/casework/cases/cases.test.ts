import { beforeAll, describe, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { saveRecord } from '../people/index.ts';
import { aCaseworker, agree, asks, CASEWORKER, testSubjects, works } from '../testing/working.ts';
import { closeCase, openCase, reopenCase, reviewCase } from './case.ts';
import { listCases } from './list.ts';
import { handLead, joinCase, leaveCase } from './members.ts';
import { addNeed, judgeNeed } from './needs.ts';
import { addNote, correctNote } from './notes.ts';
import { addCasePerson } from './people.ts';
import { findCase, listTasks } from './queries.ts';
import { addCaseTask, endTask } from './tasks.ts';

const db = testDatabase();
const subjects = testSubjects();
const on = plainDate('2013-01-17');
let council: Member;
let police: Member;
let stranger: Member;

beforeAll(async () => {
  [council, police, stranger] = [await aCaseworker(db()), await aCaseworker(db()), await aCaseworker(db())];
  await agree(db(), council, police, ['identity', 'cases']);
  await agree(db(), police, council, ['identity', 'cases']);
});

const NEW_CASE = {
  kind: 'anti-social-behaviour',
  title: 'Noise at night, made up',
  regime: 'uk-gdpr',
  restricted: false,
  assessment: 'DPIA 2012/04',
  openedOn: on,
  because: 'Five complaints in a month',
} as const;

const newCase = async (): Promise<string> =>
  (await works(db(), council, (tx, actor) => openCase(tx, actor, subjects(), NEW_CASE))).id;

const withPerson = async (caseId: string): Promise<string> =>
  works(db(), council, async (tx, actor) => {
    const record = await saveRecord(tx, actor, subjects(), {
      agencyId: council.agencyId,
      givenNames: 'Testina',
      surname: 'Syntheticwoman',
      source: 'form',
    });
    if ('refused' in record) return record;
    const added = await addCasePerson(tx, actor, subjects(), {
      caseId,
      recordId: record.recordId,
      role: 'victim',
      on,
    });
    return 'refused' in added ? added : record.recordId;
  });

const joining = (caseId: string, revision: number, history: boolean) => ({
  caseId,
  revision,
  agencyId: police.agencyId,
  postId: null,
  controller: true,
  history,
  assessment: '',
  on,
  words: 'Patrols',
});

const read = (who: Member, id: string) =>
  works(db(), who, (tx, actor) => findCase(tx, actor, subjects(), id));
const notes = (who: Member, caseId: string) =>
  works(db(), who, async (tx) => {
    const rows = await tx
      .selectFrom('casework.case_note')
      .where('case_id', '=', caseId)
      .selectAll()
      .orderBy('id')
      .execute();
    return rows.map((row) => subjects().open(caseId, row.words));
  });
const note = (who: Member, caseId: string, words: string, readers?: readonly string[]) =>
  works(db(), who, (tx, actor) =>
    addNote(tx, actor, subjects(), on, {
      caseId,
      on,
      kind: 'note',
      heardFrom: 'own-knowledge',
      words,
      readers,
    }),
  );

describe('a case of several agencies', () => {
  test('is seen by its lead alone until another agency joins', async () => {
    const id = await newCase();
    expect((await read(council, id))?.title).toBe(NEW_CASE.title);
    expect(await read(stranger, id)).toBeUndefined();
    const { rows } = await db().ownerPool.query('select title from casework.case_file where id = $1', [id]);
    expect(rows[0].title.includes('Noise')).toBe(false);
  });

  test('who joins is told of each person, in the ledger, and reads what was before only if that was decided', async () => {
    const id = await newCase();
    await withPerson(id);
    await note(council, id, 'before');
    const first = await read(council, id);
    await works(db(), council, (tx, actor) =>
      joinCase(tx, actor, subjects(), joining(id, first?.row.revision ?? 0, false)),
    );
    await note(council, id, 'after');
    expect(await notes(police, id)).toEqual(['after']);
    expect((await read(police, id))?.people).toMatchObject([
      { name: 'Testina Syntheticwoman', role: 'victim' },
    ]);
    const { rows } = await db().ownerPool.query(
      'select to_agency_id, categories, cluster_id is not null as person from casework.disclosure where item_id = $1',
      [id],
    );
    expect(rows).toEqual([
      { to_agency_id: police.agencyId, categories: ['identity', 'cases'], person: true },
    ]);
  });

  test('without an agreement nobody joins, and nothing is shared', async () => {
    const id = await newCase();
    await withPerson(id);
    const refusal = await asks(db(), council, (tx, actor) =>
      joinCase(tx, actor, subjects(), { ...joining(id, 1, true), agencyId: stranger.agencyId }),
    );
    expect(refusal).toMatchObject({ refused: 'disclosure-covered-by-no-agreement' });
    expect(await read(stranger, id)).toBeUndefined();
  });

  test('what was shared among some stays among them when another agency joins with the history', async () => {
    const id = await newCase();
    await note(council, id, 'for us', [council.agencyId]);
    await note(council, id, 'for all');
    await works(db(), council, (tx, actor) => joinCase(tx, actor, subjects(), joining(id, 1, true)));
    expect(await notes(council, id)).toEqual(['for us', 'for all']);
    // Before anybody else took part, both notes were read by the whole case: the lead.
    expect((await notes(police, id)).includes('for all')).toBe(true);
    await note(council, id, 'later, for us', [council.agencyId]);
    expect(await notes(police, id)).not.toContain('later, for us');
  });

  test('joint work rests on an assessment', async () => {
    const { id } = await works(db(), council, (tx, actor) =>
      openCase(tx, actor, subjects(), { ...NEW_CASE, assessment: '' }),
    );
    expect(
      await asks(db(), council, (tx, actor) => joinCase(tx, actor, subjects(), joining(id, 1, false))),
    ).toMatchObject({ field: 'assessment' });
  });

  test('who leaves reads no more than it wrote itself, and the lead is handed on first', async () => {
    const id = await newCase();
    await works(db(), council, (tx, actor) => joinCase(tx, actor, subjects(), joining(id, 1, false)));
    await note(police, id, 'ours');
    await note(council, id, 'theirs');
    const leave = (agencyId: string, revision: number) =>
      asks(db(), council, (tx, actor) =>
        leaveCase(tx, actor, subjects(), { caseId: id, revision, agencyId, on, words: '' }),
      );
    expect(await leave(council.agencyId, 2)).toMatchObject({ refused: 'lead-cannot-leave' });
    expect(await leave(police.agencyId, 2)).toMatchObject({ id });
    expect(await notes(police, id)).toEqual(['ours']);
    expect(await read(police, id)).toBeUndefined();
  });

  test('the lead goes to an agency that takes part', async () => {
    const id = await newCase();
    const hand = (agencyId: string, revision: number) =>
      asks(db(), council, (tx, actor) =>
        handLead(tx, actor, subjects(), { caseId: id, revision, agencyId, on, words: '' }),
      );
    expect(await hand(police.agencyId, 1)).toMatchObject({ refused: 'lead-takes-part' });
    await works(db(), council, (tx, actor) => joinCase(tx, actor, subjects(), joining(id, 1, false)));
    expect(await hand(police.agencyId, 2)).toMatchObject({ id });
    expect((await read(police, id))?.row.lead_agency_id).toBe(police.agencyId);
  });
});

describe('a note', () => {
  test('is never changed: its own agency corrects it by another, read by the same', async () => {
    const id = await newCase();
    await works(db(), council, (tx, actor) => joinCase(tx, actor, subjects(), joining(id, 1, false)));
    const first = await note(council, id, 'Tuesday', [council.agencyId]);
    const correct = (who: Member) =>
      asks(db(), who, (tx, actor) =>
        correctNote(tx, actor, subjects(), { caseId: id, noteId: first.id, words: 'Wednesday', on }),
      );
    expect(await correct(police)).toMatchObject({ refused: 'not-found' });
    await correct(council);
    expect(await notes(council, id)).toEqual(['Tuesday', 'Wednesday']);
    expect(await notes(police, id)).toEqual([]);
    const words = Buffer.from('x');
    await db().as(council, (tx) => tx.updateTable('casework.case_note').set({ words }).execute());
    expect(await notes(council, id)).toEqual(['Tuesday', 'Wednesday']);
  });
});

describe('a case ends honestly', () => {
  test('not before each desired outcome is judged and each task ended; and it can be opened again', async () => {
    const id = await newCase();
    const need = await works(db(), council, (tx, actor) =>
      addNeed(tx, actor, subjects(), { caseId: id, says: 'Sleep', wanted: 'Quiet nights', wantedBy: on }),
    );
    const task = await works(db(), council, (tx, actor) =>
      addCaseTask(tx, actor, subjects(), id, {
        says: 'Visit',
        ownerAgencyId: council.agencyId,
        ownerPostId: null,
        dueOn: on,
      }),
    );
    const close = () =>
      asks(db(), council, (tx, actor) =>
        closeCase(tx, actor, subjects(), {
          caseId: id,
          revision: 1,
          on,
          outcome: 'improved',
          words: 'Quiet',
        }),
      );
    expect(await close()).toMatchObject({ refused: 'outcomes-are-not-judged' });
    await works(db(), council, (tx, actor) =>
      judgeNeed(tx, actor, { caseId: id, id: need.id, revision: 1, achieved: 'partly', on }),
    );
    expect(await close()).toMatchObject({ refused: 'tasks-are-open' });
    const end = (done: boolean, answer: string) =>
      asks(db(), council, (tx, actor) =>
        endTask(tx, actor, subjects(), { id: task.id, revision: 1, done, answer, on }),
      );
    expect(await end(false, '')).toMatchObject({ field: 'answer' });
    await end(false, 'Moved away');
    await close();
    const closed = await works(db(), council, (tx, actor) =>
      listCases(tx, actor, subjects(), { state: 'closed', limit: 50 }),
    );
    expect(closed.filter((row) => row.id === id)).toMatchObject([{ outcome: 'improved' }]);
    expect(
      await asks(db(), council, (tx, actor) =>
        reviewCase(tx, actor, subjects(), {
          caseId: id,
          revision: 2,
          on,
          nextOn: plainDate('2013-02-01'),
          words: '',
        }),
      ),
    ).toMatchObject({ refused: 'case-is-closed' });
    await works(db(), council, (tx, actor) =>
      reopenCase(tx, actor, subjects(), { caseId: id, revision: 2, on, words: 'Again' }),
    );
    expect((await read(council, id))?.row.closed_on).toBeNull();
  });

  test('no case is put away by a review that nobody will see', async () => {
    const id = await newCase();
    const review = (nextOn: string) =>
      asks(db(), council, (tx, actor) =>
        reviewCase(tx, actor, subjects(), {
          ...{ caseId: id, revision: 1, on, nextOn: plainDate(nextOn), words: 'As it was' },
        }),
      );
    for (const far of ['2015-01-18', '9999-12-31'])
      expect(await review(far)).toMatchObject({ refused: 'review-is-too-far', field: 'nextOn' });
    expect(await review('2015-01-17')).toHaveProperty('id');
  });

  test('a task is ended by the agency that owns it', async () => {
    const id = await newCase();
    await works(db(), council, (tx, actor) => joinCase(tx, actor, subjects(), joining(id, 1, false)));
    const fields = { says: 'Patrol', ownerAgencyId: police.agencyId, ownerPostId: null, dueOn: on };
    const task = await works(db(), council, (tx, actor) => addCaseTask(tx, actor, subjects(), id, fields));
    const end = (who: Member) =>
      asks(db(), who, (tx, actor) =>
        endTask(tx, actor, subjects(), { id: task.id, revision: 1, done: true, answer: '', on }),
      );
    expect(await end(council)).toMatchObject({ refused: 'not-allowed' });
    expect(await end(police)).toMatchObject({ caseId: id });
    const outside = { ...fields, ownerAgencyId: stranger.agencyId };
    expect(
      await asks(db(), council, (tx, actor) => addCaseTask(tx, actor, subjects(), id, outside)),
    ).toMatchObject({ field: 'owner' });
    expect(
      await works(db(), police, (tx, actor) => listTasks(tx, actor, subjects(), { openOf: police.agencyId })),
    ).toEqual([]);
  });
});

test('a reader without the permission for casework sees no case, whatever the agency', async () => {
  const id = await newCase();
  const clerk: Member = { ...council, permissions: ['read', `referral.make@${council.agencyId}`] };
  expect(await read(clerk, id)).toBeUndefined();
  expect(CASEWORKER).toContain('casework.write@own');
});
