import { z } from 'zod';
import { plainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';

const day = z.iso.date().transform(plainDate);
const optional = z.string().nullable().default(null);
const dated = day.nullable().default(null);
const slugs = z.array(z.string()).default([]);

const outcome = z.object({
  letter: optional,
  wording: z.string().min(1),
  note: optional,
  indicators: slugs,
  themes: slugs,
  rewordings: z
    .array(
      z.object({ wording: z.string().min(1), startsOn: day, reason: z.string().min(1), source: optional }),
    )
    .default([]),
});

/** A whole strategy as one file: a version with its contents, its needs with their evidence, and its adoption. */
const strategyFile = z.object({
  version: z.object({
    title: z.string().min(1),
    vision: optional,
    visionNote: optional,
    summary: optional,
    startsOn: dated,
    endsOn: dated,
    source: optional,
    adoption: z
      .object({ adoptedOn: day, precision: z.enum(['day', 'by']), body: z.string(), note: optional })
      .nullable()
      .default(null),
  }),
  priorities: z.array(
    z.object({
      slug: z.string().min(1),
      title: z.string().min(1),
      question: optional,
      description: optional,
      source: optional,
      outcomes: z.array(outcome),
    }),
  ),
  themes: z
    .array(z.object({ slug: z.string(), title: z.string(), description: optional, source: optional }))
    .default([]),
  corporatePriorities: z
    .array(z.object({ slug: z.string(), agency: z.string(), title: z.string(), priority: z.string() }))
    .default([]),
  corporateSource: optional,
  needs: z
    .array(
      z.object({
        slug: z.string().min(1),
        title: z.string().min(1),
        statement: z.string().min(1),
        priorities: slugs,
        place: optional,
        identifiedOn: dated,
        note: optional,
        evidence: z
          .array(
            z.object({ statement: z.string().min(1), indicator: optional, source: z.string().min(1), dated }),
          )
          .default([]),
      }),
    )
    .default([]),
});

export type StrategyFile = z.output<typeof strategyFile>;

/** The parts of a strategy file, for whoever writes one. */
export const STRATEGY_PARTS = [
  { name: 'version', says: 'title, vision, summary, startsOn, endsOn, source; adoption where it is adopted' },
  {
    name: 'priorities',
    says: 'Each with slug, title, question and its outcomes, worded and joined to indicators',
  },
  { name: 'themes', says: 'Each with slug and title; may be left out' },
  {
    name: 'corporatePriorities',
    says: 'Each with slug, agency, title and the priority it serves; may be left out',
  },
  { name: 'needs', says: 'Each with slug, title, statement, priorities and its evidence; may be left out' },
] as const;

/** Reads a strategy from JSON text, or says what is wrong with it and where. */
export function readStrategyFile(text: string): StrategyFile | Refusal {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return refused(
      'strategy-unreadable',
      'This is not a JSON file that can be read. Save it as JSON (UTF-8).',
    );
  }
  const read = strategyFile.safeParse(data);
  return read.success
    ? read.data
    : refused('strategy-unreadable', `The strategy file is not complete: ${z.prettifyError(read.error)}`);
}

/** The lines of a file on which things are named, searched in the order of the file. */
export function linesOf(text: string): (name: string) => number {
  let from = 0;
  return (name) => {
    const told = JSON.stringify(name);
    const at = [text.indexOf(told, from), text.indexOf(told)].find((found) => found >= 0) ?? 0;
    from = Math.max(from, at);
    return text.slice(0, at).split('\n').length;
  };
}
