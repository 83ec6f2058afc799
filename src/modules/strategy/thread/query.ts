import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';

/** A thing on the golden thread. Its layer is 0 for the thing asked about, negative for what it rests on, positive for what it leads to. */
export interface ThreadNode {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly layer: number;
}

/** One edge, from why to what, as keys `kind:id`. */
export interface ThreadEdge {
  readonly from: string;
  readonly to: string;
}

export interface Thread {
  readonly subject: ThreadNode;
  readonly nodes: readonly ThreadNode[];
  readonly edges: readonly ThreadEdge[];
  /** How many things the thread reaches within its depth, shown or not. */
  readonly reached: number;
  /** True when something lies further away than the thread is followed. */
  readonly deeper: boolean;
}

export const keyOf = (node: Pick<ThreadNode, 'kind' | 'id'>): string => `${node.kind}:${node.id}`;

/** How many steps the thread is followed in each direction, and how many things are shown. */
export const MOST_STEPS = 6;
export const MOST_NODES = 200;

interface Offers {
  readonly thread: string | undefined;
  readonly kinds: string | undefined;
}

interface Row {
  readonly nodes: readonly ThreadNode[] | null;
  readonly edges: readonly ThreadEdge[] | null;
  readonly reached: number;
  readonly deeper: boolean;
}

/**
 * Follows the golden thread from one thing in both directions: one recursive query over what all modules offer. What
 * the actor may not see is in none of the views, so the thread neither shows it nor leads through it.
 */
export async function followThread(
  tx: Tx,
  offers: Offers,
  subject: { readonly kind: string; readonly id: string },
): Promise<Thread | undefined> {
  if (offers.kinds === undefined) return undefined;
  const thread =
    offers.thread ??
    'select null::text from_kind, null::uuid from_id, null::text to_kind, null::uuid to_id where false';
  // The planner cannot know how many rows the unions hold and would compare every edge with every thing.
  await sql`set local enable_nestloop = off`.execute(tx);
  const { rows } = await sql<Row>`
    with recursive named as materialized (
      select kind, id, title, path from (${sql.raw(offers.kinds)}) k),
    edges as materialized (
      select distinct t.from_kind, t.from_id, t.to_kind, t.to_id from (${sql.raw(thread)}) t
      join named a on a.kind = t.from_kind and a.id = t.from_id
      join named b on b.kind = t.to_kind and b.id = t.to_id),
    down (kind, id, step) as (
      select kind, id, 0 from named where kind = ${subject.kind} and id = ${subject.id}
      union
      select e.to_kind, e.to_id, d.step + 1 from down d
      join edges e on e.from_kind = d.kind and e.from_id = d.id where d.step <= ${MOST_STEPS}),
    up (kind, id, step) as (
      select kind, id, 0 from named where kind = ${subject.kind} and id = ${subject.id}
      union
      select e.from_kind, e.from_id, u.step + 1 from up u
      join edges e on e.to_kind = u.kind and e.to_id = u.id where u.step <= ${MOST_STEPS}),
    nearest as (
      select distinct on (kind, id) kind, id, layer from (
        select kind, id, step as layer from down union all select kind, id, -step from up) both_ways
      order by kind, id, abs(layer), layer desc),
    shown as (
      select n.kind, n.id, n.layer, k.title, k.path from nearest n join named k on k.kind = n.kind and k.id = n.id
      where abs(n.layer) <= ${MOST_STEPS}
      order by abs(n.layer), n.kind, k.title limit ${MOST_NODES})
    select
      (select jsonb_agg(to_jsonb(s) order by s.layer, s.kind, s.title) from shown s) as nodes,
      (select jsonb_agg(jsonb_build_object('from', e.from_kind || ':' || e.from_id, 'to', e.to_kind || ':' || e.to_id))
       from edges e
       join shown a on a.kind = e.from_kind and a.id = e.from_id
       join shown b on b.kind = e.to_kind and b.id = e.to_id) as edges,
      (select count(*)::int from nearest where abs(layer) <= ${MOST_STEPS}) as reached,
      exists (select from nearest where abs(layer) > ${MOST_STEPS}) as deeper`.execute(tx);
  await sql`set local enable_nestloop to default`.execute(tx);
  const [row] = rows;
  const nodes = row?.nodes ?? [];
  const own = nodes.find((node) => node.layer === 0);
  if (!row || !own) return undefined;
  return { subject: own, nodes, edges: row.edges ?? [], reached: row.reached, deeper: row.deeper };
}
