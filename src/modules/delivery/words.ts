import { formatPence } from '../../kernel/pence.ts';
import { longDate, monthAndYear, type PlainDate, partsOf } from '../../kernel/plain-date.ts';
import type { HumanResource, Precision, Resource, Sustainability } from './project-plan.ts';

const BASIS_SAYS = { 'one-off': '', 'per-year': ' a year', option: ' (option)' } as const;
const STATUS_SAYS = {
  'already-allocated': 'already allocated',
  requested: 'requested',
  'to-be-confirmed': 'to be confirmed',
  spent: 'spent',
} as const;

/** `£23,902, already allocated: 2012/13 SSCF allocation`. */
export function sayResource(one: Resource): string {
  const what =
    one.pence === null
      ? one.kind === 'cash'
        ? 'Amount not known'
        : 'In kind'
      : `${formatPence(one.pence)}${one.kind === 'in-kind' ? ' in kind' : ''}`;
  const isZero = one.pence === 0 && one.says === '';
  return isZero
    ? what
    : `${what}${BASIS_SAYS[one.basis]}, ${STATUS_SAYS[one.status]}${one.says ? `: ${one.says}` : ''}`;
}

/** `65 hours: evenings and packs (Police), worth £1,300`. */
export function sayPerson(one: HumanResource, agency: string): string {
  const hours = one.hours === null ? '' : `${one.hours.toLocaleString('en-GB')} hours`;
  const worth =
    one.hours !== null && one.penceAnHour !== null
      ? `, worth ${formatPence(Math.round(one.hours * one.penceAnHour))} in kind`
      : '';
  return `${[agency, hours, one.says].filter(Boolean).join(': ')}${worth}`;
}

export const SUSTAINABILITY_SAYS: Readonly<Record<Sustainability, string>> = {
  none: 'No future funding required',
  'this-fund': 'Future funding required from this fund',
  elsewhere: 'Future funding required from elsewhere',
  likely: 'Future funding is likely to be required',
};

/** `30 June 2013`, `June 2013`, `April to June 2013`, `2013`, `no date yet`. */
export function sayWhen(on: PlainDate | null, precision: Precision): string {
  if (on === null) return 'no date yet';
  if (precision === 'day') return longDate(on);
  if (precision === 'month') return monthAndYear(on);
  const { year, month } = partsOf(on);
  return precision === 'year' ? String(year) : `quarter ${Math.ceil(month / 3)} of ${year}`;
}
