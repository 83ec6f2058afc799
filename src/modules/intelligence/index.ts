/** The front door of intelligence: what is measured, how it stands on a date, where it started and where it should go. */
export { assessIndicators } from './assessment/index.ts';
export { loadComparisonExample } from './compare/example.ts';
export { withoutFew } from './compare/few.ts';
export { saySeries } from './course/refit-series.ts';
export { type IndicatorSeries, indicatorSeries, SERIES_COLUMNS } from './course/series.ts';
export { inOrder, seriesCsv } from './course/series-csv.ts';
export { loadDashboardsExample } from './dashboards/example.ts';
export { type Limits, limitsFor } from './estimate.ts';
export { loadEvidenceExample } from './evidence/example.ts';
export { loadIntelligenceExample } from './example.ts';
export { type Basis, latestBases, targetBasis } from './figure-bases.ts';
export { importIndicators } from './import/define-indicators.ts';
export { importTargets } from './import/define-targets.ts';
export { importWaves } from './import/define-waves.ts';
export {
  type ImportReport,
  type ImportRow,
  importObservations,
} from './import/index.ts';
export {
  changeIndicator,
  defineIndicator,
  endIndicator,
  type IndicatorInput,
  type Rewording,
  rewordIndicator,
} from './indicators.ts';
export { loadMeasuresExample } from './measures/example.ts';
export { releasePeriod } from './measures/periods.ts';
export { type Releasing, releaseAgain, releaseDue } from './measures/release.ts';
export { listObservations, type Observation, type ObservationKey } from './observation-queries.ts';
export { type ObservationInput, recordObservations } from './observations.ts';
export { loadOpenDataExample } from './open-data/import.ts';
export { StandingTag, TrackTag } from './pages/tags.tsx';
export { type Period, type PeriodKind, readPeriod as periodOf } from './period.ts';
export { nextPeriod } from './period-order.ts';
export {
  findIndicator,
  findStanding,
  listIndicators,
  listStandings,
  listTargets,
  listTargetsFor,
  listWaves,
  type SubjectTarget,
  type Wanted,
} from './queries.ts';
export { type FiguresReport, importFigures } from './sources/import-figures.ts';
export { BUILT_IN, type Mapping } from './sources/mapping.ts';
export { findMapping, listMappings } from './sources/saved.ts';
export { listStandingsByTitle } from './standing-pages.ts';
export { assuranceOf, controlLimits, flagsOf } from './statistics/control.ts';
export type { StreetAccount } from './street/account.ts';
export { recountStreet } from './street/figures.ts';
export { grownInWords } from './street/grown-months.ts';
export { importStreet } from './street/import-street.ts';
export { leftBy } from './street/left-by.ts';
export { partInWords } from './street/part-months.ts';
export { loadSurveysExample } from './surveys/example.ts';
export { importSurveyResponses } from './surveys/import-file.ts';
export { type BaselineInput, type StageInput, setBaseline, setTarget, type TargetInput } from './targets.ts';
export { loadTensionExample } from './tension/example.ts';
export type * from './types.ts';
export type { WaveInput } from './waves.ts';
export { sayTarget, sayValue, unitOf, writeValue } from './words.ts';
