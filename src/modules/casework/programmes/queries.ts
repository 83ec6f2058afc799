/** Programmes and the places on them, as pages and API show them. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import type { PlacementOutcome, PlacementState, ProgrammeKind } from './words.ts';

export interface Programme {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly kind: ProgrammeKind;
  readonly agencyId: string;
  readonly agency: string;
  readonly says: string;
  readonly eligibility: string;
  readonly triggers: readonly string[];
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  readonly places: number;
  readonly taster: boolean;
  readonly costPence: number | null;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | null;
  readonly revision: number;
}

/** Programmes by title; of one slug where that is given. */
export async function listProgrammes(tx: Tx, actor: Actor, slug?: string): Promise<readonly Programme[]> {
  let query = tx
    .selectFrom('casework.programme as p')
    .innerJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'p.partnership_id').onRef('a.id', '=', 'p.agency_id'),
    )
    .where('p.partnership_id', '=', actor.partnershipId);
  if (slug !== undefined) query = query.where('p.slug', '=', slug);
  const rows = await query
    .selectAll('p')
    .select('a.short_name as agency')
    .orderBy('p.title')
    .orderBy('p.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    title: row.title,
    kind: row.kind,
    agencyId: row.agency_id,
    agency: row.agency,
    says: row.says,
    eligibility: row.eligibility,
    triggers: row.triggers,
    minimumAge: row.minimum_age,
    maximumAge: row.maximum_age,
    places: row.places,
    taster: row.taster,
    costPence: row.cost_pence === null ? null : Number(row.cost_pence),
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    revision: row.revision,
  }));
}

export interface Placement {
  readonly id: string;
  readonly programmeId: string;
  readonly programme: string;
  readonly programmeSlug: string;
  readonly kind: ProgrammeKind;
  readonly agencyId: string;
  readonly fromAgencyId: string;
  readonly from: string;
  /** Undefined once it was disposed of. */
  readonly name: string | undefined;
  readonly recordId: string;
  readonly restricted: boolean;
  readonly trigger: string;
  readonly underAge: boolean;
  readonly consent: 'given' | 'refused' | null;
  readonly state: PlacementState;
  readonly stateOn: PlainDate;
  readonly referredOn: PlainDate;
  readonly dueOn: PlainDate | null;
  readonly outcome: PlacementOutcome | null;
  /** Of peer support: who was matched, and since when. */
  readonly supporter: string | undefined;
  readonly matchedOn: PlainDate | null;
  readonly sessions: number;
  readonly attended: number;
  readonly revision: number;
}

export interface PlacementFilter {
  readonly id?: string;
  readonly programmeId?: string;
  readonly recordIds?: readonly string[];
  readonly states?: readonly PlacementState[];
}

const MOST = 500;

/** Placements that the actor's agency takes part in, the newest first. */
export async function listPlacements(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  filter: PlacementFilter,
): Promise<readonly Placement[]> {
  if (filter.recordIds?.length === 0) return [];
  let query = tx
    .selectFrom('casework.placement as p')
    .innerJoin('casework.programme as g', (join) =>
      join.onRef('g.partnership_id', '=', 'p.partnership_id').onRef('g.id', '=', 'p.programme_id'),
    )
    .innerJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'p.partnership_id').onRef('a.id', '=', 'p.from_agency_id'),
    )
    .where('p.partnership_id', '=', actor.partnershipId);
  if (filter.id !== undefined) query = query.where('p.id', '=', filter.id);
  if (filter.programmeId !== undefined) query = query.where('p.programme_id', '=', filter.programmeId);
  if (filter.recordIds !== undefined) query = query.where('p.record_id', 'in', filter.recordIds);
  if (filter.states !== undefined) query = query.where('p.state', 'in', filter.states);
  const rows = await query
    .selectAll('p')
    .select(['g.title as programme', 'g.slug as programme_slug', 'g.kind', 'a.short_name as from_agency'])
    .select([
      sql<number>`(select count(*)::integer from casework.placement_attendance t
        where t.partnership_id = p.partnership_id and t.placement_id = p.id)`.as('sessions'),
      sql<number>`(select count(*)::integer from casework.placement_attendance t
        where t.partnership_id = p.partnership_id and t.placement_id = p.id and t.present)`.as('attended'),
    ])
    .orderBy('p.referred_on', 'desc')
    .orderBy('p.id', 'desc')
    .limit(MOST)
    .execute();
  subjects.prepare(rows.map((row) => row.record_id));
  return rows.map((row) => ({
    id: row.id,
    programmeId: row.programme_id,
    programme: row.programme,
    programmeSlug: row.programme_slug,
    kind: row.kind,
    agencyId: row.agency_id,
    fromAgencyId: row.from_agency_id,
    from: row.from_agency,
    name: subjects.open(row.record_id, row.name),
    recordId: row.record_id,
    restricted: row.restricted,
    trigger: row.trigger,
    underAge: row.under_age,
    consent: row.consent,
    state: row.state,
    stateOn: row.state_on,
    referredOn: row.referred_on,
    dueOn: row.due_on,
    outcome: row.outcome,
    supporter: row.supporter === null ? undefined : subjects.open(row.id, row.supporter),
    matchedOn: row.matched_on,
    sessions: row.sessions,
    attended: row.attended,
    revision: row.revision,
  }));
}

export interface PlacementEvent {
  readonly id: string;
  readonly state: PlacementState;
  readonly onDay: PlainDate;
  readonly agency: string;
  readonly words: string | undefined;
}

/** What became of a placement, oldest first; words are opened under the placement's own key. */
export async function eventsOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  placementId: string,
): Promise<readonly PlacementEvent[]> {
  const rows = await tx
    .selectFrom('casework.placement_event as e')
    .innerJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'e.partnership_id').onRef('a.id', '=', 'e.agency_id'),
    )
    .where('e.partnership_id', '=', actor.partnershipId)
    .where('e.placement_id', '=', placementId)
    .select(['e.id', 'e.to_state', 'e.on_day', 'e.words', 'a.short_name as agency'])
    .orderBy('e.at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    state: row.to_state as PlacementState,
    onDay: row.on_day,
    agency: row.agency,
    words: row.words === null ? undefined : subjects.open(placementId, row.words),
  }));
}
