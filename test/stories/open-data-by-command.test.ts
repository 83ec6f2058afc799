/** Open data from live services, as an operator brings it in: fetched, looked at, applied, and again. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Concord, openConcord } from '../../src/app.ts';
import { runCommand } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands.ts';
import { loadExampleWhenEmpty } from '../../src/cli/example.ts';
import { file, json, stubService } from '../../src/cli/fetch/testing.ts';
import { system } from '../../src/platform/actor.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { temporaryFolder } from '../../src/platform/engine/testing.ts';
import { readSettings } from '../../src/platform/settings.ts';
import { writeZip } from '../../src/ui/document/index.ts';

const folder = temporaryFolder();
const data = path.join(folder.path, 'data');
let beside: Concord;
beforeAll(async () => {
  beside = await openConcord(readSettings({ CONCORD_LOG: 'silent' }, data), 'command');
  await loadExampleWhenEmpty(beside, () => undefined);
});
afterAll(async () => {
  for (const name of ['POLICE', 'FINGERTIPS', 'NOMIS', 'GEOGRAPHY'])
    delete process.env[`CONCORD_${name}_URL`];
  await beside.close();
  folder[Symbol.dispose]();
});

async function concord(...args: readonly string[]): Promise<{ code: number; out: string }> {
  const words = args.slice(0, 2).join(' ');
  const command = commands.find(({ name }) => name === words || name === args[0]);
  if (!command) throw new Error(`There is no command ${words}`);
  let out = '';
  const say = (text: string): void => {
    out += `${text}\n`;
  };
  const code = await runCommand(
    command,
    ['--data', data, ...args.slice(command.name.split(' ').length)],
    say,
    say,
  );
  return { code, out };
}

/** What was brought in, oldest first, without what the example brought. */
async function broughtIn(): Promise<readonly Record<string, unknown>[]> {
  const [partnership] = await beside.directory.list();
  if (!partnership) throw new Error('There is no partnership');
  const reader = system('test', partnership.id, ['read']);
  const rows = await inTransaction(beside.services.pool, reader, (tx) =>
    tx
      .selectFrom('platform.imported_file')
      .select(['importer', 'file', 'source', 'licence', 'added', 'not_used', 'retrieved_on'])
      .where('retrieved_on', 'is not', null)
      .orderBy('id')
      .execute(),
  );
  return rows as readonly Record<string, unknown>[];
}

test('what a street file brings can be found at once, though none of its rows lies in a known place', async () => {
  const rows = [
    'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context',
    ',2011-05,A Police,A Police,-2.0,52.6,On or near A Street,E01099999,Elsewhere 001A,Anti-social behaviour,,',
  ];
  const name = path.join(folder.path, '2011-05-a-street.csv');
  writeFileSync(name, rows.join('\n'));
  expect(await concord('import', 'police-street', name)).toMatchObject({
    code: 0,
    out: expect.stringContaining('0 figures'),
  });
  expect(await concord('check', 'platform')).toMatchObject({ code: 0 });
}, 60_000);

test('boundaries, street crime and figures are fetched, shown before they are applied, and change nothing again', async () => {
  const ring = [
    [-2, 52.6],
    [-1.9, 52.6],
    [-1.9, 52.7],
    [-2, 52.6],
  ];
  const geography = await stubService({
    '/Lsoas/FeatureServer/0/query': json({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { CODE: 'E01999999', NAME: 'Stub 001A' },
          geometry: { type: 'Polygon', coordinates: [ring] },
        },
      ],
    }),
  });
  const heading =
    'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context';
  const street = `${heading}\n,2018-10,S,S,-1.95,52.65,On or near A Street,E01999999,Stub 001A,Anti-social behaviour,,\nab,2018-10,S,S,,,No Location,,,Burglary,,\n`;
  const police = await stubService({
    '/api/crimes-street-dates': json([{ date: '2018-10' }]),
    '/api/forces': json([{ id: 'staffordshire' }]),
    '/data/archive/2018-10.zip': file(
      Buffer.from(
        writeZip(new Map([['2018-10/2018-10-staffordshire-street.csv', Buffer.from(street)]]), '2018-12-01'),
      ),
    ),
  });
  const nomis = await stubService({
    '/dataset/NM_1_1.data.csv': file(
      Buffer.from('DATE,GEOGRAPHY_CODE,OBS_VALUE\n2012-12,E07000193,790\n2012-12,E92000001,5\n'),
    ),
  });
  process.env.CONCORD_GEOGRAPHY_URL = geography.base;
  process.env.CONCORD_POLICE_URL = police.base;
  process.env.CONCORD_NOMIS_URL = nomis.base;

  const calls = [
    [
      'fetch',
      'boundaries',
      '--service',
      'Lsoas',
      '--geography',
      'lsoa-2011',
      '--code',
      'CODE',
      '--name',
      'NAME',
    ],
    ['fetch', 'police-street', '--month', '2018-10', '--force', 'staffordshire'],
    [
      'fetch',
      'nomis',
      ...['--dataset', 'NM_1_1', '--query', 'geography=1'],
      ...['--indicator', 'recorded-crime', '--own-place', 'E07000193'],
    ],
  ];
  for (const call of calls) {
    const before = (await broughtIn()).length;
    expect(await concord(...call)).toMatchObject({
      code: 0,
      out: expect.stringContaining('Nothing was written'),
    });
    expect(await broughtIn()).toHaveLength(before);
    expect(await concord(...call, '--apply')).toMatchObject({ code: 0 });
    expect(await broughtIn()).toHaveLength(before + 1);
    expect(await concord(...call, '--apply')).toMatchObject({ code: 0 });
    expect(await broughtIn()).toHaveLength(before + 1);
  }
  expect(await broughtIn()).toMatchObject([
    { importer: 'boundaries', added: 1, licence: 'Open Government Licence v3.0' },
    { importer: 'police-street', file: '2018-10-staffordshire-street.csv', added: 2 },
    { importer: 'figures', source: 'Nomis, Office for National Statistics', added: 1, not_used: 1 },
  ]);
  // One request for boundaries and figures each, and no more than the archive's parts, however often it was applied.
  expect(geography.asked).toHaveLength(1);
  expect(nomis.asked).toHaveLength(1);
}, 120_000);

test('a service that knows nothing of what is asked is told in one sentence', async () => {
  const fingertips = await stubService({});
  process.env.CONCORD_FINGERTIPS_URL = fingertips.base;
  const told = await concord('fetch', 'fingertips', '--ids', '1', '--area-type', '501');
  expect(told).toMatchObject({ code: 1, out: expect.stringContaining('has nothing there (404)') });
  await expect(concord('fetch', 'fingertips', '--ids', 'one', '--area-type', '501')).rejects.toThrow(
    '--ids must be numbers',
  );
});
