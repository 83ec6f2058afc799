import { isRefusal } from '../../../kernel/refusal.ts';
import { type ImportPages, importRoutes } from '../../../platform/http/import-routes.tsx';
import type { Route } from '../../../platform/http/route.ts';
import { importIndicators } from '../import/define-indicators.ts';
import { importTargets } from '../import/define-targets.ts';
import { importWaves } from '../import/define-waves.ts';
import { CRUMBS } from './shared.ts';

type Importer = typeof importIndicators;

/** An importer of definitions as the pages of imports run one. */
const running =
  (importer: Importer): ImportPages['run'] =>
  async (tx, actor, text, { write }) => {
    const report = await importer(tx, actor, text, { dryRun: !write });
    if (isRefusal(report)) return report;
    const { rows, written, ...counts } = report;
    return { rows: rows.map(({ reason, ...row }) => ({ ...row, says: reason || null })), counts, written };
  };

const DEFINITIONS: ImportPages['columns'] = [
  { name: 'slug', says: 'Short address, such as recorded-crime; it tells which indicator a row is about' },
  { name: 'title, definition, unit', says: 'In the words of the partnership' },
  { name: 'kind', says: 'number, rate, percentage, ratio, money, duration, yes-no or milestone' },
  { name: 'direction', says: 'higher or lower: which way is better; or neither' },
  { name: 'uncertainty', says: 'complete, sample or none: how a change is told from chance' },
  { name: 'decimals, numerator_says, denominator_says, per, computed_from, place', says: 'May be left out' },
  {
    name: 'source, frequency, due_days',
    says: 'Where figures come from, how often, and how many days after the period',
  },
  { name: 'owner_agency, owner_post, public', says: 'Short addresses; yes or no. May be left out' },
  {
    name: 'small_numbers',
    says: 'yes or no: whether it counts so few people that a figure could point at somebody. Of one that is here already, what is left out or empty stays as it is',
  },
];

const TARGETS: ImportPages['columns'] = [
  { name: 'indicator', says: 'Short address of the indicator' },
  { name: 'baseline', says: 'known, awaited or empty; with baseline_period, _value, _statement, _expected' },
  { name: 'target', says: 'agreed, proposed, to-be-agreed or empty; with target_statement, target_expected' },
  { name: 'aim, stages', says: 'at-least, at-most or maintain; the stages as the export writes them' },
  { name: 'ends_on, ends_says, review_on, review_says', says: 'May be left out' },
  { name: 'owner_agency, owner_post, source, note', says: 'May be left out' },
];

const WAVES: ImportPages['columns'] = [
  { name: 'slug, title, survey', says: 'Short address, name of the wave, and of the survey it belongs to' },
  { name: 'starts, ends', says: 'The days of the fieldwork, as YYYY-MM-DD' },
  { name: 'first_wave, last_wave, sample_size, note', says: 'May be left out' },
];

const pages = (
  slug: string,
  things: string,
  importer: Importer,
  columns: ImportPages['columns'],
): readonly Route[] =>
  importRoutes({
    path: `/indicators/import/${slug}`,
    leaves: slug,
    things,
    columns,
    access: { permission: 'indicators.edit' },
    afterwards: '/indicators',
    breadcrumbs: CRUMBS,
    run: running(importer),
  });

/** Imports of what is measured: survey waves, indicators, and everybody's baselines and targets. */
export const definitionImportRoutes: readonly Route[] = [
  ...pages('survey-waves', 'survey waves', importWaves, WAVES),
  ...pages('indicators', 'indicators', importIndicators, DEFINITIONS),
  ...pages('targets', 'baselines and targets', importTargets, TARGETS),
];
