import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Page } from '../../platform/database/keyset.ts';
import type { Tx } from '../../platform/database/transaction.ts';

export interface DutyRow {
  readonly kind: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly title: string;
  readonly path: string;
  readonly dueOn: PlainDate;
  readonly ownerAgencyId: string | null;
  readonly ownerPostId: string | null;
  readonly metOn: PlainDate | null;
}

const and = (condition: RawBuilder<unknown> | undefined): RawBuilder<unknown> =>
  condition === undefined ? sql`` : sql`and ${condition}`;

/** Duties in the order of their day, `union` is what modules offer. */
export async function listDuties(
  tx: Tx,
  actor: Actor,
  union: string | undefined,
  query: Page & {
    readonly met: 'yes' | 'no';
    readonly until?: PlainDate | undefined;
    readonly agency?: string | undefined;
  },
): Promise<DutyRow[]> {
  if (union === undefined) return [];
  const { after, until, agency } = query;
  const { rows } = await sql<DutyRow>`
    select kind, subject_kind as "subjectKind", subject_id as "subjectId", title, path, due_on as "dueOn",
      owner_agency_id as "ownerAgencyId", owner_post_id as "ownerPostId", met_on as "metOn"
    from (${sql.raw(union)}) d
    where partnership_id = ${actor.partnershipId} and due_on is not null
      ${query.met === 'yes' ? sql`and met_on is not null` : sql`and met_on is null`}
      ${and(until && sql`due_on <= ${until}`)} ${and(agency === undefined ? undefined : sql`owner_agency_id = ${agency}`)}
      ${and(after && sql`(due_on, kind, subject_id, title) > (${after[0]}::date, ${after[1]}::text, ${after[2]}::uuid, ${after[3]}::text)`)}
    order by due_on, kind, subject_id, title limit ${query.limit}`.execute(tx);
  return rows;
}

export interface WarningRow {
  readonly kind: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly since: PlainDate | null;
  readonly severity: 'high' | 'medium' | 'low';
  readonly sentence: string;
  readonly path: string;
  readonly ownerAgencyId: string | null;
  /** 0 for the gravest. */
  readonly rank: number;
}

/** Warnings in the order of their gravity, */
export async function listWarnings(
  tx: Tx,
  actor: Actor,
  union: string | undefined,
  query: Page & { readonly agency?: string | undefined },
): Promise<WarningRow[]> {
  if (union === undefined) return [];
  const { after, agency } = query;
  const { rows } = await sql<WarningRow>`
    select * from (
      select kind, subject_kind as "subjectKind", subject_id as "subjectId", since, severity, sentence, path,
        owner_agency_id as "ownerAgencyId", case severity when 'high' then 0 when 'medium' then 1 else 2 end as rank
      from (${sql.raw(union)}) every where partnership_id = ${actor.partnershipId}) w
    where true ${and(agency === undefined ? undefined : sql`"ownerAgencyId" = ${agency}`)}
      ${and(after && sql`(rank, kind, "subjectId", sentence) > (${after[0]}::int, ${after[1]}::text, ${after[2]}::uuid, ${after[3]}::text)`)}
    order by rank, kind, "subjectId", sentence limit ${query.limit}`.execute(tx);
  return rows;
}

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly actorKind: string;
  readonly actorName: string | null;
  readonly accountId: string | null;
  readonly agencyId: string | null;
  readonly action: string;
  readonly verb: 'command' | 'read';
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly purpose: string | null;
  readonly requestId: string | null;
  readonly detail: unknown;
}

export interface AuditQuery extends Page<readonly [id: string]> {
  readonly action?: string | undefined;
  readonly verb?: 'command' | 'read' | undefined;
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly account?: string | undefined;
}

/** Audit events, the newest first (their ids are made in the order of time). */
export async function listAuditEvents(tx: Tx, actor: Actor, query: AuditQuery): Promise<AuditRow[]> {
  const is = (column: string, value: string | undefined): RawBuilder<unknown> =>
    value === undefined ? sql`` : sql`and ${sql.raw(`e.${column}`)} = ${value}`;
  const { rows } = await sql<AuditRow>`
    select e.id, e.at, e.actor_kind as "actorKind", e.actor_name as "actorName", e.account_id as "accountId",
      e.agency_id as "agencyId", e.action, e.verb, e.subject_kind as "subjectKind", e.subject_id as "subjectId",
      e.purpose, e.request_id as "requestId", d.detail
    from platform.audit_event e
    left join platform.audit_detail d on d.partnership_id = e.partnership_id and d.event_id = e.id
    where e.partnership_id = ${actor.partnershipId}
      ${query.after ? sql`and e.id < ${query.after[0]}::uuid` : sql``}
      ${is('action', query.action)} ${is('verb', query.verb)} ${is('subject_kind', query.subjectKind)}
      ${is('subject_id', query.subjectId)} ${is('account_id', query.account)}
    order by e.id desc limit ${query.limit}`.execute(tx);
  return rows;
}
