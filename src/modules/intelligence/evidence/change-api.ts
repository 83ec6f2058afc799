import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiPost, apiPut } from '../../../platform/http/api.ts';
import type { Route } from '../../../platform/http/route.ts';
import { entry, WholeSchema } from './api-entry.ts';
import { addEvidence, changeEvidence, withdrawEvidence } from './library.ts';
import { findEvidence } from './queries.ts';
import { addSupport, endSupport } from './supports.ts';
import { EVIDENCE_KIND_NAMES, SUPPORTED } from './words.ts';

const words = z.string().trim().max(10_000).default('');
const optionalDay = z.iso
  .date()
  .transform((text) => plainDate(text))
  .nullable()
  .default(null);

const EvidenceBody = z.object({
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
});

const EDITS = { permission: 'indicators.edit', response: WholeSchema } as const;

/** Adding to the library, changing and withdrawing what is in it, and what rests on it, for programs. */
export const evidenceChangeApi: readonly Route[] = [
  apiPost(
    '/api/v1/evidence',
    {
      ...EDITS,
      name: 'addEvidenceEntry',
      summary: 'Add an entry to the library',
      status: 201,
      body: EvidenceBody,
      problems: ['title-is-reserved', 'library-slug-unique', 'evidence-link-is-an-address'],
    },
    async (c) => {
      const added = await addEvidence(c.tx, c.actor, c.body);
      return isRefusal(added) ? added : entry(c, await findEvidence(c.tx, { id: added.id }));
    },
  ),
  apiPut(
    '/api/v1/evidence/:slug',
    {
      ...EDITS,
      name: 'changeEvidenceEntry',
      summary: 'Change what is said of an entry; its file and its address stay',
      revised: true,
      body: EvidenceBody,
      problems: ['not-found', 'withdrawn-already', 'evidence-link-is-an-address'],
    },
    async (c) => {
      const slug = c.params.slug ?? '';
      const changed = await changeEvidence(c.tx, c.actor, slug, c.revision, c.body);
      return isRefusal(changed) ? changed : entry(c, await findEvidence(c.tx, { slug }));
    },
  ),
  apiPost(
    '/api/v1/evidence/:slug/withdrawals',
    {
      ...EDITS,
      name: 'withdrawEvidenceEntry',
      summary: 'Say that an entry is relied on no more; it stays to be read, and supports nothing',
      revised: true,
      status: 201,
      body: z.object({ reason: z.string().trim().min(1, 'Say why it is not relied on any more.').max(4000) }),
      fields: { withdrawnSays: 'reason' },
      problems: ['not-found', 'withdrawn-already'],
    },
    async (c) => {
      const slug = c.params.slug ?? '';
      const done = await withdrawEvidence(c.tx, c.actor, slug, c.revision, { withdrawnSays: c.body.reason });
      return isRefusal(done) ? done : entry(c, await findEvidence(c.tx, { slug }));
    },
  ),
  apiPost(
    '/api/v1/evidence/:slug/supports',
    {
      ...EDITS,
      name: 'addEvidenceSupport',
      summary: 'Say what an entry supports',
      status: 201,
      body: z.object({ kind: z.enum(SUPPORTED), id: z.uuid(), says: words }),
      fields: { subject: 'id' },
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
  apiPost(
    '/api/v1/evidence/:slug/supports/:kind/:id/withdrawals',
    {
      ...EDITS,
      name: 'endEvidenceSupport',
      summary: 'Take back that an entry supports something',
      status: 201,
      body: z.object({}),
      problems: ['not-found'],
    },
    async (c) => {
      const evidence = await findEvidence(c.tx, { slug: c.params.slug ?? '' });
      const { kind = '', id = '' } = c.params;
      if (!evidence || !isUuid(id)) return notFound('support');
      const done = await endSupport(c.tx, c.actor, { kind, id, evidenceId: evidence.id });
      return isRefusal(done) ? done : entry(c, await findEvidence(c.tx, { id: evidence.id }));
    },
  ),
];
