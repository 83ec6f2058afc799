import type {
  BeginOffer,
  Decidable,
  ExportOffer,
  ModuleManifest,
  SearchOffer,
} from '../../platform/module.ts';
import { checks } from './checks.ts';
import { exerciseApiRoutes } from './exercise/api.ts';
import { exerciseRoutes } from './exercise/routes.tsx';
import { exerciseSection } from './exercise/section.ts';
import { frameworkApiRoutes } from './frameworks/api.ts';
import { frameworkRoutes } from './frameworks/routes.tsx';
import { listCorporatePriorities, listEvidence, listNeeds, listThemes } from './links.ts';
import { findVersionById, listOutcomes, listPriorities, listVersions } from './queries.ts';
import { contentRoutes } from './routes/contents.tsx';
import { needRoutes } from './routes/needs.tsx';
import { readingRoutes } from './routes/reading.tsx';
import { themeRoutes } from './routes/themes.tsx';
import { versionRoutes } from './routes/versions.tsx';
import { sections } from './sections.ts';
import { threadRoutes } from './thread/routes.tsx';
import { adoptVersion } from './version.ts';

/** A body adopts a version: the Executive Board recommends, the Strategic Board decides. */
const strategyVersion: Decidable = {
  kind: 'strategy-version',
  says: 'A version of the strategy',
  route: ['executive', 'strategic'],
  authority: ['strategy.adopt'],
  effects: {
    endorsed: async (tx, actor, subjectId, { decidedOn, bodyId, decisionId, sittingId = null }) =>
      (await adoptVersion(tx, actor, subjectId, {
        adoptedOn: decidedOn,
        precision: 'day',
        bodyId,
        sittingId,
        ground: { decisionId },
      })) ?? 'The strategy is adopted.',
  },
};

const search: readonly SearchOffer[] = [
  {
    kind: 'outcome',
    list: async (tx, id) =>
      (await listOutcomes(tx))
        .filter((outcome) => id === undefined || outcome.id === id)
        .map((outcome) => ({
          id: outcome.id,
          title: outcome.wording,
          summary: `Outcome of ${outcome.priority}`,
          path: `/strategy/outcomes/${outcome.slug}`,
        })),
  },
  {
    kind: 'priority',
    list: async (tx, id) =>
      (await listPriorities(tx))
        .filter((priority) => id === undefined || priority.id === id)
        .map(({ id: own, slug, title, description }) => ({
          id: own,
          title,
          summary: description ?? 'Priority',
          path: `/strategy/priorities/${slug}`,
        })),
  },
  {
    kind: 'need',
    list: async (tx, id) =>
      (await listNeeds(tx))
        .filter((need) => id === undefined || need.id === id)
        .map(({ id: own, slug, title, statement }) => ({
          id: own,
          title,
          summary: statement,
          path: `/strategy/needs/${slug}`,
        })),
  },
  {
    kind: 'theme',
    list: async (tx, id) =>
      (await listThemes(tx))
        .filter((theme) => id === undefined || theme.id === id)
        .map(({ id: own, slug, title, description }) => ({
          id: own,
          title,
          summary: description ?? '',
          path: `/strategy/themes/${slug}`,
        })),
  },
  {
    kind: 'corporate-priority',
    list: async (tx, id) =>
      (await listCorporatePriorities(tx))
        .filter((priority) => id === undefined || priority.id === id)
        .map(({ id: own, slug, title }) => ({
          id: own,
          title,
          summary: 'Corporate priority',
          path: `/strategy/corporate-priorities/${slug}`,
        })),
  },
  {
    kind: 'strategy-version',
    list: async (tx, id) => {
      const one = id === undefined ? undefined : await findVersionById(tx, id);
      return (id === undefined ? await listVersions(tx) : one ? [one] : []).map((version) => ({
        id: version.id,
        title: `${version.title} (version ${version.number})`,
        summary: version.status,
        path: `/strategy/versions/${version.number}`,
      }));
    },
  },
];

const exports: readonly ExportOffer[] = [
  {
    name: 'outcomes',
    says: 'The outcomes of the strategy in force, in the words that stand today',
    rows: async (tx) =>
      (await listOutcomes(tx)).map(({ slug, wording, letter, priority, prioritySlug, wordedOn }) => ({
        slug,
        wording,
        letter,
        priority: prioritySlug,
        priorityTitle: priority,
        wordedOn,
      })),
  },
  {
    name: 'needs',
    says: 'What the place needs, one row for each finding that shows it',
    rows: async (tx) => {
      const evidence = await listEvidence(tx);
      return (await listNeeds(tx)).flatMap(({ id, slug, title, statement, identifiedOn, closedOn }) => {
        const own = evidence.filter(({ needId }) => needId === id);
        return (own.length === 0 ? [undefined] : own).map((finding) => ({
          need: slug,
          title,
          statement,
          identifiedOn,
          closedOn,
          finding: finding?.statement ?? null,
          source: finding?.source ?? null,
          dated: finding?.dated ?? null,
        }));
      });
    },
  },
];

/** The page of an indicator leads to the body that monitors it. */
const whoMonitors: BeginOffer = {
  kind: 'indicator',
  text: 'Who monitors it',
  permission: 'read',
  href: (path) => path.replace('/indicators/', '/strategy/monitoring/'),
};

export const strategy: ModuleManifest = {
  name: 'strategy',
  routes: [
    ...readingRoutes,
    ...versionRoutes,
    ...contentRoutes,
    ...needRoutes,
    ...themeRoutes,
    ...threadRoutes,
    ...frameworkRoutes,
    ...frameworkApiRoutes,
    ...exerciseRoutes,
    ...exerciseApiRoutes,
  ],
  navigation: [{ text: 'Strategy', href: '/strategy', order: 10, permission: 'read' }],
  permissions: [
    {
      name: 'strategy.edit',
      says: 'Draft the strategy: needs, priorities, outcomes and what they are joined to',
    },
    { name: 'needs.score', says: 'Score needs when the partnership sets its priorities' },
    { name: 'needs.count', says: 'Count what members scored; held by no role' },
    { name: 'strategy.adopt', says: 'Record that a strategy was adopted, and reword what was adopted' },
  ],
  checks,
  kinds: 'strategy.kinds',
  thread: 'strategy.thread',
  decidable: [strategyVersion],
  begins: [whoMonitors],
  sections: [...sections, exerciseSection],
  search,
  exports,
};
