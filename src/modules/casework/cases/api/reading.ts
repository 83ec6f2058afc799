/** Reading cases, their chronology and open tasks, for programs. */
import { z } from 'zod';
import { asId } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { agencyOf } from '../../../../platform/actor.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { apiGet } from '../../../../platform/http/api.ts';
import { apiList, apiPages } from '../../../../platform/http/api-list.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { inCasework } from '../../purpose/working.ts';
import { chronologyOf } from '../chronology.ts';
import { listCases } from '../list.ts';
import { findCase, listTasks } from '../queries.ts';
import { Case, CaseLine, CaseTask, caseOf, kind, Line } from './schemas.ts';

const day = z.iso.date();
const READ = { permission: 'casework.read', anywhere: true } as const;
const readsCase: NonNullable<Route['reads']> = ({ params }) => ({
  action: 'case.read',
  subject: { kind: 'case', id: params.id ?? '' },
});

export const caseReadingApi: readonly Route[] = [
  inCasework(
    apiPages(
      '/api/v1/casework/cases',
      {
        name: 'listCases',
        summary: 'Cases that your agency takes part in, by the day of their next review',
        ...READ,
        item: CaseLine,
        key: z.tuple([day, z.uuid()]),
        order: ({ nextReviewOn, id }) => [nextReviewOn, id],
        query: z.object({ state: z.enum(['open', 'closed']).optional(), kind: kind.optional() }),
        reads: () => ({ action: 'case.list' }),
        problems: ['choose-a-purpose'],
      },
      ({ tx, actor, services, query }, { after, limit }) =>
        listCases(tx, actor, services.subjects, {
          limit,
          ...(query.state ? { state: query.state } : {}),
          ...(query.kind ? { kind: query.kind } : {}),
          ...(after ? { after: { on: after[0] as PlainDate, id: after[1] } } : {}),
        }),
    ),
  ),
  inCasework(
    apiGet(
      '/api/v1/casework/cases/:id',
      {
        name: 'getCase',
        summary: 'One case',
        ...READ,
        response: Case,
        reads: readsCase,
        problems: ['choose-a-purpose'],
      },
      async ({ tx, actor, services, params }) => {
        const id = asId<'case'>(params.id ?? '');
        const view = id && (await findCase(tx, actor, services.subjects, id));
        return view ? { value: caseOf(view), revision: view.row.revision } : notFound('case');
      },
    ),
  ),
  inCasework(
    apiList(
      '/api/v1/casework/cases/:id/chronology',
      {
        name: 'listCaseChronology',
        summary: 'What happened in a case, as far as you may read it',
        ...READ,
        item: Line,
        order: ({ on, id }) => [on, id],
        reads: readsCase,
        problems: ['choose-a-purpose'],
      },
      async ({ tx, actor, services, params }) => {
        const id = asId<'case'>(params.id ?? '');
        if (!id) return notFound('case');
        const lines = await chronologyOf(tx, actor, services.subjects, id);
        return lines.toSorted((a, b) => (a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1));
      },
    ),
  ),
  inCasework(
    apiList(
      '/api/v1/casework/tasks',
      {
        name: 'listOpenTasks',
        summary: 'Open tasks of your agency, from cases and the hub',
        ...READ,
        item: CaseTask,
        order: ({ dueOn, id }) => [dueOn, id],
        reads: () => ({ action: 'case-task.list' }),
        problems: ['choose-a-purpose'],
      },
      ({ tx, actor, services }) => listTasks(tx, actor, services.subjects, { openOf: agencyOf(actor) ?? '' }),
    ),
  ),
];
