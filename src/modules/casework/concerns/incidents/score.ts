/** How much speaks for two reports being of one incident. Pure and symmetric: it does not matter which is asked first. */
import { type Category, categoryOf } from '../types.ts';
import { overlaps, type Stretch, stretchOf, type When } from '../when.ts';

/** What the scoring sees of a report: no names, only which persons, addresses and places are the same. */
export interface Report extends When {
  readonly id: string;
  readonly agencyId: string;
  readonly type: string;
  readonly addressId: string | null;
  readonly placeId: string | null;
  readonly outward: string | null;
  /** Clusters of who was affected (or reported it as the victim), and of who is thought responsible. */
  readonly affected: readonly string[];
  readonly responsible: readonly string[];
}

/** Each thing that speaks for or against, its weight, and how it is said. */
export const SIGNS = {
  'same-time': { weight: 4, says: 'both say the same time' },
  'near-time': { weight: 3, says: 'both are within some hours' },
  'same-day': { weight: 2, says: 'both are on the same day' },
  'same-period': { weight: 1, says: 'the times may agree' },
  'same-address': { weight: 4, says: 'the same address' },
  'same-place': { weight: 1, says: 'the same place' },
  'other-address': { weight: -4, says: 'different addresses' },
  'other-place': { weight: -3, says: 'different places' },
  'same-victim': { weight: 4, says: 'the same person affected' },
  'same-responsible': { weight: 2, says: 'the same person thought responsible' },
  'other-victim': { weight: -2, says: 'different people affected' },
  'same-type': { weight: 2, says: 'the same kind of incident' },
  'like-type': { weight: 1, says: 'a similar kind of incident' },
  'other-type': { weight: -2, says: 'different kinds of incident' },
  'other-agency': { weight: 1, says: 'told to different agencies' },
  'same-agency': { weight: -3, says: 'told twice to one agency' },
} as const satisfies Record<string, { weight: number; says: string }>;

export type Sign = keyof typeof SIGNS;

/** From this on the machine groups; from the lower one on it asks. */
export const LIKELY = 9;
export const POSSIBLE = 6;

export interface Scored {
  readonly score: number;
  readonly because: readonly Sign[];
}

/** The score of two reports with its reasons; undefined when they cannot be of one incident, since their times differ. */
export function scorePair(left: Report, right: Report): Scored | undefined {
  const time = timeSign(left, right);
  if (!time) return undefined;
  const because = [
    time,
    placeSign(left, right),
    victimSign(left, right),
    shares(left.responsible, right.responsible) ? 'same-responsible' : undefined,
    typeSign(left.type, right.type),
    left.agencyId === right.agencyId ? 'same-agency' : 'other-agency',
  ].filter((sign): sign is Sign => sign !== undefined);
  return { score: because.reduce((sum, sign) => sum + SIGNS[sign].weight, 0), because };
}

/** What the machine makes of a score: groups when it is clear, asks when it may be. */
export function verdictOf({ score, because }: Scored): 'likely' | 'possible' | undefined {
  const placed = because.some((sign) => sign === 'same-address' || sign === 'same-victim');
  const timed = because.some((sign) => sign === 'same-time' || sign === 'near-time' || sign === 'same-day');
  if (score >= LIKELY && placed && timed) return 'likely';
  return score >= POSSIBLE && placed ? 'possible' : undefined;
}

function timeSign(left: Report, right: Report): Sign | undefined {
  const [a, b] = [stretchOf(left), stretchOf(right)];
  if (!overlaps(a, b)) return undefined;
  if (left.precision === 'time' && right.precision === 'time') return 'same-time';
  if (isTimed(left) && isTimed(right)) return 'near-time';
  return isWithinADay(a) && isWithinADay(b) ? 'same-day' : 'same-period';
}

const isTimed = ({ precision }: When): boolean => precision === 'time' || precision === 'hours';
const isWithinADay = ({ from, until }: Stretch): boolean => until - from <= 1440;

function placeSign(left: Report, right: Report): Sign | undefined {
  if (left.addressId !== null && right.addressId !== null)
    return left.addressId === right.addressId ? 'same-address' : 'other-address';
  if (left.placeId !== null && right.placeId !== null && left.placeId === right.placeId) return 'same-place';
  return left.outward !== null && right.outward !== null && left.outward !== right.outward
    ? 'other-place'
    : undefined;
}

const shares = (left: readonly string[], right: readonly string[]): boolean =>
  left.some((one) => right.includes(one));

/** Nobody named by one side says nothing; two different persons may still live in one household. */
function victimSign(left: Report, right: Report): Sign | undefined {
  if (shares(left.affected, right.affected)) return 'same-victim';
  return left.affected.length > 0 && right.affected.length > 0 && left.addressId !== right.addressId
    ? 'other-victim'
    : undefined;
}

function typeSign(left: string, right: string): Sign {
  if (left === right) return 'same-type';
  const [a, b]: readonly Category[] = [categoryOf(left), categoryOf(right)];
  return a === b ? 'like-type' : 'other-type';
}
