import { type Id, isUuid } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { type Part, partOf } from '../../../../platform/database/keyset.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { Closure } from './action.ts';

/** An action that a body set, and what became of it. */
export interface Action {
  readonly id: Id<'action'>;
  readonly bodyId: Id<'body'>;
  readonly body: string;
  readonly bodySlug: string;
  readonly sittingId: Id<'sitting'> | null;
  readonly itemId: Id<'agenda-item'> | null;
  /** Set at an exempt item: seen by who may see that item, and by who owes it. */
  readonly exempt: boolean;
  readonly says: string;
  readonly ownerAgencyId: Id<'agency'> | null;
  readonly ownerPostId: Id<'post'> | null;
  /** The post, or else the agency. */
  readonly owner: string;
  readonly ownerEmail: string | null;
  readonly setOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly closedOn: PlainDate | null;
  readonly outcome: Closure | null;
  readonly evidence: string | null;
  /** On how many later agendas it stood. */
  readonly carriedTimes: number;
  readonly revision: number;
}

export type ActionState = 'open' | 'late' | 'closed';

export const stateOfAction = ({ closedOn, dueOn }: Action, today: PlainDate): ActionState =>
  closedOn !== null ? 'closed' : dueOn < today ? 'late' : 'open';

const actions = (tx: Tx) =>
  tx
    .selectFrom('governance.action as t')
    .innerJoin('governance.body as b', (join) =>
      join.onRef('b.partnership_id', '=', 't.partnership_id').onRef('b.id', '=', 't.body_id'),
    )
    .leftJoin('governance.action_closure as c', (join) =>
      join.onRef('c.partnership_id', '=', 't.partnership_id').onRef('c.action_id', '=', 't.id'),
    )
    .leftJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 't.partnership_id').onRef('a.id', '=', 't.owner_agency_id'),
    )
    .leftJoin('partners.post as p', (join) =>
      join.onRef('p.partnership_id', '=', 't.partnership_id').onRef('p.id', '=', 't.owner_post_id'),
    )
    .select(({ fn, val, selectFrom }) => [
      't.id',
      't.body_id as bodyId',
      'b.name as body',
      'b.slug as bodySlug',
      't.sitting_id as sittingId',
      't.item_id as itemId',
      't.exempt',
      't.says',
      't.owner_agency_id as ownerAgencyId',
      't.owner_post_id as ownerPostId',
      fn.coalesce('p.title', 'a.name', val('')).as('owner'),
      'p.email as ownerEmail',
      't.set_on as setOn',
      't.due_on as dueOn',
      'c.closed_on as closedOn',
      'c.outcome',
      'c.evidence',
      't.revision',
      selectFrom('governance.agenda_item as i')
        .select(({ fn: count }) => count.countAll<number>().as('times'))
        .whereRef('i.partnership_id', '=', 't.partnership_id')
        .where('i.from_kind', '=', 'action')
        .whereRef('i.from_id', '=', 't.id')
        .where('i.withdrawn_on', 'is', null)
        .as('carriedTimes'),
    ])
    .$castTo<Action>();

export interface ActionFilter extends Part {
  readonly bodyId?: string | undefined;
  readonly agencyId?: string | undefined;
  readonly state?: ActionState | undefined;
  /** What is late is judged on this day. */
  readonly today: PlainDate;
}

/** Actions of all bodies or of one, of all agencies or of one, the soonest due first, all or a part. */
export const listActions = async (
  tx: Tx,
  { bodyId, agencyId, state, today, ...part }: ActionFilter,
): Promise<readonly Action[]> =>
  (
    await partOf(
      actions(tx)
        .$if(bodyId !== undefined, (all) => all.where('t.body_id', '=', bodyId ?? ''))
        .$if(agencyId !== undefined, (all) => all.where('t.owner_agency_id', '=', agencyId ?? ''))
        .$if(state === 'closed', (all) => all.where('c.closed_on', 'is not', null))
        .$if(state === 'open', (all) => all.where('c.closed_on', 'is', null))
        .$if(state === 'late', (all) => all.where('c.closed_on', 'is', null).where('t.due_on', '<', today)),
      ['t.due_on', 't.id'],
      part,
    ).execute()
  ).map(counted);

const counted = (action: Action): Action => ({ ...action, carriedTimes: Number(action.carriedTimes) });

/** The action of that id. */
export async function findAction(tx: Tx, id: string): Promise<Action | undefined> {
  if (!isUuid(id)) return undefined;
  const action = await actions(tx).where('t.id', '=', id).executeTakeFirst();
  return action && counted(action);
}
