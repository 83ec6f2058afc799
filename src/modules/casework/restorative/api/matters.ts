/** Restorative matters for programs: opening, moving on, bringing in. */
import { z } from 'zod';
import { plainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal } from '../../../../kernel/refusal.ts';
import { apiGet, apiPost } from '../../../../platform/http/api.ts';
import { apiList } from '../../../../platform/http/api-list.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { readsOne } from '../../acts.tsx';
import { listMatters } from '../list.ts';
import { bringIn, moveMatter, openMatter } from '../matter.ts';
import { KINDS, keysOf, NOT_BECAUSE, SOURCES, STATES } from '../words.ts';
import { BASE, COMMON, matterAfter, READ, WRITE } from './after.ts';
import { MatterSchema, SummarySchema, shownInList } from './shapes.ts';

const day = z.iso.date().transform((text) => plainDate(text));
const reads = readsOne({ kind: 'restorative' });

export const matterRoutesApi: readonly Route[] = [
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
];
