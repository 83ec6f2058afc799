import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { isRefusal, orThrow } from '../../../kernel/refusal.ts';
import type { ImportResult } from '../../../platform/import-rows.ts';
import { access } from '../../access/module.ts';
import { loadGovernanceExample } from '../../governance/index.ts';
import { governance } from '../../governance/module.ts';
import { loadIntelligenceExample } from '../../intelligence/index.ts';
import { intelligence } from '../../intelligence/module.ts';
import { loadPartnersExample } from '../../partners/index.ts';
import { partners } from '../../partners/module.ts';
import { loadPlacesExample } from '../../places/index.ts';
import { places } from '../../places/module.ts';
import { checks } from '../checks.ts';
import { importStrategy } from '../import.ts';
import { strategy } from '../module.ts';
import { loadFrameworksExample } from './example.ts';
import { importFramework, importFrameworkJoins, importMonitoring } from './import.ts';

const concord = testApp({ modules: [partners, access, places, governance, intelligence, strategy] });
const files = (name: string) => readFileSync(`examples/cannock-chase/${name}`, 'utf8');
const EDITS = ['partners.edit', 'places.edit', 'governance.edit', 'strategy.edit', 'strategy.adopt'];
const editor = () => concord().db.with('read', 'strategy.edit');
const HEAD = 'framework,reference,title,kind,in_agreement,entries_in_all';

const take = async (importer: typeof importFramework, text: string, write = true): Promise<ImportResult> =>
  orThrow(await concord().db.does(editor(), (tx) => importer(tx, editor(), text, { write }))) as ImportResult;

const rows = async (): Promise<number> =>
  (
    await concord().db.ownerPool.query(`select (select count(*) from strategy.framework)::int
      + (select count(*) from strategy.framework_entry)::int + (select count(*) from strategy.entry_outcome)::int
      + (select count(*) from strategy.entry_indicator)::int + (select count(*) from strategy.monitoring)::int as n`)
  ).rows[0].n;

beforeAll(async () => {
  const { db } = concord();
  const actor = db.with('read', 'indicators.edit', 'observations.record', ...EDITS);
  await db.does(actor, async (tx) => {
    for (const load of [
      loadPartnersExample,
      loadPlacesExample,
      loadGovernanceExample,
      loadIntelligenceExample,
    ])
      orThrow(await load(tx, actor, files));
    orThrow(await importStrategy(tx, actor, files('strategy.json'), { write: true }));
    orThrow(await loadFrameworksExample(tx, actor, files));
  });
});

describe('a framework is data', () => {
  test('importing it again changes nothing', async () => {
    for (const [name, importer] of [
      ['frameworks.csv', importFramework],
      ['framework-joins.csv', importFrameworkJoins],
      ['monitoring.csv', importMonitoring],
    ] as const) {
      const { counts } = await take(importer, files(name));
      expect(counts).toMatchObject({ added: 0, changed: 0, refused: 0 });
    }
  });

  test('the shape of 198 indicators, some of them in the agreement, comes in one file', async () => {
    const entries = Array.from(
      { length: 198 },
      (_, at) => `shape,S ${at + 1},Entry ${at + 1} of a shape,,${at < 35 ? 'yes' : 'no'},`,
    );
    const { counts } = await take(importFramework, [HEAD, 'shape,,A shape,,,198', ...entries].join('\n'));
    expect(counts).toMatchObject({ added: 199, refused: 0 });
    const reader = await concord().signInAs();
    expect((await reader.get('/strategy/frameworks/shape?agreement=yes')).body).toContain('35 in all');
    expect((await reader.get('/strategy/frameworks/shape?coverage=none&page=4')).body).toContain('S 198');
    const found = (await reader.get('/api/v1/frameworks/shape')).json<{ coverage: unknown[] }>();
    expect(found.coverage).toHaveLength(198);
  });

  test('an entry before its framework, an unknown kind and an entry without words are refused by line', async () => {
    const before = await rows();
    const result = await take(
      importFramework,
      `${HEAD}\nnone-such,X 1,An entry,,,\nlocal-outcomes,X 2,,,,\nlocal-outcomes,X 3,An entry,wish,,\nlocal-outcomes,X 4,Another,outcome,maybe,`,
    );
    expect(result.rows.map(({ line, outcome }) => `${line} ${outcome}`)).toEqual([
      '2 refused',
      '3 refused',
      '4 refused',
      '5 refused',
    ]);
    expect(result.written).toBe(false);
    expect(await rows()).toBe(before);
  });

  test('a join names one thing of ours, and an indicator says how well it fits', async () => {
    const result = await take(
      importFrameworkJoins,
      'framework,reference,outcome,indicator,fit\nnational-indicators,NI 40,reduced-offending,recorded-crime,whole\nnational-indicators,NI 40,,recorded-crime,\nnational-indicators,NI 999,reduced-offending,,',
    );
    expect(result.rows.map(({ says }) => says)).toEqual([
      expect.stringContaining('one of them'),
      expect.stringContaining('whole or part'),
      expect.stringContaining('no entry'),
    ]);
  });
});

test('a check finds entries beyond those published, and parts of what is not there', async () => {
  const found = () =>
    concord().db.does(editor(), async (tx) =>
      (
        await Promise.all(checks.filter(({ name }) => name.includes('framework')).map((one) => one.find(tx)))
      ).flat(),
    );
  expect(await found()).toEqual([]);
  await take(
    importFramework,
    'framework,reference,title,part_of,entries_in_all\nsmall,,A small one,,1\nsmall,A,First,,\nsmall,B,Second,,\nsmall,C,Third,Z,',
  );
  expect(await found()).toEqual([expect.stringContaining('2 entries'), expect.stringContaining('part of Z')]);
});

describe('what is covered and what is not', () => {
  test.each([
    ['/strategy/frameworks', '>198<'],
    ['/strategy/frameworks/national-indicators', '0 covered, 5 in part, 193 not'],
    ['/strategy/frameworks/national-indicators?coverage=none', 'of 193'],
    ['/strategy/frameworks/national-indicators/entries/NI%2016', 'Acquisitive crime'],
    ['/strategy/frameworks/local-outcomes', 'Not covered'],
    ['/strategy/frameworks/local-outcomes', '2 covered, 0 in part, 14 not'],
    ['/strategy/monitoring', 'Joint Operations Group'],
  ])('%s says “%s”', async (path, says) => {
    const page = await (await concord().signInAs()).get(path);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain(says);
  });

  test('a framework of which only some entries are here says how many are missing', async () => {
    await take(importFramework, 'framework,reference,title,entries_in_all\nhalf,,A half,3\nhalf,H 1,One,');
    const reader = await concord().signInAs();
    expect((await reader.get('/strategy/frameworks')).body).toContain('1 of 3');
    expect((await reader.get('/strategy/frameworks/half')).body).toContain('2 entries');
  });

  test('an outcome of a framework is covered by an outcome of ours, and parted again', async () => {
    const path = '/strategy/frameworks/local-outcomes/entries/LOF%205';
    const hand = await concord().signInAs('strategy.edit');
    const { rows: found } = await concord().db.ownerPool.query<{ id: string }>(
      `select id from strategy.outcome where slug = 'prevention-of-ill-health'`,
    );
    const outcomeId = found[0]?.id ?? '';
    expect((await hand.form(`${path}/joins`, { outcomeId: '', indicatorId: '' })).statusCode).toBe(422);
    expect((await hand.form(`${path}/joins`, { outcomeId })).statusCode).toBe(303);
    expect((await hand.get(path)).body).toContain('Covered');
    expect((await hand.form(`${path}/joins`, { outcomeId })).body).toContain('joined already');
    expect((await hand.form(`${path}/joins/removal`, { kind: 'outcome', id: outcomeId })).statusCode).toBe(
      303,
    );
    expect((await hand.get(path)).body).toContain('Not covered');
  });

  test('each indicator can name the body that monitors it', async () => {
    const hand = await concord().signInAs('strategy.edit');
    const { rows: found } = await concord().db.ownerPool.query<{ id: string }>(
      `select id from governance.body where slug = 'joint-operations-group'`,
    );
    const reader = await concord().signInAs();
    expect((await reader.get('/indicators/recorded-crime')).body).toContain(
      '/strategy/monitoring/recorded-crime',
    );
    expect((await reader.get('/strategy/monitoring/recorded-crime')).body).toContain('No body is named');
    expect((await hand.form('/strategy/monitoring/recorded-crime', { bodyId: '' })).statusCode).toBe(422);
    expect(
      (await hand.form('/strategy/monitoring/recorded-crime', { bodyId: found[0]?.id ?? '' })).statusCode,
    ).toBe(303);
  });

  test('somebody who only reads joins nothing', async () => {
    const reader = await concord().signInAs();
    const path = '/strategy/frameworks/local-outcomes/entries/LOF%205/joins';
    expect((await reader.form(path, { outcomeId: 'x' })).statusCode).toBe(403);
    expect((await reader.get('/strategy/frameworks/import')).statusCode).toBe(403);
  });
});

test('a file of any characters writes all of itself or nothing', async () => {
  const cell = fc.oneof(
    fc.constantFrom(
      'local-outcomes',
      'NI 16',
      'LOF 1',
      'whole',
      'outcome',
      'yes',
      '2013-01-01',
      '"',
      ',',
      '\n',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );
  const text = fc
    .tuple(
      fc.constantFrom(HEAD, 'framework,reference,outcome,indicator,fit', 'indicator,body'),
      fc.array(cell),
    )
    .map(([head, cells]) => `${head}\n${cells.join(',')}`);
  await fc.assert(
    fc.asyncProperty(
      text,
      fc.constantFrom(importFramework, importFrameworkJoins, importMonitoring),
      async (file, importer) => {
        const before = await rows();
        const result = await concord().db.as(editor(), (tx) => importer(tx, editor(), file, { write: true }));
        const after = await rows();
        const added = isRefusal(result) || !result.written ? 0 : result.counts.added;
        expect(after - before).toBe(added);
      },
    ),
    { numRuns: 40 },
  );
});
