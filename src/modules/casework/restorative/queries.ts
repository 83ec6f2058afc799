/** A restorative matter as pages and API show it. Of whom the actor's agency was not told, only who knows them is shown. */
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { codeOf } from '../cases/words.ts';
import { asMachine } from '../purpose/working.ts';
import { type MatterRow, matterRow } from './matter-row.ts';
import type { Consent, Kept, MatterRole, MatterState, Satisfied } from './words.ts';

export const DISPOSED_OF = 'Disposed of';

/** A short reference that says nothing about anybody: `RJ-3F7K2Q`. */
export const matterCode = (id: string): string => `RJ-${codeOf(id)}`;

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
