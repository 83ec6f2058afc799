import { z } from 'zod';
import { type PlainDate, plainDate } from '../../kernel/plain-date.ts';
import { orThrow } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { answerInterest, recordInterest } from './interests.ts';
import { findReport } from './queries.ts';
import { beginReport } from './reports.ts';
import { importTemplate } from './template-commands.ts';
import { writeRecommendations, writeText } from './texts.ts';

const date = z.string().transform((text): PlainDate => plainDate(text));

const exampleSchema = z.object({
  template: z.string(),
  periodStart: date,
  asAt: date,
  recommendations: z.array(z.object({ words: z.string(), reason: z.string().default('') })),
  interests: z.array(
    z.object({
      askedBy: z.string(),
      askedOn: date,
      words: z.string(),
      source: z.string().optional(),
      answeredIn: z.string().optional(),
    }),
  ),
  /** The file that holds the prose of a section. */
  prose: z.record(z.string(), z.string()),
  /** An implication in words; an empty text is a plain "None". */
  implications: z.record(z.string(), z.string()),
});

/**
 * Loads the example's report template and the draft of its report. Figures are not known while data is loaded, so
 * the prose begins without remembered values; refusals roll everything back.
 */
export async function loadReportingExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<void> {
  for (const file of ['report-template.json', 'strategic-assessment-template.json'])
    orThrow(await importTemplate(tx, actor, JSON.parse(files(file))));
  const example = exampleSchema.parse(JSON.parse(files('report.json')));
  const { template, periodStart, asAt } = example;
  const id = orThrow(await beginReport(tx, actor, { template, periodStart, asAt }));
  const write = async (place: string, words: string, standing: 'written' | 'none' = 'written') =>
    orThrow(await writeText(tx, actor, new Map(), { reportId: id, place, words, standing, revision: 0 }));
  for (const [section, file] of Object.entries(example.prose)) await write(`section.${section}`, files(file));
  for (const [key, words] of Object.entries(example.implications))
    await write(`implication.${key}`, words, words === '' ? 'none' : 'written');
  const revision = (await findReport(tx, actor, id))?.revision ?? 1;
  orThrow(
    await writeRecommendations(tx, actor, {
      reportId: id,
      revision,
      recommendations: example.recommendations,
    }),
  );
  for (const { answeredIn, source, ...interest } of example.interests) {
    const asked = { template, ...interest, ...(source === undefined ? {} : { source }) };
    const interestId = orThrow(await recordInterest(tx, actor, asked));
    if (answeredIn !== undefined)
      orThrow(
        await answerInterest(tx, actor, { reportId: id, interestId, sectionKey: answeredIn, revision: 0 }),
      );
  }
}
