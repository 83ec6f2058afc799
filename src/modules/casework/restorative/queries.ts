/** Restorative matters as pages and API show them. Of whom the actor's agency was not told, only who knows them is shown. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { codeOf } from '../cases/words.ts';
import { asMachine } from '../purpose/working.ts';
import { type MatterRow, matterRow } from './matter-row.ts';
import type { Consent, Kept, MatterKind, MatterRole, MatterState, Satisfied } from './words.ts';
import { OPEN } from './words.ts';

export const DISPOSED_OF = 'Disposed of';

/** A short reference that says nothing about anybody: `RJ-3F7K2Q`. */
export const matterCode = (id: string): string => `RJ-${codeOf(id)}`;

export interface MatterInList {
  readonly id: string;
  readonly code: string;
  readonly kind: MatterKind;
  readonly state: MatterState;
  readonly runBy: string;
  readonly referredOn: PlainDate;
  /** The next step, or what was agreed and is due earlier. */
  readonly dueOn: PlainDate | null;
  readonly heldOn: PlainDate | null;
}

const MOST = 500;

/** Matters that the actor's agency takes part in: open ones by the day of their next step, others the newest first. */
export async function listMatters(
  tx: Tx,
  actor: Actor,
  filter: { readonly open?: boolean; readonly ids?: readonly string[] },
): Promise<readonly MatterInList[]> {
  if (filter.ids?.length === 0) return [];
  let query = tx
    .selectFrom('casework.restorative_matter as m')
    .innerJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'm.partnership_id').onRef('a.id', '=', 'm.agency_id'),
    )
    .where('m.partnership_id', '=', actor.partnershipId);
  if (filter.open !== undefined) query = query.where('m.state', filter.open ? 'in' : 'not in', OPEN);
  if (filter.ids !== undefined) query = query.where('m.id', 'in', filter.ids);
  const rows = await query
    .select(['m.id', 'm.kind', 'm.state', 'a.short_name', 'm.referred_on', 'm.held_on'])
    .select(
      sql<PlainDate | null>`least(m.due_on, (select min(i.due_on) from casework.restorative_item i
        where i.partnership_id = m.partnership_id and i.matter_id = m.id and i.kept is null))`.as('due_on'),
    )
    .orderBy('due_on')
    .orderBy('m.referred_on', 'desc')
    .orderBy('m.id', 'desc')
    .limit(MOST)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    code: matterCode(row.id),
    kind: row.kind,
    state: row.state,
    runBy: row.short_name,
    referredOn: row.referred_on,
    dueOn: row.due_on,
    heldOn: row.held_on,
  }));
}

export interface PersonInMatter {
  readonly id: string;
  readonly role: MatterRole;
  readonly agencyId: string;
  readonly agency: string;
  readonly agencyIds: readonly string[];
  readonly name: string;
  /** The person, where the reader may know that there is one. */
  readonly clusterId: string | null;
  readonly consent: Consent | null;
  readonly consentOn: PlainDate | null;
  readonly satisfied: Satisfied | null;
  readonly satisfiedOn: PlainDate | null;
  readonly revision: number;
}

/** Somebody of whom the reader learns the role and which agency to ask. */
export interface KnownElsewhere {
  readonly id: string;
  readonly role: MatterRole;
  readonly agency: string;
  readonly consent: Consent | null;
}

export interface MatterView {
  readonly row: MatterRow;
  readonly code: string;
  readonly runBy: string;
  readonly agencies: readonly { readonly id: string; readonly name: string }[];
  readonly people: readonly PersonInMatter[];
  readonly elsewhere: readonly KnownElsewhere[];
  readonly items: readonly {
    readonly id: string;
    readonly says: string;
    readonly agencyId: string;
    readonly agency: string;
    readonly dueOn: PlainDate;
    readonly kept: Kept | null;
    readonly keptOn: PlainDate | null;
    readonly revision: number;
  }[];
  readonly notes: readonly {
    readonly id: string;
    readonly on: PlainDate;
    readonly agency: string;
    readonly words: string;
    readonly agencyIds: readonly string[];
  }[];
  readonly events: readonly {
    readonly id: string;
    readonly on: PlainDate;
    readonly state: MatterState;
    readonly agency: string;
  }[];
  readonly caseIds: readonly string[];
}

/** A matter with everything in it that the actor's agency was told. */
export async function findMatter(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id: string,
): Promise<MatterView | undefined> {
  const row = await matterRow(tx, actor, id);
  if (!row) return undefined;
  const agencies = await tx
    .selectFrom('partners.agency')
    .where('partnership_id', '=', actor.partnershipId)
    .select(['id', 'name', 'short_name'])
    .execute();
  const called = new Map(agencies.map((one) => [one.id, one.short_name]));
  const of = { matterId: id, called };
  const people = await peopleOf(tx, actor, subjects, of);
  const shown = new Set(people.map((person) => person.id));
  const links = await tx
    .selectFrom('casework.case_link')
    .where('partnership_id', '=', actor.partnershipId)
    .where('kind', '=', 'restorative')
    .where('item_id', '=', id)
    .select('case_id')
    .execute();
  return {
    row,
    code: matterCode(id),
    runBy: called.get(row.agency_id) ?? '',
    agencies: agencies.filter((one) => row.agency_ids.includes(one.id)),
    people,
    elsewhere: (await asMachine(tx, actor, () => everybody(tx, actor, of))).filter(
      (person) => !shown.has(person.id),
    ),
    items: await itemsOf(tx, actor, subjects, of),
    ...(await wordsOf(tx, actor, subjects, of)),
    caseIds: links.map((link) => link.case_id),
  };
}

interface Of {
  readonly matterId: string;
  readonly called: ReadonlyMap<string, string>;
}

async function everybody(tx: Tx, actor: Actor, { matterId, called }: Of): Promise<KnownElsewhere[]> {
  const rows = await tx
    .selectFrom('casework.restorative_person')
    .where('partnership_id', '=', actor.partnershipId)
    .where('matter_id', '=', matterId)
    .select(['id', 'role', 'agency_id', 'consent'])
    .orderBy('id')
    .execute();
  return rows.map(({ agency_id: agencyId, ...row }) => ({ ...row, agency: called.get(agencyId) ?? '' }));
}

async function peopleOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  { matterId, called }: Of,
): Promise<PersonInMatter[]> {
  const rows = await tx
    .selectFrom('casework.restorative_person as p')
    .leftJoin('casework.presence as r', (join) =>
      join.onRef('r.partnership_id', '=', 'p.partnership_id').onRef('r.record_id', '=', 'p.record_id'),
    )
    .where('p.partnership_id', '=', actor.partnershipId)
    .where('p.matter_id', '=', matterId)
    .selectAll('p')
    .select('r.cluster_id')
    .orderBy('p.from_on')
    .orderBy('p.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    role: row.role,
    agencyId: row.agency_id,
    agency: called.get(row.agency_id) ?? '',
    agencyIds: row.agency_ids,
    name: subjects.open(row.record_id ?? row.id, row.name) ?? DISPOSED_OF,
    clusterId: row.cluster_id,
    consent: row.consent,
    consentOn: row.consent_on,
    satisfied: row.satisfied,
    satisfiedOn: row.satisfied_on,
    revision: row.revision,
  }));
}

async function itemsOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  { matterId, called }: Of,
): Promise<MatterView['items']> {
  const rows = await tx
    .selectFrom('casework.restorative_item')
    .where('partnership_id', '=', actor.partnershipId)
    .where('matter_id', '=', matterId)
    .selectAll()
    .orderBy('due_on')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    says: subjects.open(matterId, row.says) ?? DISPOSED_OF,
    agencyId: row.agency_id,
    agency: called.get(row.agency_id) ?? '',
    dueOn: row.due_on,
    kept: row.kept,
    keptOn: row.kept_on,
    revision: row.revision,
  }));
}

async function wordsOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  { matterId, called }: Of,
): Promise<Pick<MatterView, 'notes' | 'events'>> {
  const notes = await tx
    .selectFrom('casework.restorative_note')
    .where('partnership_id', '=', actor.partnershipId)
    .where('matter_id', '=', matterId)
    .select(['id', 'on_day', 'agency_id', 'agency_ids', 'words'])
    .orderBy('on_day', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const events = await tx
    .selectFrom('casework.restorative_event')
    .where('partnership_id', '=', actor.partnershipId)
    .where('matter_id', '=', matterId)
    .select(['id', 'on_day', 'agency_id', 'to_state'])
    .orderBy('at')
    .orderBy('id')
    .execute();
  return {
    notes: notes.map((note) => ({
      id: note.id,
      on: note.on_day,
      agency: called.get(note.agency_id) ?? '',
      agencyIds: note.agency_ids,
      words: subjects.open(matterId, note.words) ?? DISPOSED_OF,
    })),
    events: events.map((event) => ({
      id: event.id,
      on: event.on_day,
      agency: called.get(event.agency_id) ?? '',
      state: event.to_state as MatterState,
    })),
  };
}

/** The matters in which somebody stands by one of these records, in which role. */
export async function mattersOf(
  tx: Tx,
  actor: Actor,
  recordIds: readonly string[],
): Promise<readonly (MatterInList & { readonly role: MatterRole })[]> {
  if (recordIds.length === 0) return [];
  const rows = await tx
    .selectFrom('casework.restorative_person')
    .where('partnership_id', '=', actor.partnershipId)
    .where('record_id', 'in', recordIds)
    .select(['matter_id', 'role'])
    .execute();
  const matters = await listMatters(tx, actor, { ids: rows.map((row) => row.matter_id) });
  return matters.flatMap((matter) =>
    rows.filter((row) => row.matter_id === matter.id).map(({ role }) => ({ ...matter, role })),
  );
}
