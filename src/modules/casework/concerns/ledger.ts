/** What the machine brings from one agency to another stands in the ledger of disclosures like what a person discloses. */
import { isRefusal } from '../../../kernel/refusal.ts';
import { type Actor, system } from '../../../platform/actor.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { listPurposes } from '../purpose/queries.ts';
import { type Disclosing, disclose } from '../sharing/index.ts';

export interface MachineDisclosure extends Omit<Disclosing, 'to' | 'fromAgencyId' | 'purpose'> {
  readonly from: string;
  readonly to: string;
  /** The purpose for which it is done, where the actor has chosen none. */
  readonly usually: string;
}

/** Writes the row; false where the partnership has no purpose yet, and so nobody could see what was brought. */
export async function discloseByRule(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  { from, to, usually, ...what }: MachineDisclosure,
): Promise<boolean> {
  const purposes = (await listPurposes(tx, machine)).map(({ slug }) => slug);
  const purpose = [machine.purpose, usually, ...purposes].find(
    (slug) => slug !== undefined && purposes.includes(slug),
  );
  if (purpose === undefined) return false;
  const rule = system('casework.rule', machine.partnershipId, machine.permissions);
  const disclosed = await actingAs(tx, machine, rule, (actor) =>
    disclose(tx, actor, subjects, { ...what, to: { agencyId: to }, fromAgencyId: from, purpose }),
  );
  return !isRefusal(disclosed);
}
