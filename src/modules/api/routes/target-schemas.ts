import { z } from 'zod';
import { day } from '../schemas.ts';

const subject = z.object({ kind: z.string(), id: z.uuid() }).nullable();

export const Baseline = z
  .object({
    id: z.uuid(),
    subject,
    state: z.enum(['known', 'awaited']),
    period: z.string().nullable(),
    value: z.number().nullable(),
    statement: z.string(),
    expectedOn: day.nullable(),
    source: z.string(),
    note: z.string(),
    revision: z.int(),
  })
  .meta({ id: 'Baseline', description: 'Where an indicator starts from; an unknown one says so.' });

export const Target = z
  .object({
    id: z.uuid(),
    subject: subject.describe('The outcome or project it is for; null when it is for everybody'),
    status: z.enum(['agreed', 'proposed', 'to-be-agreed']),
    aim: z.enum(['at-least', 'at-most', 'maintain']),
    statement: z.string(),
    stages: z.array(
      z.object({
        dueOn: day,
        period: z.string().nullable(),
        value: z.number().nullable().describe('null where the figure is not known'),
        note: z.string(),
      }),
    ),
    endsOn: day.nullable(),
    endsSays: z.string(),
    reviewOn: day.nullable(),
    reviewSays: z.string(),
    expectedOn: day.nullable(),
    source: z.string(),
    note: z.string(),
    revision: z.int(),
  })
  .meta({ id: 'Target', description: 'Where an indicator should go, by stages.' });

/** Words that need not be given. */
export const words = z.string().max(4000).default('');

/** The thing that a baseline or target is for. */
export const givenSubject = z
  .strictObject({ kind: z.enum(['outcome', 'project']), id: z.uuid() })
  .nullable()
  .default(null)
  .describe('The thing it is for; null when it is for everybody');

type Subject = { readonly kind: string; readonly id: string } | null;

/** True for what is about the same thing. */
export const isAbout =
  (subject: Subject) =>
  (one: { readonly subject: Subject }): boolean =>
    one.subject?.kind === subject?.kind && one.subject?.id === subject?.id;
