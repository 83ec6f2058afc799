import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, givenDate, readFields, revisionIn } from '../../../platform/http/form.ts';
import { importRoutes } from '../../../platform/http/import-routes.tsx';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { parseTableQuery, toCsv } from '../../../ui/table/index.ts';
import { inPounds } from '../fields.ts';
import { FUND_CRUMBS } from '../pages.tsx';
import { OpportunityForm, StageForm } from './forms.tsx';
import {
  addOpportunity,
  changeOpportunity,
  opportunityFields,
  stageFields,
  takeStage,
} from './opportunity.ts';
import { OPPORTUNITY_COLUMNS, OpportunitiesPage, OpportunityPage } from './pages.tsx';
import { findOpportunity, listOpportunities, listSpending, listStages, type Opportunity } from './queries.ts';
import { importPartnerSpend, SPEND_COLUMNS } from './spend.ts';
import { SPENDING_COLUMNS, SpendPage } from './spend-page.tsx';

const READ = { permission: 'read' } as const;
const KEEP = { permission: 'fund.keep' } as const;
const CRUMBS = [...FUND_CRUMBS, { text: 'External funding', href: '/fund/opportunities' }];
const newFields = opportunityFields.extend({ day: givenDate('Say since which day it is in sight') });
const found = (c: Context) => findOpportunity(c.tx, c.params.slug ?? '');

const valuesOf = (one: Opportunity): Attempt['values'] => ({
  name: one.name,
  funder: one.funder,
  about: one.about,
  leadAgencyId: one.leadAgencyId ?? '',
  leadPostId: one.leadPostId ?? '',
  ...dateValues('deadlineOn', one.deadlineOn),
  amount: inPounds(one.pence),
  matchPercent: one.matchPercent === null ? '' : String(one.matchPercent),
  matchFrom: one.matchFrom,
  projectId: one.projectId ?? '',
  source: one.source,
  quality: one.quality,
  note: one.note,
});

async function form(c: Context, one: Opportunity | undefined, attempt?: Attempt): Promise<Answer> {
  const heading = one ? `Change ${one.name}` : 'Add an opportunity';
  const base = one ? `/fund/opportunities/${one.slug}` : '/fund/opportunities';
  const agencies = c.tx.selectFrom('partners.agency').select(['id as value', 'name as text']).orderBy('name');
  const posts = c.tx.selectFrom('partners.post').select(['id as value', 'title as text']).orderBy('title');
  const projects = c.tx
    .selectFrom('delivery.project')
    .select(['id as value', 'title as text'])
    .orderBy('title');
  return {
    title: heading,
    breadcrumbs: CRUMBS,
    body: (
      <OpportunityForm
        heading={heading}
        action={one ? `${base}/edit` : `${base}/new`}
        back={base}
        keys={c.formKeys}
        attempt={
          attempt ?? {
            values: one ? valuesOf(one) : { quality: 'final', ...dateValues('day', c.today) },
            errors: {},
          }
        }
        revision={one && (attempt ? revisionIn(attempt.values) : one.revision)}
        isNew={one === undefined}
        choices={{
          agencies: await agencies.execute(),
          posts: await posts.execute(),
          projects: await projects.execute(),
        }}
      />
    ),
  };
}

async function save(c: Context): Promise<{ redirect: string } | Refusal> {
  const { slug } = c.params;
  if (slug) {
    const fields = readFields(opportunityFields, c.form);
    if (isRefusal(fields)) return fields;
    const saved = await changeOpportunity(c.tx, c.actor, slug, revisionIn(c.form), fields);
    return isRefusal(saved) ? saved : { redirect: `/fund/opportunities/${slug}` };
  }
  const fields = readFields(newFields, c.form);
  if (isRefusal(fields)) return fields;
  const added = await addOpportunity(c.tx, c.actor, fields);
  return isRefusal(added) ? added : { redirect: `/fund/opportunities/${added.slug}` };
}

async function opportunityPage(c: Context): Promise<Answer> {
  const one = await found(c);
  if (!one) return notFound('opportunity');
  return {
    title: one.name,
    breadcrumbs: CRUMBS,
    body: (
      <OpportunityPage
        one={one}
        stages={await listStages(c.tx, one.id)}
        today={c.today}
        mayKeep={may(c.actor, 'fund.keep')}
      />
    ),
  };
}

const editForm = async (c: Context, attempt?: Attempt): Promise<Answer> => {
  const one = await found(c);
  return one ? form(c, one, attempt) : notFound('opportunity');
};

async function stageForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const one = await found(c);
  if (!one) return notFound('opportunity');
  const streams = c.tx.selectFrom('fund.stream').select(['id as value', 'name as text']).orderBy('name');
  return {
    title: `How far is ${one.name}?`,
    breadcrumbs: CRUMBS,
    body: (
      <StageForm
        one={one}
        keys={c.formKeys}
        attempt={attempt ?? { values: dateValues('day', c.today), errors: {} }}
        streams={await streams.execute()}
      />
    ),
  };
}

async function spendPage(c: Context): Promise<Answer> {
  const { arrangement } = c.query;
  return {
    title: 'What each partner spends here',
    wide: true,
    breadcrumbs: CRUMBS,
    body: (
      <SpendPage
        spending={await listSpending(c.tx)}
        axis={c.query.by === 'outcome' ? 'outcome' : 'place'}
        arrangement={arrangement === 'pooled' || arrangement === 'aligned' ? arrangement : undefined}
        query={parseTableQuery(c.query, [])}
        mayKeep={may(c.actor, 'fund.keep')}
      />
    ),
  };
}

export const opportunityRoutes: readonly Route[] = [
  get('/fund/opportunities', READ, async (c) => ({
    title: 'External funding in sight',
    wide: true,
    breadcrumbs: FUND_CRUMBS,
    body: (
      <OpportunitiesPage
        all={await listOpportunities(c.tx)}
        today={c.today}
        mayKeep={may(c.actor, 'fund.keep')}
      />
    ),
  })),
  get('/fund/opportunities.csv', READ, async (c) => ({
    download: toCsv(OPPORTUNITY_COLUMNS, await listOpportunities(c.tx)),
    mediaType: 'text/csv',
    fileName: 'opportunities.csv',
  })),
  get('/fund/opportunities/new', KEEP, (c) => form(c, undefined)),
  post('/fund/opportunities/new', KEEP, save, { again: (c, attempt) => form(c, undefined, attempt) }),
  get('/fund/opportunities/:slug', READ, opportunityPage),
  get('/fund/opportunities/:slug/edit', KEEP, (c) => editForm(c)),
  post('/fund/opportunities/:slug/edit', KEEP, save, { again: editForm }),
  get('/fund/opportunities/:slug/stage', KEEP, (c) => stageForm(c)),
  post(
    '/fund/opportunities/:slug/stage',
    KEEP,
    async (c) => {
      const fields = readFields(stageFields, c.form);
      if (isRefusal(fields)) return fields;
      const taken = await takeStage(c.tx, c.actor, c.params.slug ?? '', fields);
      return isRefusal(taken) ? taken : { redirect: `/fund/opportunities/${taken.slug}` };
    },
    { again: stageForm },
  ),
  get('/fund/partner-spend', READ, spendPage),
  get('/fund/partner-spend.csv', READ, async (c) => ({
    download: toCsv(SPENDING_COLUMNS, await listSpending(c.tx)),
    mediaType: 'text/csv',
    fileName: 'partner-spend.csv',
  })),
  ...importRoutes({
    path: '/fund/partner-spend/import',
    things: 'spending of partners',
    access: KEEP,
    afterwards: '/fund/partner-spend',
    breadcrumbs: CRUMBS,
    columns: SPEND_COLUMNS,
    run: importPartnerSpend,
  }),
];
