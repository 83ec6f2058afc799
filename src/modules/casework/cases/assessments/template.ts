/** Templates of risk assessments are data. A draft is written whole; a published version is never changed, the next one is. */
import { z } from 'zod';
import { newId } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, may } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';

/** A template as it is written, by form, API or file. */
export const TemplateFields = z.strictObject({
  slug: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/, 'Use lower case letters, figures and hyphens'),
  title: z.string().trim().min(1, 'Give the assessment a title'),
  says: z.string().default(''),
  source: z.string().default(''),
  of: z.enum(['case', 'person']),
  questions: z
    .array(
      z.strictObject({
        text: z.string().trim().min(1, 'Write the question'),
        help: z.string().default(''),
        kind: z.enum(['choice', 'yes-no', 'words']),
        options: z.array(z.strictObject({ label: z.string().trim().min(1), score: z.int() })).default([]),
      }),
    )
    .min(1, 'Ask at least one question'),
  bands: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1),
        colour: z.enum(['red', 'amber', 'green', 'blue']),
        from: z.int(),
        reviewWithinDays: z.int().min(1).max(1000),
      }),
    )
    .min(1, 'Say what scores mean'),
});
export type TemplateFields = z.output<typeof TemplateFields>;

/**
 * Adds the next version of a template, as a draft. Refuses `question-needs-options`, `words-count-nothing` and
 * `lowest-score-needs-a-band`: each score that answers can give must fall into a band.
 */
export async function draftTemplate(
  tx: Tx,
  actor: Actor,
  fields: TemplateFields,
): Promise<{ id: string; version: number } | Refusal> {
  if (!may(actor, 'casework.settings')) return notAllowed();
  const refusal = checkTemplate(fields);
  if (refusal) return refusal;
  const { latest } = await tx
    .selectFrom('casework.assessment_template')
    .where('partnership_id', '=', actor.partnershipId)
    .where('slug', '=', fields.slug)
    .select(({ fn }) => fn.max('version').as('latest'))
    .executeTakeFirstOrThrow();
  const version = Number(latest ?? 0) + 1;
  const id = newId<'assessment-template'>();
  const partnership_id = actor.partnershipId;
  await tx
    .insertInto('casework.assessment_template')
    .values({
      partnership_id,
      id,
      slug: fields.slug,
      version,
      title: fields.title,
      says: fields.says,
      source: fields.source,
      of_kind: fields.of,
    })
    .execute();
  const questions = fields.questions.map((question, position) => ({
    ...question,
    id: newId<'template-question'>(),
    position,
  }));
  await tx
    .insertInto('casework.template_question')
    .values(
      questions.map(({ id: question, position, text, help, kind }) => ({
        partnership_id,
        id: question,
        template_id: id,
        position,
        text,
        help,
        kind,
      })),
    )
    .execute();
  const options = questions.flatMap((question) =>
    question.options.map((option, position) => ({
      partnership_id,
      question_id: question.id,
      position,
      ...option,
    })),
  );
  if (options.length > 0) await tx.insertInto('casework.template_option').values(options).execute();
  await tx
    .insertInto('casework.template_band')
    .values(
      fields.bands.map((band) => ({
        partnership_id,
        template_id: id,
        name: band.name,
        colour: band.colour,
        from_score: band.from,
        review_within_days: band.reviewWithinDays,
      })),
    )
    .execute();
  await recordCommand(tx, actor, {
    action: 'assessment-template.drafted',
    subject: { kind: 'assessment-template', id },
    detail: { ...fields, version },
  });
  return { id, version };
}

/** What is wrong with a template, before the database sees it. */
export function checkTemplate({ questions, bands }: TemplateFields): Refusal | undefined {
  for (const [at, question] of questions.entries()) {
    if (question.kind === 'words' && question.options.length > 0)
      return refused('words-count-nothing', `Question ${at + 1} is answered in words: it has no options.`);
    if (question.kind !== 'words' && question.options.length < 2)
      return refused(
        'question-needs-options',
        `Give question ${at + 1} at least two answers to choose from.`,
      );
  }
  const lowest = questions.reduce(
    (sum, { options }) =>
      sum + (options.length === 0 ? 0 : Math.min(...options.map((option) => option.score))),
    0,
  );
  return bands.some((band) => band.from <= lowest)
    ? undefined
    : refused(
        'lowest-score-needs-a-band',
        `Answers can score ${lowest}: let the lowest band begin there or below.`,
      );
}

/** Publishes a draft; the version before can be used no longer. */
export async function publishTemplate(
  tx: Tx,
  actor: Actor,
  input: { id: string; revision: number; on: PlainDate },
): Promise<{ id: string } | Refusal> {
  if (!may(actor, 'casework.settings')) return notAllowed();
  const row = await tx
    .updateTable('casework.assessment_template')
    .set({ published_on: input.on, revision: input.revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', input.id)
    .where('revision', '=', input.revision)
    .where('published_on', 'is', null)
    .returning(['slug'])
    .executeTakeFirst();
  if (!row) return changedMeanwhile('assessment');
  await tx
    .updateTable('casework.assessment_template')
    .set({ ends_on: input.on })
    .where('partnership_id', '=', actor.partnershipId)
    .where('slug', '=', row.slug)
    .where('id', '<>', input.id)
    .where('published_on', 'is not', null)
    .where('ends_on', 'is', null)
    .execute();
  await recordCommand(tx, actor, {
    action: 'assessment-template.published',
    subject: { kind: 'assessment-template', id: input.id },
  });
  return { id: input.id };
}
