/** Support for victims for programs, such as a support service's own system: the same commands and refusals as the pages. */
import { z } from 'zod';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { type ApiContext, apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { readsOne } from '../acts.tsx';
import { inCasework } from '../purpose/working.ts';
import { keysOf, SOURCES } from '../restorative/words.ts';
import { SummarySchema, SupportSchema, shown, summaryOf } from './api-shapes.ts';
import { judgeNeed, promiseContact, recordContact, recordNeed, releasePromise } from './contact.ts';
import { findSupport, listSupports } from './queries.ts';
import { closeSupport, openSupport } from './support.ts';
import { HARMS, HOW, MET, NEEDS, OUTCOMES } from './words.ts';

const READ = { permission: 'casework.read', anywhere: true } as const;
const WRITE = { permission: 'casework.write', anywhere: true } as const;
const BASE = '/api/v1/victim-supports';
const day = z.iso.date().transform((text) => plainDate(text));
const COMMON = ['not-found', 'not-allowed', 'support-is-over'] as const;

type In = Pick<ApiContext<unknown, unknown>, 'tx' | 'actor' | 'services'>;

/** The support after an act on it. */
async function after({ tx, actor, services }: In, id: string, done?: unknown) {
  if (isRefusal(done)) return done as Refusal;
  const view = await findSupport(tx, actor, services.subjects, id);
  return view
    ? { value: shown(view), revision: view.revision, location: `${BASE}/${id}` }
    : notFound('support');
}

export const victimApi: readonly Route[] = [
  apiList(
    BASE,
    {
      name: 'listVictimSupports',
      summary: 'Whom the caller’s agency supports, and whom it is told of by agreement',
      ...READ,
      query: z.strictObject({ state: z.enum(['open', 'ended']).optional() }),
      item: SummarySchema,
      reads: () => ({ action: 'victim-support.list' }),
      order: ({ id }) => [id],
    },
    async ({ tx, actor, services, query }) =>
      (await listSupports(tx, actor, services.subjects, query.state ? { open: query.state === 'open' } : {}))
        .map(summaryOf)
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
  ),
  apiGet(
    `${BASE}/:id`,
    {
      name: 'getVictimSupport',
      summary: 'A support with needs, promises and contacts',
      ...READ,
      response: SupportSchema,
      problems: ['not-found'],
      reads: readsOne({ kind: 'victim-support' }),
    },
    ({ params, ...c }) => after(c, params.id ?? ''),
  ),
  apiPost(
    BASE,
    {
      name: 'openVictimSupport',
      summary: 'Support somebody by a record that the caller sees',
      ...WRITE,
      body: z.strictObject({
        recordId: z.uuid(),
        harm: z.enum(keysOf(HARMS)),
        source: z.enum(keysOf(SOURCES)),
        openedOn: day,
      }),
      response: SupportSchema,
      status: 201,
      problems: ['not-found', 'not-allowed', 'opened-ahead', 'supported-already', 'worker-missing'],
    },
    async ({ body, ...c }) => {
      const done = await openSupport(c.tx, c.actor, c.services.subjects, body);
      return isRefusal(done) ? done : after(c, done.id);
    },
  ),
  apiPost(
    `${BASE}/:id/contacts`,
    {
      name: 'recordVictimContact',
      summary: 'A contact or a try; one that reached them keeps the promise it names',
      ...WRITE,
      fields: { day: 'on' },
      body: z.strictObject({
        on: day,
        how: z.enum(keysOf(HOW)),
        reached: z.boolean(),
        words: z.string().max(20_000).default(''),
        promiseId: z.uuid().nullable().default(null),
      }),
      response: SupportSchema,
      status: 201,
      problems: [...COMMON, 'contact-out-of-time', 'promise-is-over'],
    },
    async ({ body, params, ...c }) =>
      after(
        c,
        params.id ?? '',
        await recordContact(c.tx, c.actor, c.services.subjects, { ...body, supportId: params.id ?? '' }),
      ),
  ),
  apiPost(
    `${BASE}/:id/promises`,
    {
      name: 'promiseVictimContact',
      summary: 'A promise to be in touch by a day',
      ...WRITE,
      body: z.strictObject({ promisedOn: day, dueOn: day, how: z.enum(keysOf(HOW)) }),
      response: SupportSchema,
      status: 201,
      problems: [...COMMON, 'promised-out-of-time', 'promise-lies-back'],
    },
    async ({ body, params, ...c }) =>
      after(c, params.id ?? '', await promiseContact(c.tx, c.actor, { ...body, supportId: params.id ?? '' })),
  ),
  apiPost(
    `${BASE}/:id/promises/:promise/release`,
    {
      name: 'releaseVictimPromise',
      summary: 'The person says that they need not hear from the agency',
      ...WRITE,
      revised: true,
      body: z.strictObject({ on: day }),
      response: SupportSchema,
      status: 201,
      problems: [...COMMON, 'promise-is-over'],
    },
    async ({ body, params, revision, ...c }) =>
      after(
        c,
        params.id ?? '',
        await releasePromise(c.tx, c.actor, {
          ...body,
          revision,
          supportId: params.id ?? '',
          id: params.promise ?? '',
        }),
      ),
  ),
  apiPost(
    `${BASE}/:id/needs`,
    {
      name: 'recordVictimNeed',
      summary: 'What somebody needs',
      ...WRITE,
      body: z.strictObject({ kind: z.enum(keysOf(NEEDS)), says: z.string().max(5000).default('') }),
      response: SupportSchema,
      status: 201,
      problems: COMMON,
    },
    async ({ body, params, ...c }) =>
      after(
        c,
        params.id ?? '',
        await recordNeed(c.tx, c.actor, c.services.subjects, { ...body, supportId: params.id ?? '' }),
      ),
  ),
  apiPost(
    `${BASE}/:id/needs/:need/outcome`,
    {
      name: 'judgeVictimNeed',
      summary: 'Whether a need was met',
      ...WRITE,
      revised: true,
      fields: { day: 'on' },
      body: z.strictObject({ met: z.enum(keysOf(MET)), on: day }),
      response: SupportSchema,
      status: 201,
      problems: [...COMMON, 'judged-out-of-time'],
    },
    async ({ body, params, revision, ...c }) =>
      after(
        c,
        params.id ?? '',
        await judgeNeed(c.tx, c.actor, {
          ...body,
          revision,
          supportId: params.id ?? '',
          id: params.need ?? '',
        }),
      ),
  ),
  apiPost(
    `${BASE}/:id/closure`,
    {
      name: 'closeVictimSupport',
      summary: 'Support ends',
      ...WRITE,
      revised: true,
      fields: { day: 'on' },
      body: z.strictObject({ outcome: z.enum(keysOf(OUTCOMES)), on: day }),
      response: SupportSchema,
      status: 201,
      problems: [...COMMON, 'closed-out-of-time', 'promises-are-answered-first', 'needs-are-judged-first'],
    },
    async ({ body, params, revision, ...c }) =>
      after(
        c,
        params.id ?? '',
        await closeSupport(c.tx, c.actor, { ...body, revision, id: params.id ?? '' }),
      ),
  ),
].map((route) => inCasework(route));
