/** Who could still be recognised in a story, and why. Pure: what was counted is given. */
import { plural } from '../../../../kernel/names.ts';
import { anyOf, type Known, wordsOfName } from './generalise.ts';
import { AGE_BANDS, AGES, type AgeBand, EXACT_DAYS, RARE, REACHES, RELATIONS, TELLS_SEX } from './words.ts';

/** What the story tells of the person, as its writer says. */
export interface Told {
  readonly place: string | null;
  readonly age: AgeBand | null;
  readonly sex: boolean;
  readonly kind: boolean;
  /** Facts that few others share, in the writer's words. */
  readonly rare: readonly string[];
}

/** How many others the person can hide among. */
export interface Cells {
  /** People of cases of this kind who are as the story tells. */
  readonly alike: number;
  /** People of cases of this kind. */
  readonly ofKind: number;
  /** People who live in the place (and are of the age), where that is recorded. */
  readonly population: number | null;
  readonly placeName: string | null;
}

export interface Finding {
  /** `stops`: the story names somebody and cannot be signed off. `weigh`: whoever signs says why it may be told. */
  readonly weight: 'stops' | 'weigh';
  readonly who: string;
  readonly why: string;
}

/** Fewer than this many alike are a small cell, as in every figure that leaves casework. */
export const SMALLEST_CROWD = 5;
const SMALLEST_POPULATION = 1000;

const found = (text: string, pattern: RegExp | undefined): readonly string[] =>
  pattern === undefined
    ? []
    : [...new Set([...text.matchAll(new RegExp(pattern, 'giu'))].map(([all]) => all))];
const quoted = (words: readonly string[]): string => words.map((word) => `“${word}”`).join(', ');

/** What in the text names somebody: it can never be signed off. */
export function named(text: string, known: Known): readonly Finding[] {
  const stops = (who: string, says: string, words: readonly string[]): readonly Finding[] =>
    words.length === 0 ? [] : [{ weight: 'stops', who, why: `The text holds ${says}: ${quoted(words)}.` }];
  const all = (names: readonly string[]) => anyOf([...names, ...names.flatMap(wordsOfName)]);
  return [
    ...stops('The person', 'a name of theirs', found(text, all(known.names))),
    ...stops('Somebody else in the case', 'a name', found(text, all(known.others))),
    ...REACHES.flatMap(({ found: pattern, says }) => stops('The person', says, exactly(text, pattern))),
    ...EXACT_DAYS.flatMap((pattern) =>
      stops('Everybody who was there', 'an exact day', exactly(text, pattern)),
    ),
    ...stops('The person', 'an exact age', exactly(text, AGES)),
  ];
}

const exactly = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(new RegExp(pattern, pattern.flags))].map(([all]) => all)),
];

/** What the story tells by which somebody can be looked for, in words. */
export function quasiIdentifiers(told: Told, { placeName }: Pick<Cells, 'placeName'>): readonly string[] {
  return [
    ...(told.place === null ? [] : [`where: ${placeName ?? told.place}`]),
    ...(told.age === null ? [] : [`age: ${AGE_BANDS[told.age].says}`]),
    ...(told.sex ? ['whether a man or a woman'] : []),
    ...(told.kind ? ['what kind of case it is'] : []),
    ...told.rare.map((fact) => `a rare fact: ${fact}`),
  ];
}

/** Who could still be recognised, and why: what stops first. */
export function recognise(text: string, known: Known, told: Told, cells: Cells): readonly Finding[] {
  const weigh = (who: string, why: string): Finding => ({ weight: 'weigh', who, why });
  const rare = RARE.flatMap(({ found: pattern, says }) => {
    const words = exactly(text, pattern);
    return words.length === 0
      ? []
      : [weigh('The person', `${quoted(words)} is ${says}, which few share and neighbours know of.`)];
  });
  const places = found(text, anyOf(known.places)).filter(
    (word) => word.toLowerCase() !== cells.placeName?.toLowerCase(),
  );
  return [
    ...named(text, known),
    ...(places.length === 0
      ? []
      : [weigh('The person', `The text names ${quoted(places)}, and the check was told of no such place.`)]),
    ...(TELLS_SEX.test(text) && !told.sex
      ? [weigh('The person', 'The words tell whether it is a man or a woman, and the check was not told so.')]
      : []),
    ...(cells.alike < SMALLEST_CROWD
      ? [
          weigh(
            'The person',
            `Among ${plural(cells.ofKind, 'person', 'people')} of such cases, ${cells.alike} ${cells.alike === 1 ? 'is' : 'are'} as the story tells: fewer than ${SMALLEST_CROWD}. Whoever knows of the cases knows who it is.`,
          ),
        ]
      : []),
    ...populationFinding(told, cells, weigh),
    ...told.rare.map((fact) => weigh('The person', `“${fact}”: a rare fact, which Concord cannot count.`)),
    ...rare,
    ...exactly(text, RELATIONS).map((relation) =>
      weigh(
        'Somebody else',
        `“${relation}”: whoever knows this person recognises the family, and the other way round.`,
      ),
    ),
  ];
}

function populationFinding(
  told: Told,
  { population, placeName }: Cells,
  weigh: (who: string, why: string) => Finding,
): readonly Finding[] {
  if (told.place === null) return [];
  const where = placeName ?? told.place;
  if (population === null)
    return [
      weigh(
        'The person',
        `How many people live in ${where} is not recorded: it cannot be said among how many they hide.`,
      ),
    ];
  return population < SMALLEST_POPULATION
    ? [
        weigh(
          'The person',
          `${population.toLocaleString('en-GB')} people of that description live in ${where}: fewer than ${SMALLEST_POPULATION.toLocaleString('en-GB')}.`,
        ),
      ]
    : [];
}
