import type { Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { ImportResult } from '../../../platform/import-rows.ts';
import { businessToday } from '../queries.ts';
import { importResponses } from './import-responses.ts';
import { findWave } from './queries.ts';

/** Brings a file of responses into the wave of a survey, both by short name. Refused: not-found, and as `importResponses`. */
export async function importSurveyResponses(
  tx: Tx,
  actor: Actor,
  text: string,
  given: {
    readonly survey: string;
    readonly wave: string;
    readonly file: string;
    readonly write: boolean;
    readonly leaveOut: boolean;
  },
): Promise<ImportResult | Refusal> {
  const found = await findWave(tx, given.wave);
  if (found?.survey.slug !== given.survey) return notFound('wave of this survey');
  const today = await businessToday(tx);
  return importResponses(tx, actor, text, { ...given, ...found, today });
}
