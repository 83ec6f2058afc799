/** Restorative matters for programs: the same commands and refusals as the pages. */
import { z } from 'zod';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { type ApiContext, apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { readsOne } from '../acts.tsx';
import { inCasework } from '../purpose/working.ts';
import { GROUND_NAMES } from '../sharing/categories.ts';
import { agreeOn, judgeItem } from './agreement.ts';
import { ItemSchema, MatterSchema, PersonSchema, SummarySchema, shown, shownInList } from './api-shapes.ts';
import { bringIn, moveMatter, openMatter } from './matter.ts';
import { addMatterPerson, recordMatterConsent, recordSatisfaction, tellWho } from './people.ts';
import { findMatter, listMatters } from './queries.ts';
import { CONSENTS, KEPT, KINDS, keysOf, NOT_BECAUSE, ROLES, SATISFIED, SOURCES, STATES } from './words.ts';

const READ = { permission: 'casework.read', anywhere: true } as const;
const WRITE = { permission: 'casework.write', anywhere: true } as const;
const BASE = '/api/v1/restorative-matters';
const day = z.iso.date().transform((text) => plainDate(text));
const reads = readsOne({ kind: 'restorative' });
const COMMON = ['not-found', 'not-allowed', 'matter-is-over'] as const;

type In = Pick<ApiContext<unknown, unknown>, 'tx' | 'actor' | 'services' | 'params'>;

/** The matter after an act on it. */
async function matterAfter({ tx, actor, services }: In, id: string, done: unknown) {
  if (isRefusal(done)) return done as Refusal;
  const view = await findMatter(tx, actor, services.subjects, id);
  return view
    ? { value: shown(view), revision: view.row.revision, location: `${BASE}/${id}` }
    : notFound('restorative matter');
}

/** One part of the matter after an act on it. */
async function partAfter<Part extends { readonly id: string; readonly revision: number }>(
  c: In,
  done: { readonly id: string } | Refusal,
  pick: (matter: ReturnType<typeof shown>) => readonly Part[],
) {
  if (isRefusal(done)) return done;
  const view = await findMatter(c.tx, c.actor, c.services.subjects, c.params.id ?? '');
  const part = view && pick(shown(view)).find(({ id }) => id === done.id);
  return part ? { value: part, revision: part.revision } : notFound('part of this matter');
}

const ofPerson = (c: In, done: { readonly id: string } | Refusal) =>
  partAfter(c, done, ({ people }) => people);

export const restorativeApi: readonly Route[] = [
  apiList(
    BASE,
    {
      name: 'listRestorativeMatters',
      summary: 'Restorative matters that the caller’s agency takes part in; nobody is named',
      ...READ,
      query: z.strictObject({ state: z.enum(['open', 'over']).optional() }),
      item: SummarySchema,
      reads: () => ({ action: 'restorative.list' }),
      order: ({ id }) => [id],
    },
    async ({ tx, actor, query }) =>
      (await listMatters(tx, actor, query.state ? { open: query.state === 'open' } : {}))
        .map(shownInList)
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
  ),
  apiGet(
    `${BASE}/:id`,
    {
      name: 'getRestorativeMatter',
      summary: 'A restorative matter with whom the caller was told of',
      ...READ,
      response: MatterSchema,
      problems: ['not-found'],
      reads,
    },
    ({ params, ...c }) => matterAfter({ ...c, params }, params.id ?? '', undefined),
  ),
  apiPost(
    BASE,
    {
      name: 'openRestorativeMatter',
      summary: 'Open a restorative matter that the caller’s agency runs',
      ...WRITE,
      body: z.strictObject({
        kind: z.enum(keysOf(KINDS)),
        source: z.enum(keysOf(SOURCES)),
        referredOn: day,
        restricted: z.boolean().default(false),
        caseId: z.uuid().nullable().default(null),
      }),
      response: MatterSchema,
      status: 201,
      problems: ['not-found', 'not-allowed', 'referred-ahead'],
    },
    async ({ body, ...c }) => {
      const done = await openMatter(c.tx, c.actor, body);
      return isRefusal(done) ? done : matterAfter(c, done.id, done);
    },
  ),
  apiPost(
    `${BASE}/:id/steps`,
    {
      name: 'moveRestorativeMatter',
      summary: 'The next step: being prepared, held, not taken up, closed',
      ...WRITE,
      revised: true,
      fields: { day: 'on' },
      body: z.strictObject({
        to: z.enum(keysOf(STATES)),
        on: day,
        meetingOn: day.nullable().default(null),
        because: z.enum(keysOf(NOT_BECAUSE)).nullable().default(null),
      }),
      response: MatterSchema,
      status: 201,
      problems: [
        ...COMMON,
        'matter-cannot-move',
        'moved-before-it-began',
        'meeting-when',
        'not-taken-up-says-why',
        'both-consent-first',
        'panel-has-volunteers',
        'meeting-has-a-facilitator',
        'agreement-is-checked-first',
        'both-are-asked-first',
      ],
    },
    async ({ body, revision, ...c }) => {
      const id = c.params.id ?? '';
      return matterAfter(c, id, await moveMatter(c.tx, c.actor, { ...body, id, revision }));
    },
  ),
  apiPost(
    `${BASE}/:id/agencies`,
    {
      name: 'bringInAgency',
      summary: 'Another agency takes part; it is told nobody’s name by that',
      ...WRITE,
      revised: true,
      body: z.strictObject({ agencyId: z.uuid() }),
      response: MatterSchema,
      status: 201,
      problems: [...COMMON, 'takes-part-already'],
    },
    async ({ body, revision, ...c }) => {
      const id = c.params.id ?? '';
      return matterAfter(c, id, await bringIn(c.tx, c.actor, { ...body, id, revision }));
    },
  ),
  apiPost(
    `${BASE}/:id/people`,
    {
      name: 'addToRestorativeMatter',
      summary: 'Somebody takes part; only the caller’s agency knows who was harmed and who is responsible',
      ...WRITE,
      body: z.strictObject({
        role: z.enum(keysOf(ROLES)),
        recordId: z.uuid().nullable().default(null),
        name: z.string().default(''),
      }),
      response: PersonSchema,
      status: 201,
      problems: [...COMMON, 'side-has-a-record', 'name-missing'],
    },
    async ({ body, ...c }) =>
      ofPerson(
        c,
        await addMatterPerson(c.tx, c.actor, c.services.subjects, { ...body, matterId: c.params.id ?? '' }),
      ),
  ),
  apiPost(
    `${BASE}/:id/people/:person/telling`,
    {
      name: 'tellWhoTakesPart',
      summary: 'Tell another agency who somebody is; it stands in the disclosure ledger',
      ...WRITE,
      body: z.strictObject({
        agencyId: z.uuid(),
        ground: z.enum(GROUND_NAMES).optional(),
        basis: z.string().default(''),
      }),
      response: PersonSchema,
      status: 201,
      problems: [
        ...COMMON,
        'takes-no-part',
        'knows-already',
        'disclosure-covered-by-no-agreement',
        'person-objected',
      ],
    },
    async ({ body: { ground, ...body }, ...c }) =>
      ofPerson(
        c,
        await tellWho(c.tx, c.actor, c.services.subjects, {
          ...body,
          ...(ground ? { ground } : {}),
          matterId: c.params.id ?? '',
          id: c.params.person ?? '',
        }),
      ),
  ),
  apiPost(
    `${BASE}/:id/people/:person/consent`,
    {
      name: 'recordRestorativeConsent',
      summary: 'What somebody said to taking part',
      ...WRITE,
      revised: true,
      fields: { day: 'on' },
      body: z.strictObject({ consent: z.enum(keysOf(CONSENTS)), on: day }),
      response: PersonSchema,
      status: 201,
      problems: [...COMMON, 'consent-of-a-side', 'consent-is-ahead'],
    },
    async ({ body, revision, ...c }) =>
      ofPerson(
        c,
        await recordMatterConsent(c.tx, c.actor, {
          ...body,
          revision,
          matterId: c.params.id ?? '',
          id: c.params.person ?? '',
        }),
      ),
  ),
  apiPost(
    `${BASE}/:id/people/:person/satisfaction`,
    {
      name: 'recordRestorativeSatisfaction',
      summary: 'How satisfied who was harmed or is responsible was',
      ...WRITE,
      revised: true,
      fields: { day: 'on' },
      body: z.strictObject({ satisfied: z.enum(keysOf(SATISFIED)), on: day }),
      response: PersonSchema,
      status: 201,
      problems: [...COMMON, 'satisfaction-of-a-side', 'asked-after-the-meeting'],
    },
    async ({ body, revision, ...c }) =>
      ofPerson(
        c,
        await recordSatisfaction(c.tx, c.actor, {
          ...body,
          revision,
          matterId: c.params.id ?? '',
          id: c.params.person ?? '',
        }),
      ),
  ),
  apiPost(
    `${BASE}/:id/agreement`,
    {
      name: 'agreeInRestorativeMatter',
      summary: 'One thing that both sides agreed',
      ...WRITE,
      body: z.strictObject({ says: z.string().trim().min(1).max(5000), dueOn: day, checkedBy: z.uuid() }),
      response: ItemSchema,
      status: 201,
      problems: [...COMMON, 'agreed-at-the-meeting', 'due-after-the-meeting', 'checked-by-who-takes-part'],
    },
    async ({ body, ...c }) =>
      partAfter(
        c,
        await agreeOn(c.tx, c.actor, c.services.subjects, { ...body, matterId: c.params.id ?? '' }),
        ({ agreement }) => agreement,
      ),
  ),
  apiPost(
    `${BASE}/:id/agreement/:item/outcome`,
    {
      name: 'judgeRestorativeAgreement',
      summary: 'Whether something agreed was kept',
      ...WRITE,
      revised: true,
      fields: { day: 'on' },
      body: z.strictObject({ kept: z.enum(keysOf(KEPT)), on: day }),
      response: ItemSchema,
      status: 201,
      problems: [...COMMON, 'judged-ahead'],
    },
    async ({ body, revision, ...c }) =>
      partAfter(
        c,
        await judgeItem(c.tx, c.actor, {
          ...body,
          revision,
          matterId: c.params.id ?? '',
          id: c.params.item ?? '',
        }),
        ({ agreement }) => agreement,
      ),
  ),
].map((route) => inCasework(route));
