/** Case studies for programs: drafted, rewritten, consented to, signed off and taken back by the commands of the pages. */
import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { readsOne } from '../acts.tsx';
import { actsOn, type Within } from '../api-acts.ts';
import { inCasework } from '../purpose/working.ts';
import { keysOf } from '../restorative/words.ts';
import { ROOM } from './forms.tsx';
import { findStudy, listStudies, type StudyInList, type StudyView } from './queries.ts';
import { DraftSchema } from './story.ts';
import { draftStudy, recordStudyConsent, rewriteStudy, signOffStudy, takeBack } from './study.ts';
import { ANSWERS, HOW_SAID } from './words.ts';

const BASE = '/api/v1/casework/case-studies';
const READ = { permission: 'casework.read', anywhere: true } as const;
const WRITE = { permission: 'casework.write', anywhere: true } as const;
const day = z.iso.date();

const Summary = z
  .object({
    id: z.uuid(),
    title: z.string(),
    draftedOn: day,
    toldOn: day.nullable().describe('When it was signed off'),
    withdrawnOn: day.nullable(),
  })
  .meta({ id: 'CaseStudySummary' });
const summaryOf = ({ id, title, draftedOn, toldOn, withdrawnOn }: StudyInList): z.input<typeof Summary> => ({
  ...{ id, title, draftedOn, toldOn, withdrawnOn },
});

const Study = Summary.extend({
  draft: DraftSchema,
  checked: z.string().nullable().describe('How who signed it off made sure that nobody can be recognised'),
  consents: z.array(
    z.object({ id: z.uuid(), answer: z.enum(keysOf(ANSWERS)), how: z.enum(keysOf(HOW_SAID)), on: day }),
  ),
  tells: z.array(z.string()).describe('What it tells of the person, in words'),
  findings: z.array(z.object({ weight: z.enum(['stops', 'weigh']), who: z.string(), why: z.string() })),
  storyGone: z.boolean().describe('Its case is disposed of or unseen: nothing can be checked'),
}).meta({
  id: 'CaseStudyOfCasework',
  description: 'A story drafted from a case, and who could still be recognised.',
});
const studyOf = (view: StudyView): z.input<typeof Study> => ({
  ...summaryOf(view),
  ...{ draft: view.draft, checked: view.checked, storyGone: view.storyGone },
  consents: view.consents.map((consent) => ({ ...consent })),
  tells: [...view.tells],
  findings: view.findings.map(({ weight, who, why }) => ({ weight, who, why })),
});

async function now({ tx, actor, services }: Within, id: string) {
  const view = isUuid(id) ? await findStudy(tx, actor, services.subjects, id) : undefined;
  return view
    ? { value: studyOf(view), revision: view.revision, location: `${BASE}/${id}` }
    : notFound('case study');
}

const act = actsOn({
  ...{ base: BASE, called: 'case study', ...WRITE, response: Study, status: 201 },
  problems: ['not-found', 'not-allowed'],
  now,
});

export const caseStudyApi: readonly Route[] = [
  apiList(
    BASE,
    {
      name: 'listStoriesOfCases',
      summary: 'Case studies that your agency writes, and those that were signed off',
      ...READ,
      item: Summary,
      order: ({ id }) => [id],
      reads: () => ({ action: 'casework-case-study.list' }),
    },
    async ({ tx, actor, services }) =>
      (await listStudies(tx, actor, services.subjects)).map(summaryOf).sort((a, b) => (a.id < b.id ? -1 : 1)),
  ),
  apiGet(
    `${BASE}/:id`,
    {
      name: 'getStoryOfCase',
      summary: 'A case study, and who could still be recognised in it',
      ...READ,
      response: Study,
      reads: readsOne(ROOM),
      problems: ['not-found'],
    },
    ({ params, ...c }) => now(c, params.id ?? ''),
  ),
  apiPost(
    BASE,
    {
      name: 'draftStoryOfCase',
      summary: 'Draft one from a case, with names, days and places generalised',
      ...WRITE,
      status: 201,
      body: z.strictObject({ caseId: z.uuid(), recordId: z.uuid() }),
      response: Study,
      problems: ['not-found', 'not-allowed', 'restricted-case-tells-no-story'],
    },
    async ({ body, ...c }) => {
      const made = await draftStudy(c.tx, c.actor, c.services.subjects, body);
      return isRefusal(made) ? made : now(c, made.id);
    },
  ),
  act(
    'words',
    {
      name: 'rewriteStoryOfCase',
      summary: 'Rewrite a draft, and say what it tells of the person',
      revised: true,
      problems: ['study-is-released'],
    },
    DraftSchema,
    ({ tx, actor, services, body, revision }, id) =>
      rewriteStudy(tx, actor, services.subjects, { id, revision, draft: body }),
  ),
  act(
    'consents',
    {
      name: 'recordStoryConsent',
      summary: 'What the person said to their story being told; a no takes it back at once',
      problems: ['consent-is-ahead'],
    },
    z.strictObject({
      answer: z.enum(keysOf(ANSWERS)),
      how: z.enum(keysOf(HOW_SAID)),
      on: day.transform((text) => plainDate(text)),
    }),
    ({ tx, actor, services, body }, id) => recordStudyConsent(tx, actor, services.subjects, { ...body, id }),
  ),
  act(
    'sign-off',
    {
      name: 'signOffStoryOfCase',
      summary: 'Sign it off word for word: from then on reports may carry it',
      revised: true,
      problems: [
        ...['study-is-released', 'consent-is-given-first', 'signed-by-another', 'names-somebody-still'],
        'checked-says-how',
      ],
    },
    z.strictObject({ checked: z.string().trim().max(20_000) }),
    ({ tx, actor, services, body, revision }, id) =>
      signOffStudy(tx, actor, services.subjects, { ...body, id, revision }),
  ),
  act(
    'taking-back',
    {
      name: 'takeBackStoryOfCase',
      summary: 'No report carries it from now on',
      problems: ['study-is-not-told'],
    },
    z.strictObject({}),
    ({ tx, actor, services, today }, id) => takeBack(tx, actor, services.subjects, { id, on: today }),
  ),
].map((route) => inCasework(route));
