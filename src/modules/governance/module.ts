import { sql } from 'kysely';
import type { ModuleManifest } from '../../platform/module.ts';
import { decisionApi } from './decisions/api.ts';
import { delegationApi } from './decisions/api-delegations.ts';
import { decisionChecks } from './decisions/checks.ts';
import { delegationRoutes } from './decisions/delegation-routes.tsx';
import { escalationApi } from './decisions/escalations/api.ts';
import { escalationRoutes } from './decisions/escalations/routes.tsx';
import { escalationJob } from './decisions/escalations/rules.ts';
import { decisionExport, decisionSearch } from './decisions/offers.ts';
import { planApi } from './decisions/plan/api.ts';
import { interestApi } from './decisions/plan/interest-api.ts';
import { interestRoutes } from './decisions/plan/interest-routes.tsx';
import { forwardPlanRoutes } from './decisions/plan/routes.tsx';
import { publicRoutes } from './decisions/public/routes.tsx';
import { considerationSection, decisionFigures, decisionsSection } from './decisions/report.ts';
import { decisionRoutes } from './decisions/routes.tsx';
import { BODY_KINDS } from './kinds.ts';
import { remindJob } from './meeting/actions/job.ts';
import { actionRoutes } from './meeting/actions/routes.tsx';
import { meetingApi } from './meeting/api/index.ts';
import { attendanceRoutes } from './meeting/attendance/routes.tsx';
import { minutesIntact } from './meeting/minutes/check.ts';
import { minutesRoutes } from './meeting/minutes/routes.tsx';
import { meetingRoutes } from './meeting/routes.tsx';
import { dayOfSitting, listBodies, listSittings } from './queries.ts';
import { routes } from './routes.tsx';
import { sittingChecks } from './sittings/checks.ts';
import { structureDecidable } from './structure/adoption.ts';
import { handoverApi } from './structure/api-handovers.ts';
import { nameJob } from './structure/jobs.ts';
import { reportPaperApi } from './terms/api-reports.ts';
import { termsChecks } from './terms/checks.ts';
import { termsDecidable } from './terms/decidable.ts';

export const governance: ModuleManifest = {
  name: 'governance',
  routes: [
    ...routes,
    ...meetingRoutes,
    ...minutesRoutes,
    ...actionRoutes,
    ...attendanceRoutes,
    ...meetingApi,
    ...decisionRoutes,
    ...delegationRoutes,
    ...escalationRoutes,
    ...forwardPlanRoutes,
    ...interestRoutes,
    ...publicRoutes,
    ...decisionApi,
    ...delegationApi,
    ...handoverApi,
    ...reportPaperApi,
    ...escalationApi,
    ...planApi,
    ...interestApi,
  ],
  navigation: [
    {
      text: 'Boards',
      href: '/bodies',
      also: [
        '/structure',
        '/handovers',
        '/interests',
        '/forward-plan',
        '/questions',
        '/calendar',
        '/compliance',
        '/escalations',
        '/actions',
      ],
      order: 60,
      permission: 'read',
    },
    { text: 'Decisions', href: '/decisions', order: 62, permission: 'read' },
  ],
  permissions: [
    {
      name: 'governance.edit',
      says: 'Add and change boards, their terms and members, plan sittings, build agendas',
    },
    { name: 'terms.adopt', says: 'Adopt terms of reference and structures on a decision' },
    {
      name: 'meeting.record',
      says: 'Record a meeting: who is there, interests, motions, decisions, actions, minutes',
    },
    { name: 'minutes.agree', says: 'Agree the minutes of a sitting, as its chair' },
    { name: 'papers.exempt', says: 'See exempt items and papers' },
    { name: 'action.report', says: 'Close an action, or answer a question, of their agency' },
    { name: 'escalation.raise', says: 'Raise a problem to the board that the terms of reference name' },
    { name: 'sitting.reply', says: 'Say whether they attend a sitting' },
  ],
  checks: [
    ...decisionChecks,
    ...termsChecks,
    minutesIntact,
    ...sittingChecks,
    {
      name: 'governance.sitting-after-its-body-ended',
      says: 'No body sits after it ended',
      find: async (tx) => {
        const { rows } = await sql<{ says: string }>`
          select 'The ' || b.name || ' ended on ' || b.ends_on || ' and sits on ' || s.day as says
          from governance.sitting_now s
          join governance.body b on b.partnership_id = s.partnership_id and b.id = s.body_id
          where s.day > b.ends_on and s.status <> 'cancelled'`.execute(tx);
        return rows.map(({ says }) => says);
      },
    },
  ],
  jobs: [escalationJob, remindJob, nameJob],
  decidable: [termsDecidable, structureDecidable],
  kinds: 'governance.kinds',
  thread: 'governance.thread',
  warnings: 'governance.warnings',
  duties: 'governance.duties',
  figures: [decisionFigures],
  sections: [decisionsSection, considerationSection],
  search: [
    decisionSearch,
    {
      kind: 'body',
      list: async (tx, id) =>
        (await listBodies(tx))
          .filter((body) => id === undefined || body.id === id)
          .map((body) => ({
            id: body.id,
            title: body.name,
            summary: [BODY_KINDS[body.kind], body.purpose].filter(Boolean).join('. '),
            path: `/bodies/${body.slug}`,
          })),
    },
    {
      kind: 'sitting',
      list: async (tx, id) =>
        (await listSittings(tx))
          .filter((sitting) => id === undefined || sitting.id === id)
          .map((sitting) => ({
            id: sitting.id,
            title: `${sitting.body}, ${dayOfSitting(sitting)}`,
            summary: sitting.note ?? '',
            path: `/bodies/${sitting.bodySlug}/sittings/${sitting.id}`,
          })),
    },
  ],
  exports: [
    decisionExport,
    {
      name: 'bodies',
      says: 'Boards and groups',
      rows: async (tx) =>
        (await listBodies(tx)).map(({ slug, name, kind, agency, purpose, startsOn, endsOn }) => ({
          slug,
          name,
          kind,
          agency,
          purpose,
          startsOn,
          endsOn,
        })),
    },
    {
      name: 'sittings',
      says: 'When boards and groups sat or will sit',
      rows: async (tx) =>
        (await listSittings(tx)).map(({ bodySlug, day, precision, kind, status, note, source }) => ({
          body: bodySlug,
          day: precision === 'month' ? day.slice(0, 7) : day,
          kind,
          status,
          note,
          source,
        })),
    },
  ],
};
