import { type Actor, system } from '../../../platform/actor.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';

/** Goes on as the count: the only one that reads what respondents answered. It shows nobody a single response. */
export const asCount = <T>(tx: Tx, actor: Actor, work: (count: Actor) => Promise<T>): Promise<T> =>
  actingAs(tx, actor, system('survey count', actor.partnershipId, ['surveys.count']), work);

/** Goes on as the public form: it sees what an open wave asks, and gives responses. */
export const asForm = <T>(tx: Tx, actor: Actor, work: (form: Actor) => Promise<T>): Promise<T> =>
  actingAs(tx, actor, system('survey form', actor.partnershipId, ['read', 'surveys.answer']), work);
