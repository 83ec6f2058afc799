import { LARGEST_SMALL, suppress } from '../measures/suppress.ts';
import type { TensionItem } from './item-queries.ts';

/** A number that forums are told, or null where it stays hidden. */
export interface ToldCount {
  readonly name: string;
  readonly count: number | null;
}

/** What forums are told of a month: the words written for them, and the numbers that are not small. */
export interface Told {
  readonly statements: readonly string[];
  /** Null where all of it is too little to be told by type and community. */
  readonly counts: {
    readonly all: number;
    readonly byType: readonly ToldCount[];
    readonly byCommunity: readonly ToldCount[];
  } | null;
}

const NO_COMMUNITY = 'No community named';

const tally = (names: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map([...counts].toSorted(([a], [b]) => a.localeCompare(b, 'en-GB')));
};

/**
 * Made of the items of the tier `forums` alone, so that it is the same for whoever makes it. Counts up to four are
 * hidden with as many others as it takes that none can be got by subtraction; the statements stand in the order of
 * their words, which says nothing of when each was.
 */
export function toldToForums(
  items: readonly Pick<TensionItem, 'tier' | 'type' | 'community' | 'forumSays'>[],
): Told {
  const open = items.filter(({ tier }) => tier === 'forums');
  const statements = [...new Set(open.map(({ forumSays }) => forumSays))].toSorted((a, b) =>
    a.localeCompare(b, 'en-GB'),
  );
  if (open.length <= LARGEST_SMALL) return { statements, counts: null };
  const types = tally(open.map(({ type }) => type));
  const communities = tally(open.map(({ community }) => community ?? NO_COMMUNITY));
  const cells = [
    { key: 'all', people: open.length, released: 'shown' as const },
    ...[...types].map(([name, people]) => ({ key: `type ${name}`, people })),
    ...[...communities].map(([name, people]) => ({ key: `community ${name}`, people })),
  ];
  const { hidden, exposed } = suppress(cells, [
    { total: 'all', parts: [...types.keys()].map((name) => `type ${name}`) },
    { total: 'all', parts: [...communities.keys()].map((name) => `community ${name}`) },
  ]);
  if (exposed.length > 0) return { statements, counts: null };
  const shown = (kind: string, counts: ReadonlyMap<string, number>): readonly ToldCount[] =>
    [...counts].map(([name, count]) => ({ name, count: hidden.has(`${kind} ${name}`) ? null : count }));
  return {
    statements,
    counts: { all: open.length, byType: shown('type', types), byCommunity: shown('community', communities) },
  };
}
