import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { importWaves } from '../import/define-waves.ts';
import { importObservations } from '../import/index.ts';
import { defineIndicator } from '../indicators.ts';
import { hideFew } from '../open-data/small-numbers.ts';
import { findIndicator, listWaves } from '../queries.ts';
import { hiddenFigures } from './hidden.ts';

const concord = testApp({ example: true });
const slug = 'people-moved';
const PERIODS = ['2010/11 Q1', '2010/11 Q2', '2010/11 Q3', '2010/11 Q4', '2010/11', '2011/12 Q1', '2011/12'];
const COUNTS: Readonly<Record<string, readonly number[]>> = {
  cannock: [30, 31, 32, 33, 126, 40, 170],
  rugeley: [20, 21, 22, 23, 86, 24, 99],
  hednesford: [10, 2, 11, 12, 35, 13, 60],
};

beforeAll(async () => {
  const actor = concord().db.with('read', 'indicators.edit', 'observations.record');
  await concord().db.does(actor, async (tx) => {
    const people = { kind: 'number', direction: 'lower', smallNumbers: true } as const;
    orThrow(await defineIndicator(tx, actor, { slug, title: 'People moved', ...people }));
    const own = PERIODS.map((_, at) => Object.values(COUNTS).reduce((sum, of) => sum + (of[at] ?? 0), 0));
    const lines = [['', own] as const, ...Object.entries(COUNTS)].flatMap(([place, of]) =>
      PERIODS.map((period, at) => `${slug},${period},${of[at]},${place},final`),
    );
    const report = orThrow(
      await importObservations(tx, actor, ['indicator,period,value,place,quality', ...lines].join('\n')),
    );
    expect(report.refused).toBe(0);
  });
});

const HIDDEN = ['hednesford 2010/11 Q1', 'hednesford 2010/11 Q2', 'rugeley 2010/11 Q1', 'rugeley 2010/11 Q2'];

describe('what is hidden of a small quarter', () => {
  test('is another quarter too, since the year less three quarters would tell it; the year and later ones stand', async () => {
    const token = await concord().token('read');
    const { items } = (await token.get(`/api/v1/indicators/${slug}/observations?limit=100`)).json();
    const hidden = items
      .filter(({ value }: { value: number | null }) => value === null)
      .map(({ place, period }: { place: string; period: string }) => `${place} ${period}`);
    expect(hidden.sort()).toEqual(HIDDEN);
  });
  test('is the same whichever page is read, of one period, of some or of all', async () => {
    const { db } = concord();
    const found = await db.does(db.with('read'), async (tx) => {
      const indicator = await findIndicator(tx, slug);
      if (!indicator) throw new Error('The example is gone.');
      const asked: (readonly string[] | undefined)[] = [
        ...PERIODS.map((period) => [period]),
        ['2010/11 Q2', '2011/12'],
        undefined,
      ];
      const answers: string[][] = [];
      for (const periods of asked) {
        const hidden = await hiddenFigures(tx, [{ indicator, periods }]);
        const told = periods ?? PERIODS;
        answers.push(
          told.flatMap((period) =>
            Object.keys(COUNTS).flatMap((place) =>
              hidden.has(indicator.id, place, period) ? [`${place} ${period}`] : [],
            ),
          ),
        );
        expect(answers.at(-1)?.sort()).toEqual(
          HIDDEN.filter((one) => told.some((period) => one.endsWith(` ${period}`))),
        );
      }
      return answers.flat();
    });
    expect(new Set(found)).toEqual(new Set(HIDDEN));
    const reader = await concord().signInAs('read');
    const csv = (await reader.get('/indicators/observations.csv')).body.split('\r\n');
    for (const one of HIDDEN) {
      const [place, ...period] = one.split(' ');
      expect(
        csv.find((line) => line.startsWith(`${slug},${period.join(' ')},`) && line.includes(`,${place},`)),
      ).toContain(`${slug},${period.join(' ')},,,,${place}`);
    }
    const page = async (path: string): Promise<string> =>
      (await reader.get(path)).body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
    const quarter = encodeURIComponent('2010/11 Q1');
    expect(await page(`/indicators/${slug}/compare?places=town&period=${quarter}`)).toMatch(
      /Hednesford Hidden/,
    );
    expect(await page(`/indicators/${slug}/map?geography=town&period=${quarter}`)).toMatch(
      /Hednesford Hidden/,
    );
  });
  test('a share of people of whom few are counted stays hidden where their number does, which it would tell', async () => {
    const { db } = concord();
    const actor = db.with('read', 'indicators.edit', 'observations.record');
    await db.does(actor, async (tx) => {
      const of = await findIndicator(tx, slug);
      const part = { slug: 'moved-twice', title: 'Moved twice', kind: 'number', direction: 'lower' } as const;
      const { id: numeratorId } = orThrow(await defineIndicator(tx, actor, part));
      const share = { slug: 'share-moved-twice', title: 'Share moved twice', numeratorId } as const;
      const denominatorId = of?.id ?? null;
      const lower = { kind: 'percentage', direction: 'lower' } as const;
      orThrow(await defineIndicator(tx, actor, { ...share, ...lower, denominatorId }));
      const lines = Object.entries(COUNTS).flatMap(([place, counts]) =>
        PERIODS.map((period, at) => `${share.slug},${period},0,0,${counts[at]},${place},final`),
      );
      const csv = ['indicator,period,value,numerator,denominator,place,quality', ...lines].join('\n');
      expect(orThrow(await importObservations(tx, actor, csv)).refused).toBe(0);
    });
    const { items } = (
      await (await concord().token('read')).get('/api/v1/indicators/share-moved-twice/observations?limit=100')
    ).json();
    const hidden = items
      .filter(({ denominator }: { denominator: number | null }) => denominator === null)
      .map(({ place, period }: { place: string; period: string }) => `${place} ${period}`);
    expect(hidden).toEqual(expect.arrayContaining(HIDDEN));
  });
  test('waves that are pooled in one of other days hang together with it, in the pages and in what is published', async () => {
    const { db } = concord();
    const actor = db.with('read', 'indicators.edit', 'observations.record');
    const told = [20, 3, 23].map((people, at) => ({ wave: ['one', 'two', 'one-and-two'][at] ?? '', people }));
    await db.does(actor, async (tx) => {
      const waves = [
        'slug,title,survey,first_wave,last_wave,starts,ends,sample_size,note',
        'one,Wave 1,Moves,1,1,2011-03-01,2011-03-31,,',
        'two,Wave 2,Moves,2,2,2011-09-01,2011-09-30,,',
        'one-and-two,Waves 1 and 2,Moves,1,2,2012-01-01,2012-01-31,,',
      ];
      orThrow(await importWaves(tx, actor, waves.join('\n')));
      const people = { kind: 'number', direction: 'lower', smallNumbers: true } as const;
      orThrow(await defineIndicator(tx, actor, { slug: 'few-waves', title: 'Few by wave', ...people }));
      const lines = told.map(({ wave, people: count }) => `few-waves,${wave},${count},cannock,final`);
      const csv = ['indicator,period,value,place,quality', ...lines].join('\n');
      expect(orThrow(await importObservations(tx, actor, csv)).refused).toBe(0);
    });
    const { items } = (
      await (await concord().token('read')).get('/api/v1/indicators/few-waves/observations?limit=100')
    ).json();
    const shown = items.filter(({ value }: { value: number | null }) => value !== null);
    expect(shown.length).toBeLessThan(2);
    await db.does(actor, async (tx) => {
      const waves = await listWaves(tx);
      const figures = told.map(({ wave, people }) => {
        const found = waves.get(wave);
        if (!found) throw new Error(`There is no wave ${wave}.`);
        const [start, end] = [found.startsOn, found.endsOn];
        const nothing = { place_code: null, place_vintage: null, numerator: null, denominator: null };
        return {
          ...nothing,
          lower: null,
          upper: null,
          quality: 'final',
          period: wave,
          value: people,
          start,
          end,
        } as const;
      });
      const open = hideFew({ kind: 'number', per: null }, figures, waves);
      expect(open.filter(({ value }) => value !== null).length).toBeLessThan(2);
    });
  });
  test('an indicator that counts no few people hides nothing, and is not read', async () => {
    const { db } = concord();
    await db.does(db.with('read'), async (tx) => {
      const indicator = await findIndicator(tx, 'recorded-crime');
      if (!indicator) throw new Error('The example is gone.');
      const hidden = await hiddenFigures(tx, [{ indicator }]);
      expect(hidden.has(indicator.id, 'hednesford', '2011/12')).toBe(false);
    });
  });
});
