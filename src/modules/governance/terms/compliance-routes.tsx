import { type PlainDate, parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { readFields } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { findBody, listBodies } from '../queries.ts';
import { listObligations } from './compliance.ts';
import { BodyCompliancePage, CompliancePage, ReportPaperForm } from './pages/compliance.tsx';
import { listReportPapers, nameReport, reportPaperFields } from './report-paper.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'governance.edit' } as const;

/** The day that a page is asked about: today, unless another is named. */
const dayIn = (c: Context): PlainDate => parsePlainDate(c.query.on ?? '') ?? c.today;

async function overall(c: Context): Promise<Answer> {
  const on = dayIn(c);
  const obligations = await listObligations(c.tx, on);
  const without = (await listBodies(c.tx, { on })).filter(
    ({ id, kind, agencyId }) =>
      agencyId === null && kind !== 'external' && !obligations.some(({ bodyId }) => bodyId === id),
  );
  return {
    title: 'Compliance clock',
    breadcrumbs: [{ text: 'Boards and groups', href: '/bodies' }],
    body: <CompliancePage obligations={obligations} without={without} on={on} />,
  };
}

async function ofBody(c: Context): Promise<Answer> {
  const body = await findBody(c.tx, c.params.slug ?? '');
  if (!body) return notFound('body');
  const on = dayIn(c);
  const obligations = await listObligations(c.tx, on, { bodyId: body.id, today: c.today });
  return {
    title: `What its terms ask of the ${body.name}`,
    breadcrumbs: [
      { text: 'Boards and groups', href: '/bodies' },
      { text: body.name, href: `/bodies/${body.slug}` },
    ],
    body: (
      <BodyCompliancePage
        body={body}
        obligations={obligations}
        on={on}
        mayEdit={may(c.actor, 'governance.edit')}
      />
    ),
  };
}

async function reportForm(c: Context, attempt: Attempt = { values: {}, errors: {} }): Promise<Answer> {
  const body = await findBody(c.tx, c.params.slug ?? '');
  if (!body) return notFound('body');
  const path = `/bodies/${body.slug}/compliance`;
  const heading = 'Say which paper is which report';
  return {
    title: heading,
    breadcrumbs: [
      { text: 'Boards and groups', href: '/bodies' },
      { text: body.name, href: `/bodies/${body.slug}` },
    ],
    body: (
      <ReportPaperForm
        {...attempt}
        {...c.formKeys}
        heading={heading}
        lead="A quarterly report is found by itself where nobody else owes one to the same body; an annual one has to be named."
        action={`${path}/report`}
        back={path}
        papers={await listReportPapers(c.tx, body.id)}
      />
    ),
  };
}

async function saveReport(c: Context): Promise<Answer> {
  const body = await findBody(c.tx, c.params.slug ?? '');
  if (!body) return notFound('body');
  const fields = readFields(reportPaperFields, c.form);
  if (isRefusal(fields)) return fields;
  const named = await nameReport(c.tx, c.actor, { bodyId: body.id, ...fields, on: c.today });
  return isRefusal(named) ? named : { redirect: `/bodies/${body.slug}/compliance` };
}

/** What terms of reference ask of the year, of every body and of one. */
export const complianceRoutes: readonly Route[] = [
  get('/compliance', READ, overall),
  get('/bodies/:slug/compliance', READ, ofBody),
  get('/bodies/:slug/compliance/report', EDIT, (c) => reportForm(c)),
  post('/bodies/:slug/compliance/report', EDIT, saveReport, { again: reportForm }),
];
