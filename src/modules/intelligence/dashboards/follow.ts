import { sql } from 'kysely';
import type { Collected } from '../../../platform/collect.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Subject } from '../types.ts';

type Offers = Pick<Collected, 'thread' | 'kinds'>;

/** What a thread is followed through; everything else ends it. */
const THROUGH = ['theme', 'corporate-priority', 'priority', 'outcome', 'plan'];
const STEPS = 3;
const MOST_AT_ONCE = 200;
const MOST_BEGINNINGS = 50;

/** How many indicators, and how many projects, stand on a dashboard that nobody chose for. */
const MOST_OF_A_KIND = 12;

/** A thing that can stand on a dashboard. */
export interface Thing {
  readonly kind: 'indicator' | 'project';
  readonly id: string;
}

/**
 * What follows from the golden thread for a board, a place or a theme where nobody chose: what a theme or priority leads to;
 * for a board what all priorities lead to; for a place the indicators that have figures of it.
 */
export async function usualThings(tx: Tx, offers: Offers, subject: Subject): Promise<readonly Thing[]> {
  if (subject.kind === 'place') return observedAt(tx, subject.id);
  const beginnings = subject.kind === 'body' ? await prioritiesOf(tx, offers) : [subject];
  const reached = await walk(tx, offers, beginnings);
  const of = (kind: Thing['kind']) => reached.filter((thing) => thing.kind === kind);
  const indicators = (await worstFirst(tx, of('indicator'))).slice(0, MOST_OF_A_KIND);
  // A board looks at what is measured; the projects stand on the dashboards of the priorities.
  return subject.kind === 'body' ? indicators : [...indicators, ...of('project').slice(0, MOST_OF_A_KIND)];
}

/** What worsens or leaves its path comes first, what has ended not at all; else the order of the thread. */
async function worstFirst(tx: Tx, things: readonly Thing[]): Promise<readonly Thing[]> {
  if (things.length === 0) return [];
  const { rows } = await sql<Thing>`
    select 'indicator' as kind, i.id
    from unnest(${things.map(({ id }) => id)}::uuid[]) with ordinality as w (id, nth)
    join intelligence.indicator i on i.partnership_id = platform.partnership() and i.id = w.id and i.ended_on is null
    left join intelligence.judgement j on j.partnership_id = i.partnership_id and j.indicator_id = i.id
    order by case when j.status = 'worsening' then 0 when j.track in ('off-track', 'missed') then 1 else 2 end, w.nth`.execute(
    tx,
  );
  return rows;
}

async function prioritiesOf(tx: Tx, { kinds }: Offers): Promise<readonly Subject[]> {
  if (!kinds) return [];
  const { rows } = await sql<Subject>`
    select kind, id from (${sql.raw(kinds)}) k where k.kind = 'priority' order by title limit ${MOST_BEGINNINGS}`.execute(
    tx,
  );
  return rows;
}

/** Indicators and projects that are reached in a few steps, nearest first. */
async function walk(tx: Tx, { thread }: Offers, beginnings: readonly Subject[]): Promise<readonly Thing[]> {
  if (!thread) return [];
  const found = new Map<string, Thing>();
  const seen = new Set(beginnings.map(({ kind, id }) => `${kind} ${id}`));
  let at = beginnings;
  for (let step = 0; step < STEPS && at.length > 0; step += 1) {
    const { rows } = await sql<Subject>`
      select distinct t.to_kind as kind, t.to_id as id
      from unnest(${at.map(({ kind }) => kind)}::text[], ${at.map(({ id }) => id)}::uuid[]) as w (kind, id)
      cross join lateral (
        select to_kind, to_id from (${sql.raw(thread)}) e where e.from_kind = w.kind and e.from_id = w.id) t
      order by 1, 2 limit ${MOST_AT_ONCE}`.execute(tx);
    at = rows.filter(({ kind, id }) => {
      const key = `${kind} ${id}`;
      if (seen.has(key)) return false;
      seen.add(key);
      if (kind === 'indicator' || kind === 'project') found.set(key, { kind, id });
      return THROUGH.includes(kind);
    });
  }
  return [...found.values()];
}

/** Current indicators that are about a place, or have figures of it. */
async function observedAt(tx: Tx, placeId: string): Promise<readonly Thing[]> {
  const { rows } = await sql<Thing>`
    select 'indicator' as kind, i.id
    from intelligence.indicator i
    join places.place p on p.partnership_id = i.partnership_id and p.id = ${placeId}::uuid
    where i.ended_on is null and (i.place_slug = p.slug or exists (
      select from intelligence.observation o
      where o.partnership_id = i.partnership_id and o.indicator_id = i.id and o.place_slug = p.slug))
    order by i.title limit ${MOST_OF_A_KIND}`.execute(tx);
  return rows;
}
