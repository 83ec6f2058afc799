import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { type Attempt, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { workInBackground } from '../../../platform/progress.ts';
import { announce } from '../../../platform/search.ts';
import { findEditionOf } from '../edition-queries.ts';
import { approvalToolsOf, approveReport, obstacleTo } from '../editions.ts';
import { ApprovalPage } from '../pages/approval-page.tsx';
import { returnReport, submitReport } from '../reports.ts';
import { listSteps } from '../step-queries.ts';
import { changedMeanwhile } from '../template-commands.ts';
import { APPROVE, builtOf, crumbsOf, EDIT, field, mayEdit, READ, reportOf, revisionOf } from './shared.ts';

async function showApproval(c: Context, again?: Attempt) {
  const report = await reportOf(c);
  if (isRefusal(report)) return report;
  const { warnings } = await builtOf(c, report);
  const edition = await findEditionOf(c.tx, c.actor, report.id);
  const view = {
    report,
    steps: await listSteps(c.tx, c.actor, report.id),
    warnings,
    editionId: edition?.id,
    mayEdit: mayEdit(c),
    mayApprove: may(c.actor, 'report.approve'),
    keys: c.formKeys,
    again,
  };
  return { title: 'Approval', breadcrumbs: crumbsOf(report), body: <ApprovalPage {...view} /> };
}

async function submit(c: Context) {
  const refusal = await submitReport(c.tx, c.actor, { id: c.params.id ?? '', revision: revisionOf(c) });
  return refusal ?? { redirect: `/reports/${c.params.id}/approval` };
}

async function sendBack(c: Context) {
  const refusal = await returnReport(c.tx, c.actor, {
    id: c.params.id ?? '',
    revision: revisionOf(c),
    reason: field(c, 'reason'),
  });
  return refusal ?? { redirect: `/reports/${c.params.id}` };
}

/** What can be refused is refused at once; making the files takes seconds and tells how far it is. */
async function approve(c: Context) {
  const report = await reportOf(c);
  if (isRefusal(report)) return report;
  const revision = revisionOf(c);
  if (report.revision !== revision) return changedMeanwhile();
  const acknowledged = field(c, 'acknowledged') === 'yes';
  const obstacle = obstacleTo(await builtOf(c, report), acknowledged);
  if (obstacle) return obstacle;
  await recordCommand(c.tx, c.actor, {
    action: 'report.ask-approval',
    subject: { kind: 'report', id: report.id },
    detail: { acknowledged },
  });
  const { services, actor } = c;
  const tools = approvalToolsOf(services);
  const path = await workInBackground(c.tx, actor, services, {
    work: `Freezing the ${report.title}`,
    total: 6,
    backTo: `/reports/${report.id}/approval`,
    run: async (tell) => {
      const approval = { reportId: report.id, revision, acknowledged };
      const edition = await inTransaction(services.pool, actor, async (tx) => {
        const frozen = await approveReport(tx, actor, tools, approval, tell);
        if (!isRefusal(frozen)) await announce(tx, actor, services.offers.search, services.jobs);
        return frozen;
      });
      return isRefusal(edition) ? edition : `/editions/${edition}`;
    },
  });
  return { redirect: path };
}

export const approvalRoutes: readonly Route[] = [
  get('/reports/:id/approval', READ, (c) => showApproval(c)),
  post('/reports/:id/approval', APPROVE, approve, { again: showApproval }),
  post('/reports/:id/submission', EDIT, submit, { again: showApproval }),
  post('/reports/:id/return', READ, sendBack, { again: showApproval }),
];
