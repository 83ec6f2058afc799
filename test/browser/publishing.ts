/** The example has approved nothing yet: a published report, so that there is one for everybody to read. */
import { plainDate } from '../../src/kernel/plain-date.ts';
import { orThrow } from '../../src/kernel/refusal.ts';
import { approveReport, publishEdition } from '../../src/modules/reporting/editions.ts';
import { beginReport, findReport, listReports, toolsOf } from '../../src/modules/reporting/index.ts';
import { submitReport } from '../../src/modules/reporting/reports.ts';
import { system } from '../../src/platform/actor.ts';
import { inTransaction, type Tx } from '../../src/platform/database/transaction.ts';
import type { Site } from './support.ts';

const NEXT = { periodStart: plainDate('2013-01-18'), asAt: plainDate('2013-03-31') };

/** Publishes the example's report and begins the next, so that there is still a draft. Gives its address. */
export async function publishReport({ concord }: Site): Promise<string> {
  const { services, directory } = concord;
  const [partnership] = await directory.list();
  if (!partnership) throw new Error('The example has no partnership');
  const writer = system('test writer', partnership.id, ['read', 'report.edit']);
  const approver = system('test approver', partnership.id, ['read', 'report.approve', 'report.publish']);
  const report = await inTransaction(services.pool, writer, async (tx: Tx) => {
    const [draft] = await listReports(tx, writer);
    if (!draft) throw new Error('The example has no draft of a report');
    const refusal = await submitReport(tx, writer, draft);
    if (refusal) orThrow(refusal);
    orThrow(await beginReport(tx, writer, { template: draft.templateSlug, ...NEXT }));
    return (await findReport(tx, writer, draft.id)) ?? draft;
  });
  const slug = await inTransaction(services.pool, approver, async (tx: Tx) => {
    const { id: reportId, revision } = orThrow(report);
    const tools = { ...toolsOf(services), offers: services.offers, files: services.files };
    const approval = { reportId, revision, acknowledged: true };
    return publishEdition(tx, approver, orThrow(await approveReport(tx, approver, tools, approval)));
  });
  return `/published/${orThrow(slug)}`;
}
