import { type Id, newId } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, mayFor } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { carriedTexts } from './draft.ts';
import { businessToday, findReport, findTemplate, previousEdition, type ReportRow } from './queries.ts';
import { isOpen, mayFollow, type ReportState } from './report-states.ts';
import { changedMeanwhile, notAllowed } from './template-commands.ts';

const NOT_FOUND = () => refused('not-found', 'There is no such report.');

/** Begins the draft of a template for a period; the prose of the last edition comes with it, marked as copied. */
export async function beginReport(
  tx: Tx,
  actor: Actor,
  begin: { readonly template: string; readonly periodStart: PlainDate; readonly asAt: PlainDate },
): Promise<Id<'report'> | Refusal> {
  if (!mayFor(actor, 'report.edit', undefined)) return notAllowed();
  const template = await findTemplate(tx, actor, begin.template);
  if (!template) return refused('no-such-template', 'Choose a report template.', { field: 'template' });
  const id = newId<'report'>();
  await tx
    .insertInto('reporting.report')
    .values({
      partnership_id: actor.partnershipId,
      id,
      template_id: template.id,
      template_version: template.version,
      period_start: begin.periodStart,
      as_at: begin.asAt,
    })
    .execute();
  await takeStep(tx, actor, { id, position: 0 }, 'draft');
  await carryOver(tx, actor, id, template.id, begin.asAt);
  await recordCommand(tx, actor, {
    action: 'report.begin',
    subject: { kind: 'report', id },
    detail: { ...begin },
  });
  return id;
}

async function carryOver(
  tx: Tx,
  actor: Actor,
  reportId: string,
  templateId: string,
  asAt: PlainDate,
): Promise<void> {
  const previous = await previousEdition(tx, actor, templateId, asAt);
  if (!previous) return;
  const today = await businessToday(tx, actor);
  const within = { partnership_id: actor.partnershipId, report_id: reportId };
  const texts = carriedTexts(previous).map(({ place, standing, origin, words, seen }) => ({
    ...within,
    place,
    standing,
    origin,
    words,
    figures_seen: JSON.stringify(seen),
    written_on: today,
  }));
  const recommendations = previous.contents.recommendations.map((one, index) => ({
    ...within,
    position: index + 1,
    ...one,
  }));
  if (texts.length > 0) await tx.insertInto('reporting.text').values(texts).execute();
  if (recommendations.length > 0)
    await tx.insertInto('reporting.recommendation').values(recommendations).execute();
}

/** Sends a draft to whoever approves; it is not written in while it waits. */
export async function submitReport(
  tx: Tx,
  actor: Actor,
  { id, revision }: { readonly id: string; readonly revision: number },
): Promise<undefined | Refusal> {
  if (!mayFor(actor, 'report.edit', undefined)) return notAllowed();
  return moveReport(tx, actor, { id, revision, to: 'submitted' });
}

/** Sends a submitted report back to be worked on, with the reason. */
export async function returnReport(
  tx: Tx,
  actor: Actor,
  { id, revision, reason }: { readonly id: string; readonly revision: number; readonly reason: string },
): Promise<undefined | Refusal> {
  if (!mayFor(actor, 'report.approve', undefined) && !mayFor(actor, 'report.edit', undefined))
    return notAllowed();
  if (reason.trim() === '')
    return refused('return-without-reason', 'Say what has to be changed.', { field: 'reason' });
  return moveReport(tx, actor, { id, revision, to: 'draft', reason: reason.trim() });
}

const ACTION: Readonly<Record<ReportState, string>> = {
  draft: 'report.return',
  submitted: 'report.submit',
  approved: 'report.approve',
  published: 'report.publish',
};

interface Move {
  readonly id: string;
  readonly revision: number;
  readonly to: ReportState;
  readonly reason?: string;
}

/** Moves a report to its next state, if the table of states allows it and nobody has changed it meanwhile. */
export async function moveReport(tx: Tx, actor: Actor, move: Move): Promise<undefined | Refusal> {
  const report = await findReport(tx, actor, move.id);
  if (!report) return NOT_FOUND();
  if (!mayFollow(report.state, move.to))
    return refused('not-now', `A report that is ${report.state} cannot become ${move.to}.`);
  const renewed = await touch(tx, actor, move.id, move.revision);
  if (isRefusal(renewed)) return renewed;
  await takeStep(tx, actor, report, move.to, move.reason);
  await recordCommand(tx, actor, {
    action: ACTION[move.to],
    subject: { kind: 'report', id: move.id },
    ...(move.reason === undefined ? {} : { detail: { reason: move.reason } }),
  });
  return undefined;
}

/** Raises a report's revision, and refuses when it is not the one that was seen. */
async function touch(tx: Tx, actor: Actor, id: string, revision: number): Promise<undefined | Refusal> {
  const renewed = await tx
    .updateTable('reporting.report')
    .set({ revision: revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return renewed.numUpdatedRows === 1n ? undefined : changedMeanwhile();
}

/** Adds the row that says who brought a report into a state, and when. */
export async function takeStep(
  tx: Tx,
  actor: Actor,
  report: { readonly id: string; readonly position: number },
  state: ReportState,
  reason?: string,
): Promise<void> {
  await tx
    .insertInto('reporting.report_step')
    .values({
      partnership_id: actor.partnershipId,
      report_id: report.id,
      position: report.position + 1,
      state,
      on_day: await businessToday(tx, actor),
      by_account: accountOf(actor) ?? null,
      by_person: actor.kind === 'member' ? actor.personId : null,
      by_agency: agencyOf(actor) ?? null,
      reason: reason ?? null,
    })
    .execute();
}

/** The report, if it is one that may be written in now. */
export async function openReport(tx: Tx, actor: Actor, id: string): Promise<ReportRow | Refusal> {
  if (!mayFor(actor, 'report.edit', undefined)) return notAllowed();
  const report = await findReport(tx, actor, id);
  if (!report) return NOT_FOUND();
  return isOpen(report.state)
    ? report
    : refused('report-closed', `This report is ${report.state}. Send it back to draft before you change it.`);
}
