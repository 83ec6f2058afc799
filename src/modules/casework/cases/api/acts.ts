/** What programs do with cases: the commands of the pages, with their refusals. */
import { z } from 'zod';
import { asId } from '../../../../kernel/ids.ts';
import { plainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal } from '../../../../kernel/refusal.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { apiPost } from '../../../../platform/http/api.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { inCasework } from '../../purpose/working.ts';
import { GROUND_NAMES } from '../../sharing/categories.ts';
import { assessCase } from '../assessments/assess.ts';
import { closeCase, openCase, reopenCase, reviewCase } from '../case.ts';
import { joinCase } from '../members.ts';
import { addNeed, judgeNeed } from '../needs.ts';
import { addNote, correctNote } from '../notes.ts';
import { addCasePerson } from '../people.ts';
import { addCaseTask, endTask } from '../tasks.ts';
import { ACHIEVED, CASE_ROLES, HEARD_FROM, NOTE_KINDS, names } from '../words.ts';
import { act, WRITE } from './act.ts';
import { kind, Made, outcome } from './schemas.ts';

const givenDay = z.iso.date().transform((text) => plainDate(text));
const words = z.string().trim().min(1).max(20_000);
export const caseActsApi: readonly Route[] = [
  inCasework(
    apiPost(
      '/api/v1/casework/cases',
      {
        name: 'openCase',
        summary: 'Open a case that your agency leads',
        ...WRITE,
        status: 201,
        body: z.strictObject({
          kind,
          title: z.string().trim().min(1).max(200),
          because: words,
          restricted: z.boolean().default(false),
          assessment: z.string().trim().max(200).default(''),
          regime: z.enum(['uk-gdpr', 'part-3']),
        }),
        response: Made,
        problems: ['choose-a-purpose'],
      },
      async ({ tx, actor, services, body, today }) => {
        const made = await openCase(tx, actor, services.subjects, { ...body, openedOn: today });
        return isRefusal(made) ? made : { value: made, location: `/api/v1/casework/cases/${made.id}` };
      },
    ),
  ),
  act(
    'notes',
    { name: 'addCaseNote', summary: 'Write a note', problems: ['note-lies-ahead', 'reader-takes-no-part'] },
    z.strictObject({
      on: givenDay,
      kind: z.enum(names(NOTE_KINDS)),
      heardFrom: z.enum(names(HEARD_FROM)),
      words,
      readers: z
        .array(z.uuid())
        .optional()
        .describe('Agencies of the case that may read it; all unless given'),
    }),
    (c, caseId) => addNote(c.tx, c.actor, c.services.subjects, c.today, { ...c.body, caseId }),
  ),
  act(
    'notes/:part/corrections',
    {
      name: 'correctCaseNote',
      summary: 'Correct a note of your agency',
      problems: ['note-of-another-agency'],
    },
    z.strictObject({ words }),
    (c, caseId) =>
      correctNote(c.tx, c.actor, c.services.subjects, {
        ...{ caseId, noteId: asId<'case-note'>(c.params.part ?? '') ?? caseId },
        ...{ words: c.body.words, on: c.today },
      }),
  ),
  act(
    'people',
    {
      name: 'addCasePerson',
      summary:
        'Add somebody by a record that you see; the other agencies of the case are told who, in the ledger',
      problems: ['case-person-role-unique', 'disclosure-covered-by-no-agreement'],
    },
    z.strictObject({
      recordId: z.uuid(),
      role: z.enum(names(CASE_ROLES)),
      ground: z.enum(GROUND_NAMES).default('agreement'),
      basis: z.string().trim().max(500).default(''),
    }),
    (c, caseId) => addCasePerson(c.tx, c.actor, c.services.subjects, { ...c.body, caseId, on: c.today }),
  ),
  act(
    'needs',
    { name: 'addCaseNeed', summary: 'Record a need with its desired outcome' },
    z.strictObject({ says: words, wanted: words, wantedBy: givenDay }),
    (c, caseId) => addNeed(c.tx, c.actor, c.services.subjects, { ...c.body, caseId }),
  ),
  act(
    'needs/:part/judgement',
    { name: 'judgeCaseNeed', summary: 'Say whether a desired outcome was achieved', revised: true },
    z.strictObject({ achieved: z.enum(names(ACHIEVED)) }),
    (c, caseId, revision) =>
      judgeNeed(c.tx, c.actor, {
        ...{ caseId, id: asId<'case-need'>(c.params.part ?? '') ?? caseId },
        ...{ revision, achieved: c.body.achieved, on: c.today },
      }),
  ),
  act(
    'tasks',
    { name: 'addCaseTask', summary: 'Add a task to the plan', problems: ['task-owner-sees-it'] },
    z.strictObject({
      says: words,
      ownerAgencyId: z.uuid(),
      ownerPostId: z.uuid().nullable().default(null),
      dueOn: givenDay,
    }),
    (c, caseId) => addCaseTask(c.tx, c.actor, c.services.subjects, caseId, c.body),
  ),
  act(
    'agencies',
    {
      name: 'joinCase',
      summary: 'Bring an agency into the case; each person is disclosed to it, in the ledger',
      revised: true,
      problems: ['takes-part-already', 'disclosure-covered-by-no-agreement', 'disclosure-names-its-basis'],
    },
    z.strictObject({
      agencyId: z.uuid(),
      postId: z.uuid().nullable().default(null),
      controller: z.boolean().default(true),
      history: z.boolean().default(false).describe('It may read what was written before'),
      assessment: z.string().trim().max(200).default(''),
      ground: z.enum(GROUND_NAMES).default('agreement'),
      basis: z.string().trim().max(500).default(''),
      words,
    }),
    (c, caseId, revision) =>
      joinCase(c.tx, c.actor, c.services.subjects, { ...c.body, caseId, revision, on: c.today }),
  ),
  act(
    'assessments',
    {
      name: 'assessCase',
      summary: 'Assess the risk on a published template',
      problems: ['template-not-in-use', 'question-unanswered', 'no-such-answer'],
    },
    z.strictObject({
      templateId: z.uuid(),
      answers: z.record(z.uuid(), z.union([z.int(), z.string().max(5000)])),
    }),
    (c, caseId) => assessCase(c.tx, c.actor, c.services.subjects, { ...c.body, caseId, on: c.today }),
  ),
  act(
    'reviews',
    {
      name: 'reviewCase',
      summary: 'Say how the case stands and when it is looked at again',
      revised: true,
      problems: ['review-comes-later', 'review-is-too-far'],
    },
    z.strictObject({ words, nextOn: givenDay }),
    (c, caseId, revision) =>
      reviewCase(c.tx, c.actor, c.services.subjects, { ...c.body, caseId, revision, on: c.today }),
  ),
  act(
    'closure',
    {
      name: 'closeCase',
      summary: 'Close the case with its outcome',
      revised: true,
      problems: ['outcomes-are-not-judged', 'tasks-are-open'],
    },
    z.strictObject({ outcome, words }),
    (c, caseId, revision) =>
      closeCase(c.tx, c.actor, c.services.subjects, { ...c.body, caseId, revision, on: c.today }),
  ),
  act(
    'reopening',
    {
      name: 'reopenCase',
      summary: 'Open a closed case again, with the reason',
      revised: true,
      problems: ['case-is-open'],
    },
    z.strictObject({ words }),
    (c, caseId, revision) =>
      reopenCase(c.tx, c.actor, c.services.subjects, { ...c.body, caseId, revision, on: c.today }),
  ),
  inCasework(
    apiPost(
      '/api/v1/casework/tasks/:id/end',
      {
        name: 'endTask',
        summary: 'End a task of your agency: done, or not done with the reason',
        ...WRITE,
        revised: true,
        body: z.strictObject({ done: z.boolean(), answer: z.string().trim().max(20_000).default('') }),
        response: Made,
        problems: ['choose-a-purpose', 'task-has-ended', 'task-ends-with-an-answer'],
      },
      async ({ tx, actor, services, body, today, revision, params }) => {
        const id = asId<'case-task'>(params.id ?? '');
        if (!id) return notFound('task');
        const done = await endTask(tx, actor, services.subjects, { ...body, id, revision, on: today });
        return isRefusal(done) ? done : { value: { id: done.id } };
      },
    ),
  ),
];
