/** Changing what an agency knows of a person; matching hears of it in the same transaction. */
import type { Refusal } from '../../../kernel/refusal.ts';
import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { asMachine } from '../purpose/working.ts';
import { businessToday, reviewOn } from '../retention/review-on.ts';
import { type Identity, openIdentity, readIdentity, sealIdentity } from './identity.ts';
import type { RestrictedBecause, SavedRecord } from './input.ts';
import { openRecords } from './matching/read.ts';
import { rematch } from './matching/rematch.ts';
import { mayKeep, referenceHash, writeTokens } from './record.ts';
import { restrictAlong } from './restrict.ts';

export interface RecordChange extends Identity {
  readonly recordId: string;
  /** The revision that was seen. */
  readonly revision: number;
  /** Kept as it is when it is not given; null lifts the restriction. */
  readonly restrictedBecause?: RestrictedBecause | null | undefined;
}

const FIELDS = [
  'givenNames',
  'surname',
  'otherNames',
  'dateOfBirth',
  'sex',
  'telephones',
  'emails',
  'nhsNumber',
  'nationalInsuranceNumber',
  'policeNumber',
  'reference',
] as const;

/**
 * Changes the fields that are given and keeps the others; an empty text or list takes one out. Links that the machine
 * made on what is no longer so are given up, and new ones found. Refused by name: not-found, not-allowed,
 * changed-meanwhile, and as `saveRecord`.
 */
export async function changeRecord(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  change: RecordChange,
): Promise<SavedRecord | Refusal> {
  const row = await tx
    .selectFrom('casework.record')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', change.recordId)
    .select(['agency_id', 'identity', 'revision', 'restricted_because'])
    .executeTakeFirst();
  if (!row) return notFound('record');
  if (!mayKeep(actor, row.agency_id, ['casework.write'])) return notAllowed();
  if (row.revision !== change.revision) return changedMeanwhile('record');
  const before = openIdentity(subjects, change.recordId, row.identity);
  if (!before)
    return refused('disposed-of', 'This record was disposed of: nothing of it can be read or changed.');
  const today = await businessToday(tx);
  const given = Object.fromEntries(
    FIELDS.filter((name) => change[name] !== undefined).map((name) => [name, change[name]]),
  );
  const identity = readIdentity({ ...before, ...given }, today);
  if (isRefusal(identity)) return identity;
  const because = change.restrictedBecause === undefined ? row.restricted_because : change.restrictedBecause;
  // Named rule: to whom a restricted record was entrusted keeps it restricted.
  if (
    because === null &&
    row.restricted_because !== null &&
    !mayFor(actor, 'casework.restricted', row.agency_id)
  )
    return refused(
      'restriction-is-lifted-by-who-sees-it',
      'Only who may see every restricted record lifts a restriction. Ask information governance.',
      { field: 'restrictedBecause' },
    );
  const review = await reviewOn(tx, actor, 'record', today);
  await recordCommand(tx, actor, {
    action: 'record.changed',
    subject: { kind: 'record', id: change.recordId },
  });
  return asMachine(tx, actor, async (machine) => {
    await tx
      .updateTable('casework.record')
      .set({
        identity: sealIdentity(subjects, change.recordId, identity),
        reference_hash: referenceHash(subjects, identity),
        restricted: because !== null,
        restricted_because: because,
        last_active_on: today,
        review_on: review,
        revision: row.revision + 1,
      })
      .where('partnership_id', '=', machine.partnershipId)
      .where('id', '=', change.recordId)
      .execute();
    if ((because !== null) !== (row.restricted_because !== null))
      await restrictAlong(tx, machine, change.recordId);
    await renewTokens(tx, machine, subjects, change.recordId);
    return rematch(tx, machine, subjects, change.recordId);
  });
}

/** Nothing about this record is restricted any more, nor what was told of it. For the machine. Refuses not-found and changed-meanwhile. */
export async function liftRecord(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  seen: { readonly id: string; readonly revision: number },
): Promise<{ id: string } | Refusal> {
  const row = await tx
    .selectFrom('casework.record')
    .where('partnership_id', '=', machine.partnershipId)
    .where('id', '=', seen.id)
    .where('restricted', '=', true)
    .select('revision')
    .executeTakeFirst();
  if (!row) return notFound('restricted record');
  if (row.revision !== seen.revision) return changedMeanwhile('record');
  await tx
    .updateTable('casework.record')
    .set({ restricted: false, restricted_because: null, revision: row.revision + 1 })
    .where('partnership_id', '=', machine.partnershipId)
    .where('id', '=', seen.id)
    .execute();
  await restrictAlong(tx, machine, seen.id);
  await renewTokens(tx, machine, subjects, seen.id);
  return { id: seen.id };
}

/** Writes the tokens of a record as it now stands, with the address where its person now lives. For the machine. */
export async function renewTokens(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  recordId: string,
): Promise<void> {
  const [opened] = await openRecords(tx, machine, subjects, [recordId]);
  if (!opened) return;
  const owner = { agency_id: opened.agencyId, restricted: opened.restricted };
  await tx
    .deleteFrom('casework.record_token')
    .where('partnership_id', '=', machine.partnershipId)
    .where('record_id', '=', recordId)
    .execute();
  await writeTokens(tx, machine, subjects, recordId, owner, opened.identity, opened.address);
}
