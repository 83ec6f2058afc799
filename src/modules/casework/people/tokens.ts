/** Keyed hashes by which a record is found or matched: nothing can be read from them without the key outside the database. */
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import {
  foldCode,
  foldEmail,
  foldName,
  foldPhone,
  saysNothing,
  splitFullName,
} from '../linkage/text/fold.ts';
import { nicknameGroups } from '../linkage/text/nicknames.ts';
import { soundOf } from '../linkage/text/sound.ts';
import { type AddressInput, addressKey } from './address.ts';
import type { Identity } from './identity.ts';

/**
 * What a token says. `sound`, `start`, `end` and `slip` of names find the misspelt; `value` counts how rare a value is; `block`
 * brings together what may be one person.
 */
export type TokenKind =
  | 'sound'
  | 'start'
  | 'end'
  | 'slip'
  | 'given'
  | 'born'
  | 'postcode'
  | 'code'
  | 'value'
  | 'block'
  | 'whole';

export interface Token {
  readonly kind: TokenKind;
  readonly hash: Buffer;
}

export interface Name {
  readonly given: string;
  readonly surname: string;
}

/** The names of somebody, folded: the main one first, then every other. */
export function namesOfIdentity({ givenNames, surname, otherNames }: Identity): readonly Name[] {
  const names: Name[] = [{ given: clean(givenNames), surname: clean(surname) }];
  for (const other of otherNames ?? []) {
    const [given, last] = splitFullName(other);
    // A single other name is most often another surname, such as the one before a marriage.
    names.push(
      given !== '' && last === ''
        ? { given: names[0]?.given ?? '', surname: given }
        : { given, surname: last },
    );
  }
  return names.filter(({ given, surname: last }) => given !== '' || last !== '');
}

const clean = (text: string | undefined): string => {
  const folded = foldName(text ?? '');
  return saysNothing(folded) ? '' : folded;
};

/** The date of birth as eight figures, 00 for what is not known; '' when nothing is. */
export const birthFigures = (date: string | undefined): string =>
  date === undefined ? '' : `${date.replaceAll('-', '')}0000`.slice(0, 8);

const isExactDay = (figures: string): boolean =>
  figures !== '' && !figures.endsWith('00') && !figures.endsWith('0101');

/** How a given name is known by all its short forms, or else how it sounds. */
export function givenKey(given: string): string {
  const first = given.split(' ')[0] ?? '';
  const group = nicknameGroups(given)[0];
  return group === undefined ? soundOf(first) || first : `~${group}`;
}

/** How a surname sounds: that of its last word, which hyphenated names share with the plain one. */
const surnameSound = (word: string): string => soundOf(word) || word;

/** Telephone numbers, e-mail addresses and official numbers, folded, each with its kind. */
export function codesOf(identity: Identity): readonly (readonly [kind: string, code: string])[] {
  const codes: [string, string][] = [
    ...(identity.telephones ?? []).map((text): [string, string] => ['phone', foldPhone(text)]),
    ...(identity.emails ?? []).map((text): [string, string] => ['email', foldEmail(text)]),
    ['nhs', foldCode(identity.nhsNumber ?? '')],
    ['nino', foldCode(identity.nationalInsuranceNumber ?? '')],
    ['police', foldCode(identity.policeNumber ?? '')],
  ];
  return codes.filter(([, code]) => code.length > 3);
}

/** Words of which each may be the surname of somebody by this name: `smith-jones` is found under both. */
const surnameWords = (surname: string): readonly string[] =>
  surname.split(' ').filter((word) => word.length > 1);

/** All tokens of a record, each once. */
export function tokensOf(
  subjects: SubjectKeys,
  identity: Identity,
  address: AddressInput | undefined,
): readonly Token[] {
  const tokens = new Map<string, Token>();
  const add = (kind: TokenKind, text: string): void => {
    const hash = subjects.hash(kind, text);
    tokens.set(`${kind} ${hash.toString('base64')}`, { kind, hash });
  };
  for (const [kind, text] of searchTexts(identity, address)) add(kind, text);
  for (const text of blocksOf(identity, address)) add('block', text);
  for (const { text } of valuesOf(identity, address)) add('value', text);
  add('whole', wholeOf(identity, address));
  return [...tokens.values()];
}

/** What a record is found by in a search. */
export function searchTexts(
  identity: Identity,
  address: AddressInput | undefined,
): readonly (readonly [TokenKind, string])[] {
  const texts: [TokenKind, string][] = [];
  for (const { given, surname } of namesOfIdentity(identity)) {
    for (const word of surnameWords(surname)) texts.push(...ofSurname(word));
    if (given !== '') texts.push(['given', givenKey(given)], ['given', soundOf(given.split(' ')[0] ?? '')]);
  }
  const born = birthFigures(identity.dateOfBirth);
  if (born !== '') {
    texts.push(['born', born.slice(0, 4)]);
    if (isExactDay(born)) texts.push(...dayParts(born).map((part): [TokenKind, string] => ['born', part]));
  }
  if (address?.postcode) texts.push(['postcode', foldCode(address.postcode)]);
  for (const [kind, code] of codesOf(identity)) texts.push(['code', `${kind} ${code}`]);
  return texts.filter(([, text]) => text !== '');
}

const SHORT = 8;

/**
 * How a surname sounds, how it begins and how it ends: one slip in a long name leaves at least one of them as it was. A
 * short one is found by what is left when any one letter is taken out, of it and of what is asked for.
 */
const ofSurname = (word: string): [TokenKind, string][] => [
  ['sound', surnameSound(word)],
  ...(word.length > SHORT
    ? ([
        ['start', word.slice(0, 4)],
        ['end', word.slice(-4)],
      ] as [TokenKind, string][])
    : []),
  ...(word.length <= SHORT + 1
    ? [...word].map((_, at): [TokenKind, string] => ['slip', word.slice(0, at) + word.slice(at + 1)])
    : []),
  ['slip', word],
];

/** A date of birth whole, and with one of its parts left out; day and month in either order. */
const dayParts = (born: string): readonly string[] => {
  const [year, month, day] = [born.slice(0, 4), born.slice(4, 6), born.slice(6)];
  return [
    `${year} ${[month, day].sort().join(' ')}`,
    `${year} ${month} -`,
    `${year} - ${day}`,
    `- ${month} ${day}`,
  ];
};

/** What may bring two records of one person together, each so rare that few share it. */
export function blocksOf(identity: Identity, address: AddressInput | undefined): readonly string[] {
  const blocks = new Set<string>();
  const born = birthFigures(identity.dateOfBirth);
  const parts = isExactDay(born) ? dayParts(born) : [];
  if (parts[0] !== undefined) blocks.add(`born ${parts[0]}`);
  const postcode = foldCode(address?.postcode ?? '');
  const home = address === undefined ? '' : (address.uprn ?? addressKey(address));
  for (const { given, surname } of namesOfIdentity(identity)) {
    const first = given === '' ? '' : givenKey(given);
    const sounds = surnameWords(surname).map(surnameSound);
    for (const sound of sounds) {
      // Whichever stands first, so that swapped names meet.
      if (given !== '') blocks.add(`names ${[soundOf(given.split(' ')[0] ?? ''), sound].sort().join(' ')}`);
      for (const part of parts.slice(1)) blocks.add(`surname ${sound} ${part}`);
      if (parts.length === 0 && born !== '') blocks.add(`surname ${sound} ${born.slice(0, 4)}`);
      if (postcode !== '') blocks.add(`surname ${sound} at ${postcode}`);
      else if (home !== '') blocks.add(`surname ${sound} at ${home}`);
    }
    if (first === '') continue;
    for (const part of parts.slice(1)) blocks.add(`given ${first} ${part}`);
    if (postcode !== '') blocks.add(`given ${first} at ${postcode}`);
    if (home !== '') blocks.add(`given ${first} at ${home}`);
  }
  for (const [kind, code] of codesOf(identity)) blocks.add(`${kind} ${code}`);
  return [...blocks];
}

/** Values whose rarity says how much it means to share them, by the field of the model. */
export function valuesOf(
  identity: Identity,
  address: AddressInput | undefined,
): readonly {
  readonly field: 'given_name' | 'surname' | 'date_of_birth' | 'postcode';
  readonly text: string;
}[] {
  const values = namesOfIdentity(identity).flatMap(({ given, surname }) => [
    { field: 'given_name' as const, text: given },
    { field: 'surname' as const, text: surname },
  ]);
  return [
    ...values,
    { field: 'date_of_birth' as const, text: birthFigures(identity.dateOfBirth) },
    { field: 'postcode' as const, text: foldCode(address?.postcode ?? '') },
  ]
    .filter(({ text }) => text !== '')
    .map(({ field, text }) => ({ field, text: `${field} ${text}` }));
}

/** All that is known of somebody as one text: an agency that tells exactly the same again tells of the same record. */
const wholeOf = (identity: Identity, address: AddressInput | undefined): string =>
  JSON.stringify([
    namesOfIdentity(identity),
    birthFigures(identity.dateOfBirth),
    foldCode(identity.sex ?? ''),
    codesOf(identity),
    address === undefined ? '' : addressKey(address),
    foldCode(identity.reference ?? ''),
  ]);

/** The token by which exactly the same record is found again. */
export const wholeToken = (
  subjects: SubjectKeys,
  identity: Identity,
  address: AddressInput | undefined,
): Buffer => subjects.hash('whole', wholeOf(identity, address));
