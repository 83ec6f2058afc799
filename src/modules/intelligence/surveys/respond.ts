import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { newIdOfNoTime } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { countAnswer } from './cap.ts';
import type { Response, SurveyWave } from './types.ts';

type Way = 'file' | 'form' | 'paper';

/** A household's code as it is kept: hashed with its wave, in capitals and without what people put between. */
export const hashOfCode = (waveId: string, code: string): Buffer =>
  createHash('sha256')
    .update(`${waveId} ${code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`)
    .digest();

/** Holds a wave so that it cannot be closed until this transaction is over. Refused: wave-closed. */
export async function holdOpen(tx: Tx, waveId: string): Promise<undefined | Refusal> {
  await sql`select 1 from intelligence.survey_fielding where wave_id = ${waveId} for key share`.execute(tx);
  const closed = await tx
    .selectFrom('intelligence.survey_closing')
    .select('wave_id')
    .where('wave_id', '=', waveId)
    .executeTakeFirst();
  return closed && refused('wave-closed', 'This wave is closed and counted. It takes no more responses.');
}

export interface Bringing {
  readonly way: Way;
  readonly on: PlainDate;
  /** By position: the keys under which responses of a file are known again. */
  readonly keys?: readonly string[];
}

/**
 * Writes responses; their comments stand apart. Their ids say nothing of when they came, which would tell what time somebody
 * answered, and which comment goes with which answers.
 */
export async function writeResponses(
  tx: Tx,
  actor: Actor,
  waveId: string,
  responses: readonly Response[],
  { way, on, keys }: Bringing,
): Promise<void> {
  const rows = responses.map(({ weight, place, groups, answers }, at) => ({
    partnership_id: actor.partnershipId,
    id: newIdOfNoTime<'survey-response'>(),
    wave_id: waveId,
    way,
    weight,
    place_slug: place,
    groups: JSON.stringify(groups),
    answers: JSON.stringify(answers),
    source_key: keys?.[at] ?? null,
    received_on: on,
  }));
  const comments = responses
    .flatMap((response) => Object.entries(response.comments))
    .sort(([, one], [, other]) => one.localeCompare(other))
    .map(([question, words]) => ({
      partnership_id: actor.partnershipId,
      id: newIdOfNoTime<'survey-comment'>(),
      wave_id: waveId,
      question_slug: question,
      words,
      received_on: on,
    }));
  for (let at = 0; at < rows.length; at += 500)
    await tx
      .insertInto('intelligence.survey_response')
      .values(rows.slice(at, at + 500))
      .execute();
  for (let at = 0; at < comments.length; at += 500)
    await tx
      .insertInto('intelligence.survey_comment')
      .values(comments.slice(at, at + 500))
      .execute();
}

const isEmpty = ({ answers, comments }: Response): boolean =>
  Object.keys(answers).length + Object.keys(comments).length === 0;

/**
 * Takes one response from the public form or a sheet of paper. Its audit event says that the wave was answered, not what
 * or by whom. Refused: not-allowed, wave-closed, nothing-answered, code-needed, form-is-full, survey-household-answers-once,
 * survey-household-answered-with-its-code.
 */
export async function takeResponse(
  tx: Tx,
  actor: Actor,
  wave: Pick<SurveyWave, 'id' | 'opened'>,
  response: Response,
  given: {
    readonly way: 'form' | 'paper';
    readonly on: PlainDate;
    readonly code: string;
    /** Of the public form: who asks, for telling other ways to answer. */
    readonly partnership?: string;
  },
): Promise<undefined | Refusal> {
  if (!may(actor, 'observations.record') && !may(actor, 'surveys.answer')) return notAllowed();
  if (isEmpty(response)) return refused('nothing-answered', 'Answer at least one question.', { field: '' });
  const held = await holdOpen(tx, wave.id);
  if (isRefusal(held)) return held;
  if (given.way === 'form' && wave.opened?.codes && given.code.trim() === '')
    return refused('code-needed', 'Enter the code from your letter', { field: 'code' });
  const full = given.way === 'form' && (await countAnswer(tx, wave, given.on, given.partnership ?? 'us'));
  if (full) return full;
  if (given.code.trim() !== '')
    await tx
      .insertInto('intelligence.survey_household_answered')
      .values({
        partnership_id: actor.partnershipId,
        wave_id: wave.id,
        code_hash: hashOfCode(wave.id, given.code),
        answered_on: given.on,
      })
      .execute();
  await writeResponses(tx, actor, wave.id, [response], given);
  await recordCommand(tx, actor, {
    action: 'survey-wave.answered',
    subject: { kind: 'survey-wave', id: wave.id },
    detail: { way: given.way },
  });
  return undefined;
}
