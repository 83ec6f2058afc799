/** Which reports are of one incident. Pure: the same reports and verdicts give the same groups in whatever order they come. */
import { type Stretch, stretchOf, type When } from '../when.ts';

export interface Member extends When {
  readonly id: string;
}

/** Two reports that the machine found likely to be one, or of which a person decided. */
export interface Edge {
  readonly leftId: string;
  readonly rightId: string;
  readonly score: number;
  readonly verdict: 'likely' | 'possible' | 'same' | 'different';
}

/** An incident of this kind is over within two days; a chain of reports must not become one that lasts a week. */
const LONGEST_MINUTES = 2 * 1440;

/**
 * The groups, each as sorted ids. What persons decided comes first and outranks the machine: no group holds two reports
 * that somebody said are different. Then the strongest evidence joins first.
 */
export function groupReports(
  members: readonly Member[],
  edges: readonly Edge[],
): readonly (readonly string[])[] {
  const groups = new Map<string, Group>(
    members.map((member) => [member.id, { ids: [member.id], stretch: stretchOf(member) }]),
  );
  const apart = edges.filter(({ verdict }) => verdict === 'different');
  for (const edge of edges.filter(joins).toSorted(strongestFirst)) {
    const [left, right] = [groups.get(edge.leftId), groups.get(edge.rightId)];
    if (!left || !right || left === right) continue;
    const stretch = around(left.stretch, right.stretch);
    if (edge.verdict === 'likely' && stretch.until - stretch.from > LONGEST_MINUTES) continue;
    if (parted(left, right, apart)) continue;
    const joined = { ids: [...left.ids, ...right.ids], stretch };
    for (const id of joined.ids) groups.set(id, joined);
  }
  return [...new Set(groups.values())].map(({ ids }) => ids.toSorted()).toSorted(byFirst);
}

interface Group {
  readonly ids: readonly string[];
  readonly stretch: Stretch;
}

const joins = ({ verdict }: Edge): boolean => verdict === 'same' || verdict === 'likely';

const keyOf = (edge: Edge): string => [edge.leftId, edge.rightId].toSorted().join();

function strongestFirst(a: Edge, b: Edge): number {
  const byPerson = Number(b.verdict === 'same') - Number(a.verdict === 'same');
  return byPerson || b.score - a.score || (keyOf(a) < keyOf(b) ? -1 : 1);
}

const byFirst = (a: readonly string[], b: readonly string[]): number =>
  (a[0] ?? '') < (b[0] ?? '') ? -1 : 1;

const around = (a: Stretch, b: Stretch): Stretch => ({
  from: Math.min(a.from, b.from),
  until: Math.max(a.until, b.until),
});

const parted = (left: Group, right: Group, apart: readonly Edge[]): boolean =>
  apart.some(
    ({ leftId, rightId }) =>
      (left.ids.includes(leftId) && right.ids.includes(rightId)) ||
      (left.ids.includes(rightId) && right.ids.includes(leftId)),
  );
