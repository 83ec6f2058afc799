import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { defineWave } from '../waves.ts';
import { setCap } from './cap.ts';
import type { Group, Method, Question, Survey, SurveyWave, Weights, WholeSurvey } from './types.ts';

const told = (tx: Tx, actor: Actor, action: string, survey: { id: string }, detail: object) =>
  recordCommand(tx, actor, { action, subject: { kind: 'survey', id: survey.id }, detail: { ...detail } });

/** Begins a survey. Refused: not-allowed, survey-slug-unique, survey-slug-is-a-slug, survey-title-is-given. */
export async function defineSurvey(
  tx: Tx,
  actor: Actor,
  input: Omit<Survey, 'id' | 'revision'>,
): Promise<{ id: string } | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  const id = newId<'survey'>();
  await tx
    .insertInto('intelligence.survey')
    .values({ partnership_id: actor.partnershipId, id, ...input })
    .execute();
  await told(tx, actor, 'survey.defined', { id }, input);
  return { id };
}

/** Names that files use as columns: questions and groups share them. */
const taken = (survey: Pick<WholeSurvey, 'questions' | 'groups'>, slug: string): Refusal | undefined =>
  [...survey.questions, ...survey.groups].some((one) => one.slug === slug)
    ? refused('name-taken', 'This survey has a question or a group of this short name. Choose another.', {
        field: 'slug',
      })
    : undefined;

/** Asks a further question. Refused: not-allowed, name-taken, survey-question-offers-choices. */
export async function addQuestion(
  tx: Tx,
  actor: Actor,
  survey: WholeSurvey,
  { choices, withdrawnOn: _, ...question }: Omit<Question, 'withdrawnOn'> & { readonly withdrawnOn?: null },
): Promise<undefined | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  const wrong = taken(survey, question.slug);
  if (wrong) return wrong;
  await tx
    .insertInto('intelligence.survey_question')
    .values({
      partnership_id: actor.partnershipId,
      survey_id: survey.id,
      position: survey.questions.length + 1,
      ...question,
      choices: JSON.stringify(choices),
    })
    .execute();
  await told(tx, actor, 'survey-question.added', survey, { ...question, choices });
  return undefined;
}

/** Asks a question no more; what was answered stays. Refused: not-allowed, not-asked. */
export async function withdrawQuestion(
  tx: Tx,
  actor: Actor,
  survey: Survey,
  slug: string,
  on: PlainDate,
): Promise<undefined | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  const changed = await tx
    .updateTable('intelligence.survey_question')
    .set({ withdrawn_on: on })
    .where('survey_id', '=', survey.id)
    .where('slug', '=', slug)
    .where('withdrawn_on', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) return refused('not-asked', 'This question is not asked any more.');
  await told(tx, actor, 'survey-question.withdrawn', survey, { slug });
  return undefined;
}

/** Tells answers apart by a further group. Refused: not-allowed, name-taken, survey-group-offers-choices. */
export async function addGroup(
  tx: Tx,
  actor: Actor,
  survey: WholeSurvey,
  { choices, ...group }: Group,
): Promise<undefined | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  const wrong = taken(survey, group.slug);
  if (wrong) return wrong;
  await tx
    .insertInto('intelligence.survey_group')
    .values({
      partnership_id: actor.partnershipId,
      survey_id: survey.id,
      position: survey.groups.length + 1,
      ...group,
      choices: JSON.stringify(choices),
    })
    .execute();
  await told(tx, actor, 'survey-group.added', survey, { ...group, choices });
  return undefined;
}

export interface WaveFields
  extends Pick<
    SurveyWave,
    'slug' | 'title' | 'firstWave' | 'lastWave' | 'startsOn' | 'endsOn' | 'sampleSize' | 'note'
  > {
  readonly method: Method;
  readonly weights: Weights;
}

/** Plans or records a wave of a survey. Refused: as `defineWave`. */
export async function addWave(
  tx: Tx,
  actor: Actor,
  survey: Survey,
  { method, weights, ...wave }: WaveFields,
): Promise<{ id: string } | Refusal> {
  const defined = await defineWave(tx, actor, { ...wave, survey: survey.title });
  if (isRefusal(defined)) return defined;
  await takeWave(tx, actor, survey, { waveId: defined.id, method, weights });
  return defined;
}

/** Makes a wave that is there already, with printed figures, one of a survey. Refused: not-allowed. */
export async function takeWave(
  tx: Tx,
  actor: Actor,
  survey: Pick<Survey, 'id'>,
  { waveId, method, weights }: { waveId: string; method: Method; weights: Weights },
): Promise<undefined | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  await tx
    .insertInto('intelligence.survey_fielding')
    .values({
      partnership_id: actor.partnershipId,
      wave_id: waveId,
      survey_id: survey.id,
      method,
      weights,
    })
    .execute();
  await told(tx, actor, 'survey-wave.fielded', survey, { waveId, method, weights });
  return undefined;
}

export interface OpeningFields {
  readonly closesOn: PlainDate;
  readonly welcome: string;
  readonly codes: boolean;
  /** How many answers the form takes in a day where no codes are needed; the usual number when left out. */
  readonly mostADay?: number | undefined;
  /** How many of them from one network; the usual number when left out. */
  readonly mostFromOne?: number | undefined;
  /** How people can answer in another way. */
  readonly otherwise?: string | undefined;
}

/**
 * Lets anybody answer a wave at its public address. Refused: not-allowed, wave-closed, nothing-asked,
 * survey-opening-closes-after-it-opens, survey-cap-is-a-number, survey-cap-from-one-is-a-number.
 */
export async function openWave(
  tx: Tx,
  actor: Actor,
  survey: WholeSurvey,
  wave: Pick<SurveyWave, 'id' | 'closed'>,
  opening: OpeningFields & { readonly today: PlainDate },
): Promise<undefined | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  if (wave.closed) return refused('wave-closed', 'This wave is closed and counted.');
  if (!survey.questions.some(({ withdrawnOn }) => withdrawnOn === null))
    return refused('nothing-asked', 'The survey asks nothing yet. Add a question first.');
  if (!opening.codes) await setCap(tx, actor, wave.id, opening);
  await tx
    .insertInto('intelligence.survey_opening')
    .values({
      partnership_id: actor.partnershipId,
      wave_id: wave.id,
      opened_on: opening.today,
      closes_on: opening.closesOn,
      welcome: opening.welcome,
      codes: opening.codes,
      opened_by: accountOf(actor) ?? null,
    })
    .execute();
  await told(tx, actor, 'survey-wave.opened', survey, { waveId: wave.id, ...opening });
  return undefined;
}
