import { describe, expect, test } from 'vitest';
import type { PresenceEntry } from './here.ts';
import { countQuorum, neededFor, type QuorumMember, type QuorumTerms } from './quorum.ts';

const TERMS: QuorumTerms = {
  rule: 'number',
  number: 3,
  numerator: null,
  denominator: null,
  of: 'core-organisations',
  for: 'key-decisions',
  remote: 'counts',
};

const member = (id: string, agency: string, more: Partial<QuorumMember> = {}): QuorumMember => ({
  id,
  agencyId: agency.toLowerCase(),
  agency,
  title: `${agency} post ${id}`,
  standing: 'core',
  holder: id,
  ...more,
});

const MEMBERS = [
  member('council', 'Council'),
  member('council-two', 'Council'),
  member('police', 'Police'),
  member('health', 'Health'),
  member('fire', 'Fire'),
  member('college', 'College', { standing: 'ordinary' }),
  member('expert', 'Expert', { standing: 'co-opted' }),
];

let made = 0;
const entry = (kind: PresenceEntry['kind'], more: Partial<PresenceEntry>): PresenceEntry => ({
  id: `entry-${++made}`,
  kind,
  membershipId: null,
  guest: null,
  substitute: null,
  remote: false,
  from: null,
  correctsId: null,
  ...more,
});
const arrived = (membershipId: string, more: Partial<PresenceEntry> = {}) =>
  entry('arrived', { membershipId, ...more });
const left = (membershipId: string, from: number | null = null) => entry('left', { membershipId, from });

const item = (position: number, keyDecision = true) => ({ id: `item-${position}`, position, keyDecision });
const count = (
  entries: readonly PresenceEntry[],
  at = 1,
  terms: QuorumTerms | undefined = TERMS,
  declarations: Parameters<typeof countQuorum>[3] = [],
) => countQuorum(terms, MEMBERS, entries, declarations, item(at));

describe('the quorum is counted by core organisations present at the item', () => {
  test('organisations are counted, not heads: two members of one organisation count once', () => {
    const quorum = count([arrived('council'), arrived('council-two'), arrived('police')]);
    expect(quorum).toMatchObject({ quorate: false, present: 2, needed: 3, of: 4 });
    expect(quorum.says).toBe(
      'Not quorate: 2 of 4 core organisations are here and 3 are needed; 1 more must come.',
    );
  });

  test('a departure before the item is felt at the item and not before', () => {
    const entries = [arrived('council'), arrived('police'), arrived('health'), left('health', 4)];
    expect(count(entries, 3).quorate).toBe(true);
    expect(count(entries, 4)).toMatchObject({ quorate: false, present: 2 });
    expect(count([...entries, arrived('fire', { from: 5 })], 5).quorate).toBe(true);
  });

  test('what is written down late still holds from the item it names', () => {
    const entries = [
      arrived('council'),
      arrived('police'),
      left('police', 6),
      arrived('health', { from: 2 }),
    ];
    expect([1, 2, 6].map((at) => count(entries, at).present)).toEqual([2, 3, 2]);
  });

  test('with no item, who is here after everything recorded so far counts', () => {
    const entries = [arrived('council'), arrived('police', { from: 7 }), left('council', 9)];
    expect(countQuorum(TERMS, MEMBERS, entries, [], null)).toMatchObject({ present: 1, applies: false });
  });

  test('a substitute makes the organisation present', () => {
    const quorum = count([arrived('council', { substitute: 'Deputy Clerk' })]);
    expect(quorum.organisations).toEqual([
      {
        agencyId: 'council',
        agency: 'Council',
        by: 'Deputy Clerk, in place of Council post council',
        remote: false,
        counts: true,
        why: 'core member',
      },
    ]);
  });

  test('remote presence counts as the terms say', () => {
    const entries = [arrived('council', { remote: true })];
    expect(count(entries).present).toBe(1);
    const speaks = count(entries, 1, { ...TERMS, remote: 'speaks-only' });
    expect(speaks.present).toBe(0);
    expect(speaks.says).toContain('Council does not count: is here remotely, and may speak but not count.');
    expect(count(entries, 1, { ...TERMS, remote: 'not-allowed' }).organisations[0]).toMatchObject({
      counts: false,
      why: 'is here remotely, which the terms do not allow',
    });
  });

  test('ordinary and co-opted members and guests do not count as core', () => {
    const quorum = count([arrived('college'), arrived('expert'), entry('arrived', { guest: 'A visitor' })]);
    expect(quorum.present).toBe(0);
    expect(quorum.organisations.map(({ why }) => why)).toEqual(['ordinary member', 'co-opted member']);
  });

  test('a member who declared an interest does not count towards quorum for that item', () => {
    const entries = [arrived('council'), arrived('police'), arrived('health')];
    const declared = (consequence: 'takes-part' | 'speaks-without-vote' | 'leaves') => [
      { itemId: 'item-2', membershipId: 'health', consequence },
    ];
    const at = (position: number, consequence: 'takes-part' | 'speaks-without-vote' | 'leaves') =>
      count(entries, position, TERMS, declared(consequence));
    expect(at(2, 'leaves')).toMatchObject({ quorate: false, present: 2 });
    expect(at(2, 'speaks-without-vote').quorate).toBe(false);
    expect(at(2, 'takes-part').quorate).toBe(true);
    expect(at(3, 'leaves').quorate).toBe(true);
    expect(at(2, 'leaves').says).toBe(
      'Not quorate: 2 of 4 core organisations are here and 3 are needed; 1 more must come. Health does not count: declared an interest in this item.',
    );
  });

  test('an organisation counts by its second member when the first declared an interest', () => {
    const entries = [arrived('council'), arrived('council-two')];
    const declarations = [{ itemId: 'item-1', membershipId: 'council', consequence: 'leaves' as const }];
    expect(count(entries, 1, TERMS, declarations).organisations).toMatchObject([
      { by: 'Council post council-two', counts: true },
    ]);
  });
});

describe('the terms say how many, of what, and for which decisions', () => {
  test('a fraction is rounded up', () => {
    const half = { ...TERMS, rule: 'fraction' as const, number: null, numerator: 1, denominator: 2 };
    expect([1, 4, 5, 7].map((outOf) => neededFor(half, outOf))).toEqual([1, 2, 3, 4]);
    expect(neededFor({ ...half, numerator: 2, denominator: 3 }, 9)).toBe(6);
    expect(count([arrived('council')], 1, half).says).toBe(
      'Not quorate: 1 of 4 core organisations is here and 2 are needed (1/2 of them, rounded up); 1 more must come.',
    );
  });

  test('a quorum of nobody is not reached by nobody', () => {
    expect(neededFor({ ...TERMS, rule: 'fraction', numerator: 1, denominator: 3 }, 0)).toBe(1);
  });

  test('a quorum of members counts core and ordinary members one by one', () => {
    const entries = [arrived('council'), arrived('council-two'), arrived('college'), arrived('expert')];
    expect(count(entries, 1, { ...TERMS, of: 'members' })).toMatchObject({ present: 3, of: 6 });
    expect(count(entries, 1, { ...TERMS, of: 'core-members' })).toMatchObject({ present: 2, of: 5 });
  });

  test('one person in two seats is one member', () => {
    const twice = [member('a', 'Council', { holder: 'same' }), member('b', 'Council', { holder: 'same' })];
    const quorum = countQuorum({ ...TERMS, of: 'members' }, twice, [arrived('a'), arrived('b')], [], null);
    expect(quorum).toMatchObject({ present: 1, of: 1 });
  });

  test('the quorum is needed for key decisions, and for all where the terms extend it', () => {
    const plain = item(1, false);
    expect(countQuorum(TERMS, MEMBERS, [], [], plain).applies).toBe(false);
    expect(countQuorum(TERMS, MEMBERS, [], [], item(1)).applies).toBe(true);
    expect(countQuorum({ ...TERMS, for: 'all-decisions' }, MEMBERS, [], [], plain).applies).toBe(true);
  });

  test('without terms in force no quorum applies, and it says so', () => {
    expect(countQuorum(undefined, MEMBERS, [arrived('council')], [], item(1))).toMatchObject({
      quorate: true,
      needed: null,
      applies: false,
      appliesTo: 'none',
      says: 'No terms of reference are in force, so no quorum applies.',
    });
    expect(count([], 1, { ...TERMS, rule: 'none' }).says).toBe('The terms of reference lay down no quorum.');
  });
});
