import { z } from 'zod';
import { parsePlainDate } from '../../../kernel/plain-date.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Wave } from '../period.ts';
import { listWaves } from '../queries.ts';
import { defineWave, type WaveInput } from '../waves.ts';
import { type DefinitionReport, importDefinitions } from './define.ts';

const COLUMNS = [
  'slug',
  'title',
  'survey',
  'first_wave',
  'last_wave',
  'starts',
  'ends',
  'sample_size',
  'note',
] as const;

const date = z.string().transform((text, context) => {
  const read = parsePlainDate(text);
  if (read) return read;
  context.addIssue({ code: 'custom', message: 'must be a date such as 2012-01-31.' });
  return z.NEVER;
});
const count = z
  .string()
  .transform((text) => (text === '' ? null : Number(text)))
  .refine((value) => value === null || Number.isInteger(value), { message: 'must be a whole number.' });
const fields = z.object({
  slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be small letters, digits and hyphens.'),
  title: z.string().min(1, 'is missing.'),
  survey: z.string().min(1, 'is missing.'),
  first_wave: count,
  last_wave: count,
  starts: date,
  ends: date,
  sample_size: count,
  note: z.string(),
});

/** Imports survey waves from CSV. All or nothing; waves that are there already stay as they are. */
export async function importWaves(
  tx: Tx,
  actor: Actor,
  text: string,
  { dryRun = false } = {},
): Promise<DefinitionReport | Refusal> {
  const known = await listWaves(tx);
  return importDefinitions(
    tx,
    actor,
    text,
    {
      columns: COLUMNS,
      needed: ['slug', 'title', 'survey', 'starts', 'ends'],
      what: ({ cells }) => cells.slug,
      understand: ({ cells }) => {
        const read = fields.safeParse(cells);
        if (!read.success)
          return {
            reason: read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join(' '),
          };
        const wave = inputOf(read.data);
        const before = known.get(wave.slug);
        if (before && !sameAs(before, wave))
          return {
            reason: 'A wave of this name is there already with other facts. Give this one another name.',
          };
        return {
          outcome: before ? 'unchanged' : 'added',
          write: (writing, who) => defineWave(writing, who, wave),
        };
      },
    },
    dryRun,
  );
}

const inputOf = (read: z.output<typeof fields>): WaveInput => ({
  slug: read.slug,
  title: read.title,
  survey: read.survey,
  firstWave: read.first_wave,
  lastWave: read.last_wave,
  startsOn: read.starts,
  endsOn: read.ends,
  sampleSize: read.sample_size,
  note: read.note,
});

const sameAs = (before: Wave, { note: _note, ...wave }: WaveInput): boolean =>
  Object.entries(wave).every(([name, value]) => before[name as keyof Wave] === value);
