import { z } from 'zod';
import { asId, isUuid } from '../../../kernel/ids.ts';
import { addMonths } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { agencyOf, mayFor } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, givenDate, readFields, revisionIn, textIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  type PageContent,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { listAgencies } from '../../partners/index.ts';
import { inCasework } from '../purpose/working.ts';
import { applyForReview } from './apply.ts';
import { readApplication } from './form.ts';
import { addToPanel, answerRecommendation, recommendTo, takeStep } from './handle.ts';
import { ApplicationForm } from './pages/application-form.tsx';
import { ReviewPage } from './pages/review.tsx';
import { ReviewsPage } from './pages/review-pages.tsx';
import { findReview, listReviews } from './queries.ts';
import { isStep } from './states.ts';

const READ = { permission: 'casework.read', anywhere: true } as const;
const HANDLE = { permission: 'case-review.handle', anywhere: true } as const;
const WRITE = { permission: 'casework.write', anywhere: true } as const;
const BLANK: Attempt = { values: {}, errors: {} };

const CRUMBS: NonNullable<PageContent['breadcrumbs']> = [
  { text: 'Casework', href: '/casework' },
  { text: 'ASB case reviews', href: '/casework/case-reviews' },
];

const mayHandle = ({ actor }: Context): boolean => mayFor(actor, 'case-review.handle', agencyOf(actor));

const list = async (c: Context): Promise<Answer> => ({
  title: 'ASB case reviews',
  wide: true,
  breadcrumbs: CRUMBS.slice(0, 1),
  body: <ReviewsPage reviews={await listReviews(c.tx, c.actor)} today={c.today} mayReceive={mayHandle(c)} />,
});

const form = async (c: Context, attempt: Attempt = BLANK): Promise<Answer> => ({
  title: 'Take in an application',
  breadcrumbs: CRUMBS,
  body: (
    <ApplicationForm
      {...c.formKeys}
      attempt={attempt}
      action="/casework/case-reviews"
      heading="Take in an application for a case review"
      lead="What the victim complained of to any agency is found by itself."
    />
  ),
});

async function apply(c: Context): Promise<Answer> {
  const input = readApplication(c.form, agencyOf(c.actor) ?? '');
  if (isRefusal(input)) return input;
  const saved = await applyForReview(c.tx, c.actor, c.services.subjects, input);
  return isRefusal(saved) ? saved : { redirect: `/casework/case-reviews/${saved.reviewId}` };
}

async function show(c: Context, attempt?: Attempt): Promise<Answer> {
  const id = asId<'case-review'>(c.params.id ?? '');
  const review = id && (await findReview(c.tx, c.actor, c.services.subjects, id));
  if (!review) return notFound('case review');
  const taken = new Set(review.panel.map(({ agencyId }) => agencyId));
  return {
    title: `Case review ${review.code}`,
    breadcrumbs: CRUMBS,
    body: (
      <ReviewPage
        {...c.formKeys}
        review={review}
        agencies={(await listAgencies(c.tx))
          .filter((agency) => !taken.has(agency.id))
          .map((agency) => ({ value: agency.id, text: agency.name }))}
        mayHandle={mayHandle(c) && review.agencyId === agencyOf(c.actor)}
        attempt={attempt ?? { values: dateValues('dueOn', addMonths(c.today, 1)), errors: {} }}
      />
    ),
  };
}

const back = (id: string, answer: unknown): Answer =>
  isRefusal(answer) ? answer : { redirect: `/casework/case-reviews/${id}` };

async function step(c: Context): Promise<Answer> {
  const { id = '' } = c.params;
  const next = textIn(c.form, 'step');
  if (!isUuid(id)) return notFound('case review');
  const fields = readFields(z.object({ step: z.string().refine(isStep, 'Choose the next step') }), c.form);
  if (isRefusal(fields) || !isStep(next)) return isRefusal(fields) ? fields : notFound('step');
  const reason = textIn(c.form, 'reason');
  return back(id, await takeStep(c.tx, c.actor, c.services.subjects, { reviewId: id, step: next, reason }));
}

async function panel(c: Context): Promise<Answer> {
  const { id = '' } = c.params;
  const agencyId = textIn(c.form, 'agencyId');
  if (!isUuid(id) || !isUuid(agencyId)) return notFound('agency');
  const input = { reviewId: id, agencyId, revision: revisionIn(c.form) };
  return back(id, await addToPanel(c.tx, c.actor, c.services.subjects, input));
}

const recommended = z.object({
  toAgencyId: z.uuid({ error: 'Choose the agency' }),
  says: z.string().catch(''),
  dueOn: givenDate('Enter the day by which it is to be done'),
});

async function recommend(c: Context): Promise<Answer> {
  const { id = '' } = c.params;
  const fields = readFields(recommended, c.form);
  if (isRefusal(fields)) return fields;
  if (!isUuid(id)) return notFound('case review');
  const { toAgencyId: agencyId, ...rest } = fields;
  return back(id, await recommendTo(c.tx, c.actor, c.services.subjects, { reviewId: id, agencyId, ...rest }));
}

const answered = z.object({
  answer: z.enum(['accepted', 'refused', 'carried-out'], { error: 'Choose your agency’s answer' }),
  reason: z.string().catch(''),
});

async function answer(c: Context): Promise<Answer> {
  const { id = '' } = c.params;
  const fields = readFields(answered, c.form);
  if (isRefusal(fields)) return fields;
  if (!isUuid(id)) return notFound('recommendation');
  const done = await answerRecommendation(c.tx, c.actor, c.services.subjects, { id, ...fields });
  return isRefusal(done) ? done : back(done.id, done);
}

/** Pages of case reviews. */
export const caseReviewRoutes: readonly Route[] = [
  get('/casework/case-reviews', READ, list, { reads: () => ({ action: 'case-review.list' }) }),
  get('/casework/case-reviews/new', HANDLE, form),
  post('/casework/case-reviews', HANDLE, apply, { again: form }),
  get('/casework/case-reviews/:id', READ, show, {
    reads: (c) => ({ action: 'case-review.read', subject: { kind: 'case-review', id: c.params.id ?? '' } }),
  }),
  post('/casework/case-reviews/:id/steps', HANDLE, step, { again: show }),
  post('/casework/case-reviews/:id/panel', HANDLE, panel, { again: show }),
  post('/casework/case-reviews/:id/recommendations', HANDLE, recommend, { again: show }),
  post('/casework/case-reviews/recommendations/:id', WRITE, answer),
].map((route) => inCasework(route));
