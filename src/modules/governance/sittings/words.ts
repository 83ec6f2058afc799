import { dayOfSitting, type Sitting } from '../queries.ts';

/** `14 December 2012, 14:00 to 16:00` */
export const whenOf = (sitting: Sitting): string => {
  const { startsAt, endsAt } = sitting;
  const time = startsAt === null ? '' : `, ${startsAt}${endsAt === null ? '' : ` to ${endsAt}`}`;
  return `${dayOfSitting(sitting)}${time}`;
};

/** `, Civic Centre`, or nothing where the venue is not known. */
export const placeOf = ({ venue }: Sitting): string => (venue === null ? '' : `, ${venue}`);

export const ANSWERS = {
  attends: 'Attends',
  'attends-remotely': 'Attends remotely',
  apologies: 'Sends apologies',
  'sends-substitute': 'Sends a substitute',
} as const;

export type Answer = keyof typeof ANSWERS;

export const TYPES = {
  information: 'For information',
  discussion: 'For discussion',
  decision: 'For decision',
} as const;
