import { type Actor, type System, system } from '../../platform/actor.ts';
import { actingAs, type Tx } from '../../platform/database/transaction.ts';

const PERMISSIONS = ['read', 'access.authenticate'];

/** The one actor that may see credentials, sessions and links of everybody. */
export const signInMachinery = (partnershipId: Actor['partnershipId'], requestId?: string): System => ({
  ...system('sign-in', partnershipId, PERMISSIONS),
  ...(requestId === undefined ? {} : { requestId }),
});

/** Runs a part of the visitor's transaction as the sign-in machinery. */
export const asMachinery = <T>(tx: Tx, actor: Actor, work: (machinery: Actor) => Promise<T>): Promise<T> =>
  actingAs(tx, actor, signInMachinery(actor.partnershipId, actor.requestId), work);
