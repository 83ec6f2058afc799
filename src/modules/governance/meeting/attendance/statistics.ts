import type { PlainDate } from '../../../../kernel/plain-date.ts';

/** A sitting that took place, in whatever way. */
export interface SittingHeld {
  readonly id: string;
  readonly bodyId: string;
  readonly body: string;
  readonly day: PlainDate;
}

/** A seat, from when to when. */
export interface SeatHeld {
  readonly id: string;
  readonly bodyId: string;
  readonly title: string;
  readonly agencyId: string | null;
  readonly agency: string | null;
  readonly startsOn: PlainDate | null;
  readonly endsOn: PlainDate | null;
}

/** A member came to a sitting, or somebody in their place. */
export interface Came {
  readonly sittingId: string;
  readonly membershipId: string;
  readonly substitute: boolean;
}

/** Of so many sittings, at how many somebody was there. */
export interface Share {
  readonly sittings: number;
  readonly present: number;
  /** Of those, where only a substitute was there. */
  readonly bySubstitute: number;
}

export interface Attendance {
  /** Sittings of the period whose attendance is recorded. */
  readonly counted: number;
  /** Sittings that took place, of which nobody recorded who was there. They count neither for nor against anybody. */
  readonly unrecorded: number;
  readonly bodies: readonly (Share & { readonly bodyId: string; readonly body: string })[];
  readonly agencies: readonly (Share & { readonly agencyId: string; readonly agency: string })[];
  readonly members: readonly (Share & SeatHeld)[];
}

const sat = ({ startsOn, endsOn }: SeatHeld, day: PlainDate): boolean =>
  (startsOn === null || startsOn <= day) && (endsOn === null || endsOn >= day);

/**
 * Who attended. Sittings that were cancelled are no sittings; held, inquorate and adjourned ones count. A substitute
 * makes the organisation present, and the member represented. A seat counts only for the days on which it was held.
 */
export function attendanceStatistics(
  sittings: readonly SittingHeld[],
  seats: readonly SeatHeld[],
  came: readonly Came[],
): Attendance {
  const bySitting = Map.groupBy(came, ({ sittingId }) => sittingId);
  const recorded = sittings.filter(({ id }) => bySitting.has(id));
  const seatsOf = Map.groupBy(seats, ({ bodyId }) => bodyId);
  const chances = recorded.flatMap((sitting) => {
    const there = new Map((bySitting.get(sitting.id) ?? []).map((one) => [one.membershipId, one]));
    return (seatsOf.get(sitting.bodyId) ?? [])
      .filter((seat) => sat(seat, sitting.day))
      .map((seat) => ({ sitting, seat, came: there.get(seat.id) }));
  });
  const members = [...Map.groupBy(chances, ({ seat }) => seat).entries()].map(([seat, own]) => ({
    ...seat,
    ...shareOf(own.map((one) => [one.came])),
  }));
  const ofAgencies = chances.filter(({ seat }) => seat.agencyId !== null);
  const agencies = [...Map.groupBy(ofAgencies, ({ seat }) => seat.agencyId ?? '').entries()].map(
    ([agencyId, own]) => ({
      agencyId,
      agency: own[0]?.seat.agency ?? '',
      ...shareOf(
        [...Map.groupBy(own, ({ sitting }) => sitting.id).values()].map((at) => at.map((one) => one.came)),
      ),
    }),
  );
  const bodies = [...Map.groupBy(chances, ({ sitting }) => sitting.bodyId).entries()].map(
    ([bodyId, own]) => ({
      bodyId,
      body: own[0]?.sitting.body ?? '',
      ...shareOf(own.map((one) => [one.came])),
    }),
  );
  const byName = (a: string, b: string) => a.localeCompare(b, 'en-GB');
  return {
    counted: recorded.length,
    unrecorded: sittings.length - recorded.length,
    bodies: bodies.sort((a, b) => byName(a.body, b.body)),
    agencies: agencies.sort((a, b) => byName(a.agency, b.agency)),
    members: members.sort((a, b) => byName(a.title, b.title)),
  };
}

/** Each entry is one chance to be there, with whoever was. */
function shareOf(chances: readonly (readonly (Came | undefined)[])[]): Share {
  const there = chances.map((all) => all.filter((one) => one !== undefined)).filter((all) => all.length > 0);
  return {
    sittings: chances.length,
    present: there.length,
    bySubstitute: there.filter((all) => all.every(({ substitute }) => substitute)).length,
  };
}
