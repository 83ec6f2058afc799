import { sql } from 'kysely';
import { addDays, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, may } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';

export const AUDIT_PAGE_SIZE = 50;

/** What the audit trail is searched by. */
export interface AuditSearch {
  /** Part of a person's name, of an agency's, or of a system actor's. */
  readonly who?: string | undefined;
  /** Part of an action: `role` finds `role.granted`. */
  readonly what?: string | undefined;
  /** A kind (`account`) or the id of one thing. */
  readonly subject?: string | undefined;
  readonly from?: PlainDate | undefined;
  readonly until?: PlainDate | undefined;
  readonly page: number;
}

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly verb: 'command' | 'read';
  readonly action: string;
  readonly who: string;
  readonly agency: string | null;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly purpose: string | null;
  readonly hasDetail: boolean;
  readonly detail: unknown;
  readonly position: number | null;
}

const containing = (text: string): string => `%${text.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
const startOfDay = (day: PlainDate) => sql<Date>`${day}::date::timestamp at time zone 'Europe/London'`;

const searched = (tx: Tx, actor: Actor, { who, what, subject, from, until }: AuditSearch) =>
  tx
    .selectFrom('platform.audit_event as event')
    .leftJoin('access.account as account', (join) =>
      join
        .onRef('account.partnership_id', '=', 'event.partnership_id')
        .onRef('account.id', '=', 'event.account_id'),
    )
    .leftJoin('partners.person as person', (join) =>
      join
        .onRef('person.partnership_id', '=', 'account.partnership_id')
        .onRef('person.id', '=', 'account.person_id'),
    )
    .leftJoin('partners.agency as agency', (join) =>
      join
        .onRef('agency.partnership_id', '=', 'event.partnership_id')
        .onRef('agency.id', '=', 'event.agency_id'),
    )
    .where('event.partnership_id', '=', actor.partnershipId)
    .$if(who !== undefined, (query) =>
      query.where(
        sql`lower(concat_ws(' ', person.name, agency.name, event.actor_name))`,
        'like',
        containing(who ?? ''),
      ),
    )
    .$if(what !== undefined, (query) => query.where('event.action', 'like', containing(what ?? '')))
    .$if(subject !== undefined, (query) =>
      query.where(
        sql`concat_ws(' ', event.subject_kind, event.subject_id)`,
        'like',
        containing(subject ?? ''),
      ),
    )
    .$if(from !== undefined, (query) => query.where('event.at', '>=', startOfDay(from as PlainDate)))
    .$if(until !== undefined, (query) =>
      query.where('event.at', '<', startOfDay(addDays(until as PlainDate, 1))),
    );

const withDetail = (tx: Tx, actor: Actor, search: AuditSearch) =>
  searched(tx, actor, search)
    .leftJoin('platform.audit_detail as detail', (join) =>
      join
        .onRef('detail.partnership_id', '=', 'event.partnership_id')
        .onRef('detail.event_id', '=', 'event.id'),
    )
    .leftJoin('platform.audit_leaf as leaf', (join) =>
      join.onRef('leaf.partnership_id', '=', 'event.partnership_id').onRef('leaf.event_id', '=', 'event.id'),
    )
    .select([
      'event.id',
      'event.at',
      'event.verb',
      'event.action',
      sql<string>`coalesce(person.name, event.actor_name, 'Somebody who had not signed in')`.as('who'),
      'agency.name as agency',
      'event.subject_kind as subjectKind',
      'event.subject_id as subjectId',
      'event.purpose',
      sql<boolean>`event.detail_hash is not null`.as('hasDetail'),
      'detail.detail',
      'leaf.position',
    ]);

/** One page of the audit trail, the newest first, and how many events match in all. */
export async function searchAudit(
  tx: Tx,
  actor: Actor,
  search: AuditSearch,
): Promise<{ rows: readonly AuditRow[]; total: number }> {
  const { total } = await searched(tx, actor, search)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await withDetail(tx, actor, search)
    .orderBy('event.at', 'desc')
    .orderBy('event.id', 'desc')
    .limit(AUDIT_PAGE_SIZE)
    .offset((search.page - 1) * AUDIT_PAGE_SIZE)
    .execute();
  return { rows, total };
}

/** One event with its detail, as far as it has not been erased. */
export const findEvent = (tx: Tx, actor: Actor, eventId: string): Promise<AuditRow | undefined> =>
  withDetail(tx, actor, { page: 1 }).where('event.id', '=', eventId).executeTakeFirst();

/** Erases the detail of an event and says why; the event, its hash and the seal stand. */
export async function eraseDetail(
  tx: Tx,
  actor: Actor,
  { eventId, reason }: { eventId: string; reason: string },
): Promise<undefined | Refusal> {
  if (!may(actor, 'audit.erase')) return notAllowed();
  if (reason.trim() === '')
    return refused('reason-missing', 'Say why the detail is erased.', { field: 'reason' });
  const erased = await tx
    .deleteFrom('platform.audit_detail')
    .where('partnership_id', '=', actor.partnershipId)
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  if (erased.numDeletedRows === 0n) return notFound('detail');
  await recordCommand(tx, actor, {
    action: 'audit.detail-erased',
    subject: { kind: 'audit-event', id: eventId },
    detail: { reason: reason.trim() },
  });
  return undefined;
}
