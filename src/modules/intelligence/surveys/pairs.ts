import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type Change, changeOf, overlaps, whyNot } from './change.ts';
import { listFigures } from './close.ts';
import type { SurveyFigure } from './figures.ts';
import { labelOf, orderOf } from './results.ts';
import type { Question, Survey, SurveyWave, WholeSurvey } from './types.ts';

/** The same questions asked in one place before and after a project. */
export interface Pair {
  readonly id: string;
  readonly title: string;
  readonly place: string;
  readonly beforeWaveId: string;
  readonly afterWaveId: string;
  readonly project: { readonly kind: string; readonly id: string } | null;
}

export interface PairFields {
  readonly title: string;
  readonly place: string;
  readonly beforeWaveId: string;
  readonly afterWaveId: string;
  /** A project of the delivery plan, where it is one. */
  readonly projectId: string | null;
  readonly on: PlainDate;
}

/**
 * Sets a wave before a project beside one after it. Refused: not-allowed, wave-of-another-survey, waves-overlap,
 * survey-pair-unique, survey-pair-title-is-given, survey-pair-place-is-given.
 */
export async function pairWaves(
  tx: Tx,
  actor: Actor,
  survey: Pick<WholeSurvey, 'id' | 'waves'>,
  fields: PairFields,
): Promise<{ id: string } | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  const before = survey.waves.find(({ id }) => id === fields.beforeWaveId);
  const after = survey.waves.find(({ id }) => id === fields.afterWaveId);
  if (!before || !after)
    return refused('wave-of-another-survey', 'Choose two waves of this survey', {
      field: before ? 'afterWaveId' : 'beforeWaveId',
    });
  if (before.id !== after.id && (overlaps(before, after) || before.endsOn > after.endsOn))
    return refused('waves-overlap', 'Choose a wave that began when the one before was over', {
      field: 'afterWaveId',
    });
  const id = newId<'survey-pair'>();
  await tx
    .insertInto('intelligence.survey_pair')
    .values({
      partnership_id: actor.partnershipId,
      id,
      survey_id: survey.id,
      title: fields.title,
      place_slug: fields.place,
      before_wave_id: before.id,
      after_wave_id: after.id,
      for_kind: fields.projectId === null ? null : 'project',
      for_id: fields.projectId,
      paired_on: fields.on,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'survey-pair.made',
    subject: { kind: 'survey', id: survey.id },
    detail: { ...fields },
  });
  return { id };
}

/** The pairs of a survey, the newest first. */
export async function listPairs(tx: Tx, survey: Pick<Survey, 'id'>): Promise<readonly Pair[]> {
  const { rows } = await sql<Omit<Pair, 'project'> & { for_kind: string | null; for_id: string | null }>`
    select id, title, place_slug as place, before_wave_id as "beforeWaveId", after_wave_id as "afterWaveId", for_kind, for_id
    from intelligence.survey_pair where survey_id = ${survey.id} order by id desc`.execute(tx);
  return rows.map(({ for_kind, for_id, ...pair }) => ({
    ...pair,
    project: for_kind !== null && for_id !== null ? { kind: for_kind, id: for_id } : null,
  }));
}

/** One answer in the place, before and after. */
export interface PairRow {
  readonly question: Question;
  readonly label: string;
  readonly before: SurveyFigure | undefined;
  readonly after: SurveyFigure;
  readonly change: Change;
}

export interface PairResult {
  readonly pair: Pair;
  readonly before: SurveyWave | undefined;
  readonly after: SurveyWave | undefined;
  readonly rows: readonly PairRow[];
}

/** What changed in the place of each pair, question by question: the positive answers, or every one where none is. */
export async function pairResults(
  tx: Tx,
  survey: WholeSurvey,
  pairs: readonly Pair[],
): Promise<readonly PairResult[]> {
  const results: PairResult[] = [];
  for (const pair of pairs) {
    const before = survey.waves.find(({ id }) => id === pair.beforeWaveId);
    const after = survey.waves.find(({ id }) => id === pair.afterWaveId);
    const figures = await listFigures(tx, [pair.beforeWaveId, pair.afterWaveId], {
      split: 'place',
      part: pair.place,
    });
    const because = after ? whyNot(after, before) : undefined;
    const rows = survey.questions.flatMap((question) =>
      told(question).flatMap((choice): PairRow[] => {
        const find = (waveId: string) =>
          figures.find(
            (one) => one.waveId === waveId && one.question === question.slug && one.choice === choice,
          );
        const now = find(pair.afterWaveId);
        if (!now) return [];
        const then = find(pair.beforeWaveId);
        return [
          {
            question,
            label: labelOf(question, choice),
            before: then,
            after: now,
            change: changeOf(now, then, because),
          },
        ];
      }),
    );
    results.push({ pair, before, after, rows });
  }
  return results;
}

/** The figures that tell most of a question: the positive answers together, the mean, else every answer. */
function told(question: Question): readonly string[] {
  const positive = question.choices.filter((one) => one.positive);
  if (positive.length > 0) return ['+'];
  return question.kind === 'number' ? ['='] : orderOf(question).filter((choice) => choice !== '=');
}
