import { type Id, newId } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf, mayFor } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { businessToday, findTemplate, templateVersion } from './queries.ts';
import { openReport } from './reports.ts';
import { changedMeanwhile, notAllowed } from './template-commands.ts';

export interface NewInterest {
  /** The slug of the template whose next report has to answer. */
  readonly template: string;
  readonly askedBy: string;
  readonly askedOn: PlainDate;
  readonly words: string;
  readonly source?: string;
}

/** Records what a body asked to hear more about; the next draft has to answer it. */
export async function recordInterest(
  tx: Tx,
  actor: Actor,
  interest: NewInterest,
): Promise<Id<'interest'> | Refusal> {
  if (!mayFor(actor, 'report.edit', undefined)) return notAllowed();
  const template = await findTemplate(tx, actor, interest.template);
  if (!template) return refused('no-such-template', 'Choose a report template.', { field: 'template' });
  const id = newId<'interest'>();
  await tx
    .insertInto('reporting.interest')
    .values({
      partnership_id: actor.partnershipId,
      id,
      template_id: template.id,
      asked_by: interest.askedBy.trim(),
      asked_on: interest.askedOn,
      words: interest.words.trim(),
      source: interest.source ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'interest.record',
    subject: { kind: 'report-template', id: template.id },
    detail: { ...interest },
  });
  return id;
}

export interface InterestReply {
  readonly reportId: string;
  readonly interestId: string;
  /** The section that answers; left out when the report does not, and then the reason is due. */
  readonly sectionKey?: string;
  readonly reason?: string;
  /** The revision of the answer that was seen; 0 when there was none. */
  readonly revision: number;
}

/** Says in which section a draft answers a request, or why it does not. */
export async function answerInterest(
  tx: Tx,
  actor: Actor,
  reply: InterestReply,
): Promise<undefined | Refusal> {
  const report = await openReport(tx, actor, reply.reportId);
  if (isRefusal(report)) return report;
  const template = await templateVersion(tx, actor, report.templateId, report.templateVersion);
  const section = reply.sectionKey || undefined;
  if (section !== undefined && !template.sections.some((one) => one.key === section))
    return refused('no-such-section', 'Choose a section of this report.', { field: 'sectionKey' });
  const row = {
    section_key: section ?? null,
    reason: section === undefined ? (reply.reason?.trim() ?? '') : null,
    answered_on: await businessToday(tx, actor),
    by_account: accountOf(actor) ?? null,
    revision: reply.revision + 1,
  };
  const key = {
    partnership_id: actor.partnershipId,
    interest_id: reply.interestId,
    report_id: reply.reportId,
  };
  const kept =
    reply.revision === 0
      ? (
          await tx
            .insertInto('reporting.interest_answer')
            .values({ ...key, ...row })
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirst()
        ).numInsertedOrUpdatedRows
      : (
          await tx
            .updateTable('reporting.interest_answer')
            .set(row)
            .where('partnership_id', '=', key.partnership_id)
            .where('interest_id', '=', key.interest_id)
            .where('report_id', '=', key.report_id)
            .where('revision', '=', reply.revision)
            .executeTakeFirst()
        ).numUpdatedRows;
  if (kept !== 1n) return changedMeanwhile();
  await recordCommand(tx, actor, {
    action: 'interest.answer',
    subject: { kind: 'report', id: reply.reportId },
    detail: { interest: reply.interestId, section: row.section_key, reason: row.reason },
  });
  return undefined;
}
