/** Making a referral: one question a page, with what is known already filled in. */
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { recordRead } from '../../../platform/audit/record.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { textIn } from '../../../platform/http/form.ts';
import { readInput } from '../../../platform/http/input.ts';
import { type Attempt, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { listServices } from '../../partners/index.ts';
import { findPerson } from '../people/index.ts';
import { inCasework } from '../purpose/working.ts';
import { findChecklist } from './checklist/checklist.ts';
import { deskOf } from './desk.ts';
import { CheckPage, QuestionPage, ReferStart, SentPage } from './pages/refer.tsx';
import {
  type Answers,
  answerIn,
  missingIn,
  nextQuestion,
  one,
  QUESTIONS,
  type Question,
  questionBefore,
  visitOf,
} from './visit/answers.ts';
import { answerDraft, beginDraft, type Draft, dropDraft, findDraft, listDrafts } from './visit/drafts.ts';
import { visitInput } from './visit/input.ts';
import type { Asking } from './visit/questions.tsx';
import { recordVisit } from './visit/record-visit.ts';
import { visitResult } from './visit/result.ts';
import { makesOf, summaryOf } from './visit/summary.ts';

const MAKE = { permission: 'referral.make', anywhere: true } as const;
const CRUMBS = [{ text: 'Refer somebody', href: '/casework/refer' }];
const reads = { reads: () => ({ action: 'referral-draft.read' }) };

async function askingOf(
  c: Context,
  answers: Answers,
  errors: Readonly<Record<string, string>> = {},
): Promise<Asking> {
  const checklist = await findChecklist(c.tx, c.actor);
  const services = await listServices(c.tx, c.actor, { on: c.today });
  return { answers, errors, indicators: checklist?.indicators ?? [], services };
}

async function startPage(c: Context) {
  const view = {
    keys: c.formKeys,
    person: c.query.person,
    drafts: await listDrafts(c.tx, c.actor),
    ready: (await findChecklist(c.tx, c.actor)) !== undefined,
  };
  return { title: 'Refer somebody', body: <ReferStart {...view} /> };
}

/** What is known already of somebody whose page the referral was begun from. */
async function knownOf(c: Context, cluster: string): Promise<Answers> {
  if (cluster === '') return {};
  const person = await findPerson(c.tx, c.actor, c.services.subjects, cluster);
  const identity = person?.records.find(({ identity }) => identity !== undefined)?.identity;
  if (!person || !identity) return {};
  await recordRead(c.tx, c.actor, {
    action: 'person.read',
    subject: { kind: 'person', id: person.clusterId },
    detail: { for: 'referral-draft' },
  });
  const [year = '', month = '', day = ''] = (identity.dateOfBirth ?? '').split('-');
  const home = person.residences.find(({ address }) => address !== undefined)?.address;
  return {
    kind: 'person',
    givenNames: identity.givenNames ?? '',
    surname: identity.surname ?? '',
    'born-year': year,
    'born-month': month,
    'born-day': day,
    telephone: identity.telephones?.[0] ?? '',
    email: identity.emails?.[0] ?? '',
    address: home?.lines.join('\n') ?? '',
    postcode: home?.postcode ?? '',
  };
}

async function begin(c: Context) {
  const known = await knownOf(c, textIn(c.form, 'person'));
  const begun = await beginDraft(c.tx, c.actor, c.services.subjects, known);
  return isRefusal(begun)
    ? begun
    : { redirect: `/casework/refer/${begun.id}/${one(known, 'kind') ? 'needs' : 'about'}` };
}

const draftOf = async (c: Context): Promise<Draft | Refusal> =>
  (await findDraft(c.tx, c.actor, c.services.subjects, c.params.visit ?? '')) ?? notFound('visit');

async function questionPage(c: Context, question: Question, attempt?: Attempt) {
  const draft = await draftOf(c);
  if (isRefusal(draft)) return draft;
  const answers = attempt ? { ...draft.answers, ...answerIn(question, attempt.values) } : draft.answers;
  const before = questionBefore(question, answers);
  const view = {
    keys: c.formKeys,
    id: draft.id,
    question,
    back: before === undefined ? '/casework/refer' : `/casework/refer/${draft.id}/${before}`,
    asking: await askingOf(c, answers, attempt?.errors),
  };
  return { title: 'Refer somebody', breadcrumbs: CRUMBS, body: <QuestionPage {...view} /> };
}

async function answer(c: Context, question: Question) {
  const draft = await draftOf(c);
  if (isRefusal(draft)) return draft;
  const given = answerIn(question, c.form);
  const answers = { ...draft.answers, ...given };
  const fields = missingIn(question, answers);
  if (Object.keys(fields).length > 0)
    return refused('form-incomplete', 'Something is missing.', { details: { fields } });
  const kept = await answerDraft(c.tx, c.actor, c.services.subjects, draft, given);
  return kept ?? { redirect: `/casework/refer/${draft.id}/${nextQuestion(question, answers)}` };
}

async function checkPage(c: Context, attempt?: Attempt) {
  const draft = await draftOf(c);
  if (isRefusal(draft)) return draft;
  const asking = await askingOf(c, draft.answers);
  const before = questionBefore('check', draft.answers) ?? 'about';
  const view = {
    keys: c.formKeys,
    id: draft.id,
    back: `/casework/refer/${draft.id}/${before}`,
    rows: summaryOf(asking),
    asking,
    makes: makesOf(draft.answers),
    sends: one(draft.answers, 'agreed') !== 'later',
    errors: attempt?.errors ?? {},
  };
  return { title: 'Check and send', breadcrumbs: CRUMBS, body: <CheckPage {...view} /> };
}

async function send(c: Context) {
  const draft = await draftOf(c);
  if (isRefusal(draft)) return draft;
  const input = readInput(visitInput, visitOf(draft.answers, draft.id));
  if (isRefusal(input)) return input;
  const made = await recordVisit(c.tx, c.actor, deskOf(c.services), input, 'form');
  if (isRefusal(made)) return made;
  const dropped = await dropDraft(c.tx, c.actor, draft.id);
  return dropped ?? { redirect: `/casework/refer/${draft.id}/sent` };
}

async function sentPage(c: Context) {
  const result = await visitResult(c.tx, c.actor, c.params.visit ?? '');
  return result
    ? { title: 'Referral sent', breadcrumbs: CRUMBS, body: <SentPage {...result} /> }
    : notFound('visit');
}

/** The pages of making a referral. */
export const referRoutes: readonly Route[] = [
  inCasework(get('/casework/refer', MAKE, startPage, reads)),
  inCasework(post('/casework/refer', MAKE, begin)),
  inCasework(get('/casework/refer/:visit/check', MAKE, (c) => checkPage(c), reads)),
  inCasework(get('/casework/refer/:visit/sent', MAKE, sentPage, reads)),
  inCasework(post('/casework/refer/:visit/sending', MAKE, send, { again: checkPage })),
  inCasework(
    post('/casework/refer/:visit/dropping', MAKE, async (c) => {
      const dropped = await dropDraft(c.tx, c.actor, c.params.visit ?? '');
      return dropped ?? { redirect: '/casework/refer' };
    }),
  ),
  ...QUESTIONS.flatMap((question) => [
    inCasework(get(`/casework/refer/:visit/${question}`, MAKE, (c) => questionPage(c, question), reads)),
    inCasework(
      post(`/casework/refer/:visit/${question}`, MAKE, (c) => answer(c, question), {
        again: (c, attempt) => questionPage(c, question, attempt),
      }),
    ),
  ]),
];
