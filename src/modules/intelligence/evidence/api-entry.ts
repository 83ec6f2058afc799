import { z } from 'zod';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Context } from '../../../platform/http/route.ts';
import type { Evidence } from './queries.ts';
import { listSupported } from './supports.ts';
import { EVIDENCE_KIND_NAMES } from './words.ts';

const day = z.iso.date();

/** An entry as programs read it. */
export const EvidenceSchema = z
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
    withdrawnSays: z.string().describe('Why it is not relied on any more'),
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

/** An entry with what rests on it. */
export const WholeSchema = EvidenceSchema.extend({ supported: z.array(SupportedSchema) }).meta({
  id: 'EvidenceWithSupported',
  description: 'An entry of the evidence library with what rests on it.',
});

/** What a program is given of an entry, or that there is none. */
export const entry = async (
  { tx, services }: Pick<Context, 'tx' | 'services'>,
  evidence: Evidence | undefined,
) =>
  evidence
    ? {
        value: {
          ...evidence,
          supported: [...(await listSupported(tx, services.offers.kinds, evidence.id))],
        },
        revision: evidence.revision,
        location: `/api/v1/evidence/${evidence.slug}`,
      }
    : notFound('entry');
