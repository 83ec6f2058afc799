import { newId } from '../../../kernel/ids.ts';
import { slugOf } from '../../../kernel/names.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { lockStream, standingOf } from '../ledger/balances.ts';
import type { Arrangement, Quality, StreamKind } from '../words.ts';
import { keepLastDay, type Letter, letterNeeded } from './last-days.ts';
import { findStream } from './queries.ts';

/** What is said of a stream. Agencies are ids; amounts pence; unknown amounts and days null. */
export interface StreamFields {
  readonly name: string;
  readonly kind: StreamKind;
  readonly source: string;
  readonly sourceAgencyId: string | null;
  readonly holderAgencyId: string;
  readonly vatHostAgencyId: string | null;
  readonly arrangement: Arrangement;
  readonly promised: number | null;
  readonly startsOn: PlainDate | null;
  readonly lapsesOn: PlainDate | null;
  readonly carriesOver: boolean;
  readonly conditions: string;
  readonly quality: Quality;
  readonly note: string;
}

const RESERVED = new Set(['new', 'import']);

const columnsOf = (fields: StreamFields) => ({
  name: fields.name.trim(),
  kind: fields.kind,
  source: fields.source,
  source_agency_id: fields.sourceAgencyId,
  holder_agency_id: fields.holderAgencyId,
  vat_host_agency_id: fields.vatHostAgencyId,
  arrangement: fields.arrangement,
  promised_pence: fields.promised,
  starts_on: fields.startsOn,
  lapses_on: fields.lapsesOn,
  carries_over: fields.carriesOver,
  conditions: fields.conditions,
  quality: fields.quality,
  note: fields.note,
});

/** Adds a stream of money, with nothing in it yet. Its slug comes from its name unless one is given. */
export async function addStream(
  tx: Tx,
  actor: Actor,
  fields: StreamFields & { readonly slug?: string | undefined },
): Promise<{ id: string; slug: string } | Refusal> {
  if (!may(actor, 'fund.keep')) return notAllowed();
  const slug = fields.slug ?? slugOf(fields.name);
  if (slug === '' || RESERVED.has(slug))
    return refused('stream-name-is-reserved', 'Choose another name; this one is an address of its own.', {
      field: 'name',
    });
  const id = newId<'stream'>();
  const last_day_number = await keepLastDay(tx, actor, { id }, fields);
  await tx
    .insertInto('fund.stream')
    .values({ partnership_id: actor.partnershipId, id, slug, last_day_number, ...columnsOf(fields) })
    .execute();
  await recordCommand(tx, actor, {
    action: 'stream.added',
    subject: { kind: 'stream', id },
    detail: { slug, ...fields },
  });
  return { id, slug };
}

/**
 * Changes what is said of a stream; `revision` is the one that was seen. Its days bind commitments, so writers wait. Refused
 * by name: last-day-moves-on-by-a-letter, where a later last day comes without the funder's letter.
 */
export async function changeStream(
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
  { letter, letterOn, ...fields }: StreamFields & Letter,
): Promise<{ slug: string } | Refusal> {
  if (!may(actor, 'fund.keep')) return notAllowed();
  const stream = await findStream(tx, slug);
  if (!stream) return notFound('stream');
  await lockStream(tx, stream.id);
  const before = await standingOf(tx, stream.id);
  if (!before) return notFound('stream');
  const early = await letterNeeded(tx, before, { ...fields, letter, letterOn });
  if (early) return early;
  const last_day_number = await keepLastDay(tx, actor, before, { ...fields, letter, letterOn });
  const { numUpdatedRows } = await tx
    .updateTable('fund.stream')
    .set({ ...columnsOf(fields), last_day_number, revision: revision + 1 })
    .where('id', '=', stream.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('stream');
  await recordCommand(tx, actor, {
    action: 'stream.changed',
    subject: { kind: 'stream', id: stream.id },
    detail: { ...fields, ...(letter ? { letter, letterOn } : {}) },
  });
  return { slug };
}
