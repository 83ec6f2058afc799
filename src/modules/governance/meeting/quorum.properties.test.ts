import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PresenceEntry, whose } from './here.ts';
import { countQuorum, type QuorumDeclaration, type QuorumMember, type QuorumTerms } from './quorum.ts';

const MEMBERS: readonly QuorumMember[] = [
  'core',
  'core',
  'core',
  'core',
  'ordinary',
  'co-opted',
  'advisory',
].map((standing, index) => ({
  id: `m${index}`,
  agencyId: `agency${Math.floor(index / 2)}`,
  agency: `Agency ${Math.floor(index / 2)}`,
  title: `Member ${index}`,
  standing: standing as QuorumMember['standing'],
  holder: `m${index}`,
}));

const terms: fc.Arbitrary<QuorumTerms> = fc.record({
  rule: fc.constantFrom('number', 'fraction'),
  number: fc.integer({ min: 1, max: 5 }),
  numerator: fc.constant(1),
  denominator: fc.integer({ min: 1, max: 4 }),
  of: fc.constantFrom('core-organisations', 'core-members', 'members'),
  for: fc.constantFrom('key-decisions', 'all-decisions'),
  remote: fc.constantFrom('counts', 'speaks-only', 'not-allowed'),
});

const entries: fc.Arbitrary<readonly PresenceEntry[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('arrived' as const, 'left' as const),
      member: fc.integer({ min: 0, max: MEMBERS.length - 1 }),
      remote: fc.boolean(),
      from: fc.option(fc.integer({ min: 1, max: 6 })),
    }),
    { maxLength: 25 },
  )
  .map((given) =>
    given.map(({ kind, member, remote, from }, index) => ({
      id: `e${index}`,
      kind,
      membershipId: `m${member}`,
      guest: null,
      substitute: null,
      remote,
      from,
      correctsId: null,
    })),
  );

const declarations = fc.array(
  fc.record({
    itemId: fc.constantFrom<string>('item', 'other'),
    membershipId: fc.constantFrom(...MEMBERS.map(({ id }) => id)),
    consequence: fc.constantFrom<QuorumDeclaration['consequence']>(
      'takes-part',
      'speaks-without-vote',
      'leaves',
    ),
  }),
  { maxLength: 4 },
);

const item = fc
  .integer({ min: 1, max: 6 })
  .map((position) => ({ id: 'item', position, keyDecision: position % 2 === 0 }));

const correction = (id: string, correctsId: string): PresenceEntry => ({
  id,
  kind: 'corrected',
  membershipId: null,
  guest: null,
  substitute: null,
  remote: false,
  from: null,
  correctsId,
});

describe('whatever comes and goes', () => {
  test('never more count than there are, and the answer agrees with its own numbers', () => {
    fc.assert(
      fc.property(terms, entries, declarations, item, (laidDown, book, declared, at) => {
        const quorum = countQuorum(laidDown, MEMBERS, book, declared, at);
        const core = new Set(
          MEMBERS.filter(({ standing }) => standing === 'core').map(({ agencyId }) => agencyId),
        );
        if (laidDown.of === 'core-organisations') expect(quorum.of).toBe(core.size);
        expect(quorum.present).toBeLessThanOrEqual(quorum.of);
        expect(quorum.quorate).toBe(quorum.present >= (quorum.needed ?? 0));
        if (laidDown.of === 'core-organisations')
          expect(quorum.organisations.filter(({ counts }) => counts)).toHaveLength(quorum.present);
      }),
    );
  });

  test('the order in which entries of different members are written down does not matter', () => {
    fc.assert(
      fc.property(terms, entries, declarations, item, (laidDown, book, declared, at) => {
        const byMember = [...Map.groupBy(book, whose).values()].toReversed().flat();
        expect(countQuorum(laidDown, MEMBERS, byMember, declared, at)).toEqual(
          countQuorum(laidDown, MEMBERS, book, declared, at),
        );
      }),
    );
  });

  test('one more arrival never lowers the count, one more departure or declaration never raises it', () => {
    const someone = fc.constantFrom(...MEMBERS.map(({ id }) => id));
    fc.assert(
      fc.property(
        terms,
        entries,
        declarations,
        item,
        someone,
        (laidDown, book, declared, at, membershipId) => {
          const more = (kind: 'arrived' | 'left') => [
            ...book,
            { ...correction('more', ''), kind, membershipId, correctsId: null, from: at.position },
          ];
          const present = (given: readonly PresenceEntry[], said = declared) =>
            countQuorum(laidDown, MEMBERS, given, said, at).present;
          const before = present(book);
          expect(present(more('arrived'))).toBeGreaterThanOrEqual(before);
          expect(present(more('left'))).toBeLessThanOrEqual(before);
          const declares = [...declared, { itemId: 'item', membershipId, consequence: 'leaves' as const }];
          expect(present(book, declares)).toBeLessThanOrEqual(before);
        },
      ),
    );
  });

  test('a correction restores exactly what was before, and striking out the correction brings the entry back', () => {
    fc.assert(
      fc.property(terms, entries, entries, item, (laidDown, book, later, at) => {
        const count = (given: readonly PresenceEntry[]) => countQuorum(laidDown, MEMBERS, given, [], at);
        const renamed = later.map((entry) => ({ ...entry, id: `late-${entry.id}` }));
        const struck = renamed.map(({ id }, index) => correction(`c${index}`, id));
        expect(count([...book, ...renamed, ...struck])).toEqual(count(book));
        const restored = struck.map(({ id }, index) => correction(`d${index}`, id));
        expect(count([...book, ...renamed, ...struck, ...restored])).toEqual(count([...book, ...renamed]));
      }),
    );
  });
});
