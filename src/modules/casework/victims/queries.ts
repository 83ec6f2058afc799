/** Support for victims as pages and API show it: to the agency that gives it, and to those it shares the harm with. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { codeOf } from '../cases/words.ts';
import { namesOf } from '../people/index.ts';
import type { Source } from '../restorative/words.ts';
import type { Harm, How, Met, NeedKind, Outcome, PromiseState } from './words.ts';

/** A short reference that says nothing about anybody: `VS-3F7K2Q`. */
export const supportCode = (id: string): string => `VS-${codeOf(id)}`;

export interface SupportInList {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly agencyId: string;
  readonly agency: string;
  readonly workerId: string;
  readonly worker: string;
  readonly harm: Harm;
  readonly source: Source;
  readonly openedOn: PlainDate;
  readonly closedOn: PlainDate | null;
  readonly outcome: Outcome | null;
  readonly recordId: string;
  /** The day of the promise that comes next, and how many were missed and wait still. */
  readonly nextOn: PlainDate | null;
  readonly missed: number;
  readonly lastOn: PlainDate | null;
  readonly revision: number;
}

const MOST = 500;

/** Supports that the actor may see: what was promised first stands on top. */
export async function listSupports(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  filter: {
    readonly id?: string;
    readonly open?: boolean;
    readonly recordIds?: readonly string[];
    readonly workerId?: string;
  },
): Promise<readonly SupportInList[]> {
  if (filter.recordIds?.length === 0) return [];
  let query = tx
    .selectFrom('casework.victim_support as s')
    .innerJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 's.partnership_id').onRef('a.id', '=', 's.agency_id'),
    )
    .innerJoin('partners.person as w', (join) =>
      join.onRef('w.partnership_id', '=', 's.partnership_id').onRef('w.id', '=', 's.worker_id'),
    )
    .where('s.partnership_id', '=', actor.partnershipId);
  if (filter.id !== undefined) query = query.where('s.id', '=', filter.id);
  if (filter.open !== undefined) query = query.where('s.closed_on', filter.open ? 'is' : 'is not', null);
  if (filter.recordIds !== undefined) query = query.where('s.record_id', 'in', filter.recordIds);
  if (filter.workerId !== undefined) query = query.where('s.worker_id', '=', filter.workerId);
  const rows = await query
    .selectAll('s')
    .select(['a.short_name as agency', 'w.name as worker'])
    .select([
      sql<PlainDate | null>`(select min(p.due_on) from casework.victim_promise_now p where p.partnership_id = s.partnership_id
        and p.support_id = s.id and p.state in ('waiting', 'missed'))`.as('next_on'),
      sql<number>`(select count(*)::integer from casework.victim_promise_now p where p.partnership_id = s.partnership_id
        and p.support_id = s.id and p.state = 'missed')`.as('missed'),
      sql<PlainDate | null>`(select max(c.on_day) from casework.victim_contact c where c.partnership_id = s.partnership_id
        and c.support_id = s.id and c.reached)`.as('last_on'),
    ])
    .orderBy(sql`next_on nulls last`)
    .orderBy('s.opened_on', 'desc')
    .orderBy('s.id', 'desc')
    .limit(MOST)
    .execute();
  const names = await namesOf(
    tx,
    actor,
    subjects,
    rows.map((row) => row.record_id),
  );
  return rows.map((row) => ({
    id: row.id,
    code: supportCode(row.id),
    name: names.get(row.record_id) ?? 'Somebody',
    agencyId: row.agency_id,
    agency: row.agency,
    workerId: row.worker_id,
    worker: row.worker,
    harm: row.harm,
    source: row.source,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    outcome: row.outcome,
    recordId: row.record_id,
    nextOn: row.next_on,
    missed: row.missed,
    lastOn: row.last_on,
    revision: row.revision,
  }));
}

export interface SupportView extends SupportInList {
  /** The person, where the reader may know that there is one. */
  readonly clusterId: string | null;
  readonly needs: readonly {
    readonly id: string;
    readonly kind: NeedKind;
    readonly says: string | null;
    readonly met: Met | null;
    readonly judgedOn: PlainDate | null;
    readonly revision: number;
  }[];
  readonly promises: readonly {
    readonly id: string;
    readonly promisedOn: PlainDate;
    readonly dueOn: PlainDate;
    readonly how: How;
    readonly state: PromiseState;
    readonly keptOn: PlainDate | null;
    readonly revision: number;
  }[];
  readonly contacts: readonly {
    readonly id: string;
    readonly on: PlainDate;
    readonly how: How;
    readonly reached: boolean;
    readonly words: string | null;
  }[];
}

const DISPOSED_OF = 'Disposed of';

/** A support whole, where the actor may see it. */
export async function findSupport(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id: string,
): Promise<SupportView | undefined> {
  const [support] = await listSupports(tx, actor, subjects, { id });
  if (!support) return undefined;
  const person = await tx
    .selectFrom('casework.presence')
    .where('partnership_id', '=', actor.partnershipId)
    .where('record_id', '=', support.recordId)
    .select('cluster_id')
    .executeTakeFirst();
  const needs = await tx
    .selectFrom('casework.victim_need')
    .where('partnership_id', '=', actor.partnershipId)
    .where('support_id', '=', id)
    .selectAll()
    .orderBy('id')
    .execute();
  const promises = await tx
    .selectFrom('casework.victim_promise_now')
    .where('partnership_id', '=', actor.partnershipId)
    .where('support_id', '=', id)
    .selectAll()
    .$narrowType<{ id: string; promised_on: PlainDate; due_on: PlainDate; how: How; revision: number }>()
    .orderBy('due_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const contacts = await tx
    .selectFrom('casework.victim_contact')
    .where('partnership_id', '=', actor.partnershipId)
    .where('support_id', '=', id)
    .select(['id', 'on_day', 'how', 'reached', 'words'])
    .orderBy('on_day', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return {
    ...support,
    clusterId: person?.cluster_id ?? null,
    needs: needs.map((need) => ({
      id: need.id,
      kind: need.kind,
      says: need.says === null ? null : (subjects.open(id, need.says) ?? DISPOSED_OF),
      met: need.met,
      judgedOn: need.judged_on,
      revision: need.revision,
    })),
    promises: promises.map((promise) => ({
      id: promise.id,
      promisedOn: promise.promised_on,
      dueOn: promise.due_on,
      how: promise.how,
      state: promise.state as PromiseState,
      keptOn: promise.kept_on,
      revision: promise.revision,
    })),
    contacts: contacts.map((contact) => ({
      id: contact.id,
      on: contact.on_day,
      how: contact.how,
      reached: contact.reached,
      words: contact.words === null ? null : (subjects.open(id, contact.words) ?? DISPOSED_OF),
    })),
  };
}
