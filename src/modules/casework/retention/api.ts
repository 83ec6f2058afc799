/** What is due for review and what is on hold, for programs of information governance: the commands and refusals of the pages. */
import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiList, apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { BECAUSE, type Because } from '../disposal/certify.ts';
import { FINISH_DISPOSALS } from '../disposal/finish.ts';
import { inCasework } from '../purpose/working.ts';
import { idInPath, readsOf } from '../sharing/reading.ts';
import { GOVERN } from './crumbs.ts';
import { disposeReviewed } from './dispose-reviewed.ts';
import { liftHold, listHolds, placeHold } from './holds.ts';
import { isKind, KINDS, type KindName } from './kinds.ts';
import { countsDue, keepLonger, listDue, type ToReview } from './queue.ts';

const BASE = '/api/v1/casework/retention';
const HOLDS = '/api/v1/casework/legal-holds';
const day = z.iso.date();
const givenDay = day.transform((text) => plainDate(text));
const words = z.string().trim().max(20_000);
const kinds = Object.keys(KINDS).filter(isKind) as [KindName, ...KindName[]];

const Due = z
  .object({
    kind: z.enum(kinds),
    id: z.uuid(),
    code: z.string().describe('A short reference; nobody is named'),
    agencies: z.array(z.string()),
    reviewOn: day,
    open: z.array(z.string()).describe('What is still open; empty where it may be disposed of'),
    held: z.boolean(),
  })
  .meta({ id: 'DueForReview', description: 'Something that was kept as long as its rule says.' });
const dueOf = ({ clusterId: _, agencies, open, ...thing }: ToReview): z.input<typeof Due> => ({
  ...thing,
  agencies: [...agencies],
  open: [...open],
});

const Hold = z
  .object({
    id: z.uuid(),
    kind: z.enum(['person', 'case']),
    subjectId: z.uuid(),
    code: z.string(),
    reason: z.string().nullable(),
    fromOn: day,
    untilOn: day.nullable(),
    stands: z.boolean(),
    liftedOn: day.nullable(),
    liftedBecause: z.string().nullable(),
  })
  .meta({ id: 'LegalHold', description: 'A person or case that must not be disposed of.' });
const holdOf = (hold: Awaited<ReturnType<typeof listHolds>>[number]): z.input<typeof Hold> => ({
  ...hold,
  reason: hold.reason ?? null,
  liftedBecause: hold.liftedBecause ?? null,
});

const kindIn = (params: Readonly<Record<string, string | undefined>>): KindName | undefined =>
  isKind(params.kind ?? '') ? (params.kind as KindName) : undefined;
const Done = z.object({ id: z.uuid() });

/** The review queue and legal holds under /api/v1. */
export const keepingApi: readonly Route[] = [
  apiList(
    BASE,
    {
      name: 'countDueForReview',
      summary: 'How many of each kind are due for review',
      ...GOVERN,
      item: z.object({ kind: z.enum(kinds), due: z.int(), oldest: day.nullable() }),
      order: ({ kind }) => [kind],
      reads: readsOf('retention.counted'),
    },
    async ({ tx, actor }) => [...(await countsDue(tx, actor))].sort((a, b) => (a.kind < b.kind ? -1 : 1)),
  ),
  apiPages(
    `${BASE}/:kind`,
    {
      name: 'listDueForReview',
      summary: 'What of a kind is due, the longest overdue first, by code',
      ...GOVERN,
      item: Due,
      key: z.tuple([day, z.uuid()]),
      order: (row: z.input<typeof Due>) => [row.reviewOn, row.id] as [string, string],
      reads: readsOf('retention.list'),
      problems: ['not-found'],
    },
    async ({ tx, actor, params }, { limit, after }) => {
      const kind = kindIn(params);
      if (!kind) return notFound('kind of thing to review');
      const from = after ? ([plainDate(after[0]), after[1]] as const) : undefined;
      return (await listDue(tx, actor, kind, { limit, after: from })).map(dueOf);
    },
  ),
  apiPost(
    `${BASE}/:kind/:id/keeping`,
    {
      name: 'keepLonger',
      summary: 'Keep something until a later day, with the reason',
      ...GOVERN,
      status: 201,
      body: z.strictObject({ untilOn: givenDay, reason: words }),
      response: Done,
      problems: ['not-found', 'say-why', 'not-later'],
    },
    async ({ tx, actor, services, params, body }) => {
      const kind = kindIn(params);
      const id = params.id ?? '';
      if (!kind || !isUuid(id)) return notFound('thing to review');
      const kept = await keepLonger(tx, actor, services.subjects, { ...body, kind, id });
      return isRefusal(kept) ? kept : { value: kept };
    },
  ),
  apiPost(
    `${BASE}/:kind/:id/disposal`,
    {
      name: 'disposeOf',
      summary: 'Dispose of something for good: rows, files and keys; what proves it is a certificate',
      ...GOVERN,
      status: 201,
      body: z.strictObject({
        because: z.enum(Object.keys(BECAUSE) as [Because, ...Because[]]),
        scope: z.enum(['record', 'person']).optional().describe('Of a record: it alone, or the whole person'),
        agenciesNeedItNoLonger: z.literal(true),
      }),
      response: z.object({ certificateId: z.uuid() }),
      problems: ['not-found', 'say-what-goes', 'on-legal-hold', 'still-open'],
    },
    async ({ tx, actor, services, params, body }) => {
      const kind = kindIn(params);
      const id = params.id ?? '';
      if (!kind || !isUuid(id)) return notFound('thing to review');
      const { because, scope } = body;
      const done = await disposeReviewed(tx, actor, services.subjects, { kind, ids: [id], because, scope });
      if (isRefusal(done)) return done;
      await services.jobs.enqueue(tx, FINISH_DISPOSALS, { partnershipId: actor.partnershipId });
      return { value: { certificateId: done.certificateIds[0] ?? '' } };
    },
  ),
  apiList(
    HOLDS,
    {
      name: 'listLegalHolds',
      summary: 'Legal holds, by code',
      ...GOVERN,
      item: Hold,
      order: ({ id }) => [id],
      reads: readsOf('legal-hold.list'),
    },
    async ({ tx, actor, services }) =>
      (await listHolds(tx, actor, services.subjects)).map(holdOf).sort((a, b) => (a.id < b.id ? -1 : 1)),
  ),
  apiGet(
    `${HOLDS}/:id`,
    {
      name: 'getLegalHold',
      summary: 'One hold, and whether it stands',
      ...GOVERN,
      response: Hold,
      reads: readsOf('legal-hold.read', 'legal-hold', idInPath),
      problems: ['not-found'],
    },
    async ({ tx, actor, services, params }) => {
      const id = params.id ?? '';
      const [hold] = isUuid(id) ? await listHolds(tx, actor, services.subjects, id) : [];
      return hold ? { value: holdOf(hold) } : notFound('hold');
    },
  ),
  apiPost(
    HOLDS,
    {
      name: 'placeLegalHold',
      summary: 'Put a person, at every agency, or a case on hold',
      ...GOVERN,
      status: 201,
      body: z.strictObject({
        kind: z.enum(['person', 'case']),
        subjectId: z.uuid(),
        reason: words,
        untilOn: givenDay.optional(),
      }),
      response: Done,
      problems: ['not-found', 'say-why', 'not-later'],
    },
    async ({ tx, actor, services, body }) => {
      const placed: { id: string } | Refusal = await placeHold(tx, actor, services.subjects, body);
      return isRefusal(placed) ? placed : { value: placed, location: `${HOLDS}/${placed.id}` };
    },
  ),
  apiPost(
    `${HOLDS}/:id/lifting`,
    {
      name: 'liftLegalHold',
      summary: 'Lift a hold; that there was one stays',
      ...GOVERN,
      status: 201,
      body: z.strictObject({ reason: words }),
      response: Done,
      problems: ['not-found', 'say-why'],
    },
    async ({ tx, actor, services, params, body }) => {
      const id = params.id ?? '';
      if (!isUuid(id)) return notFound('hold');
      const lifted = await liftHold(tx, actor, services.subjects, { ...body, id });
      return isRefusal(lifted) ? lifted : { value: lifted };
    },
  ),
].map((route) => inCasework(route));
