import { isRefusal, refused } from '../../../kernel/refusal.ts';
import type { Decidable, Effect } from '../../../platform/module.ts';
import { endorseProject } from '../endorsement.ts';
import { adoptPlan } from '../plan.ts';

/** The Executive Board recommends, the Strategic Board decides, unless a dated delegation says otherwise. */
const ROUTE = ['executive', 'strategic'];

const adopt: Effect = async (tx, actor, planId, { decidedOn, body, decisionId }) => {
  const adopted = await adoptPlan(tx, actor, { planId, on: decidedOn, by: body, ground: { decisionId } });
  return isRefusal(adopted) ? adopted : 'The plan is adopted.';
};

const endorse: Effect = async (tx, actor, projectId, { decidedOn, body, decisionId, conditions }) => {
  const [condition] = conditions;
  const endorsed = await endorseProject(tx, actor, {
    projectId,
    on: decidedOn,
    by: body,
    ground: { decisionId },
    ...(condition
      ? { condition: { dueOn: condition.dueOn, ownerPostId: condition.ownerPostId, note: condition.says } }
      : {}),
  });
  if (isRefusal(endorsed)) return endorsed;
  return endorsed.missing.length === 0
    ? 'The project is endorsed.'
    : 'The project is endorsed on the condition that its project plan is completed.';
};

const endorseOnCondition: Effect = async (tx, actor, projectId, decided) =>
  decided.conditions.length === 0
    ? refused('condition-needed', 'Say what the condition is and by when it must be met.', {
        field: 'condition',
      })
    : endorse(tx, actor, projectId, decided);

/** What boards decide of delivery, and what each outcome does. */
export const decidable: readonly Decidable[] = [
  {
    kind: 'plan',
    says: 'A delivery plan',
    route: ROUTE,
    authority: ['plan.adopt'],
    effects: { endorsed: adopt },
  },
  {
    kind: 'project',
    says: 'A project',
    route: ROUTE,
    authority: ['project.endorse'],
    effects: { endorsed: endorse, 'endorsed-on-condition': endorseOnCondition },
  },
];
