import type { Tx } from '../../platform/database/transaction.ts';
import type { ExportOffer, Job, ModuleManifest, SearchOffer } from '../../platform/module.ts';
import { alertApiRoutes } from './alerts/api.ts';
import { alertMailJob } from './alerts/mail.ts';
import { alertRoutes } from './alerts/routes.tsx';
import { checks } from './checks.ts';
import { compareApiRoutes } from './compare/api.ts';
import { compareRoutes } from './compare/routes.tsx';
import { dashboardApiRoutes } from './dashboards/api.ts';
import { dashboardRoutes } from './dashboards/routes.tsx';
import { evidenceApi } from './evidence/api.ts';
import { areaApi } from './evidence/areas/api.ts';
import { areaChangeApi } from './evidence/areas/change-api.ts';
import { areaRoutes } from './evidence/areas/routes.tsx';
import { evidenceBegins, evidenceSearch, selectionCheck } from './evidence/offers.ts';
import { researchRoutes } from './evidence/research/routes.tsx';
import { evidenceRoutes } from './evidence/routes.tsx';
import { supportRoutes } from './evidence/support-routes.tsx';
import { indicatorFigures } from './figures.ts';
import { listExported } from './import/export.ts';
import { renewJudgements } from './judging.ts';
import { mapApiRoutes } from './map/api.ts';
import { mapBegins, mapRoutes } from './map/routes.tsx';
import { measureApiRoutes } from './measures/api.ts';
import { listReleases } from './measures/queries.ts';
import { releaseJob } from './measures/release.ts';
import { measureRoutes } from './measures/routes.tsx';
import { publicationApiRoutes } from './open-data/api.ts';
import { openDataRoutes } from './open-data/public-routes.tsx';
import { openDataJob } from './open-data/renew.ts';
import { publishRoutes } from './open-data/routes.tsx';
import { indicatorLocality } from './profile/locality.ts';
import { qualityApiRoutes } from './quality/api.ts';
import { checkApiRoutes } from './quality/check-api.ts';
import { qualityRoutes } from './quality/routes.tsx';
import { businessToday, listIndicators, listStandings } from './queries.ts';
import { breakRoutes } from './routes/breaks.tsx';
import { definitionImportRoutes } from './routes/definition-imports.ts';
import { figureRoutes } from './routes/figures.tsx';
import { indicatorRoutes } from './routes/indicator.tsx';
import { indicatorEditRoutes } from './routes/indicator-edit.tsx';
import { listRoutes } from './routes/list.tsx';
import { targetRoutes } from './routes/targets.tsx';
import { indicatorSummary } from './sections.tsx';
import { sourceRoutes } from './sources/routes.tsx';
import { recountStreet } from './street/figures.ts';
import { streetRoutes } from './street/page.tsx';
import { streetJob } from './street/upload/job.ts';
import { surveyRoutes } from './surveys/routes.ts';
import { surveyQuotations } from './surveys/sections.ts';
import { tensionApi } from './tension/api.ts';
import { tensionListRoutes } from './tension/lists-routes.tsx';
import { issuesLocality } from './tension/locality.ts';
import { tensionMonthRoutes } from './tension/month-routes.tsx';
import { tensionItemRoutes } from './tension/routes.tsx';

/** Figures that are published later, and rates that depend on another agency's figures, change a status without a command. */
const judge: Job = {
  name: 'intelligence.judge',
  every: '15 2 * * *',
  afterMigration: true,
  run: async ({ transact }) => {
    await transact(['read', 'indicators.edit', 'observations.record'], recountStreet);
    await transact(['read', 'indicators.edit'], async (tx, actor) =>
      renewJudgements(
        tx,
        actor,
        (await listIndicators(tx)).map(({ id }) => id),
      ),
    );
  },
};

const search: SearchOffer = {
  kind: 'indicator',
  list: async (tx: Tx, id?: string) =>
    (await listIndicators(tx, id === undefined ? {} : { ids: [id] })).map((indicator) => ({
      id: indicator.id,
      title: indicator.title,
      summary: indicator.definition,
      path: `/indicators/${indicator.slug}`,
    })),
};

const exports: readonly ExportOffer[] = [
  {
    name: 'measures',
    says: 'Every released figure of a measure in its last revision; a hidden one has no value',
    rows: async (tx) =>
      (await listReleases(tx)).flatMap(({ measure, period, figures, releasedOn, revision }) =>
        figures.map(({ group, place, value }) => ({
          measure,
          period: period.text,
          group,
          place,
          value,
          hidden: value === null,
          released_on: releasedOn,
          revision,
        })),
      ),
  },
  {
    name: 'observations',
    says: 'Every figure in its last version',
    rows: async (tx, actor) => (await listExported(tx, actor)).map(({ period_end, ...row }) => row),
  },
  {
    name: 'indicators',
    says: 'Every indicator with its latest figure, status and track',
    rows: async (tx) =>
      (await listStandings(tx, { asAt: await businessToday(tx) })).map(
        ({ indicator, latest, status, sentence, track }) => ({
          slug: indicator.slug,
          title: indicator.title,
          definition: indicator.definition,
          kind: indicator.kind,
          unit: indicator.unit,
          direction: indicator.direction,
          period: latest?.period.text ?? null,
          value: latest?.value ?? null,
          quality: latest?.quality ?? null,
          status,
          sentence,
          track: track.track,
          track_sentence: track.sentence,
        }),
      ),
  },
];

/** What intelligence offers to the application. */
export const intelligence: ModuleManifest = {
  name: 'intelligence',
  routes: [
    ...listRoutes,
    ...figureRoutes,
    ...definitionImportRoutes,
    ...measureRoutes,
    ...measureApiRoutes,
    ...sourceRoutes,
    ...streetRoutes,
    ...surveyRoutes,
    ...compareRoutes,
    ...compareApiRoutes,
    ...qualityRoutes,
    ...qualityApiRoutes,
    ...checkApiRoutes,
    ...mapRoutes,
    ...mapApiRoutes,
    ...indicatorEditRoutes,
    ...indicatorRoutes,
    ...targetRoutes,
    ...breakRoutes,
    ...tensionItemRoutes,
    ...tensionMonthRoutes,
    ...tensionListRoutes,
    ...tensionApi,
    ...evidenceRoutes,
    ...supportRoutes,
    ...researchRoutes,
    ...areaRoutes,
    ...evidenceApi,
    ...areaApi,
    ...areaChangeApi,
    ...alertRoutes,
    ...alertApiRoutes,
    ...dashboardRoutes,
    ...dashboardApiRoutes,
    ...openDataRoutes,
    ...publishRoutes,
    ...publicationApiRoutes,
  ],
  navigation: [
    {
      text: 'Indicators',
      href: '/indicators',
      also: ['/surveys', '/tension', '/evidence', '/dashboards', '/data-gaps'],
      order: 40,
      permission: 'read',
    },
  ],
  permissions: [
    { name: 'indicators.edit', says: 'Define indicators, set baselines and targets' },
    { name: 'observations.record', says: 'Record and import figures of indicators' },
    { name: 'alerts.notify', says: 'Write to those who asked for alerts; held by no role' },
    { name: 'indicators.publish', says: 'Publish indicators as open data, and withdraw them' },
    { name: 'tension.record', says: 'Record signs of tension that their agency holds' },
    { name: 'tension.group', says: 'See what is for the tension group, grade months, keep the lists' },
    {
      name: 'surveys.comments',
      says: 'Read and code what people wrote in surveys, which may say who they are',
    },
    { name: 'surveys.count', says: 'Count the responses of a wave that closes; held by no role' },
    {
      name: 'street-files.destroy',
      says: 'Destroy street files with which nothing can be done any more; held by no role',
    },
    { name: 'surveys.answer', says: 'Give responses by the public form; held by no role' },
    { name: 'measures.release', says: 'Release what is counted of people; held by no role' },
  ],
  jobs: [judge, openDataJob, alertMailJob, releaseJob, streetJob],
  checks: [...checks, selectionCheck],
  kinds: 'intelligence.kinds',
  thread: 'intelligence.thread',
  duties: 'intelligence.duties',
  warnings: 'intelligence.warnings',
  gaps: 'intelligence.gaps',
  localities: [indicatorLocality, issuesLocality],
  figures: [indicatorFigures],
  sections: [indicatorSummary, surveyQuotations],
  search: [search, evidenceSearch],
  exports,
  begins: [...mapBegins, ...evidenceBegins],
};
