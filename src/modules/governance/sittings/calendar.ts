import { sql } from 'kysely';
import { addMonths, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Actor, system } from '../../../platform/actor.ts';
import type { Part } from '../../../platform/database/keyset.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import { findBody, listSittingsByDay, type Sitting } from '../queries.ts';
import { type CalendarEntry, writeCalendar } from './ics.ts';

/** When a feed is asked for, and where this Concord is reached. */
export interface FeedOccasion {
  readonly today: PlainDate;
  readonly now: Date;
  readonly site: string;
}

/** Feeds hold a year back and all that is planned. */
const since = (today: PlainDate): PlainDate => addMonths(today, -12);

/** How often each sitting was changed, or something became of it: what calendars compare. */
async function sequences(tx: Tx, sittings: readonly Sitting[]): Promise<ReadonlyMap<string, number>> {
  if (sittings.length === 0) return new Map();
  const rows = await tx
    .selectFrom('governance.sitting_outcome')
    .select(['sitting_id', sql<number>`count(*)::int`.as('outcomes')])
    .where(
      'sitting_id',
      'in',
      sittings.map(({ id }) => id),
    )
    .groupBy('sitting_id')
    .execute();
  const outcomes = new Map(rows.map((row) => [row.sitting_id, row.outcomes]));
  return new Map(sittings.map(({ id, revision }) => [id, revision - 1 + (outcomes.get(id) ?? 0)]));
}

async function entriesOf(
  tx: Tx,
  sittings: readonly Sitting[],
  more: (sitting: Sitting) => Partial<CalendarEntry> = () => ({}),
): Promise<readonly CalendarEntry[]> {
  const counted = await sequences(tx, sittings);
  return sittings.map((sitting) => ({ sitting, sequence: counted.get(sitting.id) ?? 0, ...more(sitting) }));
}

/** Names the site in what never changes about an entry, whatever port or path it is reached by. */
const hostOf = (site: string): string => new URL(site).hostname;

/**
 * A body's sittings for everybody's calendar: its name, days, times and venues, and nothing else. Read by a machine
 * that may see them, since a visitor may not.
 */
export async function publicFeed(
  tx: Tx,
  actor: Actor,
  slug: string,
  { today, now, site }: FeedOccasion,
): Promise<string | undefined> {
  const machine = system('governance.calendar', actor.partnershipId, ['read']);
  return actingAs(tx, actor, machine, async () => {
    const body = await findBody(tx, slug);
    if (!body) return undefined;
    const sittings = await listSittingsByDay(tx, { bodyId: body.id, from: since(today) });
    return writeCalendar({
      name: body.name,
      site: hostOf(site),
      entries: await entriesOf(tx, sittings),
      now,
    });
  });
}

/** The sittings of every body on which a person, or a post that they hold, has a seat on that day. */
export async function sittingsOfPerson(
  tx: Tx,
  personId: string,
  { today, ...days }: Part & { readonly today: PlainDate; readonly from?: PlainDate },
): Promise<readonly Sitting[]> {
  const bodies = await tx
    .selectFrom('governance.membership as m')
    .select('m.body_id')
    .distinct()
    .where((where) =>
      where.or([
        where('m.person_id', '=', personId),
        where.exists(
          where
            .selectFrom('partners.holding as h')
            .select('h.id')
            .whereRef('h.partnership_id', '=', 'm.partnership_id')
            .whereRef('h.post_id', '=', 'm.post_id')
            .where('h.person_id', '=', personId)
            .where((held) => held.or([held('h.ends_on', 'is', null), held('h.ends_on', '>=', today)])),
        ),
      ]),
    )
    .where((where) => where.or([where('m.ends_on', 'is', null), where('m.ends_on', '>=', today)]))
    .execute();
  const all = await Promise.all(
    bodies.map(({ body_id }) => listSittingsByDay(tx, { ...days, bodyId: body_id })),
  );
  return all.flat().sort((a, b) => (a.day < b.day ? -1 : 1));
}

const wordsFor = ({ joiningLink, note, reason, status }: Sitting): string =>
  [
    status === 'cancelled' && reason ? `Cancelled: ${reason}` : null,
    joiningLink ? `Join: ${joiningLink}` : null,
    note,
  ]
    .filter(Boolean)
    .join('\n');

/** A person's own sittings, with joining links and addresses of their pages. */
export async function personalFeed(
  tx: Tx,
  actor: Actor,
  personId: string,
  { today, now, site }: FeedOccasion,
): Promise<string> {
  const machine = system('governance.calendar', actor.partnershipId, ['read']);
  return actingAs(tx, actor, machine, async () => {
    const sittings = await sittingsOfPerson(tx, personId, { today, from: since(today) });
    const entries = await entriesOf(tx, sittings, (sitting) => ({
      words: wordsFor(sitting),
      address: `${site}/bodies/${sitting.bodySlug}/sittings/${sitting.id}`,
    }));
    return writeCalendar({ name: 'My sittings', site: hostOf(site), entries, now });
  });
}
