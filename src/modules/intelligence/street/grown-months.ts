import { listInWords } from '../../../kernel/names.ts';

/** A month of a force that was here already and gains rows without an id. */
export interface GrownMonth {
  readonly month: string;
  readonly force: string;
  readonly rows: number;
}

const MOST_NAMED = 12;

/** What is said of such months: another edition of one may count the same incidents twice. Undefined when there are none. */
export function grownInWords(
  grown: readonly GrownMonth[],
  label: (month: string) => string = (month) => month,
): string | undefined {
  if (grown.length === 0) return undefined;
  const named = grown
    .slice(0, MOST_NAMED)
    .map(
      ({ month, force, rows }) =>
        `${label(month)} of ${force || 'an unnamed force'} (${rows.toLocaleString('en-GB')})`,
    );
  const more = grown.length > MOST_NAMED ? [`${grown.length - MOST_NAMED} more`] : [];
  return `Rows without an id are new in months that were here already: ${listInWords([...named, ...more])}. Either they were missing before, or this is another edition of the month, in which they read otherwise: then the same incidents count twice, since a row without an id is known only by what it says. Compare the month’s anti-social behaviour with that of the months around it.`;
}
