import { may, maySomewhere } from '../../../platform/actor.ts';
import { whatBegins } from '../../../platform/collect.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { type Context, get, type Route } from '../../../platform/http/route.ts';
import {
  listCorporatePriorities,
  listNeedPriorities,
  listNeeds,
  listOutcomeThemes,
  listThemes,
} from '../links.ts';
import { JoinedPage } from '../pages/joined.tsx';
import { OutcomePage } from '../pages/outcome.tsx';
import { StrategyPage } from '../pages/strategy.tsx';
import { currentStrategy, findOutcome, findPriority, listOutcomes, listWordings } from '../queries.ts';
import { gatherCorporate, gatherOutcomes, gatherStrategy } from '../views.ts';
import { READ, STRATEGY, slugIn } from './shared.ts';

const sources = (c: Context) => ({ today: c.today, offers: c.services.offers });

/** What other modules offer to begin from the thing whose page this is. */
const beginsFrom = (c: Context, kind: string, path: string) =>
  whatBegins(c.services.offers, c.actor, { kind, path });

async function strategyPage(c: Context) {
  const view = await gatherStrategy(c.tx, sources(c));
  return {
    title: 'Strategy',
    body: (
      <StrategyPage view={view} partnership={c.partnership.name} mayEdit={may(c.actor, 'strategy.edit')} />
    ),
  };
}

async function outcomePage(c: Context) {
  const found = await findOutcome(c.tx, slugIn(c));
  if (!found) return notFound('outcome');
  const [outcome] = await gatherOutcomes(c.tx, [found], sources(c));
  if (!outcome) return notFound('outcome');
  const ofOutcome = new Set(
    (await listOutcomeThemes(c.tx)).filter((l) => l.outcomeId === found.id).map((l) => l.id),
  );
  const corporate = await gatherCorporate(c.tx, [found]);
  const mayEdit = may(c.actor, 'strategy.edit');
  const view = {
    outcome,
    wordings: await listWordings(c.tx, found.id),
    themes: (await listThemes(c.tx)).filter(({ id }) => ofOutcome.has(id)),
    corporate: corporate.filter((priority) => priority.outcomes.length > 0),
    mayEdit,
    mayReword: mayEdit && (found.versionStatus === 'draft' || may(c.actor, 'strategy.adopt')),
  };
  return {
    title: found.wording,
    breadcrumbs: [STRATEGY, { text: found.priority, href: `/strategy/priorities/${found.prioritySlug}` }],
    body: <OutcomePage {...view} />,
  };
}

async function priorityPage(c: Context) {
  const priority = await findPriority(c.tx, slugIn(c));
  if (!priority) return notFound('priority');
  const outcomes = (await listOutcomes(c.tx, { versionId: priority.versionId })).filter(
    (outcome) => outcome.priorityId === priority.id,
  );
  const answered = new Set(
    (await listNeedPriorities(c.tx)).filter((l) => l.priorityId === priority.id).map((l) => l.needId),
  );
  const view = {
    ...priority,
    kind: 'priority',
    caption: 'Priority',
    outcomes: await gatherOutcomes(c.tx, outcomes, sources(c)),
    needs: (await listNeeds(c.tx)).filter(({ id }) => answered.has(id)),
    begins: beginsFrom(c, 'priority', `/strategy/priorities/${priority.slug}`),
  };
  return { title: priority.title, breadcrumbs: [STRATEGY], body: <JoinedPage {...view} /> };
}

async function themePage(c: Context) {
  const theme = (await listThemes(c.tx)).find(({ slug }) => slug === slugIn(c));
  if (!theme) return notFound('theme');
  const links = (await listOutcomeThemes(c.tx)).filter(({ id }) => id === theme.id);
  const outcomes = (await outcomesInForce(c)).filter(({ id }) => links.some((link) => link.outcomeId === id));
  const view = {
    ...theme,
    kind: 'theme',
    caption: 'Theme that cuts across the priorities',
    begins: beginsFrom(c, 'theme', `/strategy/themes/${theme.slug}`),
    outcomes: await gatherOutcomes(c.tx, outcomes, sources(c)),
    editPath: may(c.actor, 'strategy.edit') ? `/strategy/themes/${theme.slug}/edit` : undefined,
  };
  return { title: theme.title, breadcrumbs: [STRATEGY], body: <JoinedPage {...view} /> };
}

async function corporatePage(c: Context) {
  const found = (await listCorporatePriorities(c.tx)).find(({ slug }) => slug === slugIn(c));
  if (!found) return notFound('corporate priority');
  const priority = (await gatherCorporate(c.tx, await outcomesInForce(c))).find(({ id }) => id === found.id);
  const view = {
    ...found,
    kind: 'corporate-priority',
    caption: `Corporate priority of ${priority?.agency ?? 'an agency'}`,
    outcomes: await gatherOutcomes(c.tx, priority?.outcomes ?? [], sources(c)),
    editPath: maySomewhere(c.actor, 'strategy.edit')
      ? `/strategy/corporate-priorities/${found.slug}/edit`
      : undefined,
  };
  return { title: found.title, breadcrumbs: [STRATEGY], body: <JoinedPage {...view} /> };
}

/** The outcomes of the strategy in force, or of the latest draft while none is. */
async function outcomesInForce(c: Context) {
  const current = await currentStrategy(c.tx);
  if (current) return listOutcomes(c.tx, { versionId: current.id });
  const view = await gatherStrategy(c.tx, sources(c));
  return view?.priorities.flatMap((priority) => priority.outcomes) ?? [];
}

export const readingRoutes: readonly Route[] = [
  get('/strategy', READ, strategyPage),
  get('/strategy/outcomes/:slug', READ, outcomePage),
  get('/strategy/priorities/:slug', READ, priorityPage),
  get('/strategy/themes/:slug', READ, themePage),
  get('/strategy/corporate-priorities/:slug', READ, corporatePage),
];
