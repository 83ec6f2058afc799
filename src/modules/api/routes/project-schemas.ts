import { z } from 'zod';
import { day } from '../schemas.ts';

const pence = z.int().min(0).max(9_000_000_000_000).nullable();
const words = z.string().max(20_000);
const slug = z.string().max(200);
const precision = z.enum(['day', 'month', 'quarter', 'year', 'unknown']);

const resource = z.strictObject({
  kind: z.enum(['cash', 'in-kind']),
  pence,
  basis: z.enum(['one-off', 'per-year', 'option']).describe('An option is never added up'),
  status: z.enum(['already-allocated', 'requested', 'to-be-confirmed', 'spent']),
  says: words,
});

const person = z.strictObject({
  agency: slug.describe('The slug of an agency; empty when none is named'),
  hours: z.number().min(0).nullable(),
  penceAnHour: pence,
  says: words,
});

const lead = z.union([
  z.strictObject({ post: slug }),
  z.strictObject({ agency: slug }),
  z.strictObject({ says: words }),
]);

const milestone = z.strictObject({
  title: z.string().trim().min(1).max(400),
  originalOn: day.nullable(),
  precision,
  moved: z.strictObject({ to: day, reason: words }).optional(),
  metOn: day.optional(),
});

const measure = z.strictObject({
  indicator: slug,
  perYear: z.number().nullable().describe('A quota: so many a year'),
  target: z.strictObject({ value: z.number(), by: day }).optional(),
});

const unknown = z.strictObject({
  about: z.enum([
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
  ]),
  says: words,
  owner: slug.describe('The slug of the post that owes the answer; empty when none does'),
  since: day,
  dueOn: day.nullable(),
});

/** The whole project plan; what it refers to stands as slugs, money as pence. */
export const planFields = {
  title: z.string().trim().min(1).max(400),
  reference: z.string().max(100),
  programme: slug,
  activity: words,
  resources: z.array(resource).max(200),
  resourcesSay: words,
  people: z.array(person).max(200),
  peopleSay: words,
  leads: z.array(lead).max(50),
  timescale: words,
  milestones: z.array(milestone).max(200),
  baseline: words,
  target: words,
  measures: z.array(measure).max(100),
  intendedOutcomes: words,
  communications: words,
  sustainability: z.enum(['none', 'this-fund', 'elsewhere', 'likely']).nullable(),
  sustainabilitySays: words,
  sustainabilityPence: pence,
  sustainabilityFrom: day.nullable(),
  outcomes: z.array(slug).max(50).describe('Slugs of the outcomes it addresses'),
  startsOn: day.nullable(),
  endsOn: day.nullable(),
  updateEveryDays: z.int().min(1).max(366),
  unknowns: z.array(unknown).max(200),
  note: words,
};

const rag = z.enum(['red', 'amber', 'green', 'unknown', 'ended']);

export const stage = z.enum(['planned', 'pilot', 'review', 'roll-out', 'ended']);

export const Project = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    reference: z.string().nullable(),
    stage,
    stageSince: day.nullable(),
    rag,
    sentence: z.string().describe('Why it has that colour'),
    computed: z
      .object({ rag, sentence: z.string() })
      .describe('What the rules say, where somebody judged otherwise'),
    overrideReason: z.string().nullable(),
    lead: z.string(),
    agencyId: z.uuid().nullable(),
    lastUpdateOn: day.nullable(),
    updateDueOn: day.nullable(),
    endorsedOn: day.nullable(),
    openConditions: z.int(),
    programme: z.string().nullable(),
    outcomes: z.array(z.string()),
    plans: z.array(z.string()),
    cash: z.int().describe('Pence, options left out'),
    requested: z.int().describe('The part of it that is only requested'),
    unknowns: z.int(),
  })
  .meta({ id: 'Project', description: 'A project, judged on a day.' });

export const ProjectWithPlan = Project.extend({
  revision: z.int(),
  plan: z.object(planFields).meta({ id: 'ProjectPlan' }),
}).meta({ id: 'ProjectWithPlan' });

export const Milestone = z
  .object({
    id: z.uuid(),
    title: z.string(),
    originalOn: day.nullable(),
    dueOn: day.nullable(),
    precision,
    slips: z.int(),
    slipReason: z.string().nullable(),
    metOn: day.nullable(),
  })
  .meta({ id: 'Milestone' });

export const ProgressUpdate = z
  .object({
    id: z.uuid(),
    reportedOn: day,
    standing: z.enum(['on-track', 'at-risk', 'off-track']),
    says: z.string(),
    help: z.string(),
    figures: z.string(),
  })
  .meta({ id: 'ProgressUpdate', description: 'What a lead officer said of a project.' });
