import { z } from 'zod';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { givenDate, givenText, readFields, revisionIn, textIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { NOTHING_TYPED } from '../../../ui/forms/typed.ts';
import { earlierFields } from '../../partners/index.ts';
import { AdoptionForm, PlanForm } from '../pages/plan-forms.tsx';
import { adoptPlan, draftPlan, editPlan, type PlanInput, refreshPlan } from '../plan.ts';
import { formatPlanPeriod, parsePlanPeriod } from '../plan-period.ts';
import { findPlan, listPlans } from '../queries/plans.ts';
import { choices, EDIT, idOf, PLAN_CRUMBS } from './shared.ts';

const planIn = async (c: Context) => (await findPlan(c.tx, c.params.slug ?? '')) ?? notFound('plan');
const crumbs = (plan: { slug: string; title: string }) => [
  ...PLAN_CRUMBS,
  { text: plan.title, href: `/plans/${plan.slug}` },
];

async function planForm(c: Context, kind: 'new' | 'edit' | 'refresh', attempt?: Attempt): Promise<Answer> {
  const lists = await choices(c);
  const plan = kind === 'new' ? undefined : await planIn(c);
  if (isRefusal(plan)) return plan;
  const headings = {
    new: 'Draft a plan',
    edit: 'Change the plan',
    refresh: 'Draft the next plan from this one',
  };
  const typed =
    attempt ??
    (plan && kind === 'edit' ? { values: await valuesOf(c, plan.slug), errors: {} } : NOTHING_TYPED);
  return {
    title: headings[kind],
    breadcrumbs: plan ? crumbs(plan) : PLAN_CRUMBS,
    body: (
      <PlanForm
        heading={headings[kind]}
        caption={plan?.title}
        action={plan ? `/plans/${plan.slug}/${kind}` : '/plans/new'}
        button={kind === 'edit' ? 'Save the plan' : 'Draft the plan'}
        keys={c.formKeys}
        attempt={typed}
        revision={kind === 'edit' ? (attempt ? revisionIn(attempt.values) : plan?.revision) : undefined}
        priorities={lists.priorities}
        posts={lists.posts}
        short={kind === 'refresh'}
      />
    ),
  };
}

async function valuesOf(c: Context, slug: string): Promise<Record<string, string>> {
  const plan = await findPlan(c.tx, slug);
  if (!plan) return {};
  const owner = plan.ownerPostId
    ? await c.tx
        .selectFrom('partners.post')
        .select('slug')
        .where('id', '=', plan.ownerPostId)
        .executeTakeFirst()
    : undefined;
  return {
    title: plan.title,
    period: formatPlanPeriod(plan),
    priority: plan.prioritySlug ?? '',
    owner: owner?.slug ?? '',
    note: plan.note,
  };
}

async function planInput(c: Context): Promise<PlanInput | Refusal> {
  const period = parsePlanPeriod(textIn(c.form, 'period'));
  const fields = {
    ...(textIn(c.form, 'title') === '' ? { title: 'Enter the title of the plan.' } : {}),
    ...(period ? {} : { period: 'Enter a period, such as 2013, 2012/13 or January 2013 to December 2013.' }),
  };
  if (!period || Object.keys(fields).length > 0)
    return refused('plan-incomplete', 'Some answers are missing.', { details: { fields } });
  const [priority, owner] = [textIn(c.form, 'priority'), textIn(c.form, 'owner')];
  const priorityId =
    priority === '' ? null : await idOf(c, 'strategy.priority', priority, 'priority', 'Choose a priority.');
  if (isRefusal(priorityId)) return priorityId;
  const ownerPostId = owner === '' ? null : await idOf(c, 'partners.post', owner, 'owner', 'Choose a post.');
  if (isRefusal(ownerPostId)) return ownerPostId;
  return { title: textIn(c.form, 'title'), priorityId, ownerPostId, note: textIn(c.form, 'note'), ...period };
}

async function savePlan(c: Context, kind: 'new' | 'edit' | 'refresh'): Promise<Answer> {
  const input = await planInput(c);
  if (isRefusal(input)) return input;
  if (kind === 'new') {
    const drafted = await draftPlan(c.tx, c.actor, input);
    return isRefusal(drafted) ? drafted : { redirect: `/plans/${drafted.slug}` };
  }
  const plan = await planIn(c);
  if (isRefusal(plan)) return plan;
  const saved =
    kind === 'edit'
      ? await editPlan(c.tx, c.actor, plan.id, revisionIn(c.form), input)
      : await refreshPlan(c.tx, c.actor, { ...input, planId: plan.id });
  return isRefusal(saved) ? saved : { redirect: `/plans/${saved.slug}` };
}

async function adoptionForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const plan = await planIn(c);
  if (isRefusal(plan)) return plan;
  const others = (await listPlans(c.tx)).filter(
    (one) =>
      one.state === 'adopted' &&
      one.priorityId !== null &&
      one.priorityId === plan.priorityId &&
      one.startsOn <= plan.startsOn,
  );
  const props = {
    title: plan.title,
    action: `/plans/${plan.slug}/adoption`,
    keys: c.formKeys,
    attempt: attempt ?? NOTHING_TYPED,
  };
  return {
    title: 'Record an earlier adoption',
    breadcrumbs: crumbs(plan),
    body: <AdoptionForm {...props} supersedes={others.map((one) => one.title)} />,
  };
}

const adoption = z.object({
  by: givenText('Enter which board adopted the plan.'),
  on: givenDate('Enter when it was adopted.'),
  ...earlierFields,
});

async function adopt(c: Context): Promise<Answer> {
  const plan = await planIn(c);
  if (isRefusal(plan)) return plan;
  const fields = readFields(adoption, c.form);
  if (isRefusal(fields)) return fields;
  const adopted = await adoptPlan(c.tx, c.actor, {
    planId: plan.id,
    on: fields.on,
    by: fields.by,
    ground: { earlier: { minutes: fields.minutes, reason: fields.reason } },
  });
  return isRefusal(adopted) ? adopted : { redirect: `/plans/${plan.slug}` };
}

const ADOPT = { permission: 'plan.adopt' } as const;

export const planFormRoutes: readonly Route[] = [
  get('/plans/new', EDIT, (c) => planForm(c, 'new')),
  post('/plans/new', EDIT, (c) => savePlan(c, 'new'), { again: (c, attempt) => planForm(c, 'new', attempt) }),
  get('/plans/:slug/edit', EDIT, (c) => planForm(c, 'edit')),
  post('/plans/:slug/edit', EDIT, (c) => savePlan(c, 'edit'), {
    again: (c, attempt) => planForm(c, 'edit', attempt),
  }),
  get('/plans/:slug/refresh', EDIT, (c) => planForm(c, 'refresh')),
  post('/plans/:slug/refresh', EDIT, (c) => savePlan(c, 'refresh'), {
    again: (c, attempt) => planForm(c, 'refresh', attempt),
  }),
  get('/plans/:slug/adoption', ADOPT, (c) => adoptionForm(c)),
  post('/plans/:slug/adoption', ADOPT, adopt, { again: adoptionForm }),
];
