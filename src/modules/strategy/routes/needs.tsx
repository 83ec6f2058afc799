import type { Id } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { whatBegins } from '../../../platform/collect.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, readFields, revisionIn, textsIn } from '../../../platform/http/form.ts';
import { type Attempt, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED } from '../../../ui/forms/typed.ts';
import { parseTableQuery } from '../../../ui/table/index.ts';
import { listIndicators } from '../../intelligence/index.ts';
import { listPlaces } from '../../places/index.ts';
import { findNeed, listEvidence, listNeedPriorities, listNeeds } from '../links.ts';
import { addEvidence, addNeed, changeNeed, evidenceFields, needFields, takeEvidenceOut } from '../need.ts';
import { EvidenceForm, NeedForm } from '../pages/forms.tsx';
import { NeedList, NeedPage, type NeedRow, needColumns } from '../pages/needs.tsx';
import { listPriorities, listVersions } from '../queries.ts';
import { EDIT, READ, revisionShown, STRATEGY, slugIn, textsOf } from './shared.ts';

const CRUMBS = [STRATEGY, { text: 'Needs', href: '/strategy/needs' }];

/** The priorities of the strategy in force, or of the latest draft while none is. */
async function priorities(c: Context) {
  const current = await listPriorities(c.tx);
  if (current.length > 0) return current;
  const [latest] = await listVersions(c.tx);
  return latest ? listPriorities(c.tx, { versionId: latest.id }) : [];
}

async function needRows(c: Context): Promise<readonly NeedRow[]> {
  const [all, evidence, answers] = [
    await listNeeds(c.tx),
    await listEvidence(c.tx),
    await listNeedPriorities(c.tx),
  ];
  const known = await priorities(c);
  return all.map((need) => ({
    ...need,
    evidence: evidence.filter(({ needId }) => needId === need.id),
    priorities: known.filter(({ id }) =>
      answers.some(({ needId, priorityId }) => needId === need.id && priorityId === id),
    ),
  }));
}

async function needPage(c: Context) {
  const need = (await needRows(c)).find(({ slug }) => slug === slugIn(c));
  if (!need) return notFound('need');
  const ids = need.evidence.flatMap(({ indicatorId }) => indicatorId ?? []);
  const indicators = ids.length === 0 ? [] : await listIndicators(c.tx, { ids });
  const place =
    need.placeId === null ? undefined : (await listPlaces(c.tx)).find(({ id }) => id === need.placeId);
  const view = {
    need,
    place,
    indicators: new Map(indicators.map((indicator) => [indicator.id as string, indicator])),
    mayEdit: may(c.actor, 'strategy.edit'),
    begins: whatBegins(c.services.offers, c.actor, { kind: 'need', path: `/strategy/needs/${need.slug}` }),
    ...c.formKeys,
  };
  return { title: need.title, breadcrumbs: CRUMBS, body: <NeedPage {...view} /> };
}

async function needForm(c: Context, attempt?: Attempt) {
  const need = c.params.slug === undefined ? undefined : await findNeed(c.tx, c.params.slug);
  if (c.params.slug !== undefined && !need) return notFound('need');
  const answers = (await listNeedPriorities(c.tx)).filter(({ needId }) => needId === need?.id);
  const values = need
    ? {
        ...textsOf(need),
        ...dateValues('identifiedOn', need.identifiedOn),
        ...dateValues('closedOn', need.closedOn),
        priorityIds: answers.map(({ priorityId }) => priorityId),
      }
    : {};
  const heading = need ? `Change ${need.title}` : 'Record a need';
  const path = need ? `/strategy/needs/${need.slug}` : '/strategy/needs';
  return {
    title: heading,
    breadcrumbs: CRUMBS,
    body: (
      <NeedForm
        {...(attempt ?? { values, errors: {} })}
        {...c.formKeys}
        heading={heading}
        action={path}
        back={path}
        closable={need !== undefined}
        priorities={(await priorities(c)).map(({ id, title }) => ({ value: id, text: title }))}
        revision={need && revisionShown(need, attempt)}
      />
    ),
  };
}

async function saveNeed(c: Context) {
  const fields = readFields(needFields, c.form);
  if (isRefusal(fields)) return fields;
  const answeredBy = textsIn(c.form, 'priorityIds') as readonly Id<'priority'>[];
  const { slug } = c.params;
  if (slug === undefined) {
    const added = await addNeed(c.tx, c.actor, fields, answeredBy);
    return isRefusal(added) ? added : { redirect: `/strategy/needs/${added.slug}` };
  }
  const changed = await changeNeed(c.tx, c.actor, slug, revisionIn(c.form), fields, answeredBy);
  return isRefusal(changed) ? changed : { redirect: `/strategy/needs/${slug}` };
}

async function evidenceForm(c: Context, attempt: Attempt = NOTHING_TYPED) {
  const need = await findNeed(c.tx, slugIn(c));
  if (!need) return notFound('need');
  const path = `/strategy/needs/${need.slug}`;
  return {
    title: 'Add evidence',
    breadcrumbs: [...CRUMBS, { text: need.title, href: path }],
    body: (
      <EvidenceForm
        {...attempt}
        {...c.formKeys}
        heading="Add evidence"
        lead={need.title}
        action={`${path}/evidence`}
        back={path}
        indicators={(await listIndicators(c.tx)).map(({ id, title }) => ({ value: id, text: title }))}
      />
    ),
  };
}

async function saveEvidence(c: Context) {
  const need = await findNeed(c.tx, slugIn(c));
  if (!need) return notFound('need');
  const fields = readFields(evidenceFields, c.form);
  if (isRefusal(fields)) return fields;
  const { evidence: statement, source, dated } = fields;
  const indicatorId = fields.indicatorId as Id<'indicator'> | null;
  const added = await addEvidence(c.tx, c.actor, need, { statement, source, dated, indicatorId });
  return isRefusal(added) ? added : { redirect: `/strategy/needs/${need.slug}` };
}

export const needRoutes: readonly Route[] = [
  get('/strategy/needs', READ, async (c) => ({
    title: 'Needs and their evidence',
    breadcrumbs: [STRATEGY],
    body: (
      <NeedList
        needs={await needRows(c)}
        query={parseTableQuery(c.query, needColumns)}
        mayEdit={may(c.actor, 'strategy.edit')}
      />
    ),
  })),
  get('/strategy/needs/new', EDIT, (c) => needForm(c)),
  post('/strategy/needs', EDIT, saveNeed, { again: needForm }),
  get('/strategy/needs/:slug', READ, needPage),
  get('/strategy/needs/:slug/edit', EDIT, (c) => needForm(c)),
  post('/strategy/needs/:slug', EDIT, saveNeed, { again: needForm }),
  get('/strategy/needs/:slug/evidence/new', EDIT, (c) => evidenceForm(c)),
  post('/strategy/needs/:slug/evidence', EDIT, saveEvidence, { again: evidenceForm }),
  post('/strategy/needs/:slug/evidence/:id/removal', EDIT, async (c) => {
    const need = await findNeed(c.tx, slugIn(c));
    if (!need) return notFound('need');
    const taken = await takeEvidenceOut(c.tx, c.actor, need, c.params.id ?? '');
    return isRefusal(taken) ? taken : { redirect: `/strategy/needs/${need.slug}` };
  }),
];
