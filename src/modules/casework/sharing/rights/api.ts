/** What people ask about their own data, and the corrections that follow, for programs. */
import { z } from 'zod';
import { asId } from '../../../../kernel/ids.ts';
import { plainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal } from '../../../../kernel/refusal.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { type ApiContext, apiGet, apiPost } from '../../../../platform/http/api.ts';
import { apiList } from '../../../../platform/http/api-list.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { personCode } from '../../people/index.ts';
import { inCasework } from '../../purpose/working.ts';
import { idInPath, readsOf } from '../reading.ts';
import { siteOf } from '../site.ts';
import { confirmCorrection } from './correction.ts';
import {
  correctionsOf,
  findCorrection,
  findRightsRequest,
  listRightsRequests,
  type RightsRequest,
} from './queries.ts';
import { answerRights, takeDownRequest } from './request.ts';
import { CORRECTED, type Corrected, RIGHTS, type Right } from './words.ts';

const PATH = '/api/v1/casework/rights-requests';
const SEE = { permission: 'casework.read', anywhere: true } as const;
const day = z.iso.date();
const words = z.string().trim().max(20_000);
const kind = z.enum(Object.keys(RIGHTS) as [Right, ...Right[]]);
const outcome = z.enum(['upheld', 'partly', 'refused']);
const corrected = z.enum(Object.keys(CORRECTED) as [Corrected, ...Corrected[]]);

const Request = z
  .object({
    id: z.uuid(),
    kind,
    person: z.string().describe('The code of the person, such as P-3F7K2QX'),
    agencyId: z.uuid(),
    receivedOn: day,
    answerBy: day,
    says: z.string().nullable(),
    outcome: outcome.nullable(),
    answeredOn: day.nullable(),
    answer: z.string().nullable(),
  })
  .meta({ id: 'RightsRequest', description: 'What a person asked an agency about their own data.' });

const Correction = z
  .object({
    id: z.uuid(),
    fromAgencyId: z.uuid(),
    agencyId: z.uuid().nullable().describe('Who is to correct it; null for a recipient outside'),
    toldOn: day,
    confirmBy: day,
    says: z.string().nullable(),
    outcome: corrected.nullable(),
    confirmedOn: day.nullable(),
    answer: z.string().nullable(),
  })
  .meta({
    id: 'Correction',
    description: 'Something that was disclosed is to be corrected by who received it.',
  });

const Whole = Request.extend({ corrections: z.array(Correction) }).meta({
  id: 'RightsRequestWithCorrections',
});

const shown = (one: RightsRequest): z.input<typeof Request> => ({
  ...one,
  person: personCode(one.clusterId),
  says: one.says ?? null,
  answer: one.answer ?? null,
});
const corrections = (all: Awaited<ReturnType<typeof correctionsOf>>): z.input<typeof Correction>[] =>
  all.map((one) => ({ ...one, says: one.says ?? null, answer: one.answer ?? null }));

async function now(
  { tx, actor, services }: Pick<ApiContext<unknown, unknown>, 'tx' | 'actor' | 'services'>,
  id: string,
) {
  const request = await findRightsRequest(tx, actor, services.subjects, id);
  if (!request) return notFound('request');
  const told = await correctionsOf(tx, actor, services.subjects, id);
  return { value: { ...shown(request), corrections: corrections(told) }, location: `${PATH}/${id}` };
}

/** Objections, rectification and the other rights under /api/v1: the same commands and refusals as the pages. */
export const rightsApi: readonly Route[] = [
  inCasework(
    apiList(
      PATH,
      {
        name: 'listRightsRequests',
        summary: 'What people asked your agency about their data; all agencies for information governance',
        ...SEE,
        item: Request,
        order: ({ receivedOn, id }) => [receivedOn, id],
        reads: readsOf('rights-request.list'),
        problems: ['choose-a-purpose'],
      },
      async ({ tx, actor, services }) => (await listRightsRequests(tx, actor, services.subjects)).map(shown),
    ),
  ),
  inCasework(
    apiGet(
      `${PATH}/:id`,
      {
        name: 'getRightsRequest',
        summary: 'One request, its answer, and who was told to correct what',
        ...SEE,
        response: Whole,
        reads: readsOf('rights-request.read', 'rights-request', idInPath),
        problems: ['choose-a-purpose'],
      },
      (c) => now(c, c.params.id ?? ''),
    ),
  ),
  inCasework(
    apiPost(
      '/api/v1/casework/people/:id/rights-requests',
      {
        name: 'takeDownRightsRequest',
        summary:
          'Take down what a person asks: to see, to object, to have something corrected, restricted or erased',
        ...SEE,
        status: 201,
        body: z.strictObject({ kind, says: words, receivedOn: day.transform((text) => plainDate(text)) }),
        response: Whole,
        problems: ['choose-a-purpose', 'say-what-was-asked', 'received-in-the-future'],
      },
      async (c) => {
        const clusterId = asId<'cluster'>(c.params.id ?? '');
        if (!clusterId) return notFound('person');
        const taken = await takeDownRequest(c.tx, c.actor, c.services.subjects, { ...c.body, clusterId });
        return isRefusal(taken) ? taken : now(c, taken.id);
      },
    ),
  ),
  inCasework(
    apiPost(
      `${PATH}/:id/answer`,
      {
        name: 'answerRightsRequest',
        summary: 'Answer it; what is upheld is told to everybody to whom the agency disclosed anything',
        ...SEE,
        body: z.strictObject({ outcome, says: words }),
        response: Whole,
        problems: ['choose-a-purpose', 'say-what-was-done', 'answered-already'],
      },
      async (c) => {
        const input = { ...c.body, site: siteOf(c) };
        const done = await answerRights(c.tx, c.actor, c.services.subjects, c.params.id ?? '', input);
        return isRefusal(done) ? done : now(c, done.id);
      },
    ),
  ),
  inCasework(
    apiPost(
      '/api/v1/casework/corrections/:id/confirmation',
      {
        name: 'confirmCorrection',
        summary: 'Say what your agency did about something that it was told to correct',
        ...SEE,
        body: z.strictObject({ outcome: corrected, says: words.default('') }),
        response: Correction,
        problems: ['choose-a-purpose', 'confirmed-already', 'correction-not-made-says-why'],
      },
      async (c) => {
        const { subjects } = c.services;
        const done = await confirmCorrection(c.tx, c.actor, subjects, c.params.id ?? '', c.body);
        if (isRefusal(done)) return done;
        const found = await findCorrection(c.tx, c.actor, subjects, done.id);
        const [value] = found ? corrections([found]) : [];
        return value ? { value } : notFound('correction');
      },
    ),
  ),
];
