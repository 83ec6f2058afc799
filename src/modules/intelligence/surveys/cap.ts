/**
 * The public form of a wave without codes takes so many answers a day, and so many of them from one network: it cannot be filled
 * by whoever sends it again and again, and one hand does not fill the day for all others.
 */
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
/** What it takes from one network: a library's computers, a hall's wireless network, a large household. */
export const USUAL_FROM_ONE = 20;

interface CapFields {
  readonly mostADay?: number | undefined;
  readonly mostFromOne?: number | undefined;
  readonly otherwise?: string | undefined;
}

/** Sets the cap of a wave that is about to be opened. */
export async function setCap(
  tx: Tx,
  actor: Actor,
  waveId: string,
  {
    mostADay = USUAL_CAP,
    mostFromOne = USUAL_FROM_ONE,
    otherwise = '',
    today,
  }: CapFields & { readonly today: PlainDate },
): Promise<void> {
  await tx
    .insertInto('intelligence.survey_cap')
    .values({
      partnership_id: actor.partnershipId,
      wave_id: waveId,
      most_a_day: mostADay,
      most_from_one: mostFromOne,
      otherwise,
      day: today,
    })
    .execute();
}

/**
 * Changes how much the form takes in a day, how much of it from one network, and what it says when it takes no more. Refused:
 * not-allowed, no-cap, changed-meanwhile, survey-cap-is-a-number, survey-cap-from-one-is-a-number, survey-cap-of-the-day.
 */
export async function changeCap(
  tx: Tx,
  actor: Actor,
  wave: Pick<SurveyWave, 'id' | 'opened' | 'closed'>,
  fields: Required<CapFields> & {
    readonly mostADay: number;
    readonly mostFromOne: number;
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
      most_from_one: fields.mostFromOne,
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
    detail: { mostADay: fields.mostADay, mostFromOne: fields.mostFromOne, otherwise: fields.otherwise },
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

/** Why the form takes no more from a network on that day, and what to do instead. */
export function sayEnoughOfOne(
  wave: Pick<SurveyWave, 'opened'>,
  today: PlainDate,
  partnership: string,
): string {
  const again = wave.opened?.closesOn === today ? '' : ', tomorrow';
  return `As many answers came from your network today as this form takes from one, so that nobody can fill it with made-up ones. Send yours from elsewhere${again}, or another way: ${otherWays(wave, partnership)}.`;
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
