import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { importPopulations } from './import.ts';
import { findPlace, loadPlacesExample, populationOf } from './index.ts';
import { listPopulations } from './queries.ts';

const db = testDatabase();
const editor = () => db().with('read', 'places.edit');
const files = (name: string) => readFileSync(`examples/cannock-chase/${name}`, 'utf8');
const HEAD = 'place,as_on,persons,quality,source,note\n';

describe('places and their populations', () => {
  test('the example loads through the public importers', async () => {
    await db().does(editor(), (tx) => loadPlacesExample(tx, editor(), files));
    const place = await db().does(editor(), (tx) => findPlace(tx, 'Cannock Chase'));
    expect(place).toMatchObject({ slug: 'cannock-chase', geography: 'District', within: 'Staffordshire' });
  });

  test('a population is the latest one not after the day that is asked for', async () => {
    const found = await db().does(editor(), async (tx) => {
      const place = await findPlace(tx, 'cannock-chase');
      return [
        await populationOf(tx, place?.id ?? '', plainDate('2013-01-17')),
        await populationOf(tx, place?.id ?? '', plainDate('2010-01-01')),
      ];
    });
    expect(found[0]).toMatchObject({ persons: 95130, quality: 'estimated' });
    expect(found[1]).toBeUndefined();
  });

  test('a corrected population is a later version and the earlier one is kept', async () => {
    const row = `${HEAD}cannock-chase,2011-06-30,97500,final,Census,\n`;
    const result = await db().does(editor(), (tx) => importPopulations(tx, editor(), row, { write: true }));
    expect(result).toMatchObject({ written: true, counts: { changed: 1 } });
    expect(result.rows[0]?.says).toBe('Was 95,130');
    const { rows } = await db().ownerPool.query(
      'select version, persons from places.population where as_on = $1 order by version',
      ['2011-06-30'],
    );
    expect(rows).toEqual([
      { version: 1, persons: 95130 },
      { version: 2, persons: 97500 },
    ]);
  });

  test('a preview writes nothing and says what each row would do and why', async () => {
    const text = `${HEAD}cannock-chase,2012-06-30,97900,final,Census,\nnowhere,2012-06-30,1,final,Census,\nrugeley,2012-06-30,5,estimated,Guess,\n`;
    const result = await db().does(editor(), (tx) => importPopulations(tx, editor(), text, { write: true }));
    expect(result.written).toBe(false);
    expect(result.rows.map(({ line, outcome, says }) => [line, outcome, says])).toEqual([
      [2, 'added', null],
      [3, 'refused', 'There is no place "nowhere".'],
      [4, 'refused', 'Say how the estimate was made.'],
    ]);
    const kept = await db().does(editor(), async (tx) =>
      listPopulations(tx, (await findPlace(tx, 'cannock-chase'))?.id ?? ''),
    );
    expect(kept).toHaveLength(1);
  });

  test('a file of populations without a day says what it has, what it lacks and what to do', async () => {
    const text = 'place,persons,quality,source\ncannock-chase,97900,final,Census\n';
    const refusal = await db().as(editor(), (tx) => importPopulations(tx, editor(), text, { write: true }));
    expect(refusal).toMatchObject({
      refused: 'columns-missing',
      message: expect.stringContaining(
        'It names place, persons, quality and source, and not as_on. Give the day for which the people were counted in a column as_on, such as 2017-06-30.',
      ),
    });
  });

  test('somebody who may only read is refused', async () => {
    const reader = db().with('read');
    const row = `${HEAD}cannock-chase,2012-06-30,97900,final,Census,\n`;
    const result = await db().as(reader, (tx) => importPopulations(tx, reader, row, { write: true }));
    expect(isRefusal(result) || result.counts.refused).toBe(1);
  });
});
