import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, readFields, revisionIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { NOTHING_TYPED } from '../../../ui/forms/typed.ts';
import { FUND_CRUMBS } from '../pages.tsx';
import { findRequestById } from '../requests/queries.ts';
import {
  addDependent,
  changeDependent,
  dependentFields,
  settleDependent,
  settlementFields,
} from './dependents.ts';
import { DependentForm, DependentPage, SettlementForm } from './pages/dependents.tsx';
import { type Dependent, findDependent } from './queries.ts';

const KEEP = { permission: 'fund.keep' } as const;
const CRUMBS = [...FUND_CRUMBS, { text: 'Run-off', href: '/fund/run-off' }];
const found = (c: Context) => findDependent(c.tx, c.params.slug ?? '');

async function dependentPage(c: Context): Promise<Answer> {
  const dependent = await found(c);
  if (!dependent) return notFound('post or contract');
  const request = dependent.requestId === null ? undefined : await findRequestById(c.tx, dependent.requestId);
  return {
    title: dependent.title,
    breadcrumbs: CRUMBS,
    body: (
      <DependentPage
        dependent={dependent}
        today={c.today}
        mayKeep={may(c.actor, 'fund.keep')}
        outstanding={request ? request.reserved + request.allocated : null}
      />
    ),
  };
}

async function choicesOf({ tx }: Context) {
  const agencies = tx.selectFrom('partners.agency').select(['id as value', 'name as text']).orderBy('name');
  const projects = tx
    .selectFrom('delivery.project')
    .select(['id as value', 'title as text'])
    .orderBy('title');
  const requests = tx.selectFrom('fund.request').select(['id as value', 'title as text']).orderBy('title');
  const streams = tx.selectFrom('fund.stream').select(['id as value', 'name as text']).orderBy('name');
  return {
    agencies: await agencies.execute(),
    projects: await projects.execute(),
    requests: await requests.execute(),
    streams: await streams.execute(),
  };
}

const valuesOf = (one: Dependent): Attempt['values'] => ({
  kind: one.kind,
  title: one.title,
  agencyId: one.agencyId ?? '',
  projectId: one.projectId ?? '',
  requestId: one.requestId ?? '',
  streamId: one.streamId ?? '',
  ...dateValues('endsOn', one.endsOn),
  noticeDays: String(one.noticeDays),
  quality: one.quality,
  note: one.note,
});

async function form(c: Context, dependent: Dependent | undefined, attempt?: Attempt): Promise<Answer> {
  const heading = dependent ? `Change ${dependent.title}` : 'Add a post or contract whose funding ends';
  const base = dependent ? `/fund/dependents/${dependent.slug}` : '/fund/dependents';
  const values = dependent ? valuesOf(dependent) : { noticeDays: '90', quality: 'final' };
  return {
    title: heading,
    breadcrumbs: CRUMBS,
    body: (
      <DependentForm
        heading={heading}
        action={`${base}/${dependent ? 'edit' : 'new'}`}
        back={dependent ? base : '/fund/run-off'}
        keys={c.formKeys}
        attempt={attempt ?? { values, errors: {} }}
        revision={dependent && (attempt ? revisionIn(attempt.values) : dependent.revision)}
        choices={await choicesOf(c)}
      />
    ),
  };
}

async function save(c: Context): Promise<{ redirect: string } | Refusal> {
  const fields = readFields(dependentFields, c.form);
  if (isRefusal(fields)) return fields;
  const { slug } = c.params;
  const saved = slug
    ? await changeDependent(c.tx, c.actor, slug, revisionIn(c.form), fields)
    : await addDependent(c.tx, c.actor, fields);
  return isRefusal(saved) ? saved : { redirect: `/fund/dependents/${saved.slug}` };
}

const editForm = async (c: Context, attempt?: Attempt): Promise<Answer> => {
  const dependent = await found(c);
  return dependent ? form(c, dependent, attempt) : notFound('post or contract');
};

async function settlementForm(c: Context, attempt: Attempt = NOTHING_TYPED): Promise<Answer> {
  const dependent = await found(c);
  if (!dependent) return notFound('post or contract');
  return {
    title: `What becomes of ${dependent.title}?`,
    breadcrumbs: CRUMBS,
    body: <SettlementForm dependent={dependent} keys={c.formKeys} attempt={attempt} />,
  };
}

export const dependentRoutes: readonly Route[] = [
  get('/fund/dependents/new', KEEP, (c) => form(c, undefined)),
  post('/fund/dependents/new', KEEP, save, { again: (c, attempt) => form(c, undefined, attempt) }),
  get('/fund/dependents/:slug', { permission: 'read' }, dependentPage),
  get('/fund/dependents/:slug/edit', KEEP, (c) => editForm(c)),
  post('/fund/dependents/:slug/edit', KEEP, save, { again: editForm }),
  get('/fund/dependents/:slug/settlement', KEEP, (c) => settlementForm(c)),
  post(
    '/fund/dependents/:slug/settlement',
    KEEP,
    async (c) => {
      const fields = readFields(settlementFields, c.form);
      if (isRefusal(fields)) return fields;
      const settled = await settleDependent(c.tx, c.actor, c.params.slug ?? '', fields);
      return isRefusal(settled) ? settled : { redirect: `/fund/dependents/${settled.slug}` };
    },
    { again: settlementForm },
  ),
];
