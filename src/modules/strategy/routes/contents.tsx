import type { Id } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { readFields, revisionIn, textsIn } from '../../../platform/http/form.ts';
import { type Attempt, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { listIndicators } from '../../intelligence/index.ts';
import { joinOutcome } from '../joining.ts';
import {
  listContributions,
  listCorporatePriorities,
  listOutcomeIndicators,
  listOutcomeThemes,
  listThemes,
  type OutcomeLink,
} from '../links.ts';
import { addOutcome, outcomeFields, rewordingFields, rewordOutcome, takeOutcomeOut } from '../outcome.ts';
import { JoinsForm, OutcomeForm, PriorityForm, RewordingForm } from '../pages/forms.tsx';
import { priorityFields, putPriority, takePriorityOut } from '../priority.ts';
import { findOutcome, findVersion, listPriorities } from '../queries.ts';
import { EDIT, numberIn, revisionShown, STRATEGY, slugIn, textsOf } from './shared.ts';

const versionPath = (c: Context): string => `/strategy/versions/${numberIn(c)}`;
const crumbs = (c: Context) => [STRATEGY, { text: `Version ${numberIn(c)}`, href: versionPath(c) }];

async function priorityForm(c: Context, attempt?: Attempt) {
  const version = await findVersion(c.tx, numberIn(c));
  if (!version) return notFound('version');
  const priority = (await listPriorities(c.tx, { versionId: version.id })).find(
    ({ slug }) => slug === c.params.slug,
  );
  if (c.params.slug !== undefined && !priority) return notFound('priority');
  const heading = priority ? `Change ${priority.title}` : 'Add a priority';
  const own = priority ? `${versionPath(c)}/priorities/${priority.slug}` : `${versionPath(c)}/priorities`;
  return {
    title: heading,
    breadcrumbs: crumbs(c),
    body: (
      <PriorityForm
        {...(attempt ?? { values: priority ? textsOf(priority) : {}, errors: {} })}
        {...c.formKeys}
        heading={heading}
        action={own}
        back={versionPath(c)}
        revision={priority && revisionShown(priority, attempt)}
      />
    ),
  };
}

async function savePriority(c: Context) {
  const fields = readFields(priorityFields, c.form);
  if (isRefusal(fields)) return fields;
  const { slug } = c.params;
  const put = await putPriority(c.tx, c.actor, numberIn(c), {
    ...fields,
    ...(slug === undefined ? {} : { slug, revision: revisionIn(c.form) }),
  });
  return isRefusal(put) ? put : { redirect: versionPath(c) };
}

async function outcomeForm(c: Context, attempt?: Attempt) {
  const version = await findVersion(c.tx, numberIn(c));
  if (!version) return notFound('version');
  const priorities = await listPriorities(c.tx, { versionId: version.id });
  const values = { prioritySlug: c.query.priority ?? '' };
  return {
    title: 'Add an outcome',
    breadcrumbs: crumbs(c),
    body: (
      <OutcomeForm
        {...(attempt ?? { values, errors: {} })}
        {...c.formKeys}
        heading="Add an outcome"
        action={`${versionPath(c)}/outcomes`}
        back={versionPath(c)}
        priorities={priorities.map(({ slug, title }) => ({ value: slug, text: title }))}
      />
    ),
  };
}

async function saveOutcome(c: Context) {
  const version = await findVersion(c.tx, numberIn(c));
  if (!version) return notFound('version');
  const fields = readFields(outcomeFields, c.form);
  if (isRefusal(fields)) return fields;
  const priorities = await listPriorities(c.tx, { versionId: version.id });
  const priority = priorities.find(({ slug }) => slug === fields.prioritySlug);
  if (!priority) return notFound('priority');
  const added = await addOutcome(c.tx, c.actor, version.number, { ...fields, priorityId: priority.id });
  return isRefusal(added) ? added : { redirect: versionPath(c) };
}

async function rewordingForm(c: Context, attempt?: Attempt) {
  const outcome = await findOutcome(c.tx, slugIn(c));
  if (!outcome) return notFound('outcome');
  const path = `/strategy/outcomes/${outcome.slug}`;
  return {
    title: `Reword ${outcome.wording}`,
    breadcrumbs: [STRATEGY, { text: outcome.wording, href: path }],
    body: (
      <RewordingForm
        {...(attempt ?? { values: { wording: outcome.wording }, errors: {} })}
        {...c.formKeys}
        heading={`Reword “${outcome.wording}”`}
        action={`${path}/rewording`}
        back={path}
        adopted={outcome.versionStatus !== 'draft'}
        revision={revisionShown(outcome, attempt)}
      />
    ),
  };
}

async function saveRewording(c: Context) {
  const fields = readFields(rewordingFields, c.form);
  if (isRefusal(fields)) return fields;
  const slug = slugIn(c);
  const reworded = await rewordOutcome(c.tx, c.actor, { slug, revision: revisionIn(c.form), ...fields });
  return isRefusal(reworded) ? reworded : { redirect: `/strategy/outcomes/${slug}` };
}

async function joinsForm(c: Context, attempt?: Attempt) {
  const outcome = await findOutcome(c.tx, slugIn(c));
  if (!outcome) return notFound('outcome');
  const path = `/strategy/outcomes/${outcome.slug}`;
  const own = (links: readonly OutcomeLink[]) =>
    links.filter(({ outcomeId }) => outcomeId === outcome.id).map(({ id }) => id);
  const values = {
    indicatorIds: own(await listOutcomeIndicators(c.tx)),
    themeIds: own(await listOutcomeThemes(c.tx)),
    corporatePriorityIds: own(await listContributions(c.tx)),
  };
  const choices = (things: readonly { readonly id: string; readonly title: string }[]) =>
    things.map(({ id, title }) => ({ value: id, text: title }));
  return {
    title: 'What it is joined to',
    breadcrumbs: [STRATEGY, { text: outcome.wording, href: path }],
    body: (
      <JoinsForm
        {...(attempt ?? { values, errors: {} })}
        {...c.formKeys}
        heading="What it is joined to"
        lead={outcome.wording}
        action={`${path}/joins`}
        back={path}
        indicators={choices(await listIndicators(c.tx))}
        themes={choices(await listThemes(c.tx))}
        corporate={choices(await listCorporatePriorities(c.tx))}
        revision={revisionShown(outcome, attempt)}
      />
    ),
  };
}

async function saveJoins(c: Context) {
  const outcome = await findOutcome(c.tx, slugIn(c));
  if (!outcome) return notFound('outcome');
  const joined = await joinOutcome(c.tx, c.actor, outcome.id, revisionIn(c.form), {
    indicatorIds: textsIn(c.form, 'indicatorIds') as readonly Id<'indicator'>[],
    themeIds: textsIn(c.form, 'themeIds') as readonly Id<'theme'>[],
    corporatePriorityIds: textsIn(c.form, 'corporatePriorityIds') as readonly Id<'corporate-priority'>[],
  });
  return isRefusal(joined) ? joined : { redirect: `/strategy/outcomes/${outcome.slug}` };
}

export const contentRoutes: readonly Route[] = [
  get('/strategy/versions/:number/priorities/new', EDIT, (c) => priorityForm(c)),
  post('/strategy/versions/:number/priorities', EDIT, savePriority, { again: priorityForm }),
  get('/strategy/versions/:number/priorities/:slug/edit', EDIT, (c) => priorityForm(c)),
  post('/strategy/versions/:number/priorities/:slug', EDIT, savePriority, { again: priorityForm }),
  post('/strategy/versions/:number/priorities/:slug/removal', EDIT, async (c) => {
    const taken = await takePriorityOut(c.tx, c.actor, numberIn(c), slugIn(c));
    return isRefusal(taken) ? taken : { redirect: versionPath(c) };
  }),
  get('/strategy/versions/:number/outcomes/new', EDIT, (c) => outcomeForm(c)),
  post('/strategy/versions/:number/outcomes', EDIT, saveOutcome, { again: outcomeForm }),
  post('/strategy/versions/:number/outcomes/:slug/removal', EDIT, async (c) => {
    const taken = await takeOutcomeOut(c.tx, c.actor, numberIn(c), slugIn(c));
    return isRefusal(taken) ? taken : { redirect: versionPath(c) };
  }),
  get('/strategy/outcomes/:slug/rewording', EDIT, (c) => rewordingForm(c)),
  post('/strategy/outcomes/:slug/rewording', EDIT, saveRewording, { again: rewordingForm }),
  get('/strategy/outcomes/:slug/joins', EDIT, (c) => joinsForm(c)),
  post('/strategy/outcomes/:slug/joins', EDIT, saveJoins, { again: joinsForm }),
];
