import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { asCount } from './actors.ts';
import { type Counted, Counting, type WaveCount } from './count.ts';
import { figuresOf, type SurveyFigure } from './figures.ts';
import type { SurveyWave, WholeSurvey } from './types.ts';

const AT_A_TIME = 2_000;

/** How many responses a wave has so far. The number alone tells nothing of what was answered. */
export const responsesSoFar = (tx: Tx, actor: Actor, waveId: string): Promise<number> =>
  asCount(tx, actor, async () => {
    const { responses } = await tx
      .selectFrom('intelligence.survey_response')
      .where('wave_id', '=', waveId)
      .select((is) => is.fn.countAll<string>().as('responses'))
      .executeTakeFirstOrThrow();
    return Number(responses);
  });

/**
 * Closes a wave for good and counts it: the figures are suppressed before they are written, and every reader sees the
 * same. Refused: not-allowed, nothing-to-count, survey-closing-pkey (closed already).
 */
export async function closeWave(
  tx: Tx,
  actor: Actor,
  survey: WholeSurvey,
  wave: Pick<SurveyWave, 'id' | 'sampleSize'>,
  today: PlainDate,
): Promise<{ responses: number } | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  await sql`select 1 from intelligence.survey_fielding where wave_id = ${wave.id} for update`.execute(tx);
  const closed = await asCount(tx, actor, async () => {
    const counted = await countWave(tx, survey, wave.id);
    if (counted.responses === 0)
      return refused('nothing-to-count', 'There are no responses yet. Import or enter them first.');
    return counted;
  });
  if (isRefusal(closed)) return closed;
  const { responses } = closed;
  await tx
    .updateTable('intelligence.survey_fielding')
    .set({ state: 'closed' })
    .where('wave_id', '=', wave.id)
    .execute();
  await tx
    .insertInto('intelligence.survey_closing')
    .values({
      partnership_id: actor.partnershipId,
      wave_id: wave.id,
      closed_on: today,
      responses,
      closed_by: accountOf(actor) ?? null,
    })
    .execute();
  await asCount(tx, actor, (count) => writeFigures(tx, count, wave.id, figuresOf(closed)));
  if (wave.sampleSize === null)
    await tx
      .updateTable('intelligence.survey_wave')
      .set((is) => ({ sample_size: responses, revision: is('revision', '+', 1) }))
      .where('id', '=', wave.id)
      .execute();
  await recordCommand(tx, actor, {
    action: 'survey-wave.closed',
    subject: { kind: 'survey-wave', id: wave.id },
    detail: { responses },
  });
  return { responses };
}

/** Reads the responses part by part, so that a large wave needs no more memory than a small one. */
async function countWave(tx: Tx, survey: WholeSurvey, waveId: string): Promise<WaveCount> {
  const counting = new Counting(survey.questions, survey.groups);
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await sql<Counted & { id: string }>`
      select id, weight, place_slug as place, groups, answers from intelligence.survey_response
      where wave_id = ${waveId} and id > ${after} order by id limit ${AT_A_TIME}`.execute(tx);
    for (const row of rows) counting.add(row);
    const last = rows.at(-1);
    if (!last || rows.length < AT_A_TIME) return counting.count;
    after = last.id;
  }
}

async function writeFigures(
  tx: Tx,
  count: Actor,
  waveId: string,
  figures: readonly SurveyFigure[],
): Promise<void> {
  const rows = figures.map(({ question, ...figure }) => ({
    partnership_id: count.partnershipId,
    wave_id: waveId,
    question_slug: question,
    ...figure,
  }));
  for (let at = 0; at < rows.length; at += 500)
    await tx
      .insertInto('intelligence.survey_figure')
      .values(rows.slice(at, at + 500))
      .execute();
}

/** What a wave found: of all, of some split, or of some questions. */
export async function listFigures(
  tx: Tx,
  waveIds: readonly string[],
  wanted: { readonly split?: string; readonly part?: string } = {},
): Promise<readonly (SurveyFigure & { readonly waveId: string })[]> {
  if (waveIds.length === 0) return [];
  let query = tx
    .selectFrom('intelligence.survey_figure')
    .select(['wave_id as waveId', 'question_slug as question', 'split', 'part', 'choice', 'hidden'])
    .select(['answered', 'effective', 'people', 'value', 'low', 'high'])
    .where('wave_id', 'in', [...waveIds]);
  if (wanted.split !== undefined) query = query.where('split', '=', wanted.split);
  if (wanted.part !== undefined) query = query.where('part', '=', wanted.part);
  return query.orderBy('question_slug').orderBy('part').orderBy('choice').execute();
}
