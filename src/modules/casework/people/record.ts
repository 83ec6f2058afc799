/** Saving what one agency knows of one person, and matching it as it is saved. */
import { sql } from 'kysely';
import { newId, newIdOfNoTime } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { type Actor, agencyOf, may, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { purposeInUse } from '../purpose/queries.ts';
import { asMachine } from '../purpose/working.ts';
import { businessToday, reviewOn } from '../retention/review-on.ts';
import { type AddressInput, keepAddress } from './address.ts';
import { type Identity, readIdentity, sealIdentity } from './identity.ts';
import type { RecordInput, SavedRecord } from './input.ts';
import { matchRecord } from './matching/match-record.ts';
import { codesOf, tokensOf, wholeToken } from './tokens.ts';

/** Any of these lets somebody tell of a person for their own agency. */
const WRITERS = ['casework.write', 'referral.make', 'concern.record'];

/** True when the actor may add records for this agency: somebody of it, or machinery. */
export const mayKeep = (actor: Actor, agencyId: string, permissions: readonly string[] = WRITERS): boolean =>
  may(actor, 'casework.machine') ||
  (agencyOf(actor) === agencyId && permissions.some((permission) => mayFor(actor, permission, agencyId)));

/**
 * Keeps what an agency tells of a person and finds out, in the same transaction, who else's records are of the same
 * person: surely the same joins, perhaps the same is asked about. What the agency told before, word for word, is the
 * record that it was. Refused by name: not-allowed, says-nobody, date-of-birth-unreadable, postcode-unreadable,
 * record-reference-unique.
 */
export async function saveRecord(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: RecordInput,
): Promise<SavedRecord | Refusal> {
  if (!mayKeep(actor, input.agencyId)) return notAllowed();
  const today = await businessToday(tx);
  const identity = readIdentity(input, today);
  if (isRefusal(identity)) return identity;
  return asMachine(tx, actor, async (machine) => {
    const before = await toldBefore(tx, machine, subjects, input, identity, today);
    if (before) return before;
    const at = input.address && (await keepAddress(tx, machine, subjects, input.address));
    if (isRefusal(at)) return at;
    const recordId = await insertRecord(tx, machine, subjects, input, identity, today);
    if (at) await insertHome(tx, machine, input, recordId, at.addressId);
    return matchRecord(tx, machine, subjects, recordId);
  });
}

const ownerOf = (input: RecordInput) => ({
  agency_id: input.agencyId,
  restricted: input.restrictedBecause !== undefined,
});

/** The record with its presence and tokens, in a cluster of its own. */
async function insertRecord(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  input: RecordInput,
  identity: Identity,
  today: PlainDate,
): Promise<string> {
  const within = { partnership_id: machine.partnershipId };
  const owner = ownerOf(input);
  // A person who was known before keeps the id of then: it must not say how long ago that is.
  const [recordId, clusterId] = [newId(), newIdOfNoTime()];
  await recordCommand(tx, machine, { action: 'record.added', subject: { kind: 'record', id: recordId } });
  await tx
    .insertInto('casework.cluster')
    .values({ ...within, id: clusterId })
    .execute();
  await tx
    .insertInto('casework.record')
    .values({
      ...within,
      ...owner,
      id: recordId,
      cluster_id: clusterId,
      own_cluster_id: clusterId,
      reference_hash: referenceHash(subjects, identity),
      identity: sealIdentity(subjects, recordId, identity),
      regime: input.regime ?? (await regimeOf(tx, machine)),
      restricted_because: input.restrictedBecause ?? null,
      source: input.source,
      recorded_on: today,
      last_active_on: today,
      review_on: await reviewOn(tx, machine, 'record', today),
    })
    .execute();
  await tx
    .insertInto('casework.presence')
    .values({ ...within, ...owner, record_id: recordId, cluster_id: clusterId })
    .execute();
  await writeTokens(tx, machine, subjects, recordId, owner, identity, input.address);
  return recordId;
}

async function insertHome(
  tx: Tx,
  machine: Actor,
  input: RecordInput,
  recordId: string,
  addressId: string,
): Promise<void> {
  await tx
    .insertInto('casework.residence')
    .values({
      partnership_id: machine.partnershipId,
      ...ownerOf(input),
      id: newId(),
      record_id: recordId,
      address_id: addressId,
      from_on: parsePlainDate(input.livesFrom ?? '') ?? null,
    })
    .execute();
}

/** The keyed hash of the agency's own number. */
export const referenceHash = (subjects: SubjectKeys, { reference }: Identity): Buffer | null =>
  reference === undefined ? null : subjects.hash('reference', reference.toLowerCase());

/** Under which law the purpose in use lets personal data be held. */
async function regimeOf(tx: Tx, actor: Actor): Promise<'uk-gdpr' | 'part-3'> {
  const purpose = actor.purpose === undefined ? undefined : await purposeInUse(tx, actor, actor.purpose);
  return purpose?.regime ?? 'uk-gdpr';
}

/** Writes the tokens of a new record. For the machine. */
export async function writeTokens(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  recordId: string,
  owner: { readonly agency_id: string; readonly restricted: boolean },
  identity: Identity,
  address: AddressInput | undefined,
): Promise<void> {
  const tokens = tokensOf(subjects, identity, address);
  const kinds = tokens.map(({ kind }) => kind);
  const hashes = tokens.map(({ hash }) => hash);
  await sql`
    insert into casework.record_token (partnership_id, kind, hash, record_id, agency_id, restricted)
    select ${machine.partnershipId}, t.kind, t.hash, ${recordId}, ${owner.agency_id}, ${owner.restricted}
    from unnest(${kinds}::text[], ${hashes}::bytea[]) as t (kind, hash)`.execute(tx);
}

/** True when the same words twice are surely of the same person: a name alone is not enough. */
const tellsWho = (identity: Identity): boolean =>
  identity.reference !== undefined ||
  codesOf(identity).length > 0 ||
  (identity.surname !== undefined &&
    identity.givenNames !== undefined &&
    identity.dateOfBirth?.length === 10);

/** The record that the agency made when it told exactly this before; it was active again today. */
async function toldBefore(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  input: RecordInput,
  identity: Identity,
  today: PlainDate,
): Promise<SavedRecord | undefined> {
  if (!tellsWho(identity)) return undefined;
  const known = await tx
    .selectFrom('casework.record_token as t')
    .innerJoin('casework.record as r', (on) =>
      on.onRef('r.partnership_id', '=', 't.partnership_id').onRef('r.id', '=', 't.record_id'),
    )
    .where('t.partnership_id', '=', machine.partnershipId)
    .where('t.kind', '=', 'whole')
    .where('t.hash', '=', wholeToken(subjects, identity, input.address))
    .where('t.agency_id', '=', input.agencyId)
    .where('t.restricted', '=', input.restrictedBecause !== undefined)
    .orderBy('r.id')
    .select(['r.id', 'r.cluster_id', 'r.last_active_on'])
    .executeTakeFirst();
  if (!known) return undefined;
  if (known.last_active_on < today)
    await tx
      .updateTable('casework.record')
      .set({ last_active_on: today, review_on: await reviewOn(tx, machine, 'record', today) })
      .where('partnership_id', '=', machine.partnershipId)
      .where('id', '=', known.id)
      .execute();
  await recordCommand(tx, machine, {
    action: 'record.told-again',
    subject: { kind: 'record', id: known.id },
  });
  return { recordId: known.id, clusterId: known.cluster_id, joined: true, again: true, asked: 0 };
}
