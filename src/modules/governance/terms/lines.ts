import { slugOf } from '../../../kernel/names.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { TermsFields, TermsInput } from './fields.ts';
import { byText, type Names, slugOfId } from './names.ts';
import { STANDINGS } from './words.ts';

type List<Key extends 'functions' | 'seats' | 'duties' | 'sections'> = NonNullable<TermsInput[Key]>;

const linesOf = (text: string): string[][] =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('|').map((part) => part.trim()));

const wrong = (field: string, line: number, message: string): Refusal =>
  refused('line-unreadable', `Line ${line}: ${message}`, { field });

/** Functions as they are typed, `Name | what it does` on each line; several lines of one name belong together. */
export function readFunctions(text: string): List<'functions'> {
  const found = new Map<string, { slug: string; name: string; says: string }>();
  for (const [name = '', ...says] of linesOf(text)) {
    const slug = slugOf(name);
    const before = found.get(slug);
    const more = says.join(' | ');
    found.set(slug, { slug, name, says: before?.says ? `${before.says}\n${more}` : more });
  }
  return [...found.values()];
}

export const writeFunctions = (functions: TermsFields['functions']): string =>
  functions
    .flatMap(({ name, says }) => (says === '' ? [name] : says.split('\n').map((line) => `${name} | ${line}`)))
    .join('\n');

/** Seats as they are typed: `core | Staffordshire Police | staffordshire-police | Commissioning` on each line. */
export function readSeats(text: string, names: Names): List<'seats'> | Refusal {
  const seats: List<'seats'>[number][] = [];
  for (const [at, [standing = '', title = '', agency = '', within = '']] of linesOf(text).entries()) {
    if (!Object.hasOwn(STANDINGS, standing.toLowerCase()))
      return wrong('seats', at + 1, `begin with ${Object.keys(STANDINGS).join(', ')}.`);
    if (title === '') return wrong('seats', at + 1, 'say whose seat it is.');
    const found = agency === '' ? undefined : byText(names.agencies, agency);
    if (agency !== '' && !found) return wrong('seats', at + 1, `there is no agency "${agency}".`);
    seats.push({
      standing: standing.toLowerCase() as keyof typeof STANDINGS,
      title,
      agencyId: found?.id ?? null,
      functionSlug: within === '' ? null : slugOf(within),
    });
  }
  return seats;
}

export const writeSeats = (terms: Pick<TermsFields, 'seats' | 'functions'>, names: Names): string =>
  terms.seats
    .map(({ standing, title, agencyId, functionSlug }) =>
      [
        standing,
        title,
        slugOfId(names.agencies, agencyId),
        terms.functions.find(({ slug }) => slug === functionSlug)?.name ?? '',
      ]
        .join(' | ')
        .replace(/( \| )+$/, ''),
    )
    .join('\n');

/** Reporting duties as they are typed: `quarter | strategic-board | what it includes` on each line. */
export function readDuties(text: string, names: Names): List<'duties'> | Refusal {
  const duties: List<'duties'>[number][] = [];
  for (const [at, [cadence = '', body = '', ...says]] of linesOf(text).entries()) {
    if (cadence !== 'quarter' && cadence !== 'year')
      return wrong('duties', at + 1, 'begin with quarter or year.');
    const found = byText(names.bodies, body);
    if (!found) return wrong('duties', at + 1, `there is no body "${body}".`);
    duties.push({ cadence, toBodyId: found.id, says: says.join(' | ') });
  }
  return duties;
}

export const writeDuties = ({ duties }: Pick<TermsFields, 'duties'>, names: Names): string =>
  duties
    .map(({ cadence, toBodyId, says }) =>
      [cadence, slugOfId(names.bodies, toBodyId), says].join(' | ').replace(/ \| $/, ''),
    )
    .join('\n');

/** Prose as it is typed: a line `## Heading` begins each section. */
export function readSections(text: string): List<'sections'> | Refusal {
  const [before = '', ...parts] = text.replaceAll('\r\n', '\n').split(/^## +/m);
  if (before.trim() !== '')
    return refused('line-unreadable', 'Begin with a heading: a line such as "## Context".', {
      field: 'sections',
    });
  return parts.map((part) => {
    const [heading = '', ...words] = part.split('\n');
    return { heading: heading.trim(), words: words.join('\n').trim() };
  });
}

export const writeSections = ({ sections }: Pick<TermsFields, 'sections'>): string =>
  sections.map(({ heading, words }) => `## ${heading}\n${words}`).join('\n\n');

/** All lists of a terms form, or the first line that cannot be read. */
export function readLists(
  typed: {
    readonly functions: string;
    readonly seats: string;
    readonly duties: string;
    readonly sections: string;
  },
  names: Names,
): Pick<TermsInput, 'functions' | 'seats' | 'duties' | 'sections'> | Refusal {
  const seats = readSeats(typed.seats, names);
  if (isRefusal(seats)) return seats;
  const duties = readDuties(typed.duties, names);
  if (isRefusal(duties)) return duties;
  const sections = readSections(typed.sections);
  if (isRefusal(sections)) return sections;
  return { functions: readFunctions(typed.functions), seats, duties, sections };
}
