/** Cases for programs: the same commands and refusals as the pages. */
import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { type PlainDate, plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { agencyOf } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { type ApiContext, apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiList, apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { inCasework } from '../purpose/working.ts';
import { GROUND_NAMES } from '../sharing/categories.ts';
import { assessCase } from './assessments/assess.ts';
import { closeCase, openCase, reopenCase, reviewCase } from './case.ts';
import { chronologyOf } from './chronology.ts';
import { joinCase } from './members.ts';
import { addNeed, judgeNeed } from './needs.ts';
import { addNote, correctNote } from './notes.ts';
import { addCasePerson } from './people.ts';
import { type CaseView, findCase, listCases, listTasks } from './queries.ts';
import { addCaseTask, endTask } from './tasks.ts';
import { ACHIEVED, CASE_KINDS, CASE_OUTCOMES, CASE_ROLES, HEARD_FROM, NOTE_KINDS, names } from './words.ts';

const day = z.iso.date();
const givenDay = day.transform((text) => plainDate(text));
const words = z.string().trim().min(1).max(20_000);
const READ = { permission: 'casework.read', anywhere: true } as const;
const WRITE = { permission: 'casework.write', anywhere: true } as const;
const kind = z.enum(names(CASE_KINDS));
const outcome = z.enum(names(CASE_OUTCOMES));

const CaseLine = z
  .object({
    id: z.uuid(),
    code: z.string(),
    kind,
    title: z.string(),
    lead: z.string(),
    openedOn: day,
    nextReviewOn: day,
    closedOn: day.nullable(),
    outcome: outcome.nullable(),
    band: z.string().nullable().describe('The band of the last risk assessment'),
  })
  .meta({ id: 'CaseLine', description: 'A case in a list.' });

const CaseTask = z
  .object({
    id: z.uuid(),
    caseId: z.uuid().nullable(),
    says: z.string(),
    owner: z.string(),
    dueOn: day,
    state: z.enum(['open', 'done', 'not-done']),
    endedOn: day.nullable(),
    answer: z.string().nullable(),
    revision: z.int(),
  })
  .meta({ id: 'CaseTask', description: 'What an agency does by when.' });

const Case = z
  .object({
    id: z.uuid(),
    code: z.string(),
    kind,
    title: z.string(),
    regime: z.enum(['uk-gdpr', 'part-3']),
    restricted: z.boolean(),
    assessment: z.string(),
    openedOn: day,
    nextReviewOn: day,
    closedOn: day.nullable(),
    outcome: outcome.nullable(),
    revision: z.int(),
    agencies: z.array(
      z.object({ agency: z.string(), controller: z.boolean(), fromOn: day, untilOn: day.nullable() }),
    ),
    people: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        role: z.enum(names(CASE_ROLES)),
        fromOn: day,
        untilOn: day.nullable(),
      }),
    ),
    needs: z.array(
      z.object({
        id: z.uuid(),
        says: z.string(),
        wanted: z.string(),
        wantedBy: day,
        achieved: z.enum(names(ACHIEVED)).nullable(),
        revision: z.int(),
      }),
    ),
    tasks: z.array(CaseTask),
  })
  .meta({ id: 'Case', description: 'A case, for an agency that takes part in it.' });

const Line = z
  .object({
    id: z.uuid(),
    on: day,
    kind: z.string(),
    agency: z.string(),
    words: z.string().nullable(),
    heardFrom: z.enum(names(HEARD_FROM)).nullable(),
  })
  .meta({ id: 'CaseChronologyLine', description: 'What happened, who knows it and from whom.' });

const caseOf = ({ row, ...view }: CaseView): z.input<typeof Case> => ({
  id: row.id,
  code: view.code,
  kind: row.kind,
  title: view.title,
  regime: row.regime,
  restricted: row.restricted,
  assessment: row.assessment,
  openedOn: row.opened_on,
  nextReviewOn: row.next_review_on,
  closedOn: row.closed_on,
  outcome: row.outcome,
  revision: row.revision,
  agencies: [...view.members],
  people: [...view.people],
  needs: [...view.needs],
  tasks: [...view.tasks],
});

const Made = z.object({ id: z.uuid() }).meta({ id: 'MadeInCase', description: 'What was made or changed.' });
const COMMON = ['choose-a-purpose', 'case-is-closed'];
const readsCase: NonNullable<Route['reads']> = ({ params }) => ({
  action: 'case.read',
  subject: { kind: 'case', id: params.id ?? '' },
});

/** An act on a case: its body, and the command that the page calls too. */
function act<Body extends z.ZodObject>(
  path: string,
  about: { name: string; summary: string; problems?: readonly string[]; revised?: true },
  body: Body,
  run: (
    c: ApiContext<unknown, z.output<Body>>,
    caseId: string,
    revision: number,
  ) => Promise<{ readonly id: string } | Refusal>,
): Route {
  const { problems = [], ...named } = about;
  return inCasework(
    apiPost(
      `/api/v1/casework/cases/:id/${path}`,
      { ...named, ...WRITE, body, response: Made, status: 201, problems: [...COMMON, ...problems] },
      async (c) => {
        const caseId = asId<'case'>(c.params.id ?? '');
        if (!caseId) return notFound('case');
        const done = await run(c as never, caseId, c.revision);
        return isRefusal(done) ? done : { value: { id: done.id } };
      },
    ),
  );
}

export const caseApi: readonly Route[] = [
  inCasework(
    apiPages(
      '/api/v1/casework/cases',
      {
        name: 'listCases',
        summary: 'Cases that your agency takes part in, by the day of their next review',
        ...READ,
        item: CaseLine,
        key: z.tuple([day, z.uuid()]),
        order: ({ nextReviewOn, id }) => [nextReviewOn, id],
        query: z.object({ state: z.enum(['open', 'closed']).optional(), kind: kind.optional() }),
        reads: () => ({ action: 'case.list' }),
        problems: ['choose-a-purpose'],
      },
      ({ tx, actor, services, query }, { after, limit }) =>
        listCases(tx, actor, services.subjects, {
          limit,
          ...(query.state ? { state: query.state } : {}),
          ...(query.kind ? { kind: query.kind } : {}),
          ...(after ? { after: { on: after[0] as PlainDate, id: after[1] } } : {}),
        }),
    ),
  ),
  inCasework(
    apiGet(
      '/api/v1/casework/cases/:id',
      {
        name: 'getCase',
        summary: 'One case',
        ...READ,
        response: Case,
        reads: readsCase,
        problems: ['choose-a-purpose'],
      },
      async ({ tx, actor, services, params }) => {
        const id = asId<'case'>(params.id ?? '');
        const view = id && (await findCase(tx, actor, services.subjects, id));
        return view ? { value: caseOf(view), revision: view.row.revision } : notFound('case');
      },
    ),
  ),
  inCasework(
    apiList(
      '/api/v1/casework/cases/:id/chronology',
      {
        name: 'listCaseChronology',
        summary: 'What happened in a case, as far as you may read it',
        ...READ,
        item: Line,
        order: ({ on, id }) => [on, id],
        reads: readsCase,
        problems: ['choose-a-purpose'],
      },
      async ({ tx, actor, services, params }) => {
        const id = asId<'case'>(params.id ?? '');
        if (!id) return notFound('case');
        const lines = await chronologyOf(tx, actor, services.subjects, id);
        return lines.toSorted((a, b) => (a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1));
      },
    ),
  ),
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
      problems: ['review-comes-later'],
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
    apiList(
      '/api/v1/casework/tasks',
      {
        name: 'listOpenTasks',
        summary: 'Open tasks of your agency, from cases and the hub',
        ...READ,
        item: CaseTask,
        order: ({ dueOn, id }) => [dueOn, id],
        reads: () => ({ action: 'case-task.list' }),
        problems: ['choose-a-purpose'],
      },
      ({ tx, actor, services }) => listTasks(tx, actor, services.subjects, { openOf: agencyOf(actor) ?? '' }),
    ),
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
