import { type RawBuilder, sql } from 'kysely';
import { isLater, newestFor, sayLater } from '../../kernel/later.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Period } from './period.ts';

/** Until which day a figure has to be known: until the day itself, or until its period is over where that is later. */
type Until = (figure: 'o' | 'later') => RawBuilder<unknown>;

const knownUntil = (until: Until): RawBuilder<boolean> => sql`o.known_on <= ${until('o')} and not exists (
  select from intelligence.observation later
  where later.partnership_id = o.partnership_id and later.supersedes = o.id and later.known_on <= ${until('later')})`;

/** The condition on `intelligence.observation o` for what was known by a day, in its version of then. */
export const isKnown = (day: PlainDate): RawBuilder<boolean> => knownUntil(() => sql`${day}::date`);

/**
 * The same for what pages show on a day: what was known by then, and what is of a later time, each in its version of the end
 * of its period. What is published later than its period ended stays back until it is.
 */
export const isSeen = (today: PlainDate): RawBuilder<boolean> =>
  knownUntil((figure) => sql`greatest(${sql.ref(`${figure}.period_end`)}, ${today}::date)`);

/** The period that a page shows where nobody chose one: the newest up to today, else the newest of a later time. */
export const periodFor = <P extends Pick<Period, 'end'>>(
  newestFirst: readonly P[],
  today: PlainDate,
): P | undefined => newestFor(newestFirst, today, ({ end }) => end);

/** What names a figure, marked where it is of a later time. */
export const marked = (text: string, later: boolean): string => (later ? `${text} (later)` : text);

/** What stands above a list in which figures of a later time are marked. */
export const sayMarked = (today: PlainDate): string => sayLater('Figures marked “later” are', today);

/** What a page says above figures of a later time; undefined above those of its own. */
export const noteOn = (period: Pick<Period, 'end'>, today: PlainDate): string | undefined =>
  isLater(period.end, today)
    ? `${sayLater('These figures are', today)} What is due, and how the indicator stands, is told of that day.`
    : undefined;
