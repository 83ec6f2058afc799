import { z } from 'zod';
import { apiGet } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { EvidenceSchema, entry, WholeSchema } from './api-entry.ts';
import { evidenceChangeApi } from './change-api.ts';
import { findEvidence, listEvidence } from './queries.ts';
import { listAgreements, listDeliverables, listFunding } from './research/queries.ts';
import { EVIDENCE_KIND_NAMES } from './words.ts';

const day = z.iso.date();
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

/** The evidence library and research agreements for programs. */
export const evidenceApi: readonly Route[] = [
  ...evidenceChangeApi,
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
