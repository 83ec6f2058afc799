/** Made-up concerns for tests: the people in them are synthetic. */
import { type PlainDate, plainDate } from '../../../../kernel/plain-date.ts';
import type { ConcernInput, PersonInConcern } from '../input.ts';

export const NOT_ASKED = {
  happenedBefore: 'not-known',
  toldOthers: 'not-known',
  feelsTargeted: 'not-known',
  illAtHome: 'not-known',
} as const;

/** A synthetic person who was affected. */
export const affected = (givenNames: string, surname: string, dateOfBirth?: string): PersonInConcern => ({
  role: 'affected',
  person: { givenNames, surname, ...(dateOfBirth === undefined ? {} : { dateOfBirth }) },
});

/** A concern at a synthetic address, told the day it happened. */
export const aConcern = (
  agencyId: string,
  onDay: PlainDate | string,
  more: Partial<ConcernInput> = {},
): ConcernInput => ({
  agencyId,
  type: 'verbal-abuse',
  onDay: plainDate(onDay),
  precision: 'day',
  address: { lines: ['12 Example Rise', 'Testwick'], postcode: 'WS11 9ZZ' },
  atHome: true,
  reportedBy: 'victim',
  reportedOn: plainDate(onDay),
  answers: NOT_ASKED,
  people: [],
  source: 'form',
  ...more,
});
