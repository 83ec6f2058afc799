import { z } from 'zod';
import { isUuid } from '../../../../kernel/ids.ts';
import { isRefusal, type Refusal } from '../../../../kernel/refusal.ts';
import { may } from '../../../../platform/actor.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import {
  dateValues,
  givenText,
  optionalText,
  readFields,
  revisionIn,
} from '../../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../../platform/http/route.ts';
import { filterOf, parseTableQuery, toCsv } from '../../../../ui/table/index.ts';
import { listBodies } from '../../queries.ts';
import { readSittingDay } from '../../sitting.ts';
import { ForwardPlanPage, PlannedForm, planColumns } from './pages.tsx';
import { addToForwardPlan, changePlanned, type PlannedFields, withdrawPlanned } from './plan.ts';
import { findPlanned, listForwardPlan, type PlannedItem } from './queries.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'governance.edit' } as const;
const PLAN = [{ text: 'Forward plan', href: '/forward-plan' }];

const toolsOf = (c: Context) => ({ mayEdit: may(c.actor, 'governance.edit'), today: c.today });

async function itemsOf(c: Context): Promise<readonly PlannedItem[]> {
  const wanted = filterOf(parseTableQuery(c.query, []), 'body');
  const items = await listForwardPlan(c.tx, { openOn: c.today });
  return wanted === undefined ? items : items.filter(({ bodySlug }) => bodySlug === wanted);
}

async function plan(c: Context): Promise<Answer> {
  const bodies = await listBodies(c.tx, { on: c.today });
  const view = {
    ...toolsOf(c),
    items: await itemsOf(c),
    query: parseTableQuery(c.query, planColumns(toolsOf(c))),
    bodies: bodies.map(({ slug, name }) => ({ value: slug, text: name })),
  };
  return { title: 'Forward plan', wide: true, body: <ForwardPlanPage {...view} /> };
}

const planCsv = async (c: Context): Promise<Answer> => ({
  download: toCsv(planColumns(toolsOf(c)), await itemsOf(c)),
  mediaType: 'text/csv; charset=utf-8',
  fileName: 'forward-plan.csv',
});

const plannedFields = z.object({
  title: givenText('Say what is to come'),
  body: givenText('Choose the body'),
  type: z.enum(['information', 'discussion', 'decision'], { error: 'Say what it is for' }),
  key: optionalText(),
  says: optionalText(),
  'day-day': z.string().default(''),
  'day-month': z.string().default(''),
  'day-year': z.string().default(''),
});

function readPlanned(c: Context): PlannedFields | Refusal {
  const fields = readFields(plannedFields, c.form);
  if (isRefusal(fields)) return fields;
  const when = readSittingDay(fields['day-day'], fields['day-month'], fields['day-year']);
  if (isRefusal(when)) return when;
  return {
    bodyId: fields.body,
    title: fields.title,
    says: fields.says ?? '',
    type: fields.type,
    keyDecision: fields.key === 'yes',
    expectedOn: when.day,
    precision: when.precision,
    subject: undefined,
  };
}

const valuesOf = (item: PlannedItem) => ({
  title: item.title,
  body: item.bodyId,
  type: item.type,
  key: item.keyDecision ? 'yes' : '',
  says: item.says,
  ...dateValues('day', item.expectedOn),
  ...(item.precision === 'month' ? { 'day-day': '' } : {}),
});

async function plannedForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const { id } = c.params;
  const item = id !== undefined && isUuid(id) ? await findPlanned(c.tx, id) : undefined;
  if (id !== undefined && !item) return notFound('item of the forward plan');
  const heading = item ? 'Change the forward plan' : 'Add to the forward plan';
  const bodies = await listBodies(c.tx, { on: c.today });
  const path = item ? `/forward-plan/${item.id}` : '/forward-plan';
  return {
    title: heading,
    breadcrumbs: PLAN,
    body: (
      <PlannedForm
        {...(attempt ?? { values: item ? valuesOf(item) : { type: 'decision' }, errors: {} })}
        {...c.formKeys}
        heading={heading}
        action={path}
        back="/forward-plan"
        revision={attempt ? revisionIn(attempt.values) : item?.revision}
        withdraw={item ? `${path}/withdrawal` : undefined}
        bodies={bodies.map(({ id: value, name }) => ({ value, text: name }))}
      />
    ),
  };
}

async function savePlanned(c: Context): Promise<Answer> {
  const fields = readPlanned(c);
  if (isRefusal(fields)) return fields;
  const { id } = c.params;
  const saved =
    id === undefined
      ? await addToForwardPlan(c.tx, c.actor, fields)
      : isUuid(id)
        ? await changePlanned(c.tx, c.actor, id, revisionIn(c.form), await withSubject(c, id, fields))
        : notFound('item of the forward plan');
  return isRefusal(saved) ? saved : { redirect: '/forward-plan' };
}

/** The form does not ask what an item is on; what it is on stays. */
async function withSubject(c: Context, id: string, fields: PlannedFields): Promise<PlannedFields> {
  const { subjectKind: kind = null, subjectId = null } = (await findPlanned(c.tx, id)) ?? {};
  return { ...fields, subject: kind !== null && subjectId !== null ? { kind, id: subjectId } : undefined };
}

async function withdraw(c: Context): Promise<Answer> {
  const { id = '' } = c.params;
  if (!isUuid(id)) return notFound('item of the forward plan');
  const withdrawn = await withdrawPlanned(c.tx, c.actor, id, revisionIn(c.form), c.today);
  return isRefusal(withdrawn) ? withdrawn : { redirect: '/forward-plan' };
}

export const forwardPlanRoutes: readonly Route[] = [
  get('/forward-plan', READ, plan),
  get('/forward-plan.csv', READ, planCsv),
  get('/forward-plan/new', EDIT, (c) => plannedForm(c)),
  post('/forward-plan', EDIT, savePlanned, { again: plannedForm }),
  get('/forward-plan/:id', EDIT, (c) => plannedForm(c)),
  post('/forward-plan/:id', EDIT, savePlanned, { again: plannedForm }),
  post('/forward-plan/:id/withdrawal', EDIT, withdraw, { again: plannedForm }),
];
