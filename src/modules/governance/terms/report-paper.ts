import { sql } from 'kysely';
import { z } from 'zod';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { givenText } from '../../../platform/http/form.ts';
import { termsInForce } from './queries.ts';

/** A paper that is an edition of a report, at a sitting of a body to which a report is owed. */
export interface ReportPaper {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly day: PlainDate;
  /** What it is about; null where that is not known. */
  readonly coversFrom: PlainDate | null;
  readonly coversTo: PlainDate | null;
  readonly reportOfId: string | null;
  readonly cadence: 'quarter' | 'year' | null;
}

/** What the form asks that says whose report a paper is. */
export const reportPaperFields = z.object({
  paperId: givenText('Choose the paper'),
  cadence: z.enum(['quarter', 'year'], { error: 'Say whether it is the quarterly or the annual report' }),
});

/** The editions that were papers of the bodies to which a body owes reports, the latest first. */
export async function listReportPapers(tx: Tx, bodyId: string): Promise<readonly ReportPaper[]> {
  const { rows } = await sql<ReportPaper>`
    select p.id, p.title, b.name as body, s.day, p.covers_from as "coversFrom", p.covers_to as "coversTo", p.report_of_id as "reportOfId", p.report_cadence as cadence
    from governance.paper p
    join governance.sitting s on s.partnership_id = p.partnership_id and s.id = p.sitting_id
    join governance.body b on b.partnership_id = s.partnership_id and b.id = s.body_id
    where p.subject_kind in ('edition', 'report') and p.withdrawn_on is null and s.body_id in (
      select d.to_body_id from governance.terms_reporting_duty d
      join governance.terms t on t.partnership_id = d.partnership_id and t.id = d.terms_id
      where d.partnership_id = p.partnership_id and t.body_id = ${bodyId}::uuid)
    order by s.day desc, p.title`.execute(tx);
  return rows;
}

/**
 * Says that a paper is the report which a body owed, quarterly or annual, where more than one body owes a report to the
 * body that sat. The paper itself stays as it is.
 */
export async function nameReport(
  tx: Tx,
  actor: Actor,
  input: {
    readonly bodyId: string;
    readonly paperId: string;
    readonly cadence: 'quarter' | 'year';
    readonly on: PlainDate;
  },
): Promise<undefined | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const paper = (await listReportPapers(tx, input.bodyId)).find(({ id }) => id === input.paperId);
  if (!paper) return notFound('report among the papers');
  const terms = await termsInForce(tx, input.bodyId, input.on);
  if (!terms?.duties.some(({ cadence }) => cadence === input.cadence))
    return refused('no-such-report-is-owed', 'The terms in force ask for no report of that kind.', {
      field: 'cadence',
    });
  await tx
    .updateTable('governance.paper')
    .set((row) => ({
      report_of_id: input.bodyId,
      report_cadence: input.cadence,
      revision: row('revision', '+', 1),
    }))
    .where('id', '=', input.paperId)
    .execute();
  await recordCommand(tx, actor, {
    action: 'paper.name-report',
    subject: { kind: 'body', id: input.bodyId },
    detail: { ...input },
  });
  return undefined;
}
