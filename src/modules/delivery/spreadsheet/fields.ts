import type { PlanField } from '../plan-cells.ts';
import type { Column } from './columns.ts';

/** Which column carries which field of a project plan. */
export const FIELD_COLUMN = {
  title: 'title',
  reference: 'reference',
  programme: 'programme',
  activity: 'activity',
  resources: 'resources',
  resources_note: 'resources note',
  people: 'human resources',
  people_note: 'human resources note',
  leads: 'lead officers',
  timescale: 'timescale',
  milestones: 'milestones',
  baseline: 'baseline',
  target: 'target',
  measures: 'measures',
  intended_outcomes: 'intended outcomes',
  communications: 'communications requirements',
  sustainability: 'sustainability',
  outcomes: 'outcomes served',
  starts: 'starts',
  ends: 'ends',
  update_every: 'update every',
  unknowns: 'unknowns',
  note: 'note',
} as const satisfies Record<PlanField, Column>;
