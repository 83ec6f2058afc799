import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { importBoundaries } from '../geography/boundaries.ts';
import { importDeprivation } from './import.ts';
import { deprivationFifths, listDeprivation } from './queries.ts';

/** The real files, where they are beside the repository; the recount below shares no code with the import. */
const DATA = path.resolve(import.meta.dirname, '../../../../../shared/data');
const isThere = existsSync(path.join(DATA, 'deprivation'));
if (!isThere)
  console.warn(
    'NOT COMPARED with the real files of the Indices of Deprivation: there is no ../shared/data beside the repository.',
  );
const real = (file: string): string => readFileSync(path.join(DATA, file), 'utf8');

const FILES = [
  { year: 2015, file: 'cannock_imd2015_england_lsoa11.csv', geography: 'lsoa-2011', domains: 1 },
  { year: 2019, file: 'cannock_imd2019_england_lsoa11.csv', geography: 'lsoa-2011', domains: 8 },
  { year: 2025, file: 'cannock_imd2025_england_lsoa21.csv', geography: 'lsoa-2021', domains: 8 },
] as const;

describe.runIf(isThere)('the real files of three editions', () => {
  const db = testDatabase();
  test('ranks, deciles and fifths are those of an independent recount, each in its vintage', async () => {
    const actor = db().with('read', 'places.edit');
    await db().as(actor, async (tx) => {
      for (const [file, geography, code, name] of [
        ['lsoa-2011.geojson', 'lsoa-2011', 'LSOA11CD', 'LSOA11NM'],
        ['lsoa-2021.geojson', 'lsoa-2021', 'LSOA21CD', 'LSOA21NM'],
      ] as const)
        await importBoundaries(tx, actor, real(`geography/${file}`), {
          geography,
          code,
          name,
          source: file,
          write: true,
        });
    });
    for (const { year, file, geography, domains } of FILES) {
      const text = real(`deprivation/${file}`);
      const [heading = '', ...lines] = text.trim().split(/\r?\n/);
      const columns = heading.split(',');
      const recount = lines
        .map((line) => line.split(','))
        .map((cells) => ({
          code: cells[0],
          rank: Number.parseInt(cells[columns.indexOf('IMD_rank')] ?? '', 10),
          decile: Number.parseInt(cells[columns.indexOf('IMD_decile')] ?? '', 10),
        }))
        .sort((a, b) => a.rank - b.rank);
      const imported = await db().as(actor, (tx) =>
        importDeprivation(tx, actor, text, { year, source: file, write: true }),
      );
      if (isRefusal(imported)) throw new Error(imported.message);
      expect(imported).toMatchObject({
        written: true,
        counts: { added: recount.length, refused: 0 },
        account: { elsewhere: 0, missing: [] },
      });
      expect(imported.account.domains).toHaveLength(domains);
      const [places, fifths] = await db().does(actor, async (tx) => [
        await listDeprivation(tx, { edition: year }),
        await deprivationFifths(tx, { by: 'nation', edition: year }),
      ]);
      expect(places.map(({ code, rank, decile }) => ({ code, rank, decile }))).toEqual(recount);
      expect(fifths).toMatchObject({ geography, edition: year, places: recount.length });
      expect(fifths?.most).toHaveLength(recount.filter(({ decile }) => decile <= 2).length);
      expect(fifths?.least).toHaveLength(recount.filter(({ decile }) => decile >= 9).length);
    }
    const [, of2019] = FILES;
    const asOther = await db().as(actor, (tx) =>
      importDeprivation(tx, actor, real(`deprivation/${of2019.file}`), {
        year: 2015,
        source: 'x',
        write: true,
      }),
    );
    expect(asOther).toMatchObject({ refused: 'edition-is-another' });
  });
});
