import type { RoleName } from './mapping.ts';

/** The id of a record by its line, for files that have no column of ids. */
export const LINE = '#line';

/** Headings that tell a role, in the order in which they are tried; each column plays one role. */
const HEADINGS: readonly (readonly [RoleName, RegExp])[] = [
  ['id', /^(id|rec_?id|record_?id|unique_?id|ref|reference|urn|case_?id|person_?ref)$/],
  ['dateOfBirth', /birth_?(date|day)|date_?of_?birth|^dob$|^born$|geburtsdatum|naissance|nacimiento/],
  ['birthPlace', /birth_?place|place_?of_?birth/],
  ['givenName', /^(given|first|fore|christian)_?names?$|^(vorname|prenom|nombre|imie)$/],
  ['middleName', /^(middle|second)_?names?$/],
  ['surname', /^(sur|last|family)_?names?$|^(family|nachname|familienname|nom|apellidos?|nazwisko)$/],
  ['fullName', /^(full_?|client_?|person_?)?name$/],
  ['sex', /^(sex|gender)$/],
  ['houseNumber', /^(house|property|building|hausnummer)_?(no|number|name)?$/],
  ['uprn', /^uprn$/],
  ['postcode', /^(post|zip|postal)_?(code)?$|^plz$/],
  ['phone', /phone|mobile|^tel|telefon/],
  ['email', /e_?mail/],
  ['officialNumber', /nhs|^nino$|national_?insurance|(ssn|soc_?sec)|passport/],
  ['occupation', /^(occupation|job)$/],
];
const ADDRESS = /address|street|^line_?\d|suburb|town|city|locality|strasse|ville/;

/** The mapping that headings suggest; with LINE as the id where no column looks like one. */
export function guessMapping(columns: readonly string[]): Readonly<Record<string, unknown>> {
  const plain = columns.map((column) =>
    column
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_'),
  );
  const guessed: Record<string, unknown> = {};
  const taken = new Set<number>();
  for (const [role, heading] of HEADINGS) {
    const at = plain.findIndex((name, index) => !taken.has(index) && heading.test(name));
    if (at < 0) continue;
    taken.add(at);
    guessed[role] = columns[at];
  }
  const lines = columns.filter((_, at) => !taken.has(at) && ADDRESS.test(plain[at] ?? ''));
  if (lines.length > 0) guessed.address = lines;
  return { id: LINE, ...guessed };
}
