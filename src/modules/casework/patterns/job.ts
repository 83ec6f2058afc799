/** The nightly look: at what changed since the last one, and once at the whole last year when thresholds changed. */
import { newId } from '../../../kernel/ids.ts';
import { addDays } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import type { Job, JobWork } from '../../../platform/module.ts';
import { noticeVictims } from '../case-review/notice.ts';
import { settingsOn } from '../concerns/settings.ts';
import { businessToday } from '../retention/review-on.ts';
import {
  decisive,
  isWhole,
  LIVE_DAYS,
  lastLook,
  type Touched,
  touchedInAYear,
  touchedSince,
} from './changed.ts';
import { watchSubjects } from './watch.ts';

/** So many of what changed are looked at in one transaction. */
const AT_A_TIME = 100;
/** The audit trail says what changed: ids of concerns and records, no word of anybody. */
const LOOKING = ['read', 'casework.machine', 'audit.read'];

export interface Looked {
  readonly wholeYear: boolean;
  /** How many persons and places, as concerns name them together. */
  readonly lookedAt: number;
  /** Flags raised, or grown. */
  readonly raised: number;
}

/** Looks at what is to be looked at and keeps that it did; a look that breaks off is begun again the next night. */
export async function lookForPatterns(transact: JobWork['transact'], subjects: SubjectKeys): Promise<Looked> {
  const beganAt = new Date();
  const { touched, wholeYear } = await transact(LOOKING, whatToLookAt);
  let raised = 0;
  for (let at = 0; at < touched.length; at += AT_A_TIME)
    raised += await transact(LOOKING, (tx, machine) =>
      lookAt(tx, machine, subjects, touched.slice(at, at + AT_A_TIME)),
    );
  const looked = { wholeYear, lookedAt: touched.length, raised };
  await transact(LOOKING, (tx, machine) => keep(tx, machine, beganAt, looked));
  return looked;
}

async function whatToLookAt(
  tx: Tx,
  machine: Actor,
): Promise<{ touched: readonly Touched[]; wholeYear: boolean }> {
  const today = await businessToday(tx);
  const settings = await settingsOn(tx, machine, today);
  const last = await lastLook(tx, machine);
  const wholeYear = isWhole(last, settings);
  const touched =
    wholeYear || !last
      ? await touchedInAYear(tx, machine, today)
      : await touchedSince(tx, machine, last, today, settings);
  return { touched, wholeYear };
}

async function lookAt(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  touched: readonly Touched[],
): Promise<number> {
  const today = await businessToday(tx);
  let raised = 0;
  for (const one of touched) {
    const about = { ...one, since: addDays(today, -LIVE_DAYS), today };
    raised += (await watchSubjects(tx, machine, subjects, about)).length;
    raised += (await noticeVictims(tx, machine, subjects, about)).length;
  }
  return raised;
}

async function keep(tx: Tx, machine: Actor, beganAt: Date, looked: Looked): Promise<void> {
  const today = await businessToday(tx);
  await tx
    .insertInto('casework.pattern_look')
    .values({
      partnership_id: machine.partnershipId,
      id: newId<'pattern-look'>(),
      began_at: beganAt,
      on_day: today,
      thresholds: JSON.stringify(decisive(await settingsOn(tx, machine, today))),
      whole_year: looked.wholeYear,
      looked_at: looked.lookedAt,
      raised: looked.raised,
    })
    .execute();
}

/** Each night, after matching has had its evening. */
export const watchPatterns: Job = {
  name: 'casework-watch-patterns',
  every: '40 2 * * *',
  async run({ transact, services }) {
    await lookForPatterns(transact, services.subjects);
  },
};
