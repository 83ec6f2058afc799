import type { Pence } from '../../kernel/pence.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

export const RESOURCE_KINDS = ['cash', 'in-kind'] as const;
export const BASES = ['one-off', 'per-year', 'option'] as const;
export const RESOURCE_STATES = ['already-allocated', 'requested', 'to-be-confirmed', 'spent'] as const;
export const SUSTAINABILITIES = ['none', 'this-fund', 'elsewhere', 'likely'] as const;
export const PRECISIONS = ['day', 'month', 'quarter', 'year', 'unknown'] as const;

/** What an unknown may be about. The names of the endorsement gate are among them. */
export const GAP_SUBJECTS = [
  'activity',
  'cash',
  'human resources',
  'lead officer',
  'communications requirements',
  'timescale',
  'milestones',
  'baselines',
  'targets',
  'intended outcomes',
  'sustainability',
  'target audience',
] as const;

export type Basis = (typeof BASES)[number];
export type ResourceState = (typeof RESOURCE_STATES)[number];
export type Sustainability = (typeof SUSTAINABILITIES)[number];
export type Precision = (typeof PRECISIONS)[number];
export type GapSubject = (typeof GAP_SUBJECTS)[number];

/** Money or its worth. An option stands beside the others and is never added up. */
export interface Resource {
  readonly kind: (typeof RESOURCE_KINDS)[number];
  readonly pence: Pence | null;
  readonly basis: Basis;
  readonly status: ResourceState;
  readonly says: string;
}

/** Somebody's time; with hours and an hourly rate it is valued as in-kind. */
export interface HumanResource {
  /** Slug of the agency; empty when the source names none. */
  readonly agency: string;
  readonly hours: number | null;
  readonly penceAnHour: Pence | null;
  readonly says: string;
}

export type Lead =
  | { readonly post: string }
  | { readonly agency: string }
  /** Words such as "All Board members". */
  | { readonly says: string };

/** A milestone. A month, quarter or year is kept as its last day, with the precision. */
export interface Milestone {
  readonly title: string;
  readonly originalOn: PlainDate | null;
  readonly precision: Precision;
  /** The latest move, where it slipped. */
  readonly moved?: { readonly to: PlainDate; readonly reason: string };
  readonly metOn?: PlainDate;
}

/** An indicator by which the project is judged, with the project's own target. */
export interface Measure {
  readonly indicator: string;
  /** A quota: four case studies a year. */
  readonly perYear: number | null;
  readonly target?: { readonly value: number; readonly by: PlainDate };
}

/** Something that is not known yet: a fact with an owner and a date. */
export interface Unknown {
  readonly about: GapSubject;
  readonly says: string;
  /** Slug of the post that owes the answer; empty when nobody does yet. */
  readonly owner: string;
  readonly since: PlainDate;
  readonly dueOn: PlainDate | null;
}

/** The whole project plan, with everything it refers to by slug: what a form and a spreadsheet row hold. */
export interface ProjectPlan {
  readonly title: string;
  readonly reference: string;
  readonly programme: string;
  readonly activity: string;
  readonly resources: readonly Resource[];
  readonly resourcesSay: string;
  readonly people: readonly HumanResource[];
  readonly peopleSay: string;
  readonly leads: readonly Lead[];
  readonly timescale: string;
  readonly milestones: readonly Milestone[];
  readonly baseline: string;
  readonly target: string;
  readonly measures: readonly Measure[];
  readonly intendedOutcomes: string;
  readonly communications: string;
  readonly sustainability: Sustainability | null;
  readonly sustainabilitySays: string;
  readonly sustainabilityPence: Pence | null;
  readonly sustainabilityFrom: PlainDate | null;
  /** Slugs of the outcomes it addresses. */
  readonly outcomes: readonly string[];
  readonly startsOn: PlainDate | null;
  readonly endsOn: PlainDate | null;
  readonly updateEveryDays: number;
  readonly unknowns: readonly Unknown[];
  readonly note: string;
}

/** A plan with nothing in it, from which a new one starts. */
export const emptyPlan: ProjectPlan = {
  title: '',
  reference: '',
  programme: '',
  activity: '',
  resources: [],
  resourcesSay: '',
  people: [],
  peopleSay: '',
  leads: [],
  timescale: '',
  milestones: [],
  baseline: '',
  target: '',
  measures: [],
  intendedOutcomes: '',
  communications: '',
  sustainability: null,
  sustainabilitySays: '',
  sustainabilityPence: null,
  sustainabilityFrom: null,
  outcomes: [],
  startsOn: null,
  endsOn: null,
  updateEveryDays: 91,
  unknowns: [],
  note: '',
};

/** What a complete project plan must say, by the names that a condition of endorsement lists. */
const REQUIRED: readonly (readonly [GapSubject, (plan: ProjectPlan) => boolean])[] = [
  ['lead officer', (plan) => plan.leads.length > 0],
  ['communications requirements', (plan) => plan.communications !== ''],
  ['targets', (plan) => plan.target !== '' || plan.measures.some((m) => m.target !== undefined)],
  ['baselines', (plan) => plan.baseline !== ''],
  ['intended outcomes', (plan) => plan.intendedOutcomes !== ''],
  ['sustainability', (plan) => plan.sustainability !== null || plan.sustainabilitySays !== ''],
];

/** Named rule: what is missing from a project plan. An open unknown counts as missing even where words stand. */
export const missingFrom = (plan: ProjectPlan): readonly GapSubject[] =>
  REQUIRED.filter(
    ([name, isThere]) => !isThere(plan) || plan.unknowns.some((unknown) => unknown.about === name),
  ).map(([name]) => name);

/** Yearly or one-off cash of a project in pence; options and in-kind are left out, unknown amounts too. */
export const cashOf = (
  resources: readonly Resource[],
  which: (resource: Resource) => boolean = () => true,
): number =>
  resources
    .filter((resource) => resource.kind === 'cash' && resource.basis !== 'option' && which(resource))
    .reduce((sum, resource) => sum + (resource.pence ?? 0), 0);

/** What people's time is worth in pence, where hours and rate are known. */
export const worthOf = (people: readonly HumanResource[]): number =>
  people.reduce((sum, one) => sum + Math.round((one.hours ?? 0) * (one.penceAnHour ?? 0)), 0);
