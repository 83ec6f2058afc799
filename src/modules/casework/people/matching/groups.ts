/** Who is one person, by what was decided: a function of the facts, so that taking a join back restores what was. */

export interface Grouped {
  readonly recordId: string;
  /** The cluster that the record makes when it stands alone. */
  readonly ownClusterId: string;
}

/** What holds of two records now. */
export interface Standing {
  readonly left: string;
  readonly right: string;
  readonly verdict: 'same' | 'different' | 'cannot-tell' | 'no-longer-alike';
  readonly decidedBy: 'machine' | 'person';
  /** When it was decided; ties are broken by the id. */
  readonly at: Date;
  readonly id: string;
}

/**
 * The cluster of each record. Records that were found to be the same stand together, what people decided first and then
 * what the machine found, each in the order of time; what a person said are different are never in one cluster. A cluster
 * has the id of the one that its oldest record began.
 */
export function clustersBy(
  records: readonly Grouped[],
  links: readonly Standing[],
): ReadonlyMap<string, string> {
  const group = new Map<string, Set<string>>(records.map(({ recordId }) => [recordId, new Set([recordId])]));
  const apart = new Map<string, Set<string>>();
  const part = (one: string, two: string): void => {
    const others = apart.get(one) ?? new Set();
    apart.set(one, others.add(two));
  };
  for (const { left, right, verdict } of links)
    if (verdict === 'different') {
      part(left, right);
      part(right, left);
    }
  for (const { left, right } of joins(links)) {
    const a = group.get(left);
    const b = group.get(right);
    if (!a || !b || a === b || areApart(a, b, apart)) continue;
    const [into, from] = a.size >= b.size ? [a, b] : [b, a];
    for (const record of from) {
      into.add(record);
      group.set(record, into);
    }
  }
  const clusters = new Map<string, string>();
  const own = new Map(records.map(({ recordId, ownClusterId }) => [recordId, ownClusterId]));
  for (const members of new Set(group.values())) {
    const oldest = [...members].reduce((a, b) => (a < b ? a : b));
    for (const record of members) clusters.set(record, own.get(oldest) ?? oldest);
  }
  return clusters;
}

const joins = (links: readonly Standing[]): readonly Standing[] =>
  links
    .filter(({ verdict }) => verdict === 'same')
    .toSorted(
      (a, b) =>
        Number(b.decidedBy === 'person') - Number(a.decidedBy === 'person') ||
        a.at.getTime() - b.at.getTime() ||
        (a.id < b.id ? -1 : 1),
    );

const areApart = (
  a: ReadonlySet<string>,
  b: ReadonlySet<string>,
  apart: ReadonlyMap<string, ReadonlySet<string>>,
): boolean => {
  const [fewer, more] = a.size < b.size ? [a, b] : [b, a];
  return [...fewer].some((record) => [...(apart.get(record) ?? [])].some((other) => more.has(other)));
};
