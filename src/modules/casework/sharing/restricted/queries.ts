import { sql } from 'kysely';
import { isUuid } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { caseCode } from '../../cases/words.ts';
import { personCode, type RestrictedBecause } from '../../people/index.ts';
import { asMachine } from '../../purpose/working.ts';

/** Somebody to whom the thing was entrusted, now or before. */
export interface Naming {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly agency: string;
  /** Who named them; null where they restricted it themselves and go on for now. */
  readonly namedBy: string | null;
  readonly reason: string | undefined;
  readonly onDay: PlainDate;
  readonly untilOn: PlainDate;
  readonly endedOn: PlainDate | null;
  readonly ending: string | undefined;
  /** Neither ended nor over. */
  readonly stands: boolean;
}

/** A restricted record or case, by its code: nothing of who or what it is about. */
export interface RestrictedThing {
  readonly kind: 'record' | 'case';
  readonly id: string;
  readonly agencyId: string;
  readonly agency: string;
  readonly code: string;
  readonly because: RestrictedBecause | undefined;
  readonly revision: number;
  readonly namings: readonly Naming[];
}

/** A restricted record or case of any agency; for information governance, who knows it by its code alone. */
export async function findRestricted(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id: string,
): Promise<RestrictedThing | undefined> {
  if (!isUuid(id)) return undefined;
  return asMachine(tx, actor, async (machine) => {
    const { rows } = await sql<
      Omit<RestrictedThing, 'code' | 'namings' | 'because'> & {
        clusterId: string;
        because: RestrictedBecause | null;
      }
    >`
      select t.*, a.name as agency from (
        select 'record' as kind, id, agency_id as "agencyId", cluster_id as "clusterId", restricted_because as because, revision, partnership_id
          from casework.record where partnership_id = ${machine.partnershipId} and id = ${id} and restricted
        union all
        select 'case', id, lead_agency_id, id, null, revision, partnership_id
          from casework.case_file where partnership_id = ${machine.partnershipId} and id = ${id} and restricted) t
      join partners.agency a on a.partnership_id = t.partnership_id and a.id = t."agencyId"`.execute(tx);
    const row = rows[0];
    if (!row) return undefined;
    const { clusterId, because, ...thing } = row;
    return {
      ...thing,
      code: thing.kind === 'case' ? caseCode(thing.id) : personCode(clusterId),
      because: because ?? undefined,
      namings: await namingsOf(tx, machine, subjects, id),
    };
  });
}

async function namingsOf(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  id: string,
): Promise<readonly Naming[]> {
  const { rows } = await sql<Omit<Naming, 'reason' | 'ending'> & { sealed: Buffer; ended: Buffer | null }>`
    select e.id, e.account_id as "accountId", n.name, g.name as agency, m.name as "namedBy", e.reason as sealed, e.on_day as "onDay",
      e.until_on as "untilOn", x.on_day as "endedOn", x.reason as ended,
      x.entrusting_id is null and e.until_on >= partners.business_date(s) as stands
    from casework.entrusting e
    join partners.partnership s on s.partnership_id = e.partnership_id
    join access.account a on a.partnership_id = e.partnership_id and a.id = e.account_id
    join partners.person n on n.partnership_id = a.partnership_id and n.id = a.person_id
    join partners.agency g on g.partnership_id = a.partnership_id and g.id = a.agency_id
    left join access.account b on b.partnership_id = e.partnership_id and b.id = e.named_by
    left join partners.person m on m.partnership_id = b.partnership_id and m.id = b.person_id
    left join casework.entrusting_ending x on x.partnership_id = e.partnership_id and x.entrusting_id = e.id
    where e.partnership_id = ${machine.partnershipId} and ${id}::uuid in (e.record_id, e.case_id)
    order by stands desc, e.at desc, e.id desc`.execute(tx);
  return rows.map(({ sealed, ended, ...row }) => ({
    ...row,
    reason: subjects.open(row.id, sealed),
    ending: subjects.open(row.id, ended),
  }));
}

/** Who may be named: every account in use, by name, agency first. */
export async function listNameable(
  tx: Tx,
  actor: Actor,
): Promise<readonly { readonly id: string; readonly text: string }[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    select a.id, n.name || ' (' || g.name || ')' as text
    from access.account a
    join partners.person n on n.partnership_id = a.partnership_id and n.id = a.person_id
    join partners.agency g on g.partnership_id = a.partnership_id and g.id = a.agency_id
    where a.partnership_id = ${actor.partnershipId}
      and not exists (select from access.account_ending e where e.partnership_id = a.partnership_id and e.account_id = a.id)
    order by g.name, n.name limit 2000`.execute(tx);
  return rows;
}
