import { newId } from '../../kernel/ids.ts';
import { listInWords, plural } from '../../kernel/names.ts';
import { daysBetween, longDate, type PlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { editable } from './may.ts';
import type { Stage } from './stages.ts';

export type Rag = 'red' | 'amber' | 'green' | 'unknown' | 'ended';
export const COLOURS = ['green', 'amber', 'red'] as const;

/** What is known of a project on a day, from `delivery.signals`. */
export interface Signals {
  readonly stage: Stage;
  readonly running: boolean;
  readonly lastUpdateOn: PlainDate | null;
  readonly said: 'on-track' | 'at-risk' | 'off-track' | null;
  readonly updateDueOn: PlainDate | null;
  readonly lateMilestones: number;
  readonly lateSince: PlainDate | null;
  readonly lateTitle: string | null;
  readonly openConditions: number;
  readonly conditionDueOn: PlainDate | null;
  readonly overrideRag: 'red' | 'amber' | 'green' | null;
  readonly overrideReason: string | null;
}

export interface Judged {
  /** What counts: the override where there is one. */
  readonly rag: Rag;
  readonly sentence: string;
  readonly computed: { readonly rag: Rag; readonly sentence: string };
  /** Why somebody judged otherwise; shown beside the computed judgement. */
  readonly overrideReason: string | null;
}

type Found = readonly [colour: 'red' | 'amber', says: string];

/** Days after which lateness or silence is red rather than amber. */
const PATIENCE = 30;

/**
 * Named rule: RAG follows from late milestones, measures off track, silence, unmet conditions and what the lead officer
 * says; a project of which none of this is known is not green but unknown.
 */
export function judge(
  signals: Signals,
  offTrack: readonly string[],
  hasMeasures: boolean,
  asAt: PlainDate,
): Judged {
  const computed = compute(signals, offTrack, hasMeasures, asAt);
  const { overrideRag: rag, overrideReason } = signals;
  return rag !== null && computed.rag !== 'ended'
    ? { rag, sentence: `Judged ${rag}: ${overrideReason}`, computed, overrideReason }
    : { ...computed, computed, overrideReason: null };
}

function compute(
  signals: Signals,
  offTrack: readonly string[],
  hasMeasures: boolean,
  asAt: PlainDate,
): Judged['computed'] {
  if (signals.stage === 'ended') return { rag: 'ended', sentence: 'The project has ended.' };
  const found = [
    ...milestones(signals, asAt),
    ...measures(offTrack),
    ...silence(signals, asAt),
    ...conditions(signals, asAt),
    ...words(signals),
  ];
  if (found.length > 0) {
    const ambers = found.filter(([colour]) => colour === 'amber').length;
    const rag = ambers < found.length || ambers > 2 ? 'red' : 'amber';
    const name = rag === 'red' ? 'Red' : 'Amber';
    return { rag, sentence: `${name}, because ${listInWords(found.map(([, says]) => says))}.` };
  }
  if (signals.lastUpdateOn === null && !hasMeasures)
    return {
      rag: 'unknown',
      sentence: signals.running
        ? 'Nobody has reported on it yet and it has no measure, so nothing can be said.'
        : 'It has not started, so nothing can be said yet.',
    };
  return { rag: 'green', sentence: 'Green: nothing is late, off track or silent, and no condition is open.' };
}

function milestones({ lateMilestones, lateSince, lateTitle }: Signals, asAt: PlainDate): Found[] {
  if (lateMilestones === 0 || lateSince === null) return [];
  const says =
    lateMilestones === 1
      ? `the milestone "${lateTitle}" was due by ${longDate(lateSince)}`
      : `${plural(lateMilestones, 'milestone')} are late, the first since ${longDate(lateSince)}`;
  return [[lateMilestones > 1 || daysBetween(lateSince, asAt) > PATIENCE ? 'red' : 'amber', says]];
}

const measures = (offTrack: readonly string[]): Found[] =>
  offTrack.length === 0
    ? []
    : [
        [
          offTrack.length > 1 ? 'red' : 'amber',
          `${listInWords(offTrack)} ${offTrack.length === 1 ? 'is' : 'are'} off track`,
        ],
      ];

function silence({ updateDueOn, lastUpdateOn }: Signals, asAt: PlainDate): Found[] {
  if (updateDueOn === null || updateDueOn >= asAt) return [];
  const says =
    lastUpdateOn === null ? 'nobody has reported yet' : `the last update was on ${longDate(lastUpdateOn)}`;
  return [
    [
      daysBetween(updateDueOn, asAt) > PATIENCE ? 'red' : 'amber',
      `${says} and one was due on ${longDate(updateDueOn)}`,
    ],
  ];
}

function conditions({ openConditions, conditionDueOn }: Signals, asAt: PlainDate): Found[] {
  if (openConditions === 0 || conditionDueOn === null) return [];
  return conditionDueOn < asAt
    ? [['red', `the condition of its endorsement was due on ${longDate(conditionDueOn)}`]]
    : [['amber', `its endorsement is conditional until ${longDate(conditionDueOn)}`]];
}

const words = ({ said }: Signals): Found[] =>
  said === 'off-track'
    ? [['red', 'its lead officer says it is off track']]
    : said === 'at-risk'
      ? [['amber', 'its lead officer says it is at risk']]
      : [];

/** Judges a project otherwise than the rules do, with the reason; without a colour the rules count again. */
export async function overrideRag(
  tx: Tx,
  actor: Actor,
  input: {
    readonly projectId: string;
    readonly rag: (typeof COLOURS)[number] | null;
    readonly reason: string;
    readonly on: PlainDate;
    /** The revision of the project that was seen, where one is to be heeded. */
    readonly revision?: number | undefined;
  },
): Promise<{ slug: string } | Refusal> {
  const project = await editable(tx, actor, input.projectId, input.revision);
  if (isRefusal(project)) return project;
  if (input.reason.trim() === '')
    return refused('reason-needed', 'Enter why the project is judged otherwise.', { field: 'reason' });
  await tx
    .insertInto('delivery.rag_override')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      project_id: input.projectId,
      rag: input.rag,
      reason: input.reason.trim(),
      set_on: input.on,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: input.rag === null ? 'project.judgement-lifted' : 'project.judged',
    subject: { kind: 'project', id: input.projectId },
    detail: { rag: input.rag, reason: input.reason },
  });
  return { slug: project.slug };
}
