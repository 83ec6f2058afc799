import type { RecordSource, RestrictedBecause } from './input.ts';
import type { Relation } from './residence.ts';

export const RESTRICTIONS: Readonly<Record<RestrictedBecause, string>> = {
  staff: 'Member of staff',
  'relative-of-staff': 'Relative of a member of staff',
  'protected-address': 'Protected address',
  other: 'Another reason',
};

export const RELATIONS: Readonly<Record<Relation, string>> = {
  lives: 'Lives here',
  stays: 'Stays here at times',
  works: 'Works here',
  correspondence: 'Letters go here',
  formerly: 'Lived here before',
};

export const REGIMES = {
  'uk-gdpr': 'UK GDPR',
  'part-3': 'Part 3, Data Protection Act 2018 (law enforcement)',
} as const;

export const SOURCES: Readonly<Record<RecordSource, string>> = {
  form: 'Entered by hand',
  referral: 'From a referral',
  concern: 'From a concern',
  import: 'From a file',
  api: 'From another system',
};

/** A table of words as items to choose from. */
export const choices = (table: Readonly<Record<string, string>>): { value: string; text: string }[] =>
  Object.entries(table).map(([value, text]) => ({ value, text }));

/** A chance in words that people weigh: "almost certain", "even". What looks like twins is never called certain. */
export const chanceWords = (probability: number, twins = false): string => {
  if (twins) return 'not to be told from such evidence: so alike are twins';
  if (probability >= 0.99) return 'almost certain';
  if (probability >= 0.9) return 'very likely';
  if (probability >= 0.6) return 'likely';
  if (probability >= 0.4) return 'about even';
  return probability >= 0.15 ? 'possible' : 'unlikely';
};

/** What a weight in bits says, in words. */
export function weightWords(weight: number): string {
  const side = weight < 0 ? 'against' : 'for';
  const size = Math.abs(weight);
  if (size < 0.5) return 'says nothing';
  if (size < 3) return `speaks a little ${side} it`;
  return size < 8 ? `speaks ${side} it` : `speaks strongly ${side} it`;
}
