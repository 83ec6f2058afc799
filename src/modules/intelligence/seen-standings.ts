import { sql } from 'kysely';
import { longDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { listStandings, type Wanted } from './queries.ts';
import { isSeen, noteOn } from './seen.ts';
import type { Indicator, Standing } from './types.ts';

/** How an indicator stands, and whose figures a page shows of it. */
export interface SeenStanding {
  /** On the business day: status, track and targets are told of that day alone. */
  readonly standing: Standing;
  /** The same; with figures of a later time where none is known until then. */
  readonly shown: Standing;
  /** Where figures of a later time are shown: that they are. */
  readonly note: string | undefined;
}

/** How indicators stand on a day, each with the figures that a page shows: two looks at those without any until then. */
export async function listSeenStandings(tx: Tx, wanted: Wanted): Promise<readonly SeenStanding[]> {
  const standings = await listStandings(tx, wanted);
  const ids = standings.flatMap(({ indicator, latest }) => (latest ? [] : [indicator.id]));
  const later = ids.length === 0 ? [] : await listStandings(tx, { ...wanted, ids, later: true });
  const byId = new Map(later.map((one) => [one.indicator.id, one]));
  return standings.map((standing) => seen(standing, byId.get(standing.indicator.id), wanted.asAt));
}

/** The same of one indicator; `everything` shows figures of a later time beside those of the day. */
export async function findSeenStanding(
  tx: Tx,
  slug: string,
  asAt: PlainDate,
  { everything = false }: { readonly everything?: boolean } = {},
): Promise<SeenStanding | undefined> {
  const [found] = await listSeenStandings(tx, { asAt, slugs: [slug] });
  if (!found?.standing.latest || !everything) return found;
  const [later] = await listStandings(tx, { asAt, slugs: [slug], later: true });
  return seen(found.standing, later, asAt);
}

function seen(standing: Standing, later: Standing | undefined, asAt: PlainDate): SeenStanding {
  const note = later?.latest && noteOn(later.latest.period, asAt);
  if (!later?.latest || !note) return { standing, shown: standing, note: undefined };
  const sentence = `No figure is known up to ${longDate(asAt)}; the newest is of ${later.latest.period.label}.`;
  return { standing: standing.latest ? standing : { ...standing, sentence }, shown: later, note };
}

/** Whether an indicator, or what it is computed from, has figures of a later time than a day. */
export async function hasLater(
  tx: Tx,
  { id, numeratorId }: Pick<Indicator, 'id' | 'numeratorId'>,
  today: PlainDate,
): Promise<boolean> {
  const ids = numeratorId === null ? [id] : [id, numeratorId];
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from intelligence.observation o
      where o.indicator_id = any(${ids}::uuid[]) and o.place_slug is null and o.period_end > ${today}::date
        and o.value is not null and ${isSeen(today)}) as found`.execute(tx);
  return rows[0]?.found ?? false;
}
