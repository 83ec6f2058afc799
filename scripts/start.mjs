/** `npm start`: installs if needed, builds if needed, serves. */
import { ensureInstalled, runNode } from './setup.mjs';

ensureInstalled({ dev: false });
const { build } = await import('./build.mjs');
const { built } = await build();
if (built) process.stderr.write('Built.\n');
process.exitCode = await runNode([
  '--enable-source-maps',
  'dist/concord.mjs',
  'serve',
  ...process.argv.slice(2),
]);
