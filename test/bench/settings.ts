/** What is measured inside this process, bundled as the product is, since Node does not read JSX. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import type { CaseworkTimes } from './casework-setting.ts';
import { databaseOf, npmStart } from './concord.ts';
import type { DecisionResult } from './decision-setting.ts';
import type { PackResult } from './pack-setting.ts';
import { ROOT } from './processes.ts';
import type { Sizes } from './sizes.ts';

/** How many decisions are recorded in each size. */
const DECISIONS = 60;

async function bundled<T>(name: string): Promise<T> {
  const outfile = path.join(ROOT, `.cache/bench-${name}.mjs`);
  await esbuild.build({
    entryPoints: [path.join(ROOT, `test/bench/${name}-setting.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
  return (await import(pathToFileURL(outfile).href)) as T;
}

/** The middle of some builds of a pack of some 300 pages; undefined on a machine that can make no PDF. */
export async function measurePack(rounds: number): Promise<PackResult | undefined> {
  const { setPacks } = await bundled<typeof import('./pack-setting.ts')>('pack');
  return setPacks(rounds);
}

/** What recording a decision that moves money takes, in both sizes. */
export async function measureDecisions({
  once,
  many,
}: Sizes): Promise<{ readonly once: DecisionResult; readonly many: DecisionResult }> {
  const { recordDecisions } = await bundled<typeof import('./decision-setting.ts')>('decision');
  return {
    once: await recordDecisions(once.database.app, once.slug, DECISIONS),
    many: await recordDecisions(many.database.app, many.slug, DECISIONS),
  };
}

/** Few people and many; as many concerns and referrals for each of them. */
const CASEWORK = [1_000, 100_000];

export type CaseworkResult = readonly (CaseworkTimes & { readonly work: Readonly<Record<string, string>> })[];

/** What reading and writing take in casework, in both sizes: each a Concord of its own in this folder. */
export async function measureCasework(
  folder: string,
  times: number,
  sizes: readonly number[] = CASEWORK,
): Promise<CaseworkResult> {
  const { setCasework, WORKS } = await bundled<typeof import('./casework-setting.ts')>('casework');
  const results: CaseworkResult[number][] = [];
  for (const people of sizes) {
    const data = path.join(folder, `casework-${people}`);
    const server = await npmStart(data);
    const { engine, admin, app } = await databaseOf(data);
    try {
      const size = { people, concerns: people * 3, referrals: people / 2 };
      const at = { data, address: server.address, admin, app };
      results.push({ ...(await setCasework(at, size, times)), work: WORKS });
    } finally {
      await engine.stop();
      await server.stop();
    }
  }
  return results;
}
