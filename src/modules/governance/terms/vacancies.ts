import type { Member } from './member-queries.ts';
import type { Terms } from './queries.ts';

/** True when a member holds a seat of the terms: the same function, and the same organisation or the same words. */
const holds = (member: Member, seat: Terms['seats'][number]): boolean =>
  member.standing === seat.standing &&
  member.functionSlug === seat.functionSlug &&
  (seat.agencyId === null
    ? member.seatTitle.toLowerCase() === seat.title.toLowerCase()
    : member.agencyId === seat.agencyId);

/** The core seats of terms that no member holds, by their titles. */
export const vacantCoreSeats = (terms: Terms | undefined, members: readonly Member[]): readonly string[] =>
  (terms?.seats ?? [])
    .filter((seat) => seat.standing === 'core' && !members.some((member) => holds(member, seat)))
    .map(({ title }) => title);
