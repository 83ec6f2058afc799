/** Addresses: each kept once, whoever told of it, and found by keyed hashes. */
import { newId } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { readAddress } from '../linkage/text/address.ts';
import { foldCode } from '../linkage/text/fold.ts';
import { asMachine } from '../purpose/working.ts';

export interface AddressInput {
  /** As on an envelope, without the postcode. */
  readonly lines: readonly string[];
  readonly postcode?: string | undefined;
  /** Unique property reference number. */
  readonly uprn?: string | undefined;
}

export interface AddressView extends AddressInput {
  readonly id: string;
  /** The first half of the postcode, which may be told to everybody. */
  readonly outward: string | undefined;
}

export interface SavedAddress {
  readonly addressId: string;
  readonly outward: string | undefined;
}

const OUTWARD = /^([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][A-Z]{2})$/;

/** A postcode as it is written, `WS11 1AB`; undefined when it is none. */
export function readPostcode(text: string | undefined): string | undefined {
  const found = OUTWARD.exec(foldCode(text ?? '').toUpperCase());
  return found ? `${found[1]} ${found[2]}` : undefined;
}

/**
 * The address of these lines: the one that is known already, by its UPRN or the same house, street and postcode, or a
 * new one. Refused without a line or with a postcode that is none.
 */
export const saveAddress = (
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: AddressInput,
): Promise<SavedAddress | Refusal> =>
  asMachine(tx, actor, (machine) => keepAddress(tx, machine, subjects, input));

/** As `saveAddress`. For the machine. */
export async function keepAddress(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  input: AddressInput,
): Promise<SavedAddress | Refusal> {
  const address = readInput(input);
  if (isRefusal(address)) return address;
  const fullHash = subjects.hash('address', addressKey(address));
  const uprnHash = address.uprn === undefined ? null : subjects.hash('uprn', address.uprn);
  const outward = address.postcode?.split(' ')[0];
  const known = await tx
    .selectFrom('casework.address')
    .where('partnership_id', '=', machine.partnershipId)
    .where((is) =>
      uprnHash === null
        ? is('full_hash', '=', fullHash)
        : is.or([is('uprn_hash', '=', uprnHash), is('full_hash', '=', fullHash)]),
    )
    .orderBy('id')
    .select(['id', 'sealed', 'outward', 'uprn_hash'])
    .executeTakeFirst();
  if (known) {
    if (uprnHash !== null && known.uprn_hash === null)
      await learnUprn(tx, machine, subjects, known, address.uprn, uprnHash);
    return { addressId: known.id, outward: known.outward ?? undefined };
  }
  const id = newId();
  const made = await tx
    .insertInto('casework.address')
    .values({
      partnership_id: machine.partnershipId,
      id,
      sealed: subjects.seal(id, JSON.stringify(address)),
      full_hash: fullHash,
      uprn_hash: uprnHash,
      outward: outward ?? null,
    })
    .onConflict((conflict) => conflict.columns(['partnership_id', 'full_hash']).doNothing())
    .returning('id')
    .executeTakeFirst();
  // Somebody else told of the same address at the same time.
  if (!made)
    return refused('try-again', 'Somebody else was entering the same address. Try again.', {
      field: 'address',
    });
  await recordCommand(tx, machine, { action: 'address.added', subject: { kind: 'address', id } });
  return { addressId: id, outward };
}

/** An address that was known without its UPRN has it from now on; its lines stay as they were first told. */
async function learnUprn(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  { id, sealed }: { readonly id: string; readonly sealed: Uint8Array },
  uprn: string | undefined,
  uprnHash: Buffer,
): Promise<void> {
  const told = subjects.open(id, sealed);
  if (told === undefined) return;
  await tx
    .updateTable('casework.address')
    .set({ sealed: subjects.seal(id, JSON.stringify({ ...JSON.parse(told), uprn })), uprn_hash: uprnHash })
    .where('partnership_id', '=', machine.partnershipId)
    .where('id', '=', id)
    .execute();
}

/** The address as it can be read; refused when there is none or its key was destroyed. */
export async function findAddress(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  addressId: string,
): Promise<AddressView | Refusal> {
  const row = await tx
    .selectFrom('casework.address')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', addressId)
    .select(['id', 'sealed', 'outward'])
    .executeTakeFirst();
  const address = row && openAddress(subjects, row.id, row.sealed, row.outward);
  return address ?? notFound('address');
}

/** An address that was read; undefined when it was disposed of. */
export function openAddress(
  subjects: SubjectKeys,
  id: string,
  sealed: Uint8Array,
  outward: string | null,
): AddressView | undefined {
  const text = subjects.open(id, sealed);
  return text === undefined
    ? undefined
    : { ...(JSON.parse(text) as AddressInput), id, outward: outward ?? undefined };
}

/** The address in one line. */
export const addressLine = ({ lines, postcode }: AddressInput): string =>
  [...lines, ...(postcode === undefined ? [] : [postcode])].join(', ');

/**
 * What makes two ways of writing an address one: house (and flat) in a postcode, which is hardly ever more than one
 * street; where one of them is not known, all that is.
 */
export function addressKey({ lines, postcode }: AddressInput): string {
  const { house, lines: words } = readAddress(lines);
  const code = foldCode(postcode ?? '');
  const rest = words.filter((line) => line !== '').join(' ');
  return [house, house !== '' && code !== '' ? '' : rest, code].join('|');
}

function readInput({ lines, postcode, uprn }: AddressInput): AddressInput | Refusal {
  const kept = lines.map((line) => line.trim().replace(/\s+/g, ' ')).filter((line) => line !== '');
  const code = readPostcode(postcode);
  if ((postcode ?? '').trim() !== '' && code === undefined)
    return refused('postcode-unreadable', 'Enter a whole postcode, such as WS11 1AB.', { field: 'postcode' });
  if (kept.length === 0 && code === undefined)
    return refused('address-missing', 'Enter the first line of the address.', { field: 'address' });
  if (kept.join().length > 400)
    return refused('too-long', 'Shorten the address to 400 characters.', { field: 'address' });
  const number = foldCode(uprn ?? '');
  if (number !== '' && !/^\d{1,12}$/.test(number))
    return refused('uprn-unreadable', 'A UPRN has up to 12 figures.', { field: 'uprn' });
  return {
    lines: kept,
    ...(code === undefined ? {} : { postcode: code }),
    ...(number === '' ? {} : { uprn: number.replace(/^0+/, '') }),
  };
}
