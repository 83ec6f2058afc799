/** The public form of a wave without codes takes so many answers a day: it cannot be filled by whoever sends it again and again. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { isFull, type SurveyWave } from './types.ts';

/** What a form takes in a day unless somebody says otherwise: a survey of a district, answered for some weeks. */
export const USUAL_CAP = 200;

interface CapFields {
  readonly mostADay?: number | undefined;
  readonly otherwise?: string | undefined;
}

/** Sets the cap of a wave that is about to be opened. */
export async function setCap(
  tx: Tx,
  actor: Actor,
  waveId: string,
  { mostADay = USUAL_CAP, otherwise = '', today }: CapFields & { readonly today: PlainDate },
): Promise<void> {
  await tx
    .insertInto('intelligence.survey_cap')
    .values({
      partnership_id: actor.partnershipId,
      wave_id: waveId,
      most_a_day: mostADay,
      otherwise,
      day: today,
    })
    .execute();
}

/**
 * Changes how much the form takes in a day, and what it says when it is full. Refused: not-allowed, no-cap, changed-meanwhile,
 * survey-cap-is-a-number, survey-cap-of-the-day.
 */
export async function changeCap(
  tx: Tx,
  actor: Actor,
  wave: Pick<SurveyWave, 'id' | 'opened' | 'closed'>,
  fields: Required<CapFields> & {
    readonly mostADay: number;
    readonly otherwise: string;
    readonly revision: number;
  },
  today: PlainDate,
): Promise<undefined | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  if (!wave.opened?.cap || wave.closed)
    return refused(
      'no-cap',
      'Only a wave that is open to everybody without codes has a number of answers a day.',
    );
  const changed = await tx
    .updateTable('intelligence.survey_cap')
    .set({
      most_a_day: fields.mostADay,
      otherwise: fields.otherwise,
      revision: fields.revision + 1,
      // What was taken on an earlier day binds nobody.
      day: today,
      taken: sql<number>`case when day = ${today}::date then taken else 0 end`,
    })
    .where('wave_id', '=', wave.id)
    .where('revision', '=', fields.revision)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) return changedMeanwhile('wave');
  await recordCommand(tx, actor, {
    action: 'survey-wave.cap-changed',
    subject: { kind: 'survey-wave', id: wave.id },
    detail: { mostADay: fields.mostADay, otherwise: fields.otherwise },
  });
  return undefined;
}

/** How else people can answer, for whoever finds the form full. */
export const otherWays = ({ opened }: Pick<SurveyWave, 'opened'>, partnership: string): string =>
  opened?.cap?.otherwise ||
  `ask ${partnership} for a paper form, or to take your answers by post or telephone`;

/** Why the form takes no more on that day, and what to do instead. */
export function sayFull(wave: Pick<SurveyWave, 'opened'>, today: PlainDate, partnership: string): string {
  const again = wave.opened?.closesOn === today ? 'Answer' : 'Send yours tomorrow, or answer';
  return `This form has taken as many answers as it takes in one day, so that nobody can fill it with made-up ones. ${again} another way: ${otherWays(wave, partnership)}.`;
}

/** Counts one answer of the public form. Refused: form-is-full, where it has taken all that it takes on that day. */
export async function countAnswer(
  tx: Tx,
  wave: Pick<SurveyWave, 'id' | 'opened'>,
  today: PlainDate,
  partnership: string,
): Promise<undefined | Refusal> {
  if (!wave.opened?.cap) return undefined;
  const full = () => refused('form-is-full', sayFull(wave, today, partnership));
  if (isFull(wave, today)) return full();
  const counted = await tx
    .updateTable('intelligence.survey_cap')
    .set({ day: today, taken: sql<number>`case when day = ${today}::date then taken + 1 else 1 end` })
    .where('wave_id', '=', wave.id)
    .where(sql<boolean>`(day <> ${today}::date or taken < most_a_day)`)
    .executeTakeFirst();
  return counted.numUpdatedRows === 0n ? full() : undefined;
}
