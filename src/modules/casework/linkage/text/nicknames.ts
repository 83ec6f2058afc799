import data from './nicknames.json' with { type: 'json' };

/** Groups of given names that one person may go by. A name may stand in several. */
export const table: readonly (readonly string[])[] = data;

/** At most so many groups are kept for one name: alex is alexander, alexandra, alexis … */
export const GROUPS_PER_NAME = 4;

const groups = new Map<string, number[]>();
for (const [at, names] of table.entries())
  for (const name of names) {
    const known = groups.get(name);
    if (!known) groups.set(name, [at + 1]);
    else if (known.length < GROUPS_PER_NAME) known.push(at + 1);
  }

const NONE: readonly number[] = [];

/** The groups of given names that a folded name belongs to (its first word where it has several); from 1. */
export function nicknameGroups(name: string): readonly number[] {
  const whole = groups.get(name);
  if (whole) return whole;
  const space = name.indexOf(' ');
  return (space > 0 && groups.get(name.slice(0, space))) || NONE;
}
