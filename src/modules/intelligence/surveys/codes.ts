import { randomInt } from 'node:crypto';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { hashOfCode, holdOpen } from './respond.ts';
import type { SurveyWave } from './types.ts';

/** Letters and digits that nobody takes for another. */
const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const MOST = 5_000;

const newCode = (): string =>
  Array.from({ length: 3 }, () =>
    Array.from({ length: 4 }, () => SIGNS[randomInt(SIGNS.length)]).join(''),
  ).join('-');

/**
 * Makes codes for so many households. They are shown once and kept hashed: which household has which, and what it
 * answered, is known to nobody here. Refused: not-allowed, how-many, wave-closed.
 */
export async function makeCodes(
  tx: Tx,
  actor: Actor,
  wave: Pick<SurveyWave, 'id'>,
  households: number,
): Promise<readonly string[] | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  if (!Number.isInteger(households) || households < 1 || households > MOST)
    return refused('how-many', `Enter a number of households, at most ${MOST.toLocaleString('en-GB')}`, {
      field: 'households',
    });
  const held = await holdOpen(tx, wave.id);
  if (isRefusal(held)) return held;
  const codes = [...new Set(Array.from({ length: households }, newCode))];
  for (let at = 0; at < codes.length; at += 500)
    await tx
      .insertInto('intelligence.survey_household')
      .values(
        codes.slice(at, at + 500).map((code) => ({
          partnership_id: actor.partnershipId,
          wave_id: wave.id,
          code_hash: hashOfCode(wave.id, code),
        })),
      )
      .execute();
  await recordCommand(tx, actor, {
    action: 'survey-wave.codes-made',
    subject: { kind: 'survey-wave', id: wave.id },
    detail: { households: codes.length },
  });
  return codes;
}
