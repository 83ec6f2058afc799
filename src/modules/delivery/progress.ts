import { newId } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import {
  listIndicators,
  listWaves,
  type ObservationInput,
  periodOf,
  recordObservations,
  sayValue,
} from '../intelligence/index.ts';
import { type ProjectHead, reportable } from './may.ts';
import { meetMilestone } from './milestones.ts';

export const STANDINGS = ['on-track', 'at-risk', 'off-track'] as const;
export type Said = (typeof STANDINGS)[number];
export const SAID_WORDS: Readonly<Record<Said, string>> = {
  'on-track': 'On track',
  'at-risk': 'At risk',
  'off-track': 'Off track',
};

export interface MeasureValue {
  readonly indicatorId: string;
  /** A period as people write it. */
  readonly period: string;
  readonly value: string;
}

export interface Progress {
  readonly projectId: string;
  readonly on: PlainDate;
  readonly standing: string;
  /** What was done since the last update. */
  readonly says: string;
  readonly help: string;
  readonly milestonesMet: readonly string[];
  readonly values: readonly MeasureValue[];
}

/**
 * A lead officer's update: how it is going, what was done, milestones met, the latest figures, help needed. Milestones
 * and figures are recorded where they belong, in this transaction; the update itself is kept for ever.
 */
export async function reportProgress(
  tx: Tx,
  actor: Actor,
  progress: Progress,
): Promise<ProjectHead | Refusal> {
  const project = await reportable(tx, actor, progress.projectId);
  if (isRefusal(project)) return project;
  const standing = STANDINGS.find((word) => word === progress.standing);
  const figures = await figuresOf(tx, progress);
  const fields = {
    ...(standing ? {} : { standing: 'Say how the project is going.' }),
    ...(progress.says.trim() === '' ? { says: 'Say what was done since the last update.' } : {}),
    ...figures.errors,
  };
  if (!standing || Object.keys(fields).length > 0)
    return refused('update-incomplete', 'The update is not complete.', { details: { fields } });
  const own = await milestonesOf(tx, progress);
  for (const milestoneId of own) {
    const met = await meetMilestone(tx, actor, { milestoneId, on: progress.on });
    if (isRefusal(met)) return met;
  }
  if (figures.inputs.length > 0) {
    const recorded = await recordObservations(tx, actor, figures.inputs);
    if (isRefusal(recorded)) return recorded;
  }
  const id = newId<'progress-update'>();
  await tx
    .insertInto('delivery.progress_update')
    .values({
      partnership_id: actor.partnershipId,
      id,
      project_id: project.id,
      agency_id: project.agency_id,
      reported_on: progress.on,
      standing,
      says: progress.says.trim(),
      help: progress.help.trim(),
      figures: figures.sentences.join('\n'),
      account_id: accountOf(actor) ?? null,
      link_id: actor.kind === 'link' ? actor.linkId : null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'project.progress-reported',
    subject: { kind: 'project', id: project.id },
    detail: { updateId: id, standing, figures: figures.sentences, milestonesMet: own },
  });
  return project;
}

/** Only milestones of this project can be ticked in its update. */
async function milestonesOf(tx: Tx, { projectId, milestonesMet }: Progress): Promise<readonly string[]> {
  if (milestonesMet.length === 0) return [];
  const rows = await tx
    .selectFrom('delivery.milestone')
    .select('id')
    .where('project_id', '=', projectId)
    .execute();
  const own = new Set(rows.map((row) => row.id));
  return milestonesMet.filter((id) => own.has(id));
}

async function figuresOf(tx: Tx, { projectId, values }: Progress) {
  const given = values.filter((one) => one.value.trim() !== '');
  const errors: Record<string, string> = {};
  const inputs: ObservationInput[] = [];
  const sentences: string[] = [];
  if (given.length === 0) return { errors, inputs, sentences };
  const measured = new Set(
    (
      await tx
        .selectFrom('delivery.measure')
        .select('indicator_id')
        .where('project_id', '=', projectId)
        .execute()
    ).map((row) => row.indicator_id),
  );
  const indicators = new Map(
    (await listIndicators(tx, { ids: given.map((one) => one.indicatorId) })).map((one) => [
      String(one.id),
      one,
    ]),
  );
  const waves = await listWaves(tx);
  for (const one of given) {
    const indicator = measured.has(one.indicatorId) ? indicators.get(one.indicatorId) : undefined;
    if (!indicator) continue;
    const period = periodOf(one.period.trim(), waves);
    const number = /^-?[\d,]+(\.\d+)?%?$/.test(one.value.trim())
      ? Number(one.value.trim().replaceAll(/[,%]/g, ''))
      : Number.NaN;
    if (Number.isNaN(number))
      errors[`value-${one.indicatorId}`] = `"${one.value}" is not a number for ${indicator.title}.`;
    if (!period)
      errors[`period-${one.indicatorId}`] =
        `Say which period the figure for ${indicator.title} is for, such as 2012 or 2012/13 Q3.`;
    if (Number.isNaN(number) || !period) continue;
    inputs.push({
      indicatorId: indicator.id,
      period,
      place: null,
      value: number,
      numerator: null,
      denominator: null,
      quality: 'provisional',
      source: 'Progress update of the lead officer',
      note: '',
    });
    sentences.push(`${indicator.title}: ${sayValue(indicator, number)} (${period.text})`);
  }
  return { errors, inputs, sentences };
}
