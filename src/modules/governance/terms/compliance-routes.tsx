import { type PlainDate, parsePlainDate } from '../../../kernel/plain-date.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { type Answer, type Context, get, type Route } from '../../../platform/http/route.ts';
import { findBody, listBodies } from '../queries.ts';
import { listObligations } from './compliance.ts';
import { BodyCompliancePage, CompliancePage } from './pages/compliance.tsx';

const READ = { permission: 'read' } as const;

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
    body: <BodyCompliancePage body={body} obligations={obligations} on={on} />,
  };
}

/** What terms of reference ask of the year, of every body and of one. */
export const complianceRoutes: readonly Route[] = [
  get('/compliance', READ, overall),
  get('/bodies/:slug/compliance', READ, ofBody),
];
