/** Where a person lives, stays or works, from when until when, as one agency knows it. */
import { newId } from '../../../kernel/ids.ts';
import { addDays, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { asMachine } from '../purpose/working.ts';
import { businessToday } from '../retention/review-on.ts';
import { type AddressInput, saveAddress } from './address.ts';
import { renewTokens } from './change.ts';
import { rematch } from './matching/rematch.ts';
import { mayKeep } from './record.ts';
import type { Relation } from './residence.ts';

export interface Residence {
  readonly recordId: string;
  readonly address: AddressInput;
  readonly relation: Relation;
  readonly from?: PlainDate | undefined;
  readonly until?: PlainDate | undefined;
}

/**
 * Tells where the person of a record lives (stays, works …). Who lives somewhere new no longer lives where they lived:
 * that ends the day before. Refused by name: not-found, not-allowed, and as `saveAddress`.
 */
export async function saveResidence(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  told: Residence,
): Promise<{ readonly residenceId: string; readonly addressId: string } | Refusal> {
  const record = await tx
    .selectFrom('casework.record')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', told.recordId)
    .select(['agency_id', 'restricted'])
    .executeTakeFirst();
  if (!record) return notFound('record');
  if (!mayKeep(actor, record.agency_id, ['casework.write'])) return notAllowed();
  const at = await saveAddress(tx, actor, subjects, told.address);
  if (isRefusal(at)) return at;
  const residenceId = newId();
  const since = told.from ?? (await businessToday(tx));
  await recordCommand(tx, actor, {
    action: 'residence.told',
    subject: { kind: 'record', id: told.recordId },
  });
  await asMachine(tx, actor, async (machine) => {
    if (told.relation === 'lives' && told.until === undefined)
      await endLiving(tx, machine, told.recordId, addDays(since, -1));
    await tx
      .insertInto('casework.residence')
      .values({
        partnership_id: machine.partnershipId,
        id: residenceId,
        record_id: told.recordId,
        ...record,
        address_id: at.addressId,
        relation: told.relation,
        from_on: told.from ?? null,
        until_on: told.until ?? null,
      })
      .execute();
    await renewTokens(tx, machine, subjects, told.recordId);
    await rematch(tx, machine, subjects, told.recordId);
  });
  return { residenceId, addressId: at.addressId };
}

/** Ends what still lasts; what began later than that is taken to have been a mistake of the beginning. */
async function endLiving(tx: Tx, machine: Actor, recordId: string, until: PlainDate): Promise<void> {
  await tx
    .updateTable('casework.residence')
    .set((is) => ({ until_on: until, revision: is('revision', '+', 1) }))
    .where('partnership_id', '=', machine.partnershipId)
    .where('record_id', '=', recordId)
    .where('relation', '=', 'lives')
    .where('until_on', 'is', null)
    .where((is) => is.or([is('from_on', 'is', null), is('from_on', '<=', until)]))
    .execute();
}
