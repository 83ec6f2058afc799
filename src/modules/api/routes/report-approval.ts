import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { type ApiContext, apiGet, apiPost } from '../../../platform/http/api.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  approvalToolsOf,
  approveReport,
  findEdition,
  findReport,
  listSteps,
  publishEdition,
  returnReport,
  submitReport,
} from '../../reporting/index.ts';
import { day, givenText, notFound } from '../schemas.ts';
import { Edition, editionShown, Report, state } from './report-schemas.ts';
import { reportIn } from './report-writing.ts';

type Asked = Pick<ApiContext<unknown, unknown>, 'tx' | 'actor'>;

async function reportAnswer({ tx, actor }: Asked, id: string) {
  const report = await findReport(tx, actor, id);
  return report ? { value: report, revision: report.revision } : notFound('report');
}

async function editionAnswer({ tx, actor }: Asked, id: string) {
  const edition = await findEdition(tx, actor, id);
  return edition
    ? { value: editionShown(edition), location: `/api/v1/editions/${edition.id}` }
    : notFound('edition');
}

const Step = z.object({
  state,
  onDay: day,
  person: z.string().nullable(),
  agency: z.string().nullable(),
  reason: z.string().nullable(),
});

/** A report on its way: submitted, returned or approved, and published. */
export const reportApprovalRoutes: readonly Route[] = [
  apiGet(
    '/api/v1/reports/:id/steps',
    {
      name: 'listReportSteps',
      summary: 'How a report came to the state it is in, the first step first',
      permission: 'read',
      response: z.object({ items: z.array(Step) }).meta({ id: 'ReportSteps' }),
    },
    async (asked) => {
      const report = await reportIn(asked);
      if (isRefusal(report)) return report;
      const items = [...(await listSteps(asked.tx, asked.actor, report.id))];
      return { value: { items }, revision: report.revision };
    },
  ),
  apiPost(
    '/api/v1/reports/:id/submissions',
    {
      name: 'submitReport',
      summary: 'Send a draft to whoever approves; it is not written in while it waits',
      permission: 'report.edit',
      status: 201,
      revised: true,
      body: z.strictObject({}),
      response: Report,
      problems: ['not-now'],
    },
    async (asked) => {
      const report = await reportIn(asked);
      if (isRefusal(report)) return report;
      const { id } = report;
      const submitted = await submitReport(asked.tx, asked.actor, { id, revision: asked.revision });
      return submitted ?? reportAnswer(asked, id);
    },
  ),
  apiPost(
    '/api/v1/reports/:id/returns',
    {
      name: 'returnReport',
      summary: 'Send a submitted report back to be worked on, with the reason',
      says: 'Needs report.approve or report.edit.',
      permission: 'read',
      status: 201,
      revised: true,
      body: z.strictObject({ reason: givenText }),
      response: Report,
      problems: ['not-now'],
    },
    async (asked) => {
      const report = await reportIn(asked);
      if (isRefusal(report)) return report;
      const { id } = report;
      const { tx, actor, revision, body } = asked;
      const returned = await returnReport(tx, actor, { id, revision, ...body });
      return returned ?? reportAnswer(asked, id);
    },
  ),
  apiPost(
    '/api/v1/reports/:id/approvals',
    {
      name: 'approveReport',
      summary: 'Approve a submitted report and freeze it as an edition',
      says: 'Its files are written before the answer comes, which takes some seconds. Whatever stops approval is refused by the name of its rule.',
      permission: 'report.approve',
      status: 201,
      revised: true,
      body: z.strictObject({
        acknowledged: z.boolean().default(false).describe('That you have seen the warnings that stand'),
      }),
      response: Edition,
      problems: ['not-now', 'warnings-not-acknowledged'],
    },
    async (asked) => {
      const report = await reportIn(asked);
      if (isRefusal(report)) return report;
      const { tx, actor, services, revision, body } = asked;
      const approval = { ...body, reportId: report.id, revision };
      const edition = await approveReport(tx, actor, approvalToolsOf(services), approval);
      return isRefusal(edition) ? edition : editionAnswer(asked, edition);
    },
  ),
  apiPost(
    '/api/v1/editions/:id/publications',
    {
      name: 'publishEdition',
      summary: 'Publish an edition for everybody to read',
      permission: 'report.publish',
      status: 201,
      body: z.strictObject({}),
      response: Edition,
      problems: ['published-already'],
    },
    async (asked) => {
      const id = asId<'edition'>(asked.params.id ?? '');
      if (!id) return notFound('edition');
      const published = await publishEdition(asked.tx, asked.actor, id);
      return isRefusal(published) ? published : editionAnswer(asked, id);
    },
  ),
];
