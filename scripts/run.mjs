/** Runs a TypeScript file of this repository on a Node that is new enough: `node scripts/run.mjs scripts/generate.ts`. */
import { ensureInstalled, runNode } from './setup.mjs';

ensureInstalled({ dev: true });
process.exitCode = await runNode(['--disable-warning=ExperimentalWarning', ...process.argv.slice(2)]);
