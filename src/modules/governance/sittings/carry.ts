import { longDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Decidable } from '../../../platform/module.ts';
import { EXEMPT_AS_BEFORE } from '../meeting/actions/action.ts';
import { dayOfSitting, findSitting, lastSitting, type Sitting } from '../queries.ts';
import { type AgendaItemFields, addAgendaItem, holdAgenda } from './agenda.ts';
import { markedByTerms } from './key-beforehand.ts';
import { type ItemSource, listAgenda } from './queries.ts';

/** Something that could be put on the agenda, and why it is offered. */
export interface Carried {
  readonly kind: ItemSource;
  readonly id: string;
  readonly fields: AgendaItemFields;
  readonly why: string;
}

/**
 * What waits to be put on a sitting's agenda and is not on it yet: what the last sitting did not reach or deferred, what
 * the forward plan expects by that day, actions that are still open, and escalations that wait for an answer.
 */
export async function listCarried(tx: Tx, sitting: Sitting): Promise<readonly Carried[]> {
  const there = new Set(
    (await listAgenda(tx, sitting.id)).flatMap(({ from }) => (from ? [`${from.kind}:${from.id}`] : [])),
  );
  const offered = [
    ...(await fromLastTime(tx, sitting)),
    ...(await fromForwardPlan(tx, sitting)),
    ...(await fromActions(tx, sitting)),
    ...(await fromEscalations(tx, sitting)),
  ];
  return offered.filter(({ kind, id }) => !there.has(`${kind}:${id}`));
}

/** Rule: of a sitting that was held, items for decision come again unless they were decided; of one that was not, all do. */
async function fromLastTime(tx: Tx, sitting: Sitting): Promise<readonly Carried[]> {
  const last = (await cutShort(tx, sitting)) ?? (await lastSitting(tx, sitting.bodyId, sitting.day));
  if (!last) return [];
  const items = await listAgenda(tx, last.id);
  const decided = await tx
    .selectFrom('governance.decision')
    .select(['item_id', 'outcome', 'deferred_to'])
    .where('sitting_id', '=', last.id)
    .orderBy('id')
    .execute();
  const became = new Map(decided.map((row) => [row.item_id, row]));
  const held = last.status === 'held' || last.status === 'planned';
  return items.flatMap(({ id, ...item }): Carried[] => {
    const decision = became.get(id);
    const deferred = decision?.outcome === 'deferred';
    if (deferred && decision.deferred_to !== null && decision.deferred_to > sitting.day) return [];
    if (!deferred && (decision || (held && item.type !== 'decision'))) return [];
    const why = `${deferred ? 'Deferred' : 'Not reached'} on ${dayOfSitting(last)}`;
    return [{ kind: 'item', id, fields: item, why }];
  });
}

/** The sitting that continues as this one, whatever lies between them; else a cancelled one just before it. */
async function cutShort(tx: Tx, sitting: Sitting): Promise<Sitting | undefined> {
  const before = await tx
    .selectFrom('governance.sitting_now')
    .select('id')
    .where('body_id', '=', sitting.bodyId)
    .where('day', '<', sitting.day)
    .where((where) => where.or([where('continues_as', '=', sitting.id), where('status', '=', 'cancelled')]))
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();
  const found = before && (await findSitting(tx, before.id));
  if (found?.status !== 'cancelled') return found;
  const last = await lastSitting(tx, sitting.bodyId, sitting.day);
  return last === undefined || last.day < found.day ? found : undefined;
}

async function fromForwardPlan(tx: Tx, sitting: Sitting): Promise<readonly Carried[]> {
  const rows = await tx
    .selectFrom('governance.forward_plan as f')
    .selectAll()
    .where('f.body_id', '=', sitting.bodyId)
    .where('f.withdrawn_on', 'is', null)
    .where('f.expected_on', '<=', sitting.latestDay)
    .where((where) => where.or([where('f.sitting_id', 'is', null), where('f.sitting_id', '=', sitting.id)]))
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('governance.agenda_item as i')
            .select('i.id')
            .whereRef('i.partnership_id', '=', 'f.partnership_id')
            .where('i.from_kind', '=', 'forward-plan')
            .whereRef('i.from_id', '=', 'f.id')
            .where('i.withdrawn_on', 'is', null),
        ),
      ),
    )
    .orderBy('f.expected_on')
    .execute();
  return rows.map((row) => ({
    kind: 'forward-plan',
    id: row.id,
    fields: {
      title: row.title,
      type: row.type,
      keyDecision: row.key_decision,
      ownerPostId: row.owner_post_id,
      proposal: row.says,
      subject:
        row.subject_kind !== null && row.subject_id !== null
          ? { kind: row.subject_kind, id: row.subject_id }
          : null,
    },
    why: `In the forward plan for ${row.precision === 'month' ? row.expected_on.slice(0, 7) : longDate(row.expected_on)}`,
  }));
}

async function fromActions(tx: Tx, sitting: Sitting): Promise<readonly Carried[]> {
  const rows = await tx
    .selectFrom('governance.action as a')
    .leftJoin('governance.action_closure as c', (join) =>
      join.onRef('c.partnership_id', '=', 'a.partnership_id').onRef('c.action_id', '=', 'a.id'),
    )
    .select(['a.id', 'a.says', 'a.exempt', 'a.due_on', 'a.owner_post_id', 'a.owner_agency_id'])
    .where('a.body_id', '=', sitting.bodyId)
    .where('a.set_on', '<', sitting.day)
    .where('c.action_id', 'is', null)
    .orderBy('a.due_on')
    .execute();
  return rows.map((row) => ({
    kind: 'action',
    id: row.id,
    fields: {
      title: `Matters arising: ${row.says}`.slice(0, 300),
      type: 'information',
      exemptReason: row.exempt ? EXEMPT_AS_BEFORE : null,
      ownerPostId: row.owner_post_id,
      ownerAgencyId: row.owner_agency_id,
    },
    why: `Action due on ${longDate(row.due_on)}, not closed`,
  }));
}

async function fromEscalations(tx: Tx, sitting: Sitting): Promise<readonly Carried[]> {
  const rows = await tx
    .selectFrom('governance.escalation as e')
    .leftJoin('governance.escalation_answer as a', (join) =>
      join.onRef('a.partnership_id', '=', 'e.partnership_id').onRef('a.escalation_id', '=', 'e.id'),
    )
    .select(['e.id', 'e.title', 'e.says', 'e.answer_by', 'e.subject_kind', 'e.subject_id'])
    .where('e.to_body_id', '=', sitting.bodyId)
    .where('a.escalation_id', 'is', null)
    .orderBy('e.answer_by')
    .execute();
  return rows.map((row) => ({
    kind: 'escalation',
    id: row.id,
    fields: {
      title: row.title,
      type: 'discussion',
      proposal: row.says,
      subject:
        row.subject_kind !== null && row.subject_id !== null
          ? { kind: row.subject_kind, id: row.subject_id }
          : null,
    },
    why: `Escalated, to be answered by ${longDate(row.answer_by)}`,
  }));
}

/**
 * Puts what was ticked on the agenda, in the order in which it was offered; `wanted` holds `kind:id`. What is on it
 * already stays there once: pressed twice, or from a page that was gone back to, it changes nothing.
 */
export async function carryIn(
  tx: Tx,
  actor: Actor,
  decidable: ReadonlyMap<string, Pick<Decidable, 'says' | 'worth'>>,
  sittingId: string,
  wanted: readonly string[],
): Promise<number | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const sitting = await findSitting(tx, sittingId);
  if (!sitting) return notFound('sitting');
  await holdAgenda(tx, sitting.id);
  const chosen = (await listCarried(tx, sitting)).filter(({ kind, id }) => wanted.includes(`${kind}:${id}`));
  const there = (await listAgenda(tx, sitting.id)).some(
    ({ from }) => from !== null && wanted.includes(`${from.kind}:${from.id}`),
  );
  if (chosen.length === 0 && !there)
    return refused('nothing-chosen', 'Tick what is to be put on the agenda.', { field: 'carry' });
  for (const { kind, id, fields } of chosen) {
    const marked = await markedByTerms(tx, decidable, sitting, fields);
    const added = await addAgendaItem(tx, actor, { ...marked, sittingId, from: { kind, id } });
    if (isRefusal(added)) return added;
  }
  return chosen.length;
}
