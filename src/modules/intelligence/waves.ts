import { newId } from '../../kernel/ids.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, may } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { readPeriod, type Wave } from './period.ts';

export interface WaveInput extends Omit<Wave, 'id'> {
  readonly note?: string;
}

/** Adds a survey wave, so that its short name can be read as a period. Refused: wave-slug-is-a-period. */
export async function defineWave(tx: Tx, actor: Actor, wave: WaveInput): Promise<{ id: string } | Refusal> {
  if (!may(actor, 'indicators.edit'))
    return refused('may-not-edit-indicators', 'Your role does not include adding survey waves.');
  if (readPeriod(wave.slug))
    return refused('wave-slug-is-a-period', `“${wave.slug}” reads as a date. Choose another short name.`, {
      field: 'slug',
    });
  const id = newId<'survey-wave'>();
  await tx
    .insertInto('intelligence.survey_wave')
    .values({
      partnership_id: actor.partnershipId,
      id,
      slug: wave.slug,
      title: wave.title,
      survey: wave.survey,
      first_wave: wave.firstWave,
      last_wave: wave.lastWave,
      starts_on: wave.startsOn,
      ends_on: wave.endsOn,
      sample_size: wave.sampleSize,
      note: wave.note ?? '',
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'survey-wave.defined',
    subject: { kind: 'survey-wave', id },
    detail: { ...wave },
  });
  return { id };
}
