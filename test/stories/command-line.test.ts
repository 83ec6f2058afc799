/** The commands that others call, on a data folder that nothing was done with before. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Concord, openConcord } from '../../src/app.ts';
import { runCommand, UsageError } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands.ts';
import type { ReportJson } from '../../src/modules/reporting/index.ts';
import { temporaryFolder } from '../../src/platform/engine/testing.ts';
import { readSettings, SettingError } from '../../src/platform/settings.ts';

const folder = temporaryFolder();
const data = path.join(folder.path, 'deep/data');
const file = (name: string): string => path.join(folder.path, name);

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function concord(name: string, ...args: readonly string[]): Promise<Said> {
  const command = commands.find((one) => one.name === name);
  if (!command) throw new Error(`There is no command ${name}`);
  const said = { out: '', err: '' };
  const code = await runCommand(
    command,
    ['--data', data, ...args],
    (text) => {
      said.out += `${text}\n`;
    },
    (text) => {
      said.err += `${text}\n`;
    },
  );
  return { code, ...said };
}

async function report(asAt = '2013-01-17'): Promise<ReportJson> {
  const out = file('report.json');
  expect(await concord('report', 'cabinet', '--as-at', asAt, '--format', 'json', '--out', out)).toMatchObject(
    { code: 0, out: '' },
  );
  return JSON.parse(readFileSync(out, 'utf8')) as ReportJson;
}

/** Held open so that the commands join a running database, as they do beside a server. */
let beside: Concord;
beforeAll(async () => {
  beside = await openConcord(readSettings({ CONCORD_LOG: 'silent' }, data), 'command');
});
afterAll(async () => {
  await beside.close();
  folder[Symbol.dispose]();
});

describe('on a fresh data folder', () => {
  test('a report has its example, and a figure that is corrected by import', async () => {
    const latest = async (): Promise<unknown> =>
      (await report()).figures.find((one) => one.name === 'indicator.recorded-crime.latest')?.value;
    expect(await latest()).toBe(5803);
    writeFileSync(file('new.csv'), 'indicator;period;value\r\nrecorded-crime;2011/12;"5,900"\r\n');
    const told = await concord('import observations', file('new.csv'), '--json');
    expect(told.code).toBe(0);
    expect(JSON.parse(told.out)).toMatchObject({ changed: 1, refused: 0, written: true });
    expect(await latest()).toBe(5900);
  });

  test('a check of one module looks at the checks of that module, and one that is not there is no success', async () => {
    for (const module of ['delivery', 'reporting', 'intelligence']) {
      const told = JSON.parse((await concord('check', module, '--json')).out) as {
        holds: boolean;
        results: { check: string }[];
      };
      expect(told.holds).toBe(true);
      expect(told.results.length).toBeGreaterThan(2);
      expect(told.results.every(({ check }) => check.startsWith(`${module}.`))).toBe(true);
    }
    await expect(concord('check', 'home')).rejects.toThrow('There is no check "home"');
  });

  test('what an import adds is found at once, though no server works off jobs, and every check holds', async () => {
    writeFileSync(
      file('agency.csv'),
      'slug,name,short_name,sector,statutory,joined_on,left_on,note\nvale-fire,Vale Fire,VF,fire,yes,,,\n',
    );
    expect(await concord('import agencies', file('agency.csv'))).toMatchObject({ code: 0 });
    const told = JSON.parse((await concord('check', 'platform', '--json')).out) as { holds: boolean };
    expect(told).toMatchObject({ holds: true });
  });

  test('an import with a refused row writes nothing, names line and reason, and ends with 1', async () => {
    writeFileSync(
      file('bad.csv'),
      'indicator,period,value,note\nrecorded-crime,2011/12,5803,"two\nlines"\nno-such,2012,1,\n',
    );
    const told = await concord('import observations', file('bad.csv'), '--json');
    expect(told.code).toBe(1);
    expect(JSON.parse(told.out)).toMatchObject({
      written: false,
      rows: [{ line: 2 }, { line: 4, reason: 'There is no indicator “no-such”.' }],
    });
  });

  test.each([
    'agencies',
    'posts',
    'places',
    'populations',
    'bodies',
    'reporting-lines',
    'sittings',
    'survey-waves',
    'indicators',
    'targets',
  ])('the file of %s that the example came from changes nothing when it is imported again', async (what) => {
    const told = await concord(
      `import ${what}`,
      path.resolve(`examples/cannock-chase/${what}.csv`),
      '--json',
    );
    expect(JSON.parse(told.out)).toMatchObject({ added: 0, changed: 0, refused: 0, written: false });
  });

  test('a strategy can be tried without writing: what is new of it, and what is there already', async () => {
    const strategy = path.resolve('examples/cannock-chase/strategy.json');
    const told = JSON.parse((await concord('import strategy', strategy, '--dry-run', '--json')).out);
    expect(told).toMatchObject({ written: false, dryRun: true });
    expect(told.rows[0]).toMatchObject({ what: 'Version: Sustainable Community Strategy', outcome: 'added' });
    expect(told.unchanged).toBeGreaterThan(20);
  });

  test.each(['xlsx', 'csv'])('a delivery plan that was exported as %s imports unchanged', async (format) => {
    const out = file(`plan.${format}`);
    await concord('export delivery-plan', '--period', '2013', '--format', format, '--out', out);
    const told = await concord('import delivery-plan', out, '--json');
    expect(JSON.parse(told.out)).toMatchObject({ added: 0, changed: 0, refused: 0, written: false });
  });

  test('lists have the keys that their help names', async () => {
    for (const name of ['indicators', 'projects', 'outcomes', 'agencies']) {
      const [first] = JSON.parse((await concord(`list ${name}`, '--json')).out) as [Record<string, unknown>];
      const { out } = await concord(`list ${name}`, '--help');
      for (const key of Object.keys(first)) expect(out, name).toContain(key);
    }
  });

  test('a report as at an earlier day knows neither plans nor targets that were agreed later', async () => {
    const early = await report('2012-06-30');
    const words = early.sections.map((section) => section.text).join('\n');
    expect(words).not.toContain('14 December 2012');
    expect(words).not.toContain('mediations in 2013');
    expect(early.figures.filter((one) => one.name.includes('.target'))).toEqual([]);
  });
});

test.each(['html', 'pdf', 'docx'])(
  'a report as at the last day there is can be written as %s',
  async (format) => {
    const out = file(`last.${format}`);
    const told = await concord(
      'report',
      'cabinet',
      '--as-at',
      '9999-12-31',
      '--format',
      format,
      '--out',
      out,
    );
    expect(told.code).toBe(0);
    expect(readFileSync(out).length).toBeGreaterThan(10_000);
  },
);

describe('the fund', () => {
  test.each(['csv', 'xlsx', 'json'])(
    'its statement is written as %s, as the name of the file says',
    async (ending) => {
      const out = file(`statement.${ending}`);
      const days = ['--from', '2012-04-01', '--until', '2013-01-17'];
      expect(await concord('export fund-statement', ...days, '--out', out)).toMatchObject({ code: 0 });
      if (ending === 'json')
        expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ from: '2012-04-01', faults: [] });
      else expect(readFileSync(out).length).toBeGreaterThan(200);
    },
  );

  test('its awards are written for 360Giving', async () => {
    const out = file('grants.json');
    expect(await concord('export 360giving', '--out', out)).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({
      version: '1.4',
      grants: [{ currency: 'GBP' }, { currency: 'GBP' }, { currency: 'GBP' }],
    });
  });

  test('what partners spend here is imported, or tried', async () => {
    const given = file('partner-spend.csv');
    writeFileSync(
      given,
      'agency,starts_on,ends_on,arrangement,amount,source\nstaffordshire-police,2012-04-01,2013-03-31,aligned,1000,A letter\n',
    );
    expect((await concord('import partner-spend', given, '--dry-run')).out).toContain('1 to add');
    expect((await concord('import partner-spend', given)).out).toContain('1 added');
  });
});

describe('what cannot be done is said in one sentence', () => {
  const failing = (name: string, ...args: string[]): Promise<unknown> =>
    concord(name, ...args).then(
      () => undefined,
      (error: unknown) => error,
    );

  test('words beyond those that a command takes', async () => {
    const error = await failing('import observations', file('new.csv'), 'another.csv');
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).toContain('There is nothing to do with "another.csv"');
  });

  test('a file that cannot be written, and one that cannot be read', async () => {
    const out = file('nowhere/report.json');
    const error = await failing(
      'report',
      'cabinet',
      '--as-at',
      '2013-01-17',
      '--format',
      'json',
      '--out',
      out,
    );
    expect(String(error)).toContain('cannot be written: its folder does not exist.');
    expect(String(await failing('backup', file('b'), '--passphrase-file', file('none')))).toContain(
      'cannot be read: check its name.',
    );
    expect(existsSync(file('b'))).toBe(false);
    expect((await concord('restore', file('no-backup'))).err).toContain('cannot be read: check its name.');
  });

  test('a data folder that cannot be made names its setting', async () => {
    writeFileSync(file('a-file'), '');
    const error = await failing('list outcomes', '--data', path.join(file('a-file'), 'data'));
    expect(error).toBeInstanceOf(SettingError);
    expect(String(error)).toMatch(/The setting CONCORD_DATA is wrong: .*a file stands there/);
  });
});
