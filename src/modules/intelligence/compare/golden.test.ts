import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { importBoundaries, importDeprivation, importLookup, importPopulations } from '../../places/index.ts';
import { importStreet } from '../street/import-street.ts';
import { assembleComparison } from './assemble.ts';
import { ComparePage } from './compare-page.tsx';
import { assembleContribution } from './contribution-assemble.ts';
import { assembleGap } from './gap-assemble.ts';

/** The real files, where they are beside the repository; the recount below shares no code with what it checks. */
const DATA = path.resolve(import.meta.dirname, '../../../../../shared/data');
const isThere = existsSync(path.join(DATA, 'police'));
if (!isThere)
  console.warn(
    'NOT COMPARED with the real files of police.uk: there is no ../shared/data beside the repository.',
  );

const read = (file: string): string => readFileSync(path.join(DATA, file), 'utf8');
const linesOf = (file: string): string[][] => {
  const text = read(file);
  if (text.includes('"')) throw new Error('a quoted cell');
  return text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
};

/** By the textbook: the probability of at most n events where m are expected. */
function atMost(n: number, m: number): number {
  let [term, sum] = [Math.exp(-m), Math.exp(-m)];
  for (let k = 1; k <= n; k += 1) {
    term = (term * m) / k;
    sum += term;
  }
  return sum;
}

const MONTHS = ['2018-10', '2018-11', '2018-12', '2019-01'];
const ASB = 'Anti-social behaviour';
const here = { today: plainDate('2019-03-01'), area: 'Cannock Chase' };

describe.runIf(isThere)('the real files of four months', () => {
  const db = testDatabase();
  test('rates per ward and per deprivation fifth, their limits and gaps are those of an independent recount', {
    timeout: 400_000,
  }, async () => {
    const actor = db().with('read', 'places.edit', 'indicators.edit', 'observations.record');
    const files = readdirSync(path.join(DATA, 'police')).sort();
    const told = await db().does(actor, async (tx) => {
      for (const [file, geography, code, name] of [
        ['lsoa-2011.geojson', 'lsoa-2011', 'LSOA11CD', 'LSOA11NM'],
        ['wards-2013.geojson', 'ward-2013', 'WD13CD', 'WD13NM'],
        ['wards-2025.geojson', 'ward-2025', 'WD25CD', 'WD25NM'],
      ] as const) {
        const options = { write: true, source: 'test', geography, code, name };
        orThrow(await importBoundaries(tx, actor, read(`geography/${file}`), options));
      }
      const sides = { from: 'lsoa11_code', to: 'ward17_code', write: true };
      orThrow(await importLookup(tx, actor, read('geography/lsoa11-to-ward17.csv'), sides));
      const people = read('geography/lsoa11-population-by-age.csv');
      orThrow(await importPopulations(tx, actor, people, { write: true, asOn: '2017-06-30' }));
      orThrow(
        await importDeprivation(tx, actor, read('deprivation/cannock_imd2019_england_lsoa11.csv'), {
          year: 2019,
          source: 'test',
          write: true,
        }),
      );
      const street = files.map((name) => ({
        name,
        open: () => Readable.from([readFileSync(path.join(DATA, 'police', name))]),
      }));
      orThrow(await importStreet(tx, actor, street, { write: true }));
      const gaps = { of: 'fifths:lsoa-2011', since: '2018-10' };
      const wards = [];
      for (const period of MONTHS) {
        const wanted = { places: 'ward-2013', period };
        wards.push(orThrow(await assembleComparison(tx, 'police-crime-rate', wanted, here)));
      }
      return {
        gap: orThrow(await assembleGap(tx, 'police-crime-rate', gaps, here)),
        asbGap: orThrow(await assembleGap(tx, 'police-asb-rate', gaps, here)),
        wards,
        types: orThrow(
          await assembleContribution(
            tx,
            'police-crime',
            { places: 'ward-2013', since: '2018-10', until: '2019-01' },
            here,
          ),
        ),
      };
    });

    const rows = files.flatMap((name) => linesOf(`police/${name}`));
    const wardOf = new Map(
      linesOf('geography/lsoa11-to-ward17.csv').map(([lsoa = '', ward = '']) => [lsoa, ward]),
    );
    const peopleOf = new Map(
      linesOf('geography/lsoa11-population-by-age.csv').map((row) => [row[1] ?? '', Number(row[2])]),
    );
    const ranked = linesOf('deprivation/cannock_imd2019_england_lsoa11.csv')
      .map((row) => ({ lsoa: row[0] ?? '', rank: Number(row[9]) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ lsoa }) => lsoa);
    expect(ranked).toHaveLength(60);
    const [most, least] = [new Set(ranked.slice(0, 12)), new Set(ranked.slice(48))];
    const sum = (lsoas: Iterable<string>): number =>
      [...lsoas].reduce((all, lsoa) => all + (peopleOf.get(lsoa) ?? 0), 0);
    const count = (month: string, asb: boolean, of: (lsoa: string) => boolean): number =>
      rows.filter((row) => row[1] === month && (row[9] === ASB) === asb && of(row[7] ?? '')).length;
    const limits = (n: number): [number, number] => [
      n * (1 - 1 / (9 * n) - 1.959964 / (3 * Math.sqrt(n))) ** 3,
      (n + 1) * (1 - 1 / (9 * (n + 1)) + 1.959964 / (3 * Math.sqrt(n + 1))) ** 3,
    ];

    for (const [asb, { told: found }] of [
      [false, told.gap],
      [true, told.asbGap],
    ] as const) {
      expect(found?.gaps.map(({ period }) => period.text)).toEqual(MONTHS.toReversed());
      for (const { period, one, other, gap } of found?.gaps ?? []) {
        const [bad, good] = [
          count(period.text, asb, (l) => most.has(l)),
          count(period.text, asb, (l) => least.has(l)),
        ];
        expect([one, other]).toMatchObject([
          { numerator: bad, denominator: sum(most) },
          { numerator: good, denominator: sum(least) },
        ]);
        const [a, b] = [(bad / sum(most)) * 1000, (good / sum(least)) * 1000];
        if ('because' in gap) throw new Error(gap.because);
        expect(gap.value).toBeCloseTo(a - b, 9);
        if (bad < 10 || good < 10) continue;
        const [l1, u1] = limits(bad).map((n) => (n / sum(most)) * 1000);
        const [l2, u2] = limits(good).map((n) => (n / sum(least)) * 1000);
        expect(gap.low).toBeCloseTo(a - b - Math.sqrt((a - (l1 ?? 0)) ** 2 + ((u2 ?? 0) - b) ** 2), 4);
        expect(gap.high).toBeCloseTo(a - b + Math.sqrt(((u1 ?? 0) - a) ** 2 + (b - (l2 ?? 0)) ** 2), 4);
      }
    }

    const district = (month: string) => count(month, false, (lsoa) => wardOf.has(lsoa));
    const everybody = sum(wardOf.keys());
    for (const [index, { told: month }] of told.wards.entries()) {
      expect(month?.rows).toHaveLength(15);
      const text = MONTHS[index] ?? '';
      expect(month?.comparator.figure).toMatchObject({ numerator: district(text), denominator: everybody });
      for (const { slug, name, numerator, denominator, lower, upper, difference } of month?.rows ?? []) {
        const ward = wardCodes().get(name) ?? '';
        const crimes = count(text, false, (lsoa) => wardOf.get(lsoa) === ward);
        const persons = sum([...wardOf].filter(([, code]) => code === ward).map(([lsoa]) => lsoa));
        expect([slug, numerator, denominator]).toEqual([slug, crimes, persons]);
        expect(difference?.value).toBeCloseTo((crimes / persons - district(text) / everybody) * 1000, 9);
        const [low, high] = [((lower ?? 0) * persons) / 1000, ((upper ?? 0) * persons) / 1000];
        if (crimes >= 10) {
          expect(low).toBeCloseTo(limits(crimes)[0], 4);
          expect(high).toBeCloseTo(limits(crimes)[1], 4);
        } else {
          expect(atMost(crimes, high)).toBeCloseTo(0.025, 6);
          if (crimes > 0) expect(1 - atMost(crimes - 1, low)).toBeCloseTo(0.025, 6);
        }
      }
    }

    const { byPlace, byType } = told.types.told ?? {};
    if (!byPlace || 'because' in byPlace || !byType) throw new Error('nothing is told');
    for (const side of [byPlace, byType])
      expect([side.before, side.now]).toEqual([district('2018-10'), district('2019-01')]);
    for (const { of, before } of byType.parts)
      expect(before).toBe(
        rows.filter((row) => row[1] === '2018-10' && row[9] === of && wardOf.has(row[7] ?? '')).length,
      );

    const [comparison] = told.wards;
    if (!comparison) throw new Error('no comparison');
    const query = { sort: undefined, direction: 'ascending', page: 1, filters: {} } as const;
    const page = renderToString(h(ComparePage, { comparison, query, mayEdit: false }));
    expect(page).toContain('the boundaries of 2013, which have 15 places');
    expect(page).toContain('12 in the boundaries of 2025');
  });
});

/** The codes of the wards of 2013 by name, from their own file. */
const wardCodes = (): ReadonlyMap<string, string> =>
  new Map(
    (
      JSON.parse(read('geography/wards-2013.geojson')) as {
        features: { properties: { WD13NM: string; WD13CD: string } }[];
      }
    ).features.map(({ properties }) => [properties.WD13NM, properties.WD13CD]),
  );
