import { CellError, each, lines, linesOf, optionalDay, tidy } from './cell-text.ts';
import {
  formatLead,
  formatMeasure,
  formatMilestone,
  formatPerson,
  formatResource,
  formatSustainability,
  formatUnknown,
  parseLead,
  parseMeasure,
  parseMilestone,
  parsePerson,
  parseResource,
  parseSustainability,
  parseUnknown,
  type Reading,
} from './cells.ts';
import type { ProjectPlan } from './project-plan.ts';

/** The fields of a project plan as text: what a spreadsheet row and the form both hold. Keys are form field names. */
export const PLAN_FIELDS = [
  'title',
  'reference',
  'programme',
  'activity',
  'resources',
  'resources_note',
  'people',
  'people_note',
  'leads',
  'timescale',
  'milestones',
  'baseline',
  'target',
  'measures',
  'intended_outcomes',
  'communications',
  'sustainability',
  'outcomes',
  'starts',
  'ends',
  'update_every',
  'unknowns',
  'note',
] as const;

export type PlanField = (typeof PLAN_FIELDS)[number];
export type PlanCells = Readonly<Record<PlanField, string>>;

export interface ReadPlan {
  readonly plan: ProjectPlan;
  /** Field → what is wrong with it; empty when the plan may be used. */
  readonly errors: Readonly<Partial<Record<PlanField, string>>>;
}

/** Reads the fields; every wrong one is named, and the others are read all the same. */
export function readPlan(cells: Partial<PlanCells>, reading: Reading): ReadPlan {
  const errors: Partial<Record<PlanField, string>> = {};
  const at = (field: PlanField): string => tidy(cells[field] ?? '');
  const attempt = <T>(field: PlanField, read: (text: string) => T, otherwise: T): T => {
    try {
      return read(at(field));
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      errors[field] = error.message;
      return otherwise;
    }
  };
  const list = <T>(field: PlanField, read: (line: string, reading: Reading) => T): readonly T[] =>
    attempt<readonly T[]>(field, (text) => each(text, (line) => read(line, reading)), []);
  const plan: ProjectPlan = {
    title: attempt('title', (text) => given(text, 'Enter the title of the project.'), ''),
    reference: at('reference'),
    programme: attempt('programme', (text) => (text === '' ? '' : reading.lookup.programmes.slug(text)), ''),
    activity: at('activity'),
    resources: list('resources', parseResource),
    resourcesSay: at('resources_note'),
    people: list('people', parsePerson),
    peopleSay: at('people_note'),
    leads: list('leads', parseLead),
    timescale: at('timescale'),
    milestones: attempt('milestones', readMilestones, []),
    baseline: at('baseline'),
    target: at('target'),
    measures: attempt('measures', (text) => once(each(text, (line) => parseMeasure(line, reading))), []),
    intendedOutcomes: at('intended_outcomes'),
    communications: at('communications'),
    ...attempt('sustainability', parseSustainability, parseSustainability('')),
    outcomes: attempt(
      'outcomes',
      (text) => [...new Set(linesOf(text).map((line) => reading.lookup.outcomes.slug(line)))],
      [],
    ),
    startsOn: attempt('starts', (text) => optionalDay(text, 'the start'), null),
    endsOn: attempt('ends', (text) => optionalDay(text, 'the end'), null),
    updateEveryDays: attempt('update_every', days, 91),
    unknowns: list('unknowns', parseUnknown),
    note: at('note'),
  };
  return { plan, errors };
}

/** The fields of a project plan as text, so that reading them gives the same plan again. */
export const writePlan = (plan: ProjectPlan): PlanCells => ({
  title: plan.title,
  reference: plan.reference,
  programme: plan.programme,
  activity: plan.activity,
  resources: lines(plan.resources, formatResource),
  resources_note: plan.resourcesSay,
  people: lines(plan.people, formatPerson),
  people_note: plan.peopleSay,
  leads: lines(plan.leads, formatLead),
  timescale: plan.timescale,
  milestones: lines(plan.milestones, formatMilestone),
  baseline: plan.baseline,
  target: plan.target,
  measures: lines(plan.measures, formatMeasure),
  intended_outcomes: plan.intendedOutcomes,
  communications: plan.communications,
  sustainability: formatSustainability(plan),
  outcomes: plan.outcomes.join('\n'),
  starts: plan.startsOn ?? '',
  ends: plan.endsOn ?? '',
  update_every: String(plan.updateEveryDays),
  // Unknowns are a set of facts: their order says nothing.
  unknowns: plan.unknowns.map(formatUnknown).sort().join('\n'),
  note: plan.note,
});

function given(text: string, otherwise: string): string {
  if (text === '') throw new CellError(otherwise);
  return text;
}

function days(text: string): number {
  if (text === '') return 91;
  const number = Number(/^(\d+)( days)?$/.exec(text)?.[1]);
  if (!(number >= 7 && number <= 400))
    throw new CellError(`"${text}" is not a number of days from 7 to 400.`);
  return number;
}

function readMilestones(text: string): ProjectPlan['milestones'] {
  const milestones = each(text, parseMilestone);
  const twice = milestones.find(
    (one, index) => milestones.findIndex((other) => other.title === one.title) < index,
  );
  if (twice) throw new CellError(`Two milestones are called "${twice.title}". Give each a name of its own.`);
  return milestones;
}

function once(measures: ProjectPlan['measures']): ProjectPlan['measures'] {
  const twice = measures.find(
    (one, index) => measures.findIndex((o) => o.indicator === one.indicator) < index,
  );
  if (twice) throw new CellError(`The indicator "${twice.indicator}" is listed twice.`);
  return measures;
}
