import { isUuid } from '../../../kernel/ids.ts';
import { parsePlainDate } from '../../../kernel/plain-date.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { textIn } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { filterOf, parseTableQuery, type TableQuery } from '../../../ui/table/index.ts';
import { eraseDetail, findEvent, searchAudit } from '../audit-trail.ts';
import { findMail, listMails, MAIL_PAGE_SIZE } from '../mail-log.ts';
import { AuditEventPage, AuditPage } from '../pages/audit.tsx';
import { MailPage, MailsPage } from '../pages/mail.tsx';
import { idIn } from './browser.ts';

const READ = { permission: 'audit.read' } as const;
const MAIL = { permission: 'mail.read' } as const;

const dayIn = (query: TableQuery, name: string) => {
  const part = (which: string, length: number) =>
    (filterOf(query, `${name}-${which}`) ?? '').padStart(length, '0');
  return parsePlainDate(`${part('year', 4)}-${part('month', 2)}-${part('day', 2)}`);
};

async function auditPage(c: Context): Promise<Answer> {
  const query = parseTableQuery(c.query, []);
  const found = await searchAudit(c.tx, c.actor, {
    who: filterOf(query, 'who'),
    what: filterOf(query, 'what'),
    subject: filterOf(query, 'subject'),
    from: dayIn(query, 'from'),
    until: dayIn(query, 'until'),
    page: query.page,
  });
  return { title: 'Audit trail', wide: true, body: <AuditPage {...found} query={query} /> };
}

async function eventPage(c: Context, typed: Typed): Promise<Answer> {
  const row = await findEvent(c.tx, c.actor, idIn(c, 'id'));
  if (!row) return notFound('event');
  return {
    title: 'Audit event',
    breadcrumbs: [{ text: 'Audit trail', href: '/audit' }],
    body: <AuditEventPage row={row} mayErase={may(c.actor, 'audit.erase')} keys={c.formKeys} typed={typed} />,
  };
}

/** The audit trail (reading it is an event itself) and the mails that were written. */
export const auditRoutes: readonly Route[] = [
  get('/audit', READ, auditPage, { reads: () => ({ action: 'audit.searched' }) }),
  get('/audit/:id', READ, (c) => eventPage(c, NOTHING_TYPED), {
    reads: ({ params }) => ({
      action: 'audit.event-read',
      ...(isUuid(params.id ?? '') ? { subject: { kind: 'audit-event', id: params.id ?? '' } } : {}),
    }),
  }),
  post(
    '/audit/:id/erasure',
    { permission: 'audit.erase' },
    async (c) =>
      (await eraseDetail(c.tx, c.actor, { eventId: idIn(c, 'id'), reason: textIn(c.form, 'reason') })) ?? {
        redirect: `/audit/${c.params.id}`,
      },
    { again: eventPage },
  ),
  get(
    '/mail',
    MAIL,
    async (c) => {
      const query = parseTableQuery(c.query, []);
      return {
        title: 'Mail',
        body: (
          <MailsPage
            {...(await listMails(c.tx, c.actor, query.page))}
            pageSize={MAIL_PAGE_SIZE}
            query={query}
            hasServer={c.services.settings.smtp !== undefined}
          />
        ),
      };
    },
    { reads: () => ({ action: 'mail.list' }) },
  ),
  get(
    '/mail/:id',
    MAIL,
    async (c) => {
      const found = await findMail(c.tx, c.actor, idIn(c, 'id'), c.services.settings.smtp !== undefined);
      if (!found) return notFound('mail');
      return {
        title: found.row.subject,
        breadcrumbs: [{ text: 'Mail', href: '/mail' }],
        body: <MailPage {...found} />,
      };
    },
    {
      reads: ({ params }) => ({
        action: 'mail.read',
        ...(isUuid(params.id ?? '') ? { subject: { kind: 'mail', id: params.id ?? '' } } : {}),
      }),
    },
  ),
];
