/** The casework of the example: purposes, agreements, and people of whom everybody is made up. */
import { isRefusal, type Refusal } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { allWritten } from '../../platform/import-rows.ts';
import type { Services } from '../../platform/services.ts';
import { loadCaseReviewExample } from './case-review/example.ts';
import { loadCaseStudyExample } from './case-studies/example.ts';
import { loadCaseExample } from './cases/example.ts';
import { loadCohortExample } from './cohorts/index.ts';
import { importConcerns } from './concerns/index.ts';
import { importRecords } from './people/index.ts';
import { loadProgrammeExample } from './programmes/example.ts';
import { loadReferralExample } from './referral/index.ts';
import { loadRestorativeExample } from './restorative/example.ts';
import { loadRetentionExample } from './retention/index.ts';
import { businessToday } from './retention/review-on.ts';
import { loadEmergencyExample } from './sharing/emergency/example.ts';
import { loadSharingExample } from './sharing/index.ts';
import { loadEntrustingExample } from './sharing/restricted/example.ts';
import { loadVictimExample } from './victims/example.ts';

/** What a part of the example's casework needs. */
export interface CaseworkExample {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly files: (name: string) => string;
  readonly subjects: Services['subjects'];
}

/** In the order in which they build on each other; each part adds its own. */
const PARTS: readonly ((example: CaseworkExample) => Promise<unknown>)[] = [
  ({ tx, actor, files }) => loadSharingExample(tx, actor, files),
  async ({ tx, actor, subjects, files }) =>
    allWritten(await importRecords(tx, actor, subjects, files('casework/records.csv'), { write: true })),
  ({ tx, actor, subjects, files }) => loadEntrustingExample(tx, actor, subjects, files),
  async ({ tx, actor, subjects, files }) =>
    allWritten(await importConcerns(tx, actor, subjects, files('casework/concerns.csv'), { write: true })),
  ({ tx, actor, subjects, files }) => loadReferralExample(tx, actor, subjects, files),
  ({ tx, actor, subjects, files }) => loadCohortExample(tx, actor, subjects, files),
  async ({ tx, actor, subjects, files }) =>
    loadCaseExample(tx, actor, subjects, await businessToday(tx), files),
  ({ tx, actor, subjects, files }) => loadCaseStudyExample(tx, actor, subjects, files),
  ({ tx, actor, subjects, files }) => loadProgrammeExample(tx, actor, subjects, files),
  ({ tx, actor, subjects, files }) => loadRestorativeExample(tx, actor, subjects, files),
  ({ tx, actor, subjects, files }) => loadVictimExample(tx, actor, subjects, files),
  ({ tx, actor, subjects, files }) => loadCaseReviewExample(tx, actor, subjects, files),
  ({ tx, actor, subjects, files }) => loadEmergencyExample(tx, actor, subjects, files),
  ({ tx, actor, subjects, files }) => loadRetentionExample(tx, actor, subjects, files),
];

/** Loads the casework of the example; the first refusal ends it. */
export async function loadCaseworkExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
  { subjects }: Pick<Services, 'subjects'>,
): Promise<undefined | Refusal> {
  for (const load of PARTS) {
    const answer = await load({ tx, actor, files, subjects });
    if (isRefusal(answer)) return answer;
  }
  return undefined;
}
