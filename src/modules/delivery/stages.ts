import { newId } from '../../kernel/ids.ts';
import { listInWords } from '../../kernel/names.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { editable } from './may.ts';

export const STAGES = ['planned', 'pilot', 'review', 'roll-out', 'ended'] as const;
export type Stage = (typeof STAGES)[number];

/** Which stage may follow which. Ending goes through closure, with an evaluation. */
export const NEXT = {
  planned: ['pilot', 'roll-out', 'ended'],
  pilot: ['review', 'ended'],
  review: ['pilot', 'roll-out', 'ended'],
  'roll-out': ['review', 'ended'],
  ended: [],
} as const satisfies Record<Stage, readonly Stage[]>;

export const STAGE_SAYS: Readonly<Record<Stage, string>> = {
  planned: 'Planned',
  pilot: 'Pilot',
  review: 'Under review',
  'roll-out': 'Rolled out',
  ended: 'Ended',
};

export const isStage = (text: string): text is Stage => (STAGES as readonly string[]).includes(text);

export const mayFollow = (from: Stage, to: Stage): boolean => (NEXT[from] as readonly Stage[]).includes(to);

/** The stage a project is in; `planned` until a row says otherwise. */
export async function stageOf(tx: Tx, projectId: string): Promise<Stage> {
  const row = await tx
    .selectFrom('delivery.stage_change')
    .select('stage')
    .where('project_id', '=', projectId)
    .orderBy('changed_on', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row?.stage ?? 'planned';
}

export interface StageMove {
  readonly projectId: string;
  readonly stage: Stage;
  readonly on: PlainDate;
  readonly reason: string;
  /** The revision of the project that was seen, where one is to be heeded. */
  readonly revision?: number | undefined;
}

/** Moves a project to its next stage. Ending is refused here: a project ends by its closure. */
export async function changeStage(
  tx: Tx,
  actor: Actor,
  move: StageMove,
): Promise<{ slug: string } | Refusal> {
  if (move.stage === 'ended')
    return refused(
      'ends-by-closure',
      'A project ends by its closure, with an evaluation and a value for money assessment.',
      {
        field: 'stage',
      },
    );
  return moveTo(tx, actor, move);
}

async function moveTo(tx: Tx, actor: Actor, move: StageMove): Promise<{ slug: string } | Refusal> {
  const project = await editable(tx, actor, move.projectId, move.revision);
  if (isRefusal(project)) return project;
  const from = await stageOf(tx, move.projectId);
  if (!mayFollow(from, move.stage))
    return refused(
      'stage-does-not-follow',
      `From "${STAGE_SAYS[from]}" a project can go to ${listInWords(NEXT[from].map((to) => `"${STAGE_SAYS[to]}"`)) || 'no other stage'}, not to "${STAGE_SAYS[move.stage]}".`,
      { field: 'stage' },
    );
  await addStage(tx, actor, move);
  await recordCommand(tx, actor, {
    action: 'project.stage-changed',
    subject: { kind: 'project', id: move.projectId },
    detail: { from, to: move.stage, reason: move.reason },
  });
  return { slug: project.slug };
}

/** Writes a stage row; the rules are the caller's. */
export const addStage = (tx: Tx, actor: Actor, move: StageMove): Promise<unknown> =>
  tx
    .insertInto('delivery.stage_change')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      project_id: move.projectId,
      stage: move.stage,
      changed_on: move.on,
      reason: move.reason,
      account_id: accountOf(actor) ?? null,
    })
    .execute();

export const CLOSURE_RESULTS = ['finished', 'made-permanent', 'stopped-early'] as const;

export interface Closing {
  readonly projectId: string;
  readonly on: PlainDate;
  readonly result: (typeof CLOSURE_RESULTS)[number];
  readonly evaluation: string;
  readonly valueForMoney: string;
  /** The revision of the project that was seen, where one is to be heeded. */
  readonly revision?: number | undefined;
}

/** Named rule: a project is closed with a full evaluation and a value for money assessment, and then has ended. */
export async function closeProject(
  tx: Tx,
  actor: Actor,
  closing: Closing,
): Promise<{ slug: string } | Refusal> {
  const fields = {
    ...(closing.evaluation.trim() === ''
      ? { evaluation: 'Enter the evaluation: what the project achieved against its targets.' }
      : {}),
    ...(closing.valueForMoney.trim() === ''
      ? { value_for_money: 'Enter the value for money assessment.' }
      : {}),
  };
  if (Object.keys(fields).length > 0)
    return refused(
      'closure-incomplete',
      'A project is closed with an evaluation and a value for money assessment.',
      {
        details: { fields },
      },
    );
  const moved = await moveTo(tx, actor, {
    projectId: closing.projectId,
    stage: 'ended',
    on: closing.on,
    reason: closing.result,
    revision: closing.revision,
  });
  if (isRefusal(moved)) return moved;
  await tx
    .updateTable('delivery.project')
    .set({ closed_on: closing.on })
    .where('id', '=', closing.projectId)
    .execute();
  await tx
    .insertInto('delivery.closure')
    .values({
      partnership_id: actor.partnershipId,
      project_id: closing.projectId,
      closed_on: closing.on,
      result: closing.result,
      evaluation: closing.evaluation.trim(),
      value_for_money: closing.valueForMoney.trim(),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'project.closed',
    subject: { kind: 'project', id: closing.projectId },
  });
  return moved;
}
