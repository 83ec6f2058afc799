import { listInWords, plural } from '../../../kernel/names.ts';
import { type PresenceEntry, whoIsHere } from './here.ts';

/** What the terms of reference say of the quorum. */
export interface QuorumTerms {
  readonly rule: 'number' | 'fraction' | 'none';
  readonly number: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly of: 'core-organisations' | 'core-members' | 'members';
  readonly for: 'key-decisions' | 'all-decisions';
  readonly remote: 'counts' | 'speaks-only' | 'not-allowed';
}

/** A member as far as the quorum asks. `holder` is one for two seats that the same post or person holds. */
export interface QuorumMember {
  readonly id: string;
  readonly agencyId: string | null;
  readonly agency: string | null;
  readonly title: string;
  readonly standing: 'core' | 'ordinary' | 'advisory' | 'co-opted';
  readonly holder: string;
}

export interface QuorumDeclaration {
  /** Null where what is decided is no item of the agenda. */
  readonly itemId: string | null;
  readonly membershipId: string;
  readonly consequence: 'takes-part' | 'speaks-without-vote' | 'leaves';
  /** Where it was declared, in words, where that was at an earlier item about the same thing. */
  readonly origin?: string | undefined;
}

export interface QuorumItem {
  readonly id: string;
  readonly position: number;
  readonly keyDecision: boolean;
}

/** An organisation that is here, by whom, and whether it counts. */
export interface OrganisationHere {
  readonly agencyId: string | null;
  readonly agency: string;
  readonly by: string;
  readonly remote: boolean;
  readonly counts: boolean;
  readonly why: string;
}

/** Whether enough are here, with the evidence. `applies` says whether a decision at this item needs it. */
export interface Quorum {
  readonly quorate: boolean;
  /** How many are needed; null where no quorum is laid down. */
  readonly needed: number | null;
  readonly present: number;
  /** How many there could be. */
  readonly of: number;
  readonly says: string;
  readonly applies: boolean;
  readonly appliesTo: QuorumTerms['for'] | 'none';
  readonly organisations: readonly OrganisationHere[];
}

const COUNTED = {
  'core-organisations': ['core organisation', ['core']],
  'core-members': ['core member', ['core']],
  members: ['member', ['core', 'ordinary']],
} as const satisfies Record<QuorumTerms['of'], readonly [string, readonly QuorumMember['standing'][]]>;

const qualifies = (of: QuorumTerms['of'], member: QuorumMember): boolean =>
  (COUNTED[of][1] as readonly string[]).includes(member.standing);

const unitOf = (of: QuorumTerms['of'], member: QuorumMember): string =>
  of === 'core-organisations' ? (member.agencyId ?? member.id) : member.holder;

const countUnits = (of: QuorumTerms['of'], members: readonly QuorumMember[]): number =>
  new Set(members.filter((member) => qualifies(of, member)).map((member) => unitOf(of, member))).size;

/** How many the terms ask for out of so many; null where they lay down none. A fraction is rounded up. */
export function neededFor(terms: QuorumTerms | undefined, outOf: number): number | null {
  if (terms === undefined || terms.rule === 'none') return null;
  if (terms.rule === 'number') return terms.number ?? 1;
  const { numerator, denominator } = terms;
  if (numerator === null || denominator === null) return null;
  return Math.max(1, Math.floor((outOf * numerator + denominator - 1) / denominator));
}

/** Why somebody who is here does not count; undefined when they do. */
function whyNot(
  terms: Pick<QuorumTerms, 'of' | 'remote'>,
  member: QuorumMember,
  remote: boolean,
  declared: ReadonlyMap<string, string>,
): string | undefined {
  if (!qualifies(terms.of, member)) return `${member.standing} member`;
  const interest = declared.get(member.id);
  if (interest !== undefined) return interest;
  if (!remote || terms.remote === 'counts') return undefined;
  return terms.remote === 'speaks-only'
    ? 'is here remotely, and may speak but not count'
    : 'is here remotely, which the terms do not allow';
}

/**
 * Counts the quorum at an item: by who is here then, not by who was here at the start. With no item, by who is here
 * after everything recorded so far. `entries` stand in the order of recording; `members` are those of the day.
 */
export function countQuorum(
  terms: QuorumTerms | undefined,
  members: readonly QuorumMember[],
  entries: readonly PresenceEntry[],
  declarations: readonly QuorumDeclaration[],
  item: QuorumItem | null,
): Quorum {
  const { of, remote } = terms ?? { of: 'core-organisations', remote: 'counts' };
  const here = whoIsHere(entries, item?.position ?? null);
  const declared = new Map(
    declarations
      .filter(({ itemId, consequence }) => itemId === (item?.id ?? null) && consequence !== 'takes-part')
      .map(({ membershipId, origin }) => [membershipId, origin ?? 'declared an interest in this item']),
  );
  const there = members.flatMap((member) => {
    const entry = here.get(member.id);
    return entry ? [{ member, entry, why: whyNot({ of, remote }, member, entry.remote, declared) }] : [];
  });
  const counting = there.filter(({ why }) => why === undefined).map(({ member }) => member);
  const present = countUnits(of, counting);
  const outOf = countUnits(of, members);
  const needed = neededFor(terms, outOf);
  const appliesTo: Quorum['appliesTo'] = terms === undefined || needed === null ? 'none' : terms.for;
  const applies =
    appliesTo === 'all-decisions' || (appliesTo === 'key-decisions' && (item?.keyDecision ?? false));
  const counted = {
    quorate: needed === null || present >= needed,
    needed,
    present,
    of: outOf,
    applies,
    appliesTo,
  };
  const organisations = byOrganisation(there);
  return { ...counted, organisations, says: inWords(terms, counted, there) };
}

type There = readonly {
  readonly member: QuorumMember;
  readonly entry: PresenceEntry;
  readonly why: string | undefined;
}[];

function byOrganisation(there: There): readonly OrganisationHere[] {
  const groups = Map.groupBy(there, ({ member }) => member.agencyId ?? member.id);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const counted = group.filter(({ why }) => why === undefined);
    const shown = counted.length > 0 ? counted : group;
    return {
      agencyId: first.member.agencyId,
      agency: first.member.agency ?? first.member.title,
      by: listInWords(
        shown.map(({ member, entry }) =>
          entry.substitute ? `${entry.substitute}, in place of ${member.title}` : member.title,
        ),
      ),
      remote: shown.every(({ entry }) => entry.remote),
      counts: counted.length > 0,
      why:
        counted.length > 0
          ? `${first.member.standing} member`
          : listInWords([...new Set(group.map(({ why }) => why ?? ''))]),
    };
  });
}

function inWords(
  terms: QuorumTerms | undefined,
  { quorate, needed, present, of }: Pick<Quorum, 'quorate' | 'needed' | 'present' | 'of'>,
  there: There,
): string {
  if (terms === undefined) return 'No terms of reference are in force, so no quorum applies.';
  if (needed === null) return 'The terms of reference lay down no quorum.';
  const noun = COUNTED[terms.of][0];
  const fraction =
    terms.rule === 'fraction' ? ` (${terms.numerator}/${terms.denominator} of them, rounded up)` : '';
  const counted = `${present} of ${plural(of, noun)} ${present === 1 ? 'is' : 'are'} here and ${needed} ${needed === 1 ? 'is' : 'are'} needed${fraction}`;
  const missing = quorate ? '' : `; ${needed - present} more must come`;
  const units = new Set(
    there.filter(({ why }) => why === undefined).map(({ member }) => unitOf(terms.of, member)),
  );
  const without = there
    .filter(
      ({ member, why }) =>
        why !== undefined && qualifies(terms.of, member) && !units.has(unitOf(terms.of, member)),
    )
    .map(({ member, why }) => ` ${whoseName(terms.of, member)} does not count: ${why}.`);
  return `${quorate ? 'Quorate' : 'Not quorate'}: ${counted}${missing}.${[...new Set(without)].join('')}`;
}

const whoseName = (of: QuorumTerms['of'], { agency, title }: QuorumMember): string =>
  of === 'core-organisations'
    ? (agency ?? title)
    : agency && agency !== title
      ? `${title} (${agency})`
      : title;
