/** Case reviews step by step, for programs: the commands of the pages, with their refusals. */
import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { agencyOf } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { type ApiContext, apiGet, apiPost } from '../../../platform/http/api.ts';
import type { Route } from '../../../platform/http/route.ts';
import { inCasework } from '../purpose/working.ts';
import { applyForReview } from './apply.ts';
import { addToPanel, answerRecommendation, recommendTo, takeStep } from './handle.ts';
import { findReview } from './queries.ts';
import { NEXT, STEPS, type Step } from './states.ts';

const PATH = '/api/v1/casework/case-reviews';
const READ = { permission: 'casework.read', anywhere: true } as const;
const HANDLE = { permission: 'case-review.handle', anywhere: true } as const;
const WRITE = { permission: 'casework.write', anywhere: true } as const;
const day = z.iso.date();
const givenDay = day.transform((text) => plainDate(text));
const step = z.enum(Object.keys(STEPS) as [Step, ...Step[]]);
const text = z.string().trim().max(200).optional();
const words = z.string().trim().max(20_000);

const Review = z
  .object({
    id: z.uuid(),
    code: z.string(),
    agencyId: z.uuid(),
    applicant: z.enum(['victim', 'representative']),
    appliedOn: day,
    step,
    since: day,
    dueOn: day.nullable(),
    next: z.array(step).describe('The steps that may follow'),
    story: z.string().nullable(),
    victim: z.string(),
    threshold: z.object({
      met: z.boolean(),
      qualifying: z.int(),
      needed: z.int(),
      complaints: z.array(
        z.object({ id: z.uuid(), behaviourOn: day, complainedOn: day, to: z.string(), verdict: z.string() }),
      ),
    }),
    hiddenComplaints: z.int().describe('Complaints that are counted and that the caller may not see'),
    panel: z.array(z.object({ agencyId: z.uuid(), agency: z.string() })),
    steps: z.array(z.object({ step, on: day, says: z.string().nullable() })),
    recommendations: z.array(
      z.object({
        id: z.uuid(),
        agency: z.string(),
        says: z.string().nullable(),
        dueOn: day,
        answer: z.enum(['awaited', 'accepted', 'refused', 'carried-out']),
        reason: z.string().nullable(),
      }),
    ),
    revision: z.int(),
  })
  .meta({ id: 'CaseReview', description: 'An ASB case review, for an agency that takes part in it.' });

type Within = Pick<ApiContext<unknown, unknown>, 'tx' | 'actor' | 'services'>;

async function now({ tx, actor, services }: Within, id: string) {
  const view = isUuid(id) ? await findReview(tx, actor, services.subjects, id) : undefined;
  if (!view) return notFound('case review');
  const { threshold } = view;
  const value = {
    ...view,
    next: [...NEXT[view.step]],
    story: view.story ?? null,
    threshold: {
      met: threshold.met,
      qualifying: threshold.qualifying,
      needed: threshold.needed,
      complaints: threshold.complaints.map((one) => ({ ...one })),
    },
    panel: [...view.panel],
    steps: view.steps.map(({ says, ...one }) => ({ ...one, says: says ?? null })),
    recommendations: view.recommendations.map(({ says, reason, ...one }) => ({
      ...one,
      ...{ says: says ?? null, reason: reason ?? null },
    })),
  };
  return { value, revision: view.revision, location: `${PATH}/${id}` };
}

interface ActOn {
  readonly name: string;
  readonly summary: string;
  readonly permission: typeof HANDLE | typeof WRITE;
  readonly revised?: true;
  readonly fields?: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

/** An act on a review; the review as it is then is the answer. `run` gives the id of the review. */
const act = <Body extends z.ZodObject>(
  path: string,
  { permission, problems, ...about }: ActOn,
  body: Body,
  run: (c: ApiContext<unknown, z.output<Body>>, id: string) => Promise<string | Refusal>,
): Route =>
  inCasework(
    apiPost(
      `${PATH}/${path}`,
      { ...about, ...permission, body, response: Review, problems: ['choose-a-purpose', ...problems] },
      async (c) => {
        const { id = '' } = c.params;
        if (!isUuid(id)) return notFound('case review');
        const done = await run(c as never, id);
        return isRefusal(done) ? done : now(c, done);
      },
    ),
  );

export const caseReviewActsApi: readonly Route[] = [
  inCasework(
    apiGet(
      `${PATH}/:id`,
      {
        name: 'getCaseReview',
        summary: 'One case review, its threshold computed',
        ...READ,
        response: Review,
        reads: ({ params }) => ({
          action: 'case-review.read',
          subject: { kind: 'case-review', id: params.id ?? '' },
        }),
        problems: ['choose-a-purpose'],
      },
      (c) => now(c, c.params.id ?? ''),
    ),
  ),
  inCasework(
    apiPost(
      PATH,
      {
        name: 'applyForCaseReview',
        summary: 'Take in an application of a victim, or for one; complaints told to any agency are found',
        ...HANDLE,
        status: 201,
        body: z.strictObject({
          applicant: z.enum(['victim', 'representative']),
          representative: text,
          victim: z.strictObject({
            ...{ givenNames: text, surname: text, dateOfBirth: text, telephone: text, email: text },
            address: z
              .strictObject({ lines: z.array(z.string().max(200)).max(6), postcode: text })
              .optional(),
          }),
          story: words.min(1),
          complaints: z
            .array(z.strictObject({ behaviourOn: givenDay, complainedOn: givenDay, to: z.string().max(200) }))
            .max(50)
            .default([]),
        }),
        response: Review,
        problems: [
          ...['choose-a-purpose', 'application-says-nothing', 'representative-unnamed', 'says-nobody'],
          ...['date-of-birth-unreadable', 'postcode-unreadable'],
        ],
      },
      async (c) => {
        const agencyId = agencyOf(c.actor) ?? '';
        const applied = await applyForReview(c.tx, c.actor, c.services.subjects, { ...c.body, agencyId });
        return isRefusal(applied) ? applied : now(c, applied.reviewId);
      },
    ),
  ),
  act(
    ':id/steps',
    {
      name: 'takeCaseReviewStep',
      summary: 'Take the next step, with the reason as the applicant is told it',
      permission: HANDLE,
      problems: [
        ...['case-review-step-not-next', 'case-review-step-without-reason'],
        ...['case-review-threshold-is-computed', 'case-review-without-panel'],
      ],
    },
    z.strictObject({ step, reason: words }),
    async (c, reviewId) => {
      const done = await takeStep(c.tx, c.actor, c.services.subjects, { reviewId, ...c.body });
      return isRefusal(done) ? done : done.reviewId;
    },
  ),
  act(
    ':id/panel',
    {
      name: 'addToCaseReviewPanel',
      summary: 'Bring an agency into the panel; it sees the review from then on',
      permission: HANDLE,
      revised: true,
      problems: ['case-review-panel-has-it'],
    },
    z.strictObject({ agencyId: z.uuid() }),
    async (c, reviewId) => {
      const input = { reviewId, revision: c.revision, ...c.body };
      const done = await addToPanel(c.tx, c.actor, c.services.subjects, input);
      return isRefusal(done) ? done : done.reviewId;
    },
  ),
  act(
    ':id/recommendations',
    {
      name: 'recommendInCaseReview',
      summary: 'Recommend something to an agency of the panel',
      permission: HANDLE,
      fields: { toAgencyId: 'agencyId' },
      problems: ['recommendation-says-nothing', 'recommendation-to-stranger'],
    },
    z.strictObject({ agencyId: z.uuid(), says: words, dueOn: givenDay }),
    async (c, reviewId) => {
      const done = await recommendTo(c.tx, c.actor, c.services.subjects, { reviewId, ...c.body });
      return isRefusal(done) ? done : reviewId;
    },
  ),
  act(
    'recommendations/:id/answer',
    {
      name: 'answerCaseReviewRecommendation',
      summary: 'Answer what was recommended to your agency',
      permission: WRITE,
      problems: ['case-review-recommendation-refusal-says-why'],
    },
    z.strictObject({ answer: z.enum(['accepted', 'refused', 'carried-out']), reason: words.default('') }),
    async (c, id) => {
      const done = await answerRecommendation(c.tx, c.actor, c.services.subjects, { id, ...c.body });
      return isRefusal(done) ? done : done.id;
    },
  ),
];
