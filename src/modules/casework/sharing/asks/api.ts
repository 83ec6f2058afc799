/** Asking another agency to see, and answering who asks, for programs. */
import { z } from 'zod';
import { asId, isUuid } from '../../../../kernel/ids.ts';
import { plainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal } from '../../../../kernel/refusal.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { apiGet, apiPost } from '../../../../platform/http/api.ts';
import { apiList } from '../../../../platform/http/api-list.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { actsOn, type Within } from '../../api-acts.ts';
import { personCode } from '../../people/index.ts';
import { inCasework } from '../../purpose/working.ts';
import { CATEGORY_NAMES } from '../categories.ts';
import { idInPath, readsOf } from '../reading.ts';
import { siteOf } from '../site.ts';
import { answerAsk, askToSee, endGrant } from './ask.ts';
import { type Ask as AskView, findAsk, listAsks } from './queries.ts';

const PATH = '/api/v1/casework/asks';
const SEE = { permission: 'casework.read', anywhere: true } as const;
const ANSWER = { permission: 'sharing.answer', anywhere: true } as const;
const day = z.iso.date();
const words = z.string().trim().max(20_000);
const categories = z.array(z.enum(CATEGORY_NAMES)).max(CATEGORY_NAMES.length);

const Ask = z
  .object({
    id: z.uuid(),
    state: z.enum(['waiting', 'granted', 'refused', 'ended', 'taken-back']),
    person: z.string().describe('The code of the person, such as P-3F7K2QX'),
    agencyId: z.uuid().describe('The agency that is asked'),
    askerAgencyId: z.uuid(),
    purpose: z.string(),
    categories,
    wantsRestricted: z.boolean(),
    reason: z.string().nullable(),
    askedOn: day,
    answerBy: day,
    answeredOn: day.nullable(),
    granted: categories,
    opensRestricted: z.boolean(),
    untilOn: day.nullable(),
    answer: z.string().nullable(),
    endedOn: day.nullable(),
    ending: z.string().nullable(),
  })
  .meta({ id: 'AskToSee', description: 'An agency asks another to see what it holds about a person.' });

const shown = (ask: AskView): z.input<typeof Ask> => ({
  ...ask,
  person: personCode(ask.clusterId),
  categories: [...ask.categories],
  granted: [...ask.granted],
  reason: ask.reason ?? null,
  answer: ask.answer ?? null,
  ending: ask.ending ?? null,
});

async function now(c: Within, id: string) {
  const ask = await findAsk(c.tx, c.actor, c.services.subjects, id);
  return ask ? { value: shown(ask), location: `${PATH}/${id}` } : notFound('request');
}

const act = actsOn({
  ...{ base: PATH, called: 'request', ...ANSWER, response: Ask },
  problems: ['choose-a-purpose'],
  now,
});

/** Asks to see under /api/v1: the same commands and refusals as the pages. */
export const askApi: readonly Route[] = [
  inCasework(
    apiList(
      PATH,
      {
        name: 'listAsks',
        summary: 'What your agency asked to see, and what others asked of it',
        says: 'The latest hundred; of all agencies for information governance.',
        ...SEE,
        item: Ask,
        order: ({ askedOn, id }) => [askedOn, id],
        reads: readsOf('ask.list'),
        problems: ['choose-a-purpose'],
      },
      async ({ tx, actor, services }) => (await listAsks(tx, actor, services.subjects)).map(shown),
    ),
  ),
  inCasework(
    apiGet(
      `${PATH}/:id`,
      {
        name: 'getAsk',
        summary: 'One request to see, and its answer',
        ...SEE,
        response: Ask,
        reads: readsOf('ask.read', 'ask', idInPath),
        problems: ['choose-a-purpose'],
      },
      (c) => now(c, c.params.id ?? ''),
    ),
  ),
  inCasework(
    apiPost(
      '/api/v1/casework/people/:id/asks',
      {
        name: 'askToSee',
        summary: 'Ask another agency to see what it holds about a person',
        ...SEE,
        status: 201,
        body: z.strictObject({
          agencyId: z.uuid(),
          categories,
          wantsRestricted: z.boolean().default(false),
          reason: words,
        }),
        response: Ask,
        problems: ['choose-a-purpose', 'not-known-there', 'say-what-and-why', 'asked-already'],
      },
      async (c) => {
        const clusterId = asId<'cluster'>(c.params.id ?? '');
        if (!clusterId) return notFound('person');
        const asked = await askToSee(c.tx, c.actor, c.services.subjects, {
          ...c.body,
          ...{ clusterId, site: siteOf(c) },
        });
        return isRefusal(asked) ? asked : now(c, asked.id);
      },
    ),
    ({ params }) => (isUuid(params.id ?? '') ? params.id : undefined),
  ),
  inCasework(
    act(
      'answer',
      {
        name: 'answerAsk',
        summary: 'Answer: grant categories until a day, or say why not',
        problems: [
          ...['answered-already', 'grant-is-for-a-time', 'grant-says-what', 'grant-is-too-long'],
          ...['ask-is-refused-with-a-reason', 'person-objected'],
        ],
      },
      z.strictObject({
        granted: z.boolean(),
        categories: categories.default([]),
        opensRestricted: z.boolean().default(false),
        untilOn: day
          .transform((text) => plainDate(text))
          .nullable()
          .default(null),
        reason: words.default(''),
      }),
      (c, id) => answerAsk(c.tx, c.actor, c.services.subjects, id, { ...c.body, site: siteOf(c) }),
    ),
  ),
  inCasework(
    act(
      'ending',
      {
        name: 'endGrant',
        summary: 'Take a grant back before its day',
        problems: ['not-granted-now', 'say-why-not'],
      },
      z.strictObject({ reason: words }),
      (c, id) => endGrant(c.tx, c.actor, c.services.subjects, id, c.body.reason),
    ),
  ),
];
