import { z } from 'zod';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { listAuditEvents } from '../queries.ts';

const AuditEvent = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    actorKind: z.enum(['member', 'public', 'link', 'system']),
    actorName: z.string().nullable(),
    accountId: z.uuid().nullable(),
    agencyId: z.uuid().nullable(),
    action: z.string(),
    verb: z.enum(['command', 'read']),
    subjectKind: z.string().nullable(),
    subjectId: z.uuid().nullable(),
    purpose: z.string().nullable(),
    requestId: z.string().nullable(),
    detail: z.unknown().describe('What was given; null when there was nothing or it has been erased.'),
  })
  .meta({ id: 'AuditEvent', description: 'Who did or read what, when, for which agency and why.' });

/** The audit trail. Reading it is itself an event, which is written first. */
export const auditRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/audit-events',
    {
      name: 'listAuditEvents',
      summary: 'The audit trail, the newest first',
      says: 'Reading the trail is itself recorded in it, before anything is answered.',
      permission: 'audit.read',
      reads: () => ({ action: 'audit.read' }),
      item: AuditEvent,
      key: z.tuple([z.uuid()]),
      order: ({ id }) => [id],
      query: z.object({
        action: z.string().optional(),
        verb: z.enum(['command', 'read']).optional(),
        subjectKind: z.string().optional(),
        subjectId: z.uuid().optional(),
        account: z.uuid().optional(),
      }),
    },
    async ({ tx, actor, query }, page) =>
      (await listAuditEvents(tx, actor, { ...query, ...page })).map((row) => ({
        ...row,
        actorKind: row.actorKind as 'member',
        at: row.at.toISOString(),
      })),
  ),
];
