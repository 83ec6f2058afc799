/** What records of casework are compared on, and how one of them reads for the engine. */
import type { Field, Role, Shares } from '../../linkage/fields.ts';
import type { Kind } from '../../linkage/levels.ts';
import { readAddress } from '../../linkage/text/address.ts';
import { foldCode, foldEmail, foldPhone } from '../../linkage/text/fold.ts';
import type { AddressInput } from '../address.ts';
import type { Identity } from '../identity.ts';
import { birthFigures, namesOfIdentity } from '../tokens.ts';

const field = (
  name: string,
  label: string,
  kind: Kind,
  shares: Shares = 'person',
  role: Role = 'other',
): Field => ({ name, label, kind, shares, role });

/** The fields of casework's model, in the order of its values. */
export const FIELDS = [
  field('given_name', 'given name', 'name', 'person', 'given'),
  field('surname', 'surname', 'name', 'surname', 'surname'),
  field('date_of_birth', 'date of birth', 'date', 'person', 'birth'),
  field('sex', 'sex', 'exact'),
  field('house_number', 'house number', 'house', 'home', 'house'),
  field('address', 'address', 'text', 'home', 'address'),
  field('uprn', 'property number (UPRN)', 'number', 'home'),
  field('postcode', 'postcode', 'postcode', 'home'),
  field('phone', 'telephone', 'phone', 'home'),
  field('email', 'e-mail address', 'email'),
  field('nhs_number', 'NHS number', 'number'),
  field('national_insurance_number', 'National Insurance number', 'number'),
  field('police_number', 'police number', 'number'),
] as const;

/** Most names of one person that are compared. */
const MOST_NAMES = 4;

/**
 * The values of a record, once for each of the person's names. Of several telephones and e-mail addresses it gives those
 * that `beside` has too, where there are any.
 */
export function valuesFor(
  identity: Identity,
  address: AddressInput | undefined,
  beside?: Identity,
): readonly (readonly string[])[] {
  const { house, lines } = address ? readAddress(address.lines) : { house: '', lines: [] };
  const rest = [
    birthFigures(identity.dateOfBirth),
    foldCode(identity.sex ?? '').slice(0, 1),
    house,
    lines.filter((line) => line !== '').join(' '),
    address?.uprn ?? '',
    foldCode(address?.postcode ?? ''),
    shared(identity.telephones, beside?.telephones, foldPhone),
    shared(identity.emails, beside?.emails, foldEmail),
    foldCode(identity.nhsNumber ?? ''),
    foldCode(identity.nationalInsuranceNumber ?? ''),
    foldCode(identity.policeNumber ?? ''),
  ];
  const names = namesOfIdentity(identity).slice(0, MOST_NAMES);
  const named = names.length === 0 ? [{ given: '', surname: '' }] : names;
  return named.map(({ given, surname }) => [given, surname, ...rest]);
}

function shared(
  texts: readonly string[] | undefined,
  others: readonly string[] | undefined,
  fold: (text: string) => string,
): string {
  const folded = (texts ?? []).map(fold).filter((text) => text !== '');
  const wanted = new Set((others ?? []).map(fold));
  return folded.find((text) => wanted.has(text)) ?? folded[0] ?? '';
}
