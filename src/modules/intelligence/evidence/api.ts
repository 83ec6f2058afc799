import { z } from 'zod';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Context, Route } from '../../../platform/http/route.ts';
import { addEvidence } from './library.ts';
import { type Evidence, findEvidence, listEvidence } from './queries.ts';
import { listAgreements, listDeliverables, listFunding } from './research/queries.ts';
import { addSupport, listSupported } from './supports.ts';
import { EVIDENCE_KIND_NAMES, SUPPORTED } from './words.ts';

const day = z.iso.date();
const words = z.string().trim().max(10_000).default('');
const optionalDay = day
  .transform((text) => plainDate(text))
  .nullable()
  .default(null);

const EvidenceSchema = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    kind: z.enum(EVIDENCE_KIND_NAMES),
    publisher: z.string(),
    publishedOn: day.nullable(),
    publishedSays: z.string().describe('When it was published, where the day is not known'),
    says: z.string(),
    url: z.string(),
    fileName: z.string().nullable(),
    keptAt: z.string(),
    licence: z.string(),
    reviewOn: day.nullable(),
    withdrawnOn: day.nullable(),
    addedOn: day,
    addedBy: z.string(),
    supports: z.int().describe('How many things rest on it'),
  })
  .meta({ id: 'Evidence', description: 'An entry of the evidence library.' });

const SupportedSchema = z.object({
  kind: z.string(),
  id: z.uuid(),
  title: z.string(),
  path: z.string(),
  says: z.string().describe('What in it supports that'),
});

const WholeSchema = EvidenceSchema.extend({ supported: z.array(SupportedSchema) }).meta({
  id: 'EvidenceWithSupported',
  description: 'An entry of the evidence library with what rests on it.',
});

const AgreementSchema = z
  .object({
    slug: z.string(),
    title: z.string(),
    researcher: z.string(),
    startsOn: day.nullable(),
    endsOn: day.nullable(),
    pence: z.int().describe('What is known of the money, in pence'),
    funders: z.array(z.object({ funder: z.string(), pence: z.int().nullable(), says: z.string() })),
    deliverables: z.array(
      z.object({
        id: z.uuid(),
        title: z.string(),
        dueOn: day,
        owner: z.string(),
        deliveredOn: day.nullable(),
        evidence: z.string().nullable().describe('The slug of the entry that it became'),
      }),
    ),
  })
  .meta({ id: 'ResearchAgreement', description: 'Who researches, who pays, what is due and what came.' });

const entry = async ({ tx, services }: Pick<Context, 'tx' | 'services'>, evidence: Evidence | undefined) =>
  evidence
    ? {
        value: {
          ...evidence,
          supported: [...(await listSupported(tx, services.offers.kinds, evidence.id))],
        },
      }
    : notFound('entry');

/** The evidence library and research agreements for programs. */
export const evidenceApi: readonly Route[] = [
  apiList(
    '/api/v1/evidence',
    {
      name: 'listEvidence',
      summary: 'The evidence library',
      permission: 'read',
      item: EvidenceSchema,
      order: ({ title, id }) => [title, id],
      query: z.object({
        kind: z.enum(EVIDENCE_KIND_NAMES).optional(),
        supports: z.uuid().optional().describe('The id of a need, priority, project or other thing'),
      }),
    },
    async ({ tx, query: { kind, supports } }) =>
      (await listEvidence(tx, { kind, subjectId: supports })).toSorted((a, b) =>
        a.title < b.title || (a.title === b.title && a.id < b.id) ? -1 : 1,
      ),
  ),
  apiGet(
    '/api/v1/evidence/:slug',
    {
      name: 'getEvidence',
      summary: 'One entry with what rests on it',
      permission: 'read',
      response: WholeSchema,
      problems: ['not-found'],
    },
    async (c) => entry(c, await findEvidence(c.tx, { slug: c.params.slug ?? '' })),
  ),
  apiPost(
    '/api/v1/evidence',
    {
      name: 'addEvidenceEntry',
      summary: 'Add an entry to the library',
      permission: 'indicators.edit',
      status: 201,
      body: z.object({
        title: z.string().trim().min(1).max(300),
        kind: z.enum(EVIDENCE_KIND_NAMES),
        publisher: z.string().trim().min(1).max(300),
        publishedOn: optionalDay,
        publishedSays: words,
        says: words,
        url: words,
        keptAt: words,
        licence: words,
        reviewOn: optionalDay,
        ownerAgencyId: z.uuid().nullable().default(null),
        ownerPostId: z.uuid().nullable().default(null),
        note: words,
      }),
      response: WholeSchema,
      problems: ['title-is-reserved', 'library-slug-unique', 'evidence-link-is-an-address'],
    },
    async (c) => {
      const added = await addEvidence(c.tx, c.actor, c.body);
      return isRefusal(added) ? added : entry(c, await findEvidence(c.tx, { id: added.id }));
    },
  ),
  apiPost(
    '/api/v1/evidence/:slug/supports',
    {
      name: 'addEvidenceSupport',
      summary: 'Say what an entry supports',
      permission: 'indicators.edit',
      status: 201,
      body: z.object({ kind: z.enum(SUPPORTED), id: z.uuid(), says: words }),
      response: WholeSchema,
      problems: ['not-found', 'subject-unknown', 'supports-already'],
    },
    async (c) => {
      const evidence = await findEvidence(c.tx, { slug: c.params.slug ?? '' });
      if (!evidence) return notFound('entry');
      const input = { ...c.body, evidenceId: evidence.id };
      const done = await addSupport(c.tx, c.actor, c.services.offers.kinds, input);
      return isRefusal(done) ? done : entry(c, await findEvidence(c.tx, { id: evidence.id }));
    },
  ),
  apiList(
    '/api/v1/research-agreements',
    {
      name: 'listResearchAgreements',
      summary: 'Research agreements with who pays and what is due',
      permission: 'read',
      item: AgreementSchema,
      order: ({ slug }) => [slug],
    },
    async ({ tx }) => {
      const agreements: z.input<typeof AgreementSchema>[] = [];
      for (const { id, ...agreement } of await listAgreements(tx))
        agreements.push({
          ...agreement,
          funders: [...(await listFunding(tx, id))],
          deliverables: (await listDeliverables(tx, id)).map(({ evidenceSlug, ...one }) => ({
            ...one,
            evidence: evidenceSlug,
          })),
        });
      return agreements.toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
    },
  ),
];
