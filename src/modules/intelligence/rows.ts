import type { Selectable } from 'kysely';
import type { DB } from '../../platform/database/types.ts';
import { type Period, readPeriod, type Wave, type Waves, wavePeriod } from './period.ts';
import type { Baseline, Indicator, IndicatorId, Point, Stage, Subject, Target } from './types.ts';

type Row<Table extends keyof DB> = Selectable<DB[Table]>;

export const indicatorOf = (row: Row<'intelligence.indicator'>): Indicator => ({
  id: row.id as IndicatorId,
  slug: row.slug,
  title: row.title,
  definition: row.definition,
  kind: row.kind,
  unit: row.unit,
  decimals: row.decimals,
  direction: row.direction,
  uncertainty: row.uncertainty,
  numeratorSays: row.numerator_says,
  denominatorSays: row.denominator_says,
  per: row.per,
  numeratorId: row.numerator_id as IndicatorId | null,
  denominatorId: row.denominator_id as IndicatorId | null,
  placeSlug: row.place_slug,
  source: row.source,
  frequency: row.frequency,
  firstPeriodEndsOn: row.first_period_ends_on,
  dueDays: row.due_days,
  ownerAgencyId: row.owner_agency_id,
  ownerPostId: row.owner_post_id,
  public: row.public,
  smallNumbers: row.small_numbers,
  endedOn: row.ended_on,
  revision: row.revision,
});

export const waveOf = (row: Row<'intelligence.survey_wave'>): Wave => ({
  id: row.id,
  slug: row.slug,
  title: row.title,
  survey: row.survey,
  firstWave: row.first_wave,
  lastWave: row.last_wave,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  sampleSize: row.sample_size,
});

export type ObservationRow = Pick<
  Row<'intelligence.observation'>,
  | 'id'
  | 'indicator_id'
  | 'place_slug'
  | 'period'
  | 'period_kind'
  | 'period_start'
  | 'period_end'
  | 'version'
  | 'value'
  | 'numerator'
  | 'denominator'
  | 'quality'
  | 'source'
  | 'note'
>;

/** The period of a stored observation. What was stored was read once, so it can be read again. */
function periodOfRow(row: ObservationRow, waves: Waves): Period {
  const wave = row.period_kind === 'wave' ? waves.get(row.period) : undefined;
  const period = wave ? wavePeriod(wave) : readPeriod(row.period);
  if (!period) throw new Error(`The stored period "${row.period}" cannot be read`);
  return period;
}

export const pointOf = (row: ObservationRow, waves: Waves): Point => ({
  period: periodOfRow(row, waves),
  value: row.value,
  numerator: row.numerator,
  denominator: row.denominator,
  quality: row.quality,
  source: row.source,
  note: row.note,
  version: row.version,
  computed: false,
});

const subjectOf = (row: { for_kind: string | null; for_id: string | null }): Subject | null =>
  row.for_kind !== null && row.for_id !== null ? { kind: row.for_kind, id: row.for_id } : null;

export const baselineOf = (row: Row<'intelligence.baseline'>, waves: Waves): Baseline => ({
  id: row.id,
  subject: subjectOf(row),
  state: row.state,
  period: row.period,
  periodLabel: row.period === null ? null : (readPeriod(row.period, waves)?.label ?? row.period),
  periodEnd: row.period_end,
  value: row.value,
  statement: row.statement,
  expectedOn: row.expected_on,
  raisedOn: row.raised_on,
  ownerAgencyId: row.owner_agency_id,
  ownerPostId: row.owner_post_id,
  source: row.source,
  note: row.note,
  revision: row.revision,
});

export const stageOf = (row: Row<'intelligence.target_stage'>): Stage => ({
  dueOn: row.due_on,
  period: row.period,
  periodStart: row.period_start,
  value: row.value,
  note: row.note,
});

export const targetOf = (row: Row<'intelligence.target'>, stages: readonly Stage[]): Target => ({
  id: row.id,
  subject: subjectOf(row),
  status: row.status,
  aim: row.aim,
  statement: row.statement,
  endsOn: row.ends_on,
  endsSays: row.ends_says,
  reviewOn: row.review_on,
  reviewSays: row.review_says,
  expectedOn: row.expected_on,
  raisedOn: row.raised_on,
  ownerAgencyId: row.owner_agency_id,
  ownerPostId: row.owner_post_id,
  source: row.source,
  note: row.note,
  revision: row.revision,
  stages,
});
