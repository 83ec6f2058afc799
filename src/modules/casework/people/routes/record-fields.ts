/** What the form of a record sends, and how a record stands in it. */
import { z } from 'zod';
import { datePartsOf, textIn } from '../../../../platform/http/form.ts';
import type { AddressInput } from '../address.ts';
import type { Identity } from '../identity.ts';
import type { RestrictedBecause } from '../input.ts';
import type { RecordView } from '../person.ts';
import { RESTRICTIONS } from '../words.ts';

type Posted = Readonly<Record<string, string | readonly string[]>>;

const TEXTS = [
  'givenNames',
  'surname',
  'sex',
  'nhsNumber',
  'nationalInsuranceNumber',
  'policeNumber',
  'reference',
] as const;
const LISTS = ['otherNames', 'telephones', 'emails'] as const;

const lines = (text: string): readonly string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** A date of birth from its three inputs: whole, or as much of it as was given. */
export function bornIn(form: Posted): string {
  const { day = '', month = '', year = '' } = datePartsOf(form, 'dateOfBirth');
  const two = (text: string): string => text.padStart(2, '0');
  if (year === '') return [day, month].some((part) => part !== '') ? `${day}/${month}/?` : '';
  if (month === '') return day === '' ? year : `${day}/?/${year}`;
  return day === '' ? `${year}-${two(month)}` : `${year}-${two(month)}-${two(day)}`;
}

/** The identity that was typed; what was left empty is empty, so that a change takes it out. */
export const identityIn = (form: Posted): Identity => ({
  ...Object.fromEntries(TEXTS.map((name) => [name, textIn(form, name)])),
  ...Object.fromEntries(LISTS.map((name) => [name, lines(textIn(form, name))])),
  dateOfBirth: bornIn(form),
});

/** The address that was typed; undefined when nothing was. */
export function addressIn(form: Posted): AddressInput | undefined {
  const address = {
    lines: lines(textIn(form, 'address')),
    postcode: textIn(form, 'postcode'),
    uprn: textIn(form, 'uprn'),
  };
  return address.lines.length === 0 && address.postcode === '' && address.uprn === '' ? undefined : address;
}

export const restriction = z.enum(Object.keys(RESTRICTIONS) as [RestrictedBecause, ...RestrictedBecause[]]);

/** Why the record is restricted; null when it is not. */
export const restrictedIn = (form: Posted): RestrictedBecause | null =>
  restriction.safeParse(textIn(form, 'restrictedBecause')).data ?? null;

/** A record as its form shows it. */
export function recordValues({ identity, restrictedBecause }: RecordView): Record<string, string> {
  const [year = '', month = '', day = ''] = (identity?.dateOfBirth ?? '').split('-');
  return {
    ...Object.fromEntries(TEXTS.map((name) => [name, identity?.[name] ?? ''])),
    ...Object.fromEntries(LISTS.map((name) => [name, (identity?.[name] ?? []).join('\n')])),
    'dateOfBirth-year': year,
    'dateOfBirth-month': month === '' ? '' : String(Number(month)),
    'dateOfBirth-day': day === '' ? '' : String(Number(day)),
    restrictedBecause: restrictedBecause ?? '',
  };
}
