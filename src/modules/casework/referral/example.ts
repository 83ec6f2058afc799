import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { publishChecklist } from './checklist/checklist.ts';

/** Publishes the standard checklist. */
export async function loadChecklistExample(tx: Tx, actor: Actor): Promise<undefined | Refusal> {
  const published = await publishChecklist(tx, actor, 0, 'The standard checklist');
  return isRefusal(published) ? published : undefined;
}
