import type { PlainDate } from '../../../../kernel/plain-date.ts';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { businessDay } from '../../business-day.ts';
import { OUTCOMES, type Outcome } from '../words.ts';
import {
  type PublicBody,
  type PublicDecision,
  type PublicSeat,
  publicBodies,
  publicDecisions,
  publicSeats,
} from './reading.ts';

/** What is absent is left out, as the standard wants it. */
type Entry = Readonly<Record<string, unknown>>;

/** The boards in Popolo: organizations, posts and memberships by post, and what was moved and voted. Persons are never given. */
export interface Popolo {
  readonly persons: readonly Entry[];
  readonly organizations: readonly Entry[];
  readonly posts: readonly Entry[];
  readonly memberships: readonly Entry[];
  readonly motions: readonly Entry[];
  readonly vote_events: readonly Entry[];
}

/** Writes what is public of the boards in Popolo. */
export async function popoloOf(tx: Tx, actor: Actor): Promise<Popolo> {
  const today = await businessDay(tx);
  const bodies = await publicBodies(tx, actor, today);
  const known = new Set(bodies.map(({ id }) => id));
  const seats = (await publicSeats(tx, actor, today)).filter(({ bodyId }) => known.has(bodyId));
  const decisions = await publicDecisions(tx);
  const bodyId = new Map(bodies.map(({ slug, id }) => [slug, id]));
  return {
    persons: [],
    organizations: [...bodies.map((body) => organizationOf(body, known)), ...agenciesOf(seats)],
    posts: seats.map(postOf),
    memberships: seats.map(membershipOf),
    motions: decisions.map((decision) => motionOf(decision, bodyId.get(decision.bodySlug))),
    vote_events: decisions.flatMap((decision) => voteOf(decision, bodyId.get(decision.bodySlug))),
  };
}

const without = (entry: Entry): Entry =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null && value !== undefined));

const organizationOf = (body: PublicBody, known: ReadonlySet<string>): Entry =>
  without({
    id: body.id,
    name: body.name,
    classification: body.says,
    abstract: body.purpose,
    parent_id: body.parentId !== null && known.has(body.parentId) ? body.parentId : null,
    founding_date: body.startsOn,
    dissolution_date: body.endsOn,
  });

const agenciesOf = (seats: readonly PublicSeat[]): readonly Entry[] =>
  [...new Map(seats.map(({ agencyId, agency }) => [agencyId, agency]))].flatMap(([id, name]) =>
    id === null || name === null ? [] : [{ id, name, classification: 'Partner agency' }],
  );

const postId = (seat: PublicSeat): string => `seat-${seat.id}`;

const postOf = (seat: PublicSeat): Entry =>
  without({
    id: postId(seat),
    label: seat.agency && seat.agency !== seat.title ? `${seat.title}, ${seat.agency}` : seat.title,
    role: seat.office ?? 'member',
    organization_id: seat.bodyId,
    start_date: seat.startsOn,
    end_date: seat.endsOn,
  });

const membershipOf = (seat: PublicSeat): Entry =>
  without({
    id: seat.id,
    label: seat.title,
    role: seat.office ?? `${seat.standing} member`,
    organization_id: seat.bodyId,
    post_id: postId(seat),
    on_behalf_of_id: seat.agencyId,
    start_date: seat.startsOn,
    end_date: seat.endsOn,
  });

const instant = (day: PlainDate): string => `${day}T00:00:00Z`;

const PASSED: ReadonlySet<Outcome> = new Set([
  'agreed',
  'noted',
  'recommended',
  'endorsed',
  'endorsed-on-condition',
  'ratified',
  'undone',
]);

const resultOf = ({ outcome }: PublicDecision): string =>
  PASSED.has(outcome) ? 'passed' : outcome === 'refused' ? 'failed' : outcome;

const motionOf = (decision: PublicDecision, organization: string | undefined): Entry =>
  without({
    id: decision.id,
    organization_id: organization,
    identifier: decision.reference,
    text: decision.words,
    classification: OUTCOMES[decision.outcome],
    date: instant(decision.decidedOn),
    result: resultOf(decision),
  });

function voteOf(decision: PublicDecision, organization: string | undefined): readonly Entry[] {
  const { votes } = decision;
  if (!votes) return [];
  return [
    without({
      id: `vote-${decision.id}`,
      organization_id: organization,
      motion_id: decision.id,
      identifier: decision.reference,
      start_date: instant(decision.decidedOn),
      result: votes.for > votes.against ? 'passed' : 'failed',
      counts: [
        { option: 'yes', value: votes.for },
        { option: 'no', value: votes.against },
        { option: 'abstain', value: votes.abstained },
      ],
    }),
  ];
}
