/** What each partner contributed in a period, worked out from what was recorded: pure. */
import { plural } from '../../../kernel/names.ts';
import { formatPence } from '../../../kernel/pence.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import type { Period } from '../statement/queries.ts';
import type { ContributionFacts, Delivered, Promised, Secondment, StaffTime } from './queries.ts';

/** Promised and delivered in the period, and what is still awaited at its end, in pence. */
export interface Amounts {
  readonly promised: number;
  readonly delivered: number;
  readonly awaited: number;
}

export interface Contribution {
  readonly slug: string;
  readonly agency: string;
  readonly cash: Amounts;
  readonly inKind: Amounts;
  readonly match: Amounts;
  /** Promises whose value nobody knows. */
  readonly unvalued: number;
  readonly promises: readonly Promised[];
  readonly deliveries: readonly Delivered[];
  readonly seconded: readonly Secondment[];
  readonly staff: readonly StaffTime[];
  /** What the time is worth where hours and rate are known. */
  /** Of what has hours and a rate; null where there is some and none of it has both. */
  readonly staffPence: number | null;
  readonly attendance: {
    readonly sittings: number;
    readonly present: number;
    readonly bySubstitute: number;
  } | null;
  readonly updates: { readonly inTime: number; readonly late: number; readonly overdue: number } | null;
}

const sum = (amounts: readonly (number | null)[]): number =>
  amounts.reduce<number>((total, one) => total + (one ?? 0), 0);

/** Named rules: what is promised and delivered counts in the period of its day; what ended is awaited no more; what was struck out does not count. */
export function contributionsOf(facts: ContributionFacts, { from, until }: Period): readonly Contribution[] {
  return facts.agencies.map((agency) => {
    const own = <Row extends { readonly agencyId: string }>(rows: readonly Row[]): readonly Row[] =>
      rows.filter(({ agencyId }) => agencyId === agency.id);
    const promises = own(facts.promises);
    const deliveries = own(facts.deliveries);
    const staff = own(facts.staff);
    const amounts = (kind: Promised['kind']): Amounts => ({
      promised: sum(
        promises.filter((one) => one.kind === kind && one.promisedOn >= from).map(({ pence }) => pence),
      ),
      delivered: sum(
        deliveries.filter((one) => one.kind === kind && one.struckReason === null).map(({ pence }) => pence),
      ),
      awaited: sum(
        promises
          .filter((one) => one.kind === kind && one.pence !== null && !(one.endedOn && one.endedOn <= until))
          .map(({ pence, kept }) => Math.max(0, (pence ?? 0) - kept)),
      ),
    });
    return {
      slug: agency.slug,
      agency: agency.name,
      cash: amounts('cash'),
      inKind: amounts('in-kind'),
      match: amounts('match'),
      unvalued: promises.filter(({ pence, state }) => pence === null && state !== 'ended').length,
      promises,
      deliveries,
      seconded: own(facts.seconded),
      staff,
      staffPence:
        staff.length > 0 && staff.every(({ pence }) => pence === null)
          ? null
          : sum(staff.map(({ pence }) => pence)),
      attendance: own(facts.attendance)[0] ?? null,
      updates: own(facts.timeliness)[0] ?? null,
    };
  });
}

/** True when anything at all is known of what the partner contributed. */
export const contributed = (one: Contribution): boolean =>
  one.promises.length + one.deliveries.length + one.seconded.length + one.staff.length > 0 ||
  one.attendance !== null ||
  one.updates !== null;

export const total = ({ cash, inKind, match }: Contribution, of: keyof Amounts): number =>
  cash[of] + inKind[of] + match[of];

export const attendanceInWords = ({ attendance }: Contribution): string =>
  attendance === null || attendance.sittings === 0
    ? 'Not recorded'
    : `${attendance.present} of ${plural(attendance.sittings, 'sitting')} (${Math.round((100 * attendance.present) / attendance.sittings)}%)`;

export const updatesInWords = ({ updates }: Contribution): string =>
  updates === null
    ? 'None due'
    : `${updates.inTime} of ${plural(updates.inTime + updates.late, 'update')} in time${updates.overdue > 0 ? `, ${updates.overdue} overdue` : ''}`;

/** One line of a partner's statement, as it leaves in a file. */
export interface Line {
  readonly part: string;
  readonly what: string;
  readonly promised: number | null;
  readonly delivered: number | null;
  readonly says: string;
}

/** The statement of one partner, line by line; amounts in pence. */
export const linesOf = (one: Contribution): readonly Line[] => [
  ...one.promises.map((promise) => ({
    part: PARTS[promise.kind],
    what: promise.says,
    promised: promise.pence,
    delivered: promise.kept,
    says: [`Promised on ${longDate(promise.promisedOn)}`, promise.endedReason ?? '', promise.note]
      .filter(Boolean)
      .join('. '),
  })),
  ...one.seconded.map(({ post, at, startsOn, endsOn }) => ({
    part: 'Seconded staff',
    what: `${post}, ${at}`,
    promised: null,
    delivered: null,
    says: `${longDate(startsOn)} to ${endsOn ? longDate(endsOn) : 'now'}`,
  })),
  ...one.staff.map(({ project, says, hours, pence }) => ({
    part: 'Staff time in project plans',
    what: says ? `${project}: ${says}` : project,
    promised: pence,
    delivered: null,
    says: hours === null ? 'Hours not known' : `${plural(hours, 'hour')}${pence === null ? ', no rate' : ''}`,
  })),
  { part: 'Attendance', what: 'Sittings', promised: null, delivered: null, says: attendanceInWords(one) },
  {
    part: 'Timeliness',
    what: 'Updates of projects',
    promised: null,
    delivered: null,
    says: updatesInWords(one),
  },
];

const PARTS: Readonly<Record<Promised['kind'], string>> = {
  cash: 'Cash',
  'in-kind': 'In kind',
  match: 'Match',
};

/** The statement in one sentence. */
export function inOneSentence(one: Contribution): string {
  const promised = total(one, 'promised');
  const delivered = total(one, 'delivered');
  const awaited = total(one, 'awaited');
  if (!contributed(one)) return 'Nothing is recorded of what it contributed in this time.';
  return `It promised ${formatPence(promised)} and delivered ${formatPence(delivered)} in this time; ${awaited > 0 ? `${formatPence(awaited)} is still awaited` : 'nothing is awaited'}.`;
}
