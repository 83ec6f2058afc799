import { z } from 'zod';
import { day, givenText, optionalDay, optionalText } from '../schemas.ts';

const status = z.enum(['draft', 'adopted', 'superseded']);

export const Strategy = z
  .object({
    id: z.uuid(),
    number: z.int(),
    title: z.string(),
    status,
    vision: z.string().nullable(),
    visionNote: z.string().nullable(),
    summary: z.string().nullable(),
    startsOn: day.nullable(),
    endsOn: day.nullable(),
    source: z.string().nullable(),
    adoptedOn: day.nullable(),
    adoptedPrecision: z.enum(['day', 'by']).nullable(),
    supersededOn: day.nullable(),
    revision: z.int(),
  })
  .meta({ id: 'Strategy', description: 'A version of the strategy.' });

export const Priority = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    versionId: z.uuid(),
    versionStatus: status,
    position: z.int(),
    title: z.string(),
    question: z.string().nullable(),
    description: z.string().nullable(),
    source: z.string().nullable(),
    revision: z.int(),
  })
  .meta({ id: 'Priority' });

export const Outcome = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    wording: z.string(),
    wordedOn: day.nullable(),
    letter: z.string().nullable(),
    position: z.int(),
    priorityId: z.uuid(),
    priority: z.string(),
    prioritySlug: z.string(),
    priorityPosition: z.int(),
    versionId: z.uuid(),
    versionStatus: status,
    revision: z.int(),
  })
  .meta({
    id: 'Outcome',
    description: 'What shall be better for people; it keeps its identity when reworded.',
  });

/** What a version of the strategy says of itself. */
export const versionBody = z.strictObject({
  title: givenText,
  vision: optionalText.describe('In its own words; null while they are not known'),
  visionNote: optionalText,
  summary: optionalText,
  startsOn: optionalDay,
  endsOn: optionalDay,
  source: optionalText,
});

/** What a version says of a priority. */
export const priorityBody = z.strictObject({
  title: givenText,
  question: optionalText.describe('The heading a report uses: What are we doing to improve health?'),
  description: optionalText,
  source: optionalText,
});
