import { type DatasetView, possiblePairs } from './dataset.ts';
import type { Field } from './fields.ts';
import { DATE, EXACT, HOUSE, MISSING, NAME, POSTCODE, TEXT } from './levels.ts';
import type { Model } from './model.ts';

/** No twins; likenesses of twins that differ in more than the first name; twins as by the book. */
export const TWINS = { no: 0, alike: 1, same: 2 } as const;

/** What the twins rule says of two records, by the levels of their fields: one of TWINS. */
export type TwinsTest = (levels: Uint8Array, one: number, two: number) => number;

/** From so many records on, a first name is one that people have, and no misspelling. */
const KNOWN_NAME = 3;

/**
 * The twins rule: same surname, birth date and address (or no address that says otherwise), but another first name.
 * Such a pair never joins by itself, whatever its weight. Short forms and misspellings are the same first name, but
 * two names that are alike and that several records have each (Ella, Emma) are two; with another sex, so are two that
 * differ in a letter. `same` when surname, birth date and all that is known of the home are exactly the same.
 */
export function twinsRule(view: DatasetView): TwinsTest {
  const { fields } = view;
  const at = (test: (field: Field) => boolean): number => fields.findIndex(test);
  const given = at(({ role }) => role === 'given');
  const surname = at(({ role }) => role === 'surname');
  const birth = at(({ role }) => role === 'birth');
  const sex = at(({ name }) => name === 'sex');
  if (given < 0 || surname < 0 || birth < 0) return () => TWINS.no;
  const atOneAddress = sameAddress(fields);
  const ofHome = [...fields.keys()].filter((field) => fields[field]?.shares === 'home');
  const isKnown = (record: number): boolean =>
    (view.counts[given]?.[view.columns[given]?.[record] ?? 0] ?? 0) >= KNOWN_NAME;
  return (levels, one, two) => {
    const first = levels[given] ?? 0;
    const otherSex = sex >= 0 && (levels[sex] ?? 0) > EXACT;
    const otherName = first === NAME.other || (otherSex ? first > NAME.nickname : first > NAME.close);
    if (!otherName || (first !== NAME.other && !(isKnown(one) && isKnown(two)))) return TWINS.no;
    const last = levels[surname] ?? 0;
    const born = levels[birth] ?? 0;
    const sameSurname = last === EXACT || last === NAME.slip || last === NAME.part;
    const sameDay = born === EXACT || born === DATE.newYear;
    if (!sameSurname || !sameDay || !atOneAddress(levels)) return TWINS.no;
    const byTheBook = last === EXACT && ofHome.every((field) => (levels[field] ?? 0) <= EXACT);
    return byTheBook ? TWINS.same : TWINS.alike;
  };
}

/** Share of people who are one of two twins in the same file and at the same home. */
const ARE_TWINS = 0.005;
/** So many times more often than twins, likenesses of twins must be one person before they may join. */
const OFTENER = 3;

/**
 * Whether a file replaces whole values, first names among them, so that likenesses of twins are mostly one person. What
 * to expect is told by birth dates, which no twin explains: first names are taken to be replaced as often as those. True
 * only if that gives at least three such pairs for every pair of twins, and if there are not many more of them. Twins
 * by the book stay apart even then.
 */
export function replacesValues(model: Model, { size, split }: DatasetView, likeTwins: number): boolean {
  const birth = model.fields.find(({ field }) => field.role === 'birth');
  const matches = model.prior * possiblePairs({ size, split });
  const replaced = (birth?.m[DATE.other] ?? 0) * matches;
  return replaced >= OFTENER * ARE_TWINS * (size + 2 * matches) && likeTwins <= 2 * replaced;
}

/** True unless the address says that two records are of different homes. */
function sameAddress(fields: readonly Field[]): (levels: Uint8Array) => boolean {
  const places = (test: (field: Field) => boolean): number[] =>
    [...fields.keys()].filter((at) => test(fields[at] as Field));
  const uprn = places(({ name }) => name === 'uprn');
  const house = places(({ role }) => role === 'house');
  const postcode = places(({ kind }) => kind === 'postcode');
  const lines = places(({ role }) => role === 'address');
  return (levels) => {
    const level = (of: readonly number[]): number => levels[of[0] ?? -1] ?? MISSING;
    if (level(uprn) !== MISSING) return level(uprn) === EXACT;
    if (level(house) > HOUSE.number) return false;
    const known = lines.map((line) => levels[line] ?? MISSING).filter((found) => found !== MISSING);
    if (known.length > 0) return known.some((found) => found <= TEXT.words);
    return level(postcode) <= POSTCODE.slip;
  };
}
