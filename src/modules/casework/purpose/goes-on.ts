import { newId } from '../../../kernel/ids.ts';
import { addDays } from '../../../kernel/plain-date.ts';
import { type Actor, accountOf, agencyOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { businessToday } from '../retention/review-on.ts';
import { asMachine } from './working.ts';

const DAYS = 14;

/**
 * Named rule: whoever restricts what they work with goes on for a fortnight, once; from then on information governance
 * names who does. Does nothing where the thing is not restricted, or the actor sees what is restricted anyway.
 */
export async function goesOnForNow(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  { kind, id }: { readonly kind: 'record' | 'case'; readonly id: string },
): Promise<void> {
  const [account, agencyId] = [accountOf(actor), agencyOf(actor)];
  if (account === undefined || !mayFor(actor, 'casework.read', agencyId)) return;
  if (mayFor(actor, 'casework.restricted', agencyId)) return;
  const today = await businessToday(tx);
  await asMachine(tx, actor, async (machine) => {
    const thing = await restrictedThing(tx, machine, kind, id);
    const before = await tx
      .selectFrom('casework.entrusting')
      .where('partnership_id', '=', machine.partnershipId)
      .where(kind === 'record' ? 'record_id' : 'case_id', '=', id)
      .where('account_id', '=', account)
      .select('id')
      .executeTakeFirst();
    if (!thing || before) return;
    const entrusting = newId<'entrusting'>();
    await tx
      .insertInto('casework.entrusting')
      .values({
        partnership_id: machine.partnershipId,
        id: entrusting,
        agency_id: thing.agencyId,
        record_id: kind === 'record' ? id : null,
        case_id: kind === 'case' ? id : null,
        account_id: account,
        named_by: null,
        reason: subjects.seal(entrusting, 'Restricted it while working with it.'),
        on_day: today,
        until_on: addDays(today, DAYS),
        at: new Date(),
      })
      .execute();
    await recordCommand(tx, actor, {
      action: `${kind}.goes-on`,
      subject: { kind, id },
      detail: { days: DAYS },
    });
  });
}

/** A record or case that is restricted, with the agency that holds or leads it. */
const restrictedThing = (
  tx: Tx,
  machine: Actor,
  kind: 'record' | 'case',
  id: string,
): Promise<{ agencyId: string } | undefined> =>
  kind === 'record'
    ? tx
        .selectFrom('casework.record')
        .where('partnership_id', '=', machine.partnershipId)
        .where('id', '=', id)
        .where('restricted', '=', true)
        .select('agency_id as agencyId')
        .executeTakeFirst()
    : tx
        .selectFrom('casework.case_file')
        .where('partnership_id', '=', machine.partnershipId)
        .where('id', '=', id)
        .where('restricted', '=', true)
        .select('lead_agency_id as agencyId')
        .executeTakeFirst();
