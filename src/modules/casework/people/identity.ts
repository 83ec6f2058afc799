/** What tells who somebody is: read from what was typed, and kept sealed. */
import { parsePlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { dateReader } from '../linkage/text/dates.ts';

/** Names, birth date and numbers of one person, as one agency knows them. */
export interface Identity {
  readonly givenNames?: string | undefined;
  readonly surname?: string | undefined;
  /** Other names that the person goes or went by, each as given names and surname. */
  readonly otherNames?: readonly string[] | undefined;
  /** YYYY-MM-DD, or YYYY-MM or YYYY where no more is known. */
  readonly dateOfBirth?: string | undefined;
  readonly sex?: string | undefined;
  readonly telephones?: readonly string[] | undefined;
  readonly emails?: readonly string[] | undefined;
  readonly nhsNumber?: string | undefined;
  readonly nationalInsuranceNumber?: string | undefined;
  readonly policeNumber?: string | undefined;
  /** The agency's own number for the person. */
  readonly reference?: string | undefined;
}

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
const LONGEST = 200;
const MOST = 10;

const readDate = dateReader();

/** The identity in a record's input, without what is empty; refused when it is unreadable or says nothing. */
export function readIdentity(given: Identity, today: string): Identity | Refusal {
  const read: Record<string, unknown> = {};
  for (const name of TEXTS) {
    const text = tidy(given[name]);
    if (text.length > LONGEST)
      return refused('too-long', `Shorten this to ${LONGEST} characters.`, { field: name });
    if (text !== '') read[name] = text;
  }
  for (const name of LISTS) {
    const texts = [...new Set((given[name] ?? []).map(tidy).filter((text) => text !== ''))];
    if (texts.length > MOST) return refused('too-many', `Give at most ${MOST} of these.`, { field: name });
    if (texts.length > 0) read[name] = texts;
  }
  const born = tidy(given.dateOfBirth);
  if (born !== '') {
    const date = isoDate(born);
    if (date === undefined || date > today)
      return refused('date-of-birth-unreadable', 'Enter a date of birth in the past, such as 27 3 1980.', {
        field: 'dateOfBirth',
      });
    read.dateOfBirth = date;
  }
  if (
    !['givenNames', 'surname', 'reference', 'telephones', 'otherNames', 'emails'].some((name) => name in read)
  )
    return refused(
      'says-nobody',
      'Give at least a name, a telephone number, an e-mail address or a reference.',
      {
        field: 'surname',
      },
    );
  return read;
}

/** A date as it was typed, as YYYY-MM-DD, YYYY-MM or YYYY; undefined when it is none, such as 31 February. */
export function isoDate(text: string): string | undefined {
  const figures = readDate(text);
  if (figures === '') return undefined;
  const [year, month, day] = [figures.slice(0, 4), figures.slice(4, 6), figures.slice(6, 8)];
  if (Number(month) > 12 || Number(day) > 31 || Number(year) < 1850) return undefined;
  if (month === '00') return year;
  return day === '00' ? `${year}-${month}` : parsePlainDate(`${year}-${month}-${day}`);
}

const tidy = (text: string | undefined): string => (text ?? '').trim().replace(/\s+/g, ' ');

/** The identity as it is stored. */
export const sealIdentity = (subjects: SubjectKeys, recordId: string, identity: Identity): Buffer =>
  subjects.seal(recordId, JSON.stringify(identity));

/** The identity of a record; undefined when it was disposed of. */
export function openIdentity(
  subjects: SubjectKeys,
  recordId: string,
  sealed: Uint8Array,
): Identity | undefined {
  const text = subjects.open(recordId, sealed);
  return text === undefined ? undefined : (JSON.parse(text) as Identity);
}

/** The name as people read it: `Mary Ann O'Brien`; what else is known of somebody without one. */
export function displayName(identity: Identity): string {
  const name = [identity.givenNames, identity.surname].filter((part) => part !== undefined).join(' ');
  return name !== '' ? name : (identity.otherNames?.[0] ?? 'Name not known');
}
