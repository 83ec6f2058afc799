/** The evidence library: what is known, who published it, when it must be looked at again. */
import { z } from 'zod';
import { newId } from '../../../kernel/ids.ts';
import { slugOf } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { givenText, optionalDate, optionalText } from '../../../platform/http/form.ts';
import { businessToday } from '../queries.ts';
import { findEvidence } from './queries.ts';
import { EVIDENCE_KIND_NAMES } from './words.ts';

const someText = () => optionalText().transform((text) => text ?? '');

/** What is said of an entry; owners are ids. */
export const evidenceFields = z.object({
  title: givenText('Enter a title'),
  kind: z.enum(EVIDENCE_KIND_NAMES, { error: 'Choose what it is' }),
  publisher: givenText('Say who published it'),
  publishedOn: optionalDate(),
  publishedSays: someText(),
  says: someText(),
  url: someText(),
  keptAt: someText(),
  licence: someText(),
  reviewOn: optionalDate(),
  ownerAgencyId: optionalText(),
  ownerPostId: optionalText(),
  note: someText(),
});
export type EvidenceFields = z.output<typeof evidenceFields>;

export const withdrawalFields = z.object({
  withdrawnSays: givenText('Say why it is not relied on any more'),
});

/** Addresses beside those of entries. */
const RESERVED = ['new', 'gaps', 'agreements', 'target-areas'];

const columnsOf = (fields: EvidenceFields) => ({
  title: fields.title,
  kind: fields.kind,
  publisher: fields.publisher,
  published_on: fields.publishedOn,
  published_says: fields.publishedSays,
  says: fields.says,
  url: fields.url,
  kept_at: fields.keptAt,
  licence: fields.licence,
  review_on: fields.reviewOn,
  owner_agency_id: fields.ownerAgencyId,
  owner_post_id: fields.ownerPostId,
  note: fields.note,
});

interface Extra {
  readonly slug?: string | undefined;
  /** A file that was stored in the same transaction. */
  readonly fileId?: string | undefined;
}

/** Adds an entry. Its slug comes from its title unless one is given. */
export async function addEvidence(
  tx: Tx,
  actor: Actor,
  fields: EvidenceFields,
  { slug = slugOf(fields.title), fileId }: Extra = {},
): Promise<{ id: string; slug: string } | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  if (slug === '' || RESERVED.includes(slug))
    return refused('title-is-reserved', 'Choose another title; this one is an address of its own.', {
      field: 'title',
    });
  const id = newId<'evidence'>();
  await tx
    .insertInto('intelligence.evidence')
    .values({
      ...columnsOf(fields),
      partnership_id: actor.partnershipId,
      id,
      slug,
      file_id: fileId ?? null,
      added_on: await businessToday(tx),
      added_by: accountOf(actor) ?? null,
      added_agency_id: agencyOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'evidence.added',
    subject: { kind: 'evidence', id },
    detail: { slug, fileId, ...fields },
  });
  return { id, slug };
}

async function change(
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
  { action, values, detail }: { action: string; values: object; detail: Readonly<Record<string, unknown>> },
): Promise<{ slug: string } | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  const evidence = await findEvidence(tx, { slug });
  if (!evidence) return notFound('entry');
  if (evidence.withdrawnOn !== null)
    return refused(
      'withdrawn-already',
      `This was withdrawn on ${longDate(evidence.withdrawnOn)} and stays as it was. Add a new entry.`,
    );
  const { numUpdatedRows } = await tx
    .updateTable('intelligence.evidence')
    .set({ ...values, revision: revision + 1 })
    .where('id', '=', evidence.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('entry');
  await recordCommand(tx, actor, { action, subject: { kind: 'evidence', id: evidence.id }, detail });
  return { slug };
}

/**
 * Changes what is said of an entry, and its file where there is a new one; `revision` is the one that was seen.
 * Refused: not-allowed, not-found, withdrawn-already, changed-meanwhile.
 */
export const changeEvidence = (
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
  fields: EvidenceFields,
  fileId?: string,
): Promise<{ slug: string } | Refusal> =>
  change(tx, actor, slug, revision, {
    action: 'evidence.changed',
    values: { ...columnsOf(fields), ...(fileId === undefined ? {} : { file_id: fileId }) },
    detail: { ...fields, fileId },
  });

/** Says that an entry is relied on no more: it stays to be read, and supports nothing. Refused as changing. */
export const withdrawEvidence = async (
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
  { withdrawnSays }: z.output<typeof withdrawalFields>,
): Promise<{ slug: string } | Refusal> =>
  change(tx, actor, slug, revision, {
    action: 'evidence.withdrawn',
    values: { withdrawn_on: await businessToday(tx), withdrawn_says: withdrawnSays },
    detail: { withdrawnSays },
  });
