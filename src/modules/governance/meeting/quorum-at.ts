import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { PresenceEntry } from './here.ts';
import { type HeldInterest, listInterestsAt, type Ratified } from './interests-at.ts';
import { countQuorum, type Quorum, type QuorumItem, type QuorumMember, type QuorumTerms } from './quorum.ts';

/** Everything a quorum of a sitting is counted from, read once; `countQuorum` answers for each item of it. */
export interface QuorumFacts {
  readonly terms: QuorumTerms | undefined;
  readonly members: readonly QuorumMember[];
  readonly entries: readonly PresenceEntry[];
  /** Those of the sitting's items and those carried to them; withdrawn ones too. */
  readonly declarations: readonly HeldInterest[];
  readonly items: readonly QuorumItem[];
}

/**
 * The quorum of a sitting at an item; with null, by who is here after everything recorded so far. Interests that were
 * declared before in the same matter, or in the decision that is ratified, go with it.
 */
export async function quorumAt(
  tx: Tx,
  sittingId: string,
  itemId: string | null,
  ratifiesId: string | null = null,
): Promise<Quorum> {
  const ratified = ratifiesId === null ? undefined : { decisionId: ratifiesId, itemId };
  return quorumOf(await quorumFacts(tx, sittingId, ratified), itemId);
}

/** As `quorumAt`, from facts read before. */
export const quorumOf = (facts: QuorumFacts, itemId: string | null): Quorum =>
  countQuorum(
    facts.terms,
    facts.members,
    facts.entries,
    facts.declarations.filter(({ withdrawn }) => withdrawn === null),
    facts.items.find(({ id }) => id === itemId) ?? null,
  );

/** Reads terms, members, attendance and declarations of a sitting, as they are for its day. */
export async function quorumFacts(tx: Tx, sittingId: string, ratified?: Ratified): Promise<QuorumFacts> {
  const sitting = await tx
    .selectFrom('governance.sitting_now')
    .select(['body_id as bodyId', 'latest_day as day'])
    .where('id', '=', sittingId)
    .$castTo<{ bodyId: string; day: PlainDate }>()
    .executeTakeFirst();
  if (!sitting) return { terms: undefined, members: [], entries: [], declarations: [], items: [] };
  return {
    terms: await termsOn(tx, sitting.bodyId, sitting.day),
    members: await quorumMembers(tx, sitting.bodyId, sitting.day),
    entries: await presenceEntries(tx, sittingId),
    declarations: await listInterestsAt(tx, sittingId, ratified),
    items: await tx
      .selectFrom('governance.agenda_item')
      .select(['id', 'position', 'key_decision as keyDecision'])
      .where('sitting_id', '=', sittingId)
      .execute(),
  };
}

const termsOn = (tx: Tx, bodyId: string, day: PlainDate): Promise<QuorumTerms | undefined> =>
  tx
    .selectFrom('governance.terms_now')
    .select([
      'quorum_rule as rule',
      'quorum_number as number',
      'quorum_numerator as numerator',
      'quorum_denominator as denominator',
      'quorum_of as of',
      'quorum_for as for',
      'remote_presence as remote',
    ])
    .where('body_id', '=', bodyId)
    .where('adopted_on', 'is not', null)
    .where('in_force_from', '<=', day)
    .where((where) => where.or([where('in_force_until', 'is', null), where('in_force_until', '>', day)]))
    .orderBy('version', 'desc')
    .limit(1)
    .$castTo<QuorumTerms>()
    .executeTakeFirst();

const quorumMembers = (tx: Tx, bodyId: string, day: PlainDate): Promise<readonly QuorumMember[]> =>
  tx
    .selectFrom('governance.membership as m')
    .leftJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'm.partnership_id').onRef('a.id', '=', 'm.agency_id'),
    )
    .leftJoin('partners.post as p', (join) =>
      join.onRef('p.partnership_id', '=', 'm.partnership_id').onRef('p.id', '=', 'm.post_id'),
    )
    .select(({ fn, val }) => [
      'm.id',
      'm.agency_id as agencyId',
      'a.name as agency',
      'm.standing',
      fn.coalesce(fn('nullif', ['m.seat_title', val('')]), 'p.title', 'a.name', val('Member')).as('title'),
      fn.coalesce('m.person_id', 'm.post_id', 'm.id').as('holder'),
    ])
    .where('m.body_id', '=', bodyId)
    .where('m.standing', '<>', 'substitute')
    .where((where) => where.or([where('m.starts_on', 'is', null), where('m.starts_on', '<=', day)]))
    .where((where) => where.or([where('m.ends_on', 'is', null), where('m.ends_on', '>=', day)]))
    .orderBy('a.name')
    .orderBy('m.id')
    .$castTo<QuorumMember>()
    .execute();

/** The attendance book of a sitting in the order of recording; an item that may not be seen keeps the place it had. */
export const presenceEntries = (tx: Tx, sittingId: string): Promise<readonly PresenceEntry[]> =>
  tx
    .selectFrom('governance.presence as p')
    .leftJoin('governance.agenda_item as i', (join) =>
      join
        .onRef('i.partnership_id', '=', 'p.partnership_id')
        .onRef('i.sitting_id', '=', 'p.sitting_id')
        .onRef('i.id', '=', 'p.from_item_id'),
    )
    .select(({ fn, val }) => [
      'p.id',
      'p.kind',
      'p.membership_id as membershipId',
      'p.guest',
      'p.substitute',
      'p.remote',
      fn.coalesce(fn('nullif', ['i.position', val(0)]), 'p.from_position').as('from'),
      'p.corrects_id as correctsId',
    ])
    .where('p.sitting_id', '=', sittingId)
    .orderBy('p.recorded_at')
    .orderBy('p.id')
    .$castTo<PresenceEntry>()
    .execute();
