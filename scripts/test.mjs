/** `npm test`: types, lint, guards, then every test. `--postgres 15` runs the database tests on that PostgreSQL. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chooseNode, ensureInstalled, ROOT, runNode, stop } from './setup.mjs';

const args = process.argv.slice(2);
const postgres = args.includes('--postgres') ? args[args.indexOf('--postgres') + 1] : undefined;
const only = args.filter((arg, at) => arg !== '--postgres' && args[at - 1] !== '--postgres');

ensureInstalled({ dev: true });
if (postgres && !existsSync(`/usr/lib/postgresql/${postgres}/bin/postgres`)) {
  process.stdout.write(
    `\n*** SKIPPED: this machine has no PostgreSQL ${postgres}; the tests did not run on it. ***\n\n`,
  );
  process.exit(0);
}
const { build } = await import('./build.mjs');
await build();
if (!postgres && only.length === 0) await guards();
const { findChromium } = await import('./chromium.mjs');
process.exitCode = await vitest();

/** Types, lint and architecture, two at a time; every complaint is shown before the run stops. */
async function guards() {
  const bin = (name) => path.join(ROOT, 'node_modules', name);
  const checks = [
    // Three times as quick; dependency-cruiser still reads with TypeScript 6.
    ['types', [bin('typescript-7/bin/tsc'), '-p', '.']],
    ['lint', [bin('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings', '--max-diagnostics=50']],
    [
      'imports',
      [
        bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
        '--config',
        '.dependency-cruiser.mjs',
        'src',
        'test',
      ],
    ],
    ['unused', [bin('knip/bin/knip.js')]],
  ];
  const results = await Promise.all(checks.map(([name, command]) => check(name, command)));
  if (results.includes(false)) stop('Mend the complaints above first; the tests did not run.');
}

function check(name, command) {
  const started = Date.now();
  const child = spawn(chooseNode(), command, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      process.stdout.write(
        `${code === 0 ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`,
      );
      if (code !== 0) process.stdout.write(`${output}\n`);
      resolve(code === 0);
    });
  });
}

async function vitest() {
  const report = path.join(ROOT, '.cache/tests.json');
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const code = await runNode(
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...only,
    ],
    {
      env: postgres
        ? { CONCORD_TEST_PG_BIN: postgres, CONCORD_TEST_ONLY: 'database' }
        : { CHROMIUM_PATH: findChromium() },
    },
  );
  if (!existsSync(report)) return 1;
  const { numPassedTests, numFailedTests, numPendingTests, numTotalTests } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  if (numTotalTests === 0) stop('No test ran.');
  const counts = `${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped\n`;
  if (!postgres) writeFileSync(path.join(ROOT, '.cache/counts.txt'), counts);
  process.stdout.write(`\n${counts}`);
  return code;
}
