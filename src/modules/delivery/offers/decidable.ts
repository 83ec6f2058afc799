import { addDays } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Decidable } from '../../../platform/module.ts';
import { endorseProject } from '../endorsement.ts';
import { adoptPlan } from '../plan.ts';
import { businessToday } from '../queries/today.ts';

const ROUTE = ['executive-board', 'strategic-board'];
const DECIDED_BY = 'Strategic Board';
/** Days in which a conditionally endorsed project plan is to be completed, unless the board says otherwise. */
const CONDITION_DAYS = 91;

async function adopt(tx: Tx, actor: Actor, planId: string): Promise<undefined | Refusal> {
  const adopted = await adoptPlan(tx, actor, { planId, on: await businessToday(tx), by: DECIDED_BY });
  return isRefusal(adopted) ? adopted : undefined;
}

const endorse =
  (withCondition: boolean) =>
  async (tx: Tx, actor: Actor, projectId: string): Promise<undefined | Refusal> => {
    const on = await businessToday(tx);
    const endorsed = await endorseProject(tx, actor, {
      projectId,
      on,
      by: DECIDED_BY,
      ...(withCondition ? { condition: { dueOn: addDays(on, CONDITION_DAYS) } } : {}),
    });
    return isRefusal(endorsed) ? endorsed : undefined;
  };

/** What boards decide of delivery, and what each outcome does. */
export const decidable: readonly Decidable[] = [
  { kind: 'plan', route: ROUTE, outcomes: { adopted: adopt } },
  {
    kind: 'project',
    route: ROUTE,
    outcomes: { endorsed: endorse(false), 'endorsed-on-condition': endorse(true) },
  },
];
