/** Joining and parting as a function of what was decided. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clustersBy, type Grouped, type Standing } from './groups.ts';

const people = (count: number): readonly Grouped[] =>
  Array.from({ length: count }, (_, at) => ({ recordId: `r${at}`, ownClusterId: `c${at}` }));

const link = (
  [left, right]: readonly [number, number],
  verdict: Standing['verdict'],
  at: number,
  decidedBy: Standing['decidedBy'] = 'machine',
): Standing => ({ left: `r${left}`, right: `r${right}`, verdict, decidedBy, at: new Date(at), id: `${at}` });

const COUNT = 9;
const pair = fc
  .tuple(fc.nat(COUNT - 1), fc.nat(COUNT - 1))
  .filter(([one, two]) => one !== two)
  .map(([one, two]): readonly [number, number] => (one < two ? [one, two] : [two, one]));
const by = fc.constantFrom('machine' as const, 'person' as const);

/** What holds of each pair: its last decision. */
const standing = (links: readonly Standing[]): readonly Standing[] => [
  ...new Map(links.map((one) => [`${one.left} ${one.right}`, one])).values(),
];

test('a cluster has the id of the one that its oldest record began', () => {
  const clusters = clustersBy(people(3), [link([1, 2], 'same', 1), link([0, 2], 'same', 2)]);
  expect([...clusters.values()]).toEqual(['c0', 'c0', 'c0']);
});

test('a split restores exactly what was, however many joins came before it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(pair, by), { maxLength: 14 }), (wanted) => {
      const records = people(COUNT);
      const links: Standing[] = [];
      const before: { readonly pair: readonly [number, number]; readonly clusters: unknown }[] = [];
      for (const [at, [joined, decidedBy]] of wanted.entries()) {
        const clusters = clustersBy(records, links);
        // Who stands together is joined already.
        if (clusters.get(`r${joined[0]}`) === clusters.get(`r${joined[1]}`)) continue;
        before.push({ pair: joined, clusters: [...clusters] });
        links.push(link(joined, 'same', at, decidedBy));
      }
      for (const [at, was] of before.toReversed().entries()) {
        links.push(link(was.pair, 'different', 1000 + at, 'person'));
        expect([...clustersBy(records, standing(links))]).toEqual(was.clusters);
      }
    }),
  );
});

test('whom a person said to be different people never stand in one cluster', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(pair, by, fc.boolean()), { maxLength: 30 }), (decided) => {
      const links = standing(
        decided.map(([two, decidedBy, same], at) =>
          link(two, same ? 'same' : 'different', at, same ? decidedBy : 'person'),
        ),
      );
      const clusters = clustersBy(people(COUNT), links);
      for (const { left, right, verdict } of links)
        if (verdict === 'different') expect(clusters.get(left)).not.toBe(clusters.get(right));
    }),
  );
});

test('the order in which the facts are read changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(pair, by, fc.boolean()), { maxLength: 20 }), (decided) => {
      const links = standing(
        decided.map(([two, decidedBy, same], at) => link(two, same ? 'same' : 'different', at, decidedBy)),
      );
      expect([...clustersBy(people(COUNT), links.toReversed())]).toEqual([
        ...clustersBy(people(COUNT), links),
      ]);
    }),
  );
});
