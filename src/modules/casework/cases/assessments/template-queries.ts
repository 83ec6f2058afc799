import type { PlainDate } from '../../../../kernel/plain-date.ts';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';

export interface Question {
  readonly id: string;
  readonly text: string;
  readonly help: string;
  readonly kind: 'choice' | 'yes-no' | 'words';
  readonly options: readonly { readonly label: string; readonly score: number }[];
}

export interface Band {
  readonly name: string;
  readonly colour: 'red' | 'amber' | 'green' | 'blue';
  readonly from: number;
  readonly reviewWithinDays: number;
}

/** A version of a template with its questions in order and its bands from the lowest. */
export interface Template {
  readonly id: string;
  readonly slug: string;
  readonly version: number;
  readonly title: string;
  readonly says: string;
  readonly source: string;
  readonly of: 'case' | 'person';
  readonly publishedOn: PlainDate | null;
  readonly endsOn: PlainDate | null;
  readonly revision: number;
  readonly questions: readonly Question[];
  readonly bands: readonly Band[];
}

/** Every version of every template, newest first; `inUse` leaves what can be used today. */
export async function listTemplates(
  tx: Tx,
  actor: Actor,
  { inUse = false, id }: { inUse?: boolean; id?: string } = {},
): Promise<readonly Template[]> {
  let query = tx.selectFrom('casework.assessment_template').where('partnership_id', '=', actor.partnershipId);
  if (inUse) query = query.where('published_on', 'is not', null).where('ends_on', 'is', null);
  if (id !== undefined) query = query.where('id', '=', id);
  const rows = await query.selectAll().orderBy('title').orderBy('version', 'desc').execute();
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const questions = await tx
    .selectFrom('casework.template_question')
    .where('partnership_id', '=', actor.partnershipId)
    .where('template_id', 'in', ids)
    .selectAll()
    .orderBy('position')
    .execute();
  const options =
    questions.length === 0
      ? []
      : await tx
          .selectFrom('casework.template_option')
          .where('partnership_id', '=', actor.partnershipId)
          .where(
            'question_id',
            'in',
            questions.map((question) => question.id),
          )
          .selectAll()
          .orderBy('position')
          .execute();
  const bands = await tx
    .selectFrom('casework.template_band')
    .where('partnership_id', '=', actor.partnershipId)
    .where('template_id', 'in', ids)
    .selectAll()
    .orderBy('from_score')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    version: row.version,
    title: row.title,
    says: row.says,
    source: row.source,
    of: row.of_kind as Template['of'],
    publishedOn: row.published_on,
    endsOn: row.ends_on,
    revision: row.revision,
    questions: questions
      .filter((question) => question.template_id === row.id)
      .map(({ id: question, text, help, kind }) => ({
        id: question,
        text,
        help,
        kind: kind as Question['kind'],
        options: options
          .filter((option) => option.question_id === question)
          .map(({ label, score }) => ({ label, score })),
      })),
    bands: bands
      .filter((band) => band.template_id === row.id)
      .map((band) => ({
        name: band.name,
        colour: band.colour as Band['colour'],
        from: band.from_score,
        reviewWithinDays: band.review_within_days,
      })),
  }));
}

export const findTemplate = async (tx: Tx, actor: Actor, id: string): Promise<Template | undefined> =>
  (await listTemplates(tx, actor, { id }))[0];
