import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Survey, WholeSurvey } from './types.ts';

/** An entry of a survey's code frame. */
export interface Theme {
  readonly slug: string;
  readonly title: string;
  readonly says: string;
}

/** What somebody wrote, with the themes it was coded to. */
export interface Comment {
  readonly id: string;
  readonly waveId: string;
  readonly question: string;
  readonly words: string;
  readonly receivedOn: PlainDate;
  readonly codes: readonly { readonly theme: string; readonly on: PlainDate; readonly by: string | null }[];
  readonly quoted: boolean;
}

/** Adds a theme to the code frame of a survey. Refused: not-allowed, survey-theme-unique. */
export async function addTheme(
  tx: Tx,
  actor: Actor,
  survey: Pick<Survey, 'id'>,
  theme: Theme,
): Promise<undefined | Refusal> {
  if (!may(actor, 'surveys.comments')) return notAllowed();
  await tx
    .insertInto('intelligence.survey_theme')
    .values({ partnership_id: actor.partnershipId, survey_id: survey.id, ...theme })
    .execute();
  await recordCommand(tx, actor, {
    action: 'survey-theme.added',
    subject: { kind: 'survey', id: survey.id },
    detail: { ...theme },
  });
  return undefined;
}

export const listThemes = (tx: Tx, survey: Pick<Survey, 'id'>): Promise<readonly Theme[]> =>
  tx
    .selectFrom('intelligence.survey_theme')
    .select(['slug', 'title', 'says'])
    .where('survey_id', '=', survey.id)
    .orderBy('title')
    .execute();

export interface CommentFilter {
  readonly wave?: string | undefined;
  /** A theme, or `none` for what nobody has coded. */
  readonly theme?: string | undefined;
  /** Words that must all stand in it. */
  readonly words?: string | undefined;
}

export const COMMENTS_AT_A_TIME = 25;

interface Row extends Omit<Comment, 'codes'> {
  readonly codes: Comment['codes'] | null;
  readonly total: string;
}

/** Comments of a survey that match, by the day they came and in no order within it, a page at a time. */
export async function findComments(
  tx: Tx,
  survey: Pick<WholeSurvey, 'waves'>,
  filter: CommentFilter,
  page: number,
): Promise<{ comments: readonly Comment[]; total: number }> {
  const waves = survey.waves.filter(({ slug }) => filter.wave === undefined || slug === filter.wave);
  const words = (filter.words ?? '').split(/\s+/).filter(Boolean).slice(0, 8);
  const patterns = words.map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
  const { rows } = await sql<Row>`
    select c.id, c.wave_id as "waveId", c.question_slug as question, c.words, c.received_on as "receivedOn",
      (select jsonb_agg(jsonb_build_object('theme', k.theme_slug, 'on', k.coded_on, 'by', k.coded_by) order by k.theme_slug)
        from intelligence.survey_coding k where k.partnership_id = c.partnership_id and k.comment_id = c.id) as codes,
      exists (select from intelligence.survey_quotation q where q.partnership_id = c.partnership_id and q.comment_id = c.id) as quoted,
      count(*) over () as total
    from intelligence.survey_comment c
    where c.wave_id = any(${waves.map(({ id }) => id)}::uuid[])
      and c.words ilike all(${patterns}::text[])
      and (${filter.theme ?? null}::text is null
        or case when ${filter.theme ?? null} = 'none'
          then not exists (select from intelligence.survey_coding k where k.partnership_id = c.partnership_id and k.comment_id = c.id)
          else exists (select from intelligence.survey_coding k where k.partnership_id = c.partnership_id and k.comment_id = c.id
            and k.theme_slug = ${filter.theme ?? null}) end)
    order by c.received_on, c.id limit ${COMMENTS_AT_A_TIME} offset ${(page - 1) * COMMENTS_AT_A_TIME}`.execute(
    tx,
  );
  return {
    comments: rows.map(({ codes, total: _, ...row }) => ({ ...row, codes: codes ?? [] })),
    total: Number(rows[0]?.total ?? 0),
  };
}

async function commentOf(tx: Tx, survey: Pick<WholeSurvey, 'waves'>, id: string) {
  const [row] = await tx
    .selectFrom('intelligence.survey_comment')
    .select(['id', 'wave_id as waveId', 'words'])
    .where('id', '=', id)
    .execute();
  return row && survey.waves.some((wave) => wave.id === row.waveId) ? row : undefined;
}

/** One comment with its codes. */
export async function findComment(
  tx: Tx,
  survey: WholeSurvey,
  id: string,
): Promise<{ id: string; waveId: string; words: string; themes: readonly string[] } | undefined> {
  const comment = await commentOf(tx, survey, id);
  if (!comment) return undefined;
  const codes = await tx
    .selectFrom('intelligence.survey_coding')
    .select('theme_slug')
    .where('comment_id', '=', id)
    .execute();
  return { ...comment, themes: codes.map(({ theme_slug }) => theme_slug) };
}

/** Codes a comment to exactly these themes; who coded what stays as it was, and who now. Refused: not-allowed, not-found. */
export async function codeComment(
  tx: Tx,
  actor: Actor,
  survey: WholeSurvey,
  input: { readonly commentId: string; readonly themes: readonly string[]; readonly on: PlainDate },
): Promise<undefined | Refusal> {
  if (!may(actor, 'surveys.comments')) return notAllowed();
  const comment = await findComment(tx, survey, input.commentId);
  if (!comment) return notFound('comment');
  const known = new Set((await listThemes(tx, survey)).map(({ slug }) => slug));
  if (input.themes.some((theme) => !known.has(theme)))
    return refused('theme-unknown', 'Choose themes of this survey', { field: 'themes' });
  const added = input.themes.filter((theme) => !comment.themes.includes(theme));
  const taken = comment.themes.filter((theme) => !input.themes.includes(theme));
  if (taken.length > 0)
    await tx
      .deleteFrom('intelligence.survey_coding')
      .where('comment_id', '=', comment.id)
      .where('theme_slug', 'in', taken)
      .execute();
  if (added.length > 0)
    await tx
      .insertInto('intelligence.survey_coding')
      .values(
        added.map((theme) => ({
          partnership_id: actor.partnershipId,
          comment_id: comment.id,
          wave_id: comment.waveId,
          survey_id: survey.id,
          theme_slug: theme,
          coded_on: input.on,
          coded_by: accountOf(actor) ?? null,
        })),
      )
      .execute();
  await recordCommand(tx, actor, {
    action: 'survey-comment.coded',
    subject: { kind: 'survey-comment', id: comment.id },
    detail: { added, taken },
  });
  return undefined;
}

/** Offers words of a comment as a quotation, after taking out what says who wrote it. Refused: not-allowed, not-found, not-its-words, survey-quotation-once. */
export async function offerQuotation(
  tx: Tx,
  actor: Actor,
  survey: WholeSurvey,
  input: { readonly commentId: string; readonly words: string; readonly on: PlainDate },
): Promise<undefined | Refusal> {
  if (!may(actor, 'surveys.comments')) return notAllowed();
  const comment = await commentOf(tx, survey, input.commentId);
  if (!comment) return notFound('comment');
  if (!onlyShortened(comment.words, input.words))
    return refused(
      'not-its-words',
      'A quotation holds the words as they were written: take words out and put … or [the place] instead, add none',
      { field: 'words' },
    );
  await tx
    .insertInto('intelligence.survey_quotation')
    .values({
      partnership_id: actor.partnershipId,
      id: newId<'survey-quotation'>(),
      wave_id: comment.waveId,
      comment_id: comment.id,
      words: input.words.trim(),
      offered_on: input.on,
      offered_by: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'survey-quotation.offered',
    subject: { kind: 'survey-comment', id: comment.id },
    detail: { words: input.words.length },
  });
  return undefined;
}

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}’']+/gu) ?? [];

/** Without what stands in brackets. Behind the last that closes none is looked for, else each that opens would be read to the end. */
function withoutBrackets(text: string): string {
  const end = text.lastIndexOf(']') + 1;
  return text.slice(0, end).replaceAll(/\[[^\]]*\]/g, ' ') + text.slice(end);
}

/** True when a quotation's words stand in the comment in that order; what is put in brackets stands for what was taken out. */
export function onlyShortened(comment: string, quotation: string): boolean {
  const whole = wordsIn(comment);
  let at = 0;
  for (const word of wordsIn(withoutBrackets(quotation))) {
    const found = whole.indexOf(word, at);
    if (found < 0) return false;
    at = found + 1;
  }
  return true;
}

/** Quotations of waves that may stand in a report, the newest first. */
export async function listQuotations(
  tx: Tx,
  waveIds: readonly string[],
): Promise<readonly { readonly waveId: string; readonly words: string }[]> {
  if (waveIds.length === 0) return [];
  return tx
    .selectFrom('intelligence.survey_quotation')
    .select(['wave_id as waveId', 'words'])
    .where('wave_id', 'in', [...waveIds])
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
}
