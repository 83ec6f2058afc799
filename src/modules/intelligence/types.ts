import type { Id } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { SeriesBreak } from './course/break-queries.ts';
import type { Period } from './period.ts';

export type IndicatorId = Id<'indicator'>;
export type IndicatorKind = 'number' | 'rate' | 'percentage' | 'money';
/** Which way is better. */
export type Direction = 'higher' | 'lower' | 'neither';
/** How chance enters a figure: counted events, a sample, a complete count (no chance), or not stated. */
export type Uncertainty = 'counted' | 'sampled' | 'complete' | 'not-stated';
export type Frequency = 'monthly' | 'quarterly' | 'yearly' | 'each-wave' | 'once' | 'irregular';
export type Quality = 'final' | 'provisional' | 'estimated' | 'awaited';

/** What is measured. Money is in pounds. */
export interface Indicator {
  readonly id: IndicatorId;
  readonly slug: string;
  readonly title: string;
  readonly definition: string;
  readonly kind: IndicatorKind;
  /** The noun that is counted: `crimes`, `people`; empty where there is none. */
  readonly unit: string;
  readonly decimals: number;
  readonly direction: Direction;
  readonly uncertainty: Uncertainty;
  readonly numeratorSays: string;
  readonly denominatorSays: string;
  /** A rate is per so many: 1,000. */
  readonly per: number | null;
  readonly numeratorId: IndicatorId | null;
  readonly denominatorId: IndicatorId | null;
  readonly placeSlug: string | null;
  readonly source: string;
  readonly frequency: Frequency;
  readonly firstPeriodEndsOn: PlainDate | null;
  readonly dueDays: number;
  readonly ownerAgencyId: string | null;
  readonly ownerPostId: string | null;
  readonly public: boolean;
  readonly smallNumbers: boolean;
  readonly endedOn: PlainDate | null;
  readonly revision: number;
}

/** What the rules of judgement need to know of an indicator. */
export type Measured = Pick<
  Indicator,
  'title' | 'kind' | 'unit' | 'decimals' | 'direction' | 'uncertainty' | 'per'
>;

/** One figure of an indicator, in its last version. */
export interface Point {
  readonly period: Period;
  /** Null while it is awaited. */
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly quality: Quality;
  readonly source: string;
  readonly note: string;
  readonly version: number;
  /** True for a rate that was computed from two other indicators. */
  readonly computed: boolean;
  /** The period of the denominator that it was computed with. */
  readonly denominatorPeriod?: string;
}

export interface KnownPoint extends Point {
  readonly value: number;
}

export interface Subject {
  readonly kind: string;
  readonly id: string;
}

/** Where an indicator starts from, for everybody (`subject` null) or for one thing. */
export interface Baseline {
  readonly id: string;
  readonly subject: Subject | null;
  readonly state: 'known' | 'awaited';
  readonly period: string | null;
  /** The period for people. */
  readonly periodLabel: string | null;
  readonly periodEnd: PlainDate | null;
  readonly value: number | null;
  readonly statement: string;
  readonly expectedOn: PlainDate | null;
  readonly raisedOn: PlainDate;
  readonly ownerAgencyId: string | null;
  readonly ownerPostId: string | null;
  readonly source: string;
  readonly note: string;
  readonly revision: number;
}

/** A figure to be reached by a day or in a period; null where the source says `??%`. */
export interface Stage {
  readonly dueOn: PlainDate;
  readonly period: string | null;
  readonly periodStart: PlainDate | null;
  readonly value: number | null;
  readonly note: string;
}

export type TargetStatus = 'agreed' | 'proposed' | 'to-be-agreed';
export type Aim = 'at-least' | 'at-most' | 'maintain';

/** Where an indicator should go, for everybody (`subject` null) or for one thing; stages by date. */
export interface Target {
  readonly id: string;
  readonly subject: Subject | null;
  readonly status: TargetStatus;
  readonly aim: Aim;
  readonly statement: string;
  readonly endsOn: PlainDate | null;
  readonly endsSays: string;
  readonly reviewOn: PlainDate | null;
  readonly reviewSays: string;
  readonly expectedOn: PlainDate | null;
  readonly raisedOn: PlainDate;
  readonly ownerAgencyId: string | null;
  readonly ownerPostId: string | null;
  readonly source: string;
  readonly note: string;
  readonly revision: number;
  readonly stages: readonly Stage[];
}

export type Status =
  | 'improving'
  | 'worsening'
  | 'changing'
  | 'no-real-change'
  | 'too-few-data'
  | 'cannot-tell';

export interface Judgement {
  readonly status: Status;
  /** Why, in one or two sentences. */
  readonly sentence: string;
}

export type Track =
  | 'met'
  | 'on-track'
  | 'off-track'
  | 'missed'
  | 'too-early'
  | 'cannot-tell'
  | 'target-unknown'
  | 'no-target';

export interface Tracking {
  readonly track: Track;
  readonly sentence: string;
  /** What the path asks for at the latest figure's period, where there is a path. */
  readonly expected: number | null;
}

/** A change in words and figures: `705 fewer, 11% down on 2010/11`. */
export interface Change {
  readonly from: KnownPoint;
  readonly absolute: number;
  /** Null when the earlier figure is zero. */
  readonly percent: number | null;
  readonly text: string;
}

/** How an indicator stands on a business date. */
export interface Standing {
  readonly indicator: Indicator;
  readonly latest: KnownPoint | undefined;
  /** What the latest is judged by: of a month or quarter the same one a year before where it is known, else the figure before. */
  readonly previous: KnownPoint | undefined;
  readonly change: Change | undefined;
  readonly status: Status;
  /** The latest figure, its change and why the status is what it is. */
  readonly sentence: string;
  /** The baseline for everybody, or else the first that somebody set. */
  readonly baseline: Baseline | undefined;
  readonly baselines: readonly Baseline[];
  readonly targets: readonly TargetStanding[];
  /** Against the target for everybody, or else the first that somebody set. */
  readonly track: Tracking;
  /** Comparable figures, oldest first; awaited ones have no value. */
  readonly series: readonly Point[];
  /** Every figure of the indicator's own place, oldest first, whatever its kind of period. */
  readonly points: readonly Point[];
  /** Days from which the figures are not comparable with those before, the earliest first. */
  readonly breaks: readonly SeriesBreak[];
  /** What the sources contradict each other in, one sentence each. */
  readonly contradictions: readonly string[];
}

export interface TargetStanding {
  readonly target: Target;
  readonly baseline: Baseline | undefined;
  readonly tracking: Tracking;
}
