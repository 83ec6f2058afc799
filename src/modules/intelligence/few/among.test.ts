import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, addMonths, type PlainDate, plainDate } from '../../../kernel/plain-date.ts';
import type { ComparedPlace, Home } from '../compare/places.ts';
import { hiddenAmong, hiddenInPublic } from './among.ts';
import { type FewFigure, keyOf, OWN } from './figures.ts';
import { givenAway } from './given-away.ts';
import { placeSums } from './place-sums.ts';
import type { Span } from './spans.ts';
import { couldBeOther, type Fact, followsFromFacts } from './testing.ts';

const FIRST = plainDate('2011-01-01');
const home: Home = { id: 'home', name: 'Home', geographyId: 'district', within: [], geographies: [] };
const place = (slug: string, geographyId: string, within: readonly string[]): ComparedPlace => ({
  ...{ id: slug, slug, name: slug, geographyId },
  within: [...within, 'home'],
  geographies: ['district'],
});

/** Months from January 2011, as many as said, and what a reader calls them together. */
const span = (kind: string, from: number, months: number): Span & { from: number; months: number } => ({
  ...{ text: `${kind} ${from}`, kind, from, months },
  start: addMonths(FIRST, from),
  end: addDays(addMonths(FIRST, from + months), -1) as PlainDate,
});

const everySpan = (kind: string, months: number, step: number, of: number, begin = 0) =>
  Array.from({ length: Math.max(0, Math.floor((of - begin - months) / step) + 1) }, (_, index) =>
    span(kind, begin + index * step, months),
  );

/** Which kinds of periods an indicator has, over so many months. */
const calendars = {
  'months and quarters': (of: number) => [...everySpan('month', 1, 1, of), ...everySpan('quarter', 3, 3, of)],
  'quarters and years': (of: number) => [...everySpan('quarter', 3, 3, of), ...everySpan('year', 12, 12, of)],
  'months, quarters, halves and two sorts of years': (of: number) => [
    ...everySpan('month', 1, 1, of),
    ...everySpan('quarter', 3, 3, of),
    ...everySpan('half', 6, 6, of),
    ...everySpan('year', 12, 12, of),
    ...everySpan('financial', 12, 12, of, 3),
  ],
  'quarters and two sorts of years': (of: number) => [
    ...everySpan('quarter', 3, 3, of),
    ...everySpan('year', 12, 12, of),
    ...everySpan('financial', 12, 12, of, 3),
  ],
  'years rolling from quarter to quarter': (of: number) => [
    ...everySpan('rolling', 12, 3, of),
    ...everySpan('quarter', 3, 3, of),
  ],
} as const;

interface World {
  readonly figures: readonly FewFigure[];
  readonly places: readonly ComparedPlace[];
  /** Which numbers of the finest table each figure is the sum of. */
  readonly sumOf: ReadonlyMap<string, readonly number[]>;
  readonly counts: readonly number[];
}

/** Streets in wards and, crosswise, in beats, month by month; every figure that is said to be there is their sum. */
function worldOf(
  wards: number,
  streets: number,
  months: number,
  calendar: keyof typeof calendars,
  counts: readonly number[],
  left: readonly boolean[],
): World {
  const leaves = Array.from({ length: wards * streets }, (_, index) => index);
  const [figures, sumOf] = [[] as FewFigure[], new Map<string, readonly number[]>()];
  const areas: { slug: string; of: readonly number[]; place?: ComparedPlace }[] = [{ slug: OWN, of: leaves }];
  for (let ward = 0; ward < wards; ward += 1) {
    const slug = `ward${ward}`;
    areas.push({
      slug,
      of: leaves.filter((leaf) => Math.floor(leaf / streets) === ward),
      place: place(slug, 'ward', []),
    });
  }
  if (streets > 1)
    for (const leaf of leaves) {
      const beat = `beat${leaf % streets}`;
      const slug = `street${leaf}`;
      areas.push({
        slug,
        of: [leaf],
        place: place(slug, 'street', [`ward${Math.floor(leaf / streets)}`, beat]),
      });
      if (leaf < streets)
        areas.push({
          slug: beat,
          of: leaves.filter((one) => one % streets === leaf),
          place: place(beat, 'beat', []),
        });
    }
  let nth = 0;
  for (const { slug, of } of areas)
    for (const one of calendars[calendar](months)) {
      nth += 1;
      if (left[nth % left.length] && slug !== OWN) continue;
      const cells = of.flatMap((leaf) =>
        Array.from({ length: one.months }, (_, month) => leaf * months + one.from + month),
      );
      const people = cells.reduce((sum, cell) => sum + (counts[cell] ?? 0), 0);
      figures.push({ place: slug, span: one, people });
      sumOf.set(keyOf(slug, one.text), cells);
    }
  return { figures, places: areas.flatMap((area) => area.place ?? []), sumOf, counts };
}

const worlds = (size: { wards: number; streets: number; months: number }, most: number) =>
  fc
    .record({
      wards: fc.integer({ min: 2, max: size.wards }),
      streets: fc.integer({ min: 1, max: size.streets }),
      months: fc.integer({ min: 6, max: size.months }),
      calendar: fc.constantFrom(...(Object.keys(calendars) as (keyof typeof calendars)[])),
    })
    .chain(({ wards, streets, months, calendar }) =>
      fc
        .tuple(
          fc.array(fc.oneof(fc.nat(3), fc.nat(most), fc.constant(0)), {
            minLength: wards * streets * months,
            maxLength: wards * streets * months,
          }),
          fc.oneof(fc.constant([false]), fc.array(fc.boolean(), { minLength: 7, maxLength: 29 })),
        )
        .map(([counts, left]) => worldOf(wards, streets, months, calendar, counts, left)),
    );

const isFew = ({ place, people = 0 }: FewFigure): boolean => place !== OWN && people >= 1 && people <= 4;

function factsOf({ figures, sumOf }: World, hidden: ReadonlySet<string>): readonly Fact[] {
  return figures.flatMap(({ place, span: { text }, people = 0 }) => {
    const key = keyOf(place, text);
    return hidden.has(key) ? [] : [{ of: sumOf.get(key) ?? [], is: people }];
  });
}

/** The hidden figures that follow from what is shown. */
function found(world: World, hidden: ReadonlySet<string>): readonly string[] {
  const facts = factsOf(world, hidden);
  const follows = followsFromFacts(facts, world.counts.length);
  return [...hidden].filter((key) => follows(world.sumOf.get(key) ?? []));
}

/** What the rule was before: each period by itself. */
const eachPeriodByItself = ({ figures, places }: World): ReadonlySet<string> =>
  new Set(
    [...Map.groupBy(figures, ({ span: { text } }) => text).values()].flatMap((own) => [
      ...hiddenAmong(own, places, home),
    ]),
  );

test('no figure of one to four people is shown, and none that is hidden follows from all that is shown', () => {
  let several = 0;
  fc.assert(
    fc.property(worlds({ wards: 4, streets: 3, months: 24 }, 30), (world) => {
      const hidden = hiddenAmong(world.figures, world.places, home);
      expect(
        world.figures.filter((one) => isFew(one) && !hidden.has(keyOf(one.place, one.span.text))),
      ).toEqual([]);
      expect(found(world, hidden)).toEqual([]);
      if (hidden.size > 1) several += 1;
    }),
    { numRuns: 60 },
  );
  expect(several).toBeGreaterThan(40);
});

test('every hidden figure could be another, whole and not below nought, for whoever knows all that is shown', () => {
  fc.assert(
    fc.property(worlds({ wards: 3, streets: 2, months: 12 }, 8), (world) => {
      const hidden = hiddenAmong(world.figures, world.places, home);
      const facts = factsOf(world, hidden);
      // What the indicator's own figures alone tell can be kept from nobody.
      const everything = new Set(world.sumOf.keys().filter((key) => !key.startsWith(`${OWN}|`)));
      const own = factsOf(world, everything);
      const isToldBy = (known: readonly Fact[], key: string): boolean =>
        couldBeOther(known, world.sumOf.get(key) ?? [], world.counts) === 'no';
      const told = [...hidden].slice(0, 8).filter((key) => isToldBy(facts, key) && !isToldBy(own, key));
      expect(told).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test('hiding each period by itself, as it once was, gives hidden figures away', () => {
  const leaks = fc
    .sample(worlds({ wards: 4, streets: 2, months: 24 }, 30), { numRuns: 40, seed: 7 })
    .filter((world) => found(world, eachPeriodByItself(world)).length > 0);
  expect(leaks.length).toBeGreaterThan(10);
});

const quarters = everySpan('quarter', 3, 3, 12);
const [year] = everySpan('year', 12, 12, 12);
const yearOf = (slug: string, counts: readonly number[]): FewFigure[] => [
  ...quarters.map((one, index) => ({ place: slug, span: one, people: counts[index] ?? 0 })),
  { place: slug, span: year ?? span('year', 0, 12), people: counts.reduce((sum, count) => sum + count, 0) },
];
const withOwn = (figures: readonly FewFigure[]): FewFigure[] => [
  ...figures,
  ...[...Map.groupBy(figures, ({ span: { text } }) => text).values()].flatMap((own) => {
    const [first] = own;
    return first
      ? [{ ...first, place: OWN, people: own.reduce((sum, { people = 0 }) => sum + people, 0) }]
      : [];
  }),
];
const wardsOf = (...slugs: string[]) => slugs.map((slug) => place(slug, 'ward', []));

test('with the small quarter of a ward its smallest other, and those of the smallest other ward, are hidden; years stay', () => {
  const figures = withOwn([
    ...yearOf('a', [30, 3, 9, 40]),
    ...yearOf('b', [50, 60, 70, 80]),
    ...yearOf('c', [20, 21, 22, 23]),
  ]);
  const hidden = hiddenAmong(figures, wardsOf('a', 'b', 'c'), home);
  expect([...hidden].sort()).toEqual(['a|quarter 3', 'a|quarter 6', 'c|quarter 3', 'c|quarter 6']);
});

test('of a ward that had nobody in the year, no quarter protects another ward', () => {
  const figures = withOwn([
    ...yearOf('a', [30, 3, 9, 40]),
    ...yearOf('b', [50, 60, 70, 80]),
    ...yearOf('nobody', [0, 0, 0, 0]),
  ]);
  const hidden = hiddenAmong(figures, wardsOf('a', 'b', 'nobody'), home);
  expect([...hidden].filter((key) => key.startsWith('nobody'))).toEqual([]);
});

test('a table without small figures is shown whole, and what nobody can count counts as few', () => {
  const figures = withOwn([...yearOf('a', [30, 13, 9, 40]), ...yearOf('b', [50, 60, 70, 80])]);
  expect(hiddenAmong(figures, wardsOf('a', 'b'), home).size).toBe(0);
  const [first] = figures;
  const unknown = first ? [{ place: first.place, span: first.span }] : [];
  expect(hiddenAmong(unknown, wardsOf('a'), home).size).toBe(1);
});

test('in public, all whose time meets that of a small figure stay hidden with it', () => {
  const hidden = hiddenInPublic(yearOf(OWN, [12, 3, 9, 0]));
  expect([...hidden].sort()).toEqual(['|quarter 3', '|year 0']);
});

test('what a year leaves beside three quarters, or beside the year up to November, is small too, and no figure of its own', () => {
  const told = (one: Span, people: number): FewFigure => ({ place: 'ward', span: one, people });
  const ward = [place('ward', 'ward', [])];
  const year = told(span('year', 0, 12), 30);
  const quarters = [0, 3, 6].map((from) => told(span('quarter', from, 3), 9));
  expect([...hiddenAmong([year, ...quarters], ward, home)]).toEqual([keyOf('ward', 'quarter 0')]);
  const upTo = (months: number, people: number): FewFigure =>
    told({ ...span('range', 0, months), text: `up to ${months}` }, people);
  const growing = [5, 10, 15, 20, 23].map((people, at) => upTo(at + 1, people));
  expect([...hiddenAmong(growing, ward, home)]).toEqual([keyOf('ward', 'up to 5')]);
  expect([...hiddenAmong(growing.slice(0, 4), ward, home)]).toEqual([]);
  expect([...hiddenInPublic([year, ...quarters].map((one) => ({ ...one, place: OWN })))]).toHaveLength(1);
});

test('what twelve months leave beside the twelve before them, where the month that dropped out is known, is small too', () => {
  const told = (one: Span, people: number): FewFigure => ({ place: 'ward', span: one, people });
  const ward = [place('ward', 'ward', [])];
  const years = [30, 28, 34].map((people, at) => told(span('year', at, 12), people));
  // The thirteenth month is 28 less 30 and the first, 3; the fourteenth 34 less 28 and the second, 11.
  const [first, second] = [told(span('month', 0, 1), 5), told(span('month', 1, 1), 5)];
  expect(hiddenAmong([...years, first], ward, home).size).toBe(1);
  expect(hiddenAmong([...years.slice(1), second], ward, home).size).toBe(0);
  // From the other side: the month that came is known, and the one that dropped out follows.
  expect(hiddenAmong([...years.slice(0, 2), told(span('month', 12, 1), 1 + 5)], ward, home).size).toBe(0);
  expect(hiddenAmong([...years.slice(1), told(span('month', 13, 1), 9)], ward, home).size).toBe(1);
});

test('sums over several wards and spans of time give nothing away, of which no single sum tells', () => {
  const told = (slug: string, one: Span, people: number): FewFigure => ({ place: slug, span: one, people });
  const quarter = (from: number): Span => span('quarter', from, 3);
  const [calendar, financial] = [span('year', 0, 12), span('financial', 3, 12)];
  const figures = [
    ...[5, 0, 1, 3, 0].map((people, at) => told(OWN, quarter(at * 3), people)),
    ...[told(OWN, calendar, 9), told(OWN, financial, 4)],
    ...[
      told('a', quarter(3), 0),
      told('a', quarter(6), 0),
      told('a', quarter(12), 0),
      told('a', financial, 2),
    ],
    ...[told('b', quarter(0), 5), told('b', quarter(3), 0), told('b', quarter(6), 1), told('b', calendar, 7)],
  ];
  // Together a and b had 4 in the second half; of b the year leaves 2 for it, so that 2 are left for a.
  const hidden = hiddenAmong(figures, wardsOf('a', 'b'), home);
  expect(hidden).toContain(keyOf('a', financial.text));
  expect(hidden).toContain(keyOf('b', calendar.text));
});

test('what nobody was told of a ward is not more than the whole had: so much gives no other month away', () => {
  const told = (slug: string, one: Span, people: number): FewFigure => ({ place: slug, span: one, people });
  const [first, second, third] = [span('month', 0, 1), span('month', 1, 1), span('month', 2, 1)];
  const quarter = span('quarter', 0, 3);
  const own = [told(OWN, first, 1), told(OWN, second, 1), told(OWN, third, 6), told(OWN, quarter, 8)];
  const b = [told('b', first, 1), told('b', third, 5), told('b', quarter, 7)];
  // The quarter of b leaves 2 for its first two months, in each of which there was only one in all.
  const hidden = hiddenAmong([...own, told('a', first, 0), ...b], wardsOf('a', 'b'), home);
  expect(hidden.has(keyOf('b', third.text)) || hidden.has(keyOf('b', quarter.text))).toBe(true);
});

test('ten years of months with twelve months to each of them are decided, though hardly anything can be told of them', () => {
  const slugs = ['a', 'b', 'c', 'd'];
  const spans = [...everySpan('month', 1, 1, 120), ...everySpan('rolling', 12, 1, 120)];
  const figures = withOwn(
    slugs.flatMap((slug, nth) =>
      spans.map(({ from, months, ...one }): FewFigure => {
        const people = Array.from({ length: months }, (_, at) =>
          ((from + at) * (nth + 3)) % 7 === 0 ? nth + 2 : 0,
        );
        return { place: slug, span: { ...one }, people: people.reduce((sum, count) => sum + count, 0) };
      }),
    ),
  );
  const hidden = hiddenAmong(figures, wardsOf(...slugs), home);
  expect(figures.filter((one) => isFew(one) && !hidden.has(keyOf(one.place, one.span.text)))).toEqual([]);
  expect([...hidden].filter((one) => one.startsWith(`${OWN}|`))).toEqual([]);
  expect(givenAway(figures, placeSums(wardsOf(...slugs), home), hidden)).toEqual([]);
});
