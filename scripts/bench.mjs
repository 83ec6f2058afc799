/** `npm run bench`: what pages, reports and starting cost here. `-- --write` keeps it in docs/performance.md. */
import { ensureInstalled, runNode } from './setup.mjs';

ensureInstalled({ dev: false });
const { build } = await import('./build.mjs');
await build();
process.exitCode = await runNode([
  '--disable-warning=ExperimentalWarning',
  'test/bench/main.ts',
  ...process.argv.slice(2),
]);
