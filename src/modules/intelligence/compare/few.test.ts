import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { importLookup, importPlaces } from '../../places/index.ts';
import { listTiles } from '../dashboards/tiles.ts';
import { takeContents } from '../evidence/areas/take.ts';
import { hiddenFigures } from '../few/hidden.ts';
import { importObservations } from '../import/index.ts';
import { defineIndicator } from '../indicators.ts';
import { findIndicator } from '../queries.ts';

const concord = testApp({ example: true });
const slug = 'people-helped-few';

beforeAll(async () => {
  const actor = concord().db.with('read', 'indicators.edit', 'observations.record');
  await concord().db.does(actor, async (tx) => {
    const indicator = { slug, title: 'People helped', kind: 'number', direction: 'higher' } as const;
    orThrow(await defineIndicator(tx, actor, { ...indicator, smallNumbers: true }));
    const lines = ['', 'cannock', 'rugeley', 'hednesford'].map(
      (place, index) => `${slug},2011/12,${[41, 30, 9, 2][index]},${place},final`,
    );
    const report = orThrow(
      await importObservations(tx, actor, ['indicator,period,value,place,quality', ...lines].join('\n')),
    );
    expect(report.refused).toBe(0);
  });
});

const wordsOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

describe('figures of few people', () => {
  test('are hidden wherever places are told, with another so that the whole less the rest gives nothing away', async () => {
    const reader = await concord().signInAs('read');
    for (const path of [
      `/indicators/${slug}`,
      `/indicators/${slug}/places`,
      `/indicators/${slug}/compare?places=town`,
    ]) {
      const words = wordsOf((await reader.get(path)).body);
      expect(words).toMatch(/Hednesford (2011\/12 )?Hidden/);
      expect(words).toMatch(/Rugeley (2011\/12 )?Hidden/);
      expect(words).toContain('30');
    }
    for (const path of [`/indicators/${slug}/observations.csv`, '/indicators/observations.csv']) {
      const lines = (await reader.get(path)).body.split('\r\n').filter((line) => line.startsWith(slug));
      expect(lines.find((line) => line.includes('hednesford'))).toContain('2011/12,,,,hednesford');
      expect(lines.find((line) => line.includes('rugeley'))).toContain('2011/12,,,,rugeley');
      expect(lines.find((line) => line.includes(',cannock,'))).toContain('2011/12,30,');
    }
    const token = await concord().token('read');
    const { items } = (await token.get(`/api/v1/indicators/${slug}/observations`)).json();
    expect(items.map(({ place, value }: { place: string; value: number | null }) => [place, value])).toEqual([
      [null, 41],
      ['cannock', 30],
      ['hednesford', null],
      ['rugeley', null],
    ]);
    const changes = wordsOf((await reader.get(`/indicators/${slug}/contribution?places=town`)).body);
    expect(changes).not.toContain('Hednesford');
  });
  test('stand open to those who record them', async () => {
    const recorder = await concord().signInAs('observations.record');
    const { body } = await recorder.get(`/indicators/${slug}/observations.csv`);
    expect(body).toContain('2011/12,2,,,hednesford');
    expect(wordsOf((await recorder.get(`/indicators/${slug}/places`)).body)).toContain(
      'Hednesford 2011/12 2',
    );
  });
  test('are not on the dashboard of their place, nor what is computed from them: it shows the figure of the whole', async () => {
    const { db } = concord();
    const editor = db.with('read', 'indicators.edit', 'observations.record');
    await db.does(editor, async (tx) => {
      const asked = {
        slug: 'people-asked',
        title: 'People asked',
        kind: 'number',
        direction: 'higher',
      } as const;
      const denominator = orThrow(await defineIndicator(tx, editor, asked));
      const numerator = await findIndicator(tx, slug);
      if (!numerator) throw new Error('The example of few people is gone.');
      const rate = { slug: 'share-helped', title: 'Share helped', kind: 'percentage' } as const;
      const computed = {
        numeratorId: numerator.id,
        denominatorId: denominator.id,
        direction: 'higher',
      } as const;
      orThrow(await defineIndicator(tx, editor, { ...rate, ...computed }));
      const lines = ['', 'cannock', 'hednesford'].map((place) => `people-asked,2011/12,100,${place},final`);
      orThrow(
        await importObservations(tx, editor, ['indicator,period,value,place,quality', ...lines].join('\n')),
      );
    });
    const shares = await db.does(db.with('read'), async (tx) => {
      const indicator = await findIndicator(tx, 'share-helped');
      const things = [{ kind: 'indicator', id: indicator?.id ?? '' }] as const;
      const at = (place: string) =>
        listTiles(tx, { kinds: undefined, warnings: undefined }, things, {
          asAt: plainDate('2013-01-17'),
          place,
        });
      return [...(await at('hednesford')), ...(await at('cannock'))];
    });
    expect(
      shares.map((tile) => (tile.kind === 'indicator' ? [tile.ofPlace, tile.standing.latest?.value] : [])),
    ).toEqual([
      [false, 41],
      [true, 30],
    ]);
    const tiles = await db.does(db.with('read'), async (tx) => {
      const indicator = await findIndicator(tx, slug);
      const things = [{ kind: 'indicator', id: indicator?.id ?? '' }] as const;
      const at = (place: string) =>
        listTiles(tx, { kinds: undefined, warnings: undefined }, things, {
          asAt: plainDate('2013-01-17'),
          place,
        });
      return [...(await at('hednesford')), ...(await at('rugeley')), ...(await at('cannock'))];
    });
    expect(
      tiles.map((tile) => (tile.kind === 'indicator' ? [tile.ofPlace, tile.standing.latest?.value] : [])),
    ).toEqual([
      [false, 41],
      [false, 41],
      [true, 30],
    ]);
  });
  test('are not told by a rate that was recorded of them either, on pages, in files or to programs', async () => {
    const editor = concord().db.with('read', 'indicators.edit', 'observations.record');
    await concord().db.does(editor, async (tx) => {
      const lines = ['cannock,30,100', 'rugeley,9,100', 'hednesford,2,100'].map((row) => {
        const [place, part, whole] = row.split(',');
        return `share-helped,2010/11,${part},${part},${whole},${place},final`;
      });
      const heading = 'indicator,period,value,numerator,denominator,place,quality';
      const report = orThrow(await importObservations(tx, editor, [heading, ...lines].join('\n')));
      expect(report.refused).toBe(0);
    });
    const reader = await concord().signInAs('read');
    const { body } = await reader.get('/indicators/share-helped/observations.csv');
    expect(body.split('\r\n').find((line) => line.includes('hednesford'))).toContain('2010/11,,,,hednesford');
    const token = await concord().token('read');
    const { items } = (await token.get('/api/v1/indicators/share-helped/observations')).json();
    const told = items.find(({ place }: { place: string }) => place === 'hednesford');
    expect([told.value, told.numerator]).toEqual([null, null]);
    const compared = wordsOf(
      (await reader.get('/indicators/share-helped/compare?places=town&period=2010%2F11')).body,
    );
    expect(compared).toMatch(/Hednesford Hidden/);
  });
  test('are not taken into a selection of areas, which everybody reads for ever, whoever makes it', async () => {
    const taken = await concord().db.does(
      concord().db.with('read', 'indicators.edit', 'observations.record'),
      (tx) =>
        takeContents(tx, {
          title: 'Where to begin',
          question: '',
          asAt: plainDate('2013-01-17'),
          places: ['cannock', 'rugeley', 'hednesford'],
          criteria: [{ name: '', weight: 1, worse: 'higher', indicator: slug, source: '', values: [] }],
        }),
    );
    expect(
      orThrow(taken).candidates.map(({ slug: place, values }) => [place, values[0]?.value ?? null]),
    ).toEqual([
      ['cannock', 30],
      ['rugeley', null],
      ['hednesford', null],
    ]);
  });
});

test('places of another vintage add up to the ward that their like of before fits into', async () => {
  const { db } = concord();
  const actor = db.with('read', 'places.edit', 'indicators.edit', 'observations.record');
  const few = 'few-over-vintages';
  const hidden = await db.does(actor, async (tx) => {
    const places = [
      ['Parish', '2013', 'north', 'P1'],
      ['Parish', '2013', 'south', 'P2'],
      ...['2011', '2021'].flatMap((vintage) =>
        [1, 2, 3, 4].map((nth) => ['Output area', vintage, `area-${nth}-of-${vintage}`, `A${nth}`]),
      ),
    ].map((cells) => [...cells.slice(0, 3), cells[2], cells[3], 'cannock-chase', '', '', ''].join(','));
    const heading = 'geography,vintage,slug,name,code,within,valid_from,valid_to,note';
    orThrow(await importPlaces(tx, actor, [heading, ...places].join('\n'), { write: true }));
    const fits = (from: string, to: string, rows: readonly string[]) =>
      importLookup(tx, actor, ['from,to', ...rows].join('\n'), { from, to, write: true });
    const same = [1, 2, 3, 4].map((nth) => `A${nth},A${nth}`);
    orThrow(await fits('output-area-2021', 'output-area-2011', same));
    orThrow(await fits('output-area-2011', 'parish-2013', ['A1,P1', 'A2,P1', 'A3,P2', 'A4,P2']));
    const people = { kind: 'number', direction: 'lower', smallNumbers: true } as const;
    orThrow(await defineIndicator(tx, actor, { slug: few, title: 'Few over vintages', ...people }));
    const counts = { north: 23, south: 30, 1: 20, 2: 3, 3: 12, 4: 18 };
    const lines = Object.entries(counts).map(
      ([of, count]) => `${few},2011/12,${count},${Number(of) > 0 ? `area-${of}-of-2021` : of},final`,
    );
    const csv = ['indicator,period,value,place,quality', `${few},2011/12,53,,final`, ...lines].join('\n');
    expect(orThrow(await importObservations(tx, actor, csv)).refused).toBe(0);
    const indicator = await findIndicator(tx, few);
    if (!indicator) throw new Error('It was just defined.');
    const { placesIn } = await hiddenFigures(tx, [{ indicator }]);
    return [...placesIn(indicator.id, '2011/12')];
  });
  // North less its first area would be its second: three people.
  expect(hidden).toContain('area-2-of-2021');
  expect(hidden.includes('area-1-of-2021') || hidden.includes('north')).toBe(true);
});
