/** `npm run -s concord -- …`: the command line. Says nothing of its own on standard output. */
import path from 'node:path';
import { ensureInstalled, ROOT, runNode } from './setup.mjs';

ensureInstalled({ dev: false });
const { build } = await import('./build.mjs');
await build();
process.exitCode = await runNode(
  ['--enable-source-maps', path.join(ROOT, 'dist/concord.mjs'), ...process.argv.slice(2)],
  {
    env: { CONCORD_CWD: process.env.INIT_CWD ?? process.cwd() },
  },
);
