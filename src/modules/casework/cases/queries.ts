/** A case as pages and API show it: opened where its key still exists. */
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { type CaseRow, caseRow } from './case-row.ts';
import { type Achieved, type CaseRole, caseCode } from './words.ts';

/** What stands where a sealed text can never be read again. */
export const DISPOSED_OF = 'Disposed of';

/** An id that nobody has, for a list of ids that is empty. */
export const NOBODY = '00000000-0000-7000-8000-000000000000';

export interface CaseView {
  readonly row: CaseRow;
  readonly code: string;
  readonly title: string;
  readonly members: readonly {
    readonly agencyId: string;
    readonly agency: string;
    readonly post: string | null;
    readonly controller: boolean;
    readonly fromOn: PlainDate;
    readonly untilOn: PlainDate | null;
  }[];
  readonly people: readonly {
    readonly id: string;
    readonly recordId: string;
    /** The person, where the reader may know that there is one. */
    readonly clusterId: string | null;
    readonly name: string;
    readonly role: CaseRole;
    readonly fromOn: PlainDate;
    readonly untilOn: PlainDate | null;
  }[];
  readonly needs: readonly {
    readonly id: string;
    readonly says: string;
    readonly wanted: string;
    readonly wantedBy: PlainDate;
    readonly achieved: Achieved | null;
    readonly judgedOn: PlainDate | null;
    readonly revision: number;
  }[];
  readonly tasks: readonly TaskView[];
}

export interface TaskView {
  readonly id: string;
  readonly caseId: string | null;
  readonly says: string;
  readonly ownerAgencyId: string;
  readonly owner: string;
  readonly dueOn: PlainDate;
  readonly state: 'open' | 'done' | 'not-done';
  readonly endedOn: PlainDate | null;
  readonly answer: string | null;
  readonly revision: number;
}

/** A case whole but for its chronology, where the actor may see it. */
export async function findCase(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id: string,
): Promise<CaseView | undefined> {
  const row = await caseRow(tx, actor, id);
  if (!row) return undefined;
  const members = await tx
    .selectFrom('casework.case_member as m')
    .innerJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'm.partnership_id').onRef('a.id', '=', 'm.agency_id'),
    )
    .leftJoin('partners.post as p', (join) =>
      join.onRef('p.partnership_id', '=', 'm.partnership_id').onRef('p.id', '=', 'm.post_id'),
    )
    .where('m.partnership_id', '=', actor.partnershipId)
    .where('m.case_id', '=', id)
    .orderBy('m.from_on')
    .orderBy('a.name')
    .select(['m.agency_id', 'a.name as agency', 'p.title as post', 'm.controller', 'm.from_on', 'm.until_on'])
    .execute();
  const people = await tx
    .selectFrom('casework.case_person as p')
    .leftJoin('casework.presence as r', (join) =>
      join.onRef('r.partnership_id', '=', 'p.partnership_id').onRef('r.record_id', '=', 'p.record_id'),
    )
    .where('p.partnership_id', '=', actor.partnershipId)
    .where('p.case_id', '=', id)
    .orderBy('p.from_on')
    .orderBy('p.id')
    .select(['p.id', 'p.record_id', 'r.cluster_id', 'p.name', 'p.role', 'p.from_on', 'p.until_on'])
    .execute();
  const needs = await tx
    .selectFrom('casework.case_need')
    .where('partnership_id', '=', actor.partnershipId)
    .where('case_id', '=', id)
    .orderBy('wanted_by')
    .orderBy('id')
    .selectAll()
    .execute();
  return {
    row,
    code: caseCode(id),
    title: subjects.open(id, row.title) ?? DISPOSED_OF,
    members: members.map((member) => ({
      agencyId: member.agency_id,
      agency: member.agency,
      post: member.post,
      controller: member.controller,
      fromOn: member.from_on,
      untilOn: member.until_on,
    })),
    people: people.map((person) => ({
      id: person.id,
      recordId: person.record_id,
      clusterId: person.cluster_id,
      name: subjects.open(person.record_id, person.name) ?? DISPOSED_OF,
      role: person.role as CaseRole,
      fromOn: person.from_on,
      untilOn: person.until_on,
    })),
    needs: needs.map((need) => ({
      id: need.id,
      says: subjects.open(id, need.says) ?? DISPOSED_OF,
      wanted: subjects.open(id, need.wanted) ?? DISPOSED_OF,
      wantedBy: need.wanted_by,
      achieved: need.achieved as Achieved | null,
      judgedOn: need.judged_on,
      revision: need.revision,
    })),
    tasks: await listTasks(tx, actor, subjects, { caseId: id }),
  };
}

/** Tasks of a case, of the hub's items, or the open ones of an agency, by the day they are due. */
export async function listTasks(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  of: { readonly caseId: string } | { readonly hubItemIds: readonly string[] } | { readonly openOf: string },
): Promise<readonly TaskView[]> {
  let query = tx
    .selectFrom('casework.task as t')
    .innerJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 't.partnership_id').onRef('a.id', '=', 't.owner_agency_id'),
    )
    .where('t.partnership_id', '=', actor.partnershipId);
  if ('caseId' in of) query = query.where('t.case_id', '=', of.caseId);
  else if ('openOf' in of)
    query = query.where('t.owner_agency_id', '=', of.openOf).where('t.state', '=', 'open');
  else query = query.where('t.hub_item_id', 'in', of.hubItemIds.length > 0 ? of.hubItemIds : [NOBODY]);
  const rows = await query
    .orderBy('t.due_on')
    .orderBy('t.id')
    .limit(500)
    .select([
      't.id',
      't.case_id',
      't.says',
      't.owner_agency_id',
      'a.name as owner',
      't.due_on',
      't.state',
      't.ended_on',
      't.answer',
      't.revision',
    ])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    says: subjects.open(row.case_id ?? row.id, row.says) ?? DISPOSED_OF,
    ownerAgencyId: row.owner_agency_id,
    owner: row.owner,
    dueOn: row.due_on,
    state: row.state as TaskView['state'],
    endedOn: row.ended_on,
    answer: subjects.open(row.case_id ?? row.id, row.answer) ?? null,
    revision: row.revision,
  }));
}
