import type { Tx } from '../../../platform/database/transaction.ts';
import type { Sitting } from '../queries.ts';
import { type AgendaItem, listAgenda } from '../sittings/queries.ts';
import { listMembers, type Member } from '../terms/member-queries.ts';
import type { PresenceEntry } from './here.ts';
import { type ActionSet, type DecisionTaken, listActionsSet, listDecisionsTaken } from './outcome-queries.ts';
import type { QuorumDeclaration } from './quorum.ts';
import { type QuorumFacts, quorumFacts } from './quorum-at.ts';
import type { Choice, VoteEntry } from './tally.ts';

export interface BookEntry extends PresenceEntry {
  readonly agency: string | null;
  readonly at: string | null;
  readonly item: string | null;
}

export interface Declaration extends QuorumDeclaration {
  readonly itemId: string;
  readonly id: string;
  readonly nature: string;
  /** Why it was struck out; null while it stands. */
  readonly struckOut: string | null;
}

export interface Note {
  readonly id: string;
  readonly itemId: string;
  readonly accountId: string | null;
  readonly writer: string;
  readonly words: string;
  readonly revision: number;
}

export interface Motion {
  readonly id: string;
  readonly itemId: string;
  readonly words: string;
  readonly moverId: string;
  readonly seconderId: string | null;
  readonly amendsId: string | null;
  readonly struckOut: string | null;
  readonly votes: readonly VoteEntry[];
}

export interface Reply {
  readonly membershipId: string;
  readonly answer: 'attends' | 'attends-remotely' | 'apologies' | 'sends-substitute';
  readonly substitute: string | null;
}

/** Everything that was recorded at a sitting, as far as the actor may see it. */
export interface Meeting {
  readonly sitting: Sitting;
  readonly agenda: readonly AgendaItem[];
  readonly members: readonly Member[];
  readonly facts: QuorumFacts;
  readonly book: readonly BookEntry[];
  readonly replies: readonly Reply[];
  readonly declarations: readonly Declaration[];
  readonly notes: readonly Note[];
  readonly motions: readonly Motion[];
  readonly decisions: readonly DecisionTaken[];
  readonly actions: readonly ActionSet[];
}

/** Reads a whole meeting. */
export async function readMeeting(tx: Tx, sitting: Sitting): Promise<Meeting> {
  return {
    sitting,
    agenda: await listAgenda(tx, sitting.id),
    members: await listMembers(tx, sitting.bodyId, sitting.latestDay),
    facts: await quorumFacts(tx, sitting.id),
    book: await attendanceBook(tx, sitting.id),
    replies: await latestReplies(tx, sitting.id),
    declarations: await listDeclarations(tx, sitting.id),
    notes: await listNotes(tx, sitting.id),
    motions: await listMotions(tx, sitting.id),
    decisions: await listDecisionsTaken(tx, sitting.id),
    actions: await listActionsSet(tx, sitting.id),
  };
}

/** The attendance book in the order of recording, struck-out entries too. */
export const attendanceBook = (tx: Tx, sittingId: string): Promise<readonly BookEntry[]> =>
  tx
    .selectFrom('governance.presence as p')
    .leftJoin('governance.agenda_item as i', (join) =>
      join.onRef('i.partnership_id', '=', 'p.partnership_id').onRef('i.id', '=', 'p.from_item_id'),
    )
    .leftJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'p.partnership_id').onRef('a.id', '=', 'p.agency_id'),
    )
    .select(({ fn, val }) => [
      'p.id',
      'p.kind',
      'p.membership_id as membershipId',
      'p.guest',
      'p.substitute',
      'p.remote',
      'p.at',
      'p.corrects_id as correctsId',
      'i.title as item',
      'a.name as agency',
      fn.coalesce(fn('nullif', ['i.position', val(0)]), 'p.from_position').as('from'),
    ])
    .where('p.sitting_id', '=', sittingId)
    .orderBy('p.recorded_at')
    .orderBy('p.id')
    .$castTo<BookEntry>()
    .execute();

const latestReplies = (tx: Tx, sittingId: string): Promise<readonly Reply[]> =>
  tx
    .selectFrom('governance.reply')
    .distinctOn('membership_id')
    .select(['membership_id as membershipId', 'answer', 'substitute'])
    .where('sitting_id', '=', sittingId)
    .orderBy('membership_id')
    .orderBy('id', 'desc')
    .$castTo<Reply>()
    .execute();

const listDeclarations = (tx: Tx, sittingId: string): Promise<readonly Declaration[]> =>
  tx
    .selectFrom('governance.declaration as d')
    .leftJoin('governance.struck_out as x', (join) =>
      join.onRef('x.partnership_id', '=', 'd.partnership_id').onRef('x.fact_id', '=', 'd.id'),
    )
    .select([
      'd.id',
      'd.item_id as itemId',
      'd.membership_id as membershipId',
      'd.nature',
      'd.consequence',
      'x.reason as struckOut',
    ])
    .where('d.sitting_id', '=', sittingId)
    .orderBy('d.recorded_at')
    .$castTo<Declaration>()
    .execute();

const listNotes = (tx: Tx, sittingId: string): Promise<readonly Note[]> =>
  tx
    .selectFrom('governance.note as n')
    .leftJoin('partners.person as w', (join) =>
      join.onRef('w.partnership_id', '=', 'n.partnership_id').onRef('w.id', '=', 'n.person_id'),
    )
    .select(({ fn, val }) => [
      'n.id',
      'n.item_id as itemId',
      'n.account_id as accountId',
      fn.coalesce('w.name', val('Somebody')).as('writer'),
      'n.words',
      'n.revision',
    ])
    .where('n.sitting_id', '=', sittingId)
    .orderBy('n.id')
    .$castTo<Note>()
    .execute();

async function listMotions(tx: Tx, sittingId: string): Promise<readonly Motion[]> {
  const motions = await tx
    .selectFrom('governance.motion as m')
    .leftJoin('governance.struck_out as x', (join) =>
      join.onRef('x.partnership_id', '=', 'm.partnership_id').onRef('x.fact_id', '=', 'm.id'),
    )
    .select([
      'm.id',
      'm.item_id as itemId',
      'm.words',
      'm.mover_id as moverId',
      'm.seconder_id as seconderId',
      'm.amends_id as amendsId',
      'x.reason as struckOut',
    ])
    .where('m.sitting_id', '=', sittingId)
    .orderBy('m.moved_at')
    .orderBy('m.id')
    .execute();
  const votes = await tx
    .selectFrom('governance.vote as v')
    .innerJoin('governance.motion as m', (join) =>
      join.onRef('m.partnership_id', '=', 'v.partnership_id').onRef('m.id', '=', 'v.motion_id'),
    )
    .select(['v.motion_id as motionId', 'v.membership_id as membershipId', 'v.choice', 'v.casting'])
    .where('m.sitting_id', '=', sittingId)
    .orderBy('v.recorded_at')
    .orderBy('v.id')
    .$castTo<{ motionId: string; membershipId: string; choice: Choice; casting: boolean }>()
    .execute();
  const byMotion = Map.groupBy(votes, ({ motionId }) => motionId);
  return motions.map((motion) => ({ ...motion, votes: byMotion.get(motion.id) ?? [] }));
}
