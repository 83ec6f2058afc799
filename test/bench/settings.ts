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
export async function measureCasework(folder: string, times: number): Promise<CaseworkResult> {
  const results: CaseworkResult[number][] = [];
  for (const people of CASEWORK)
    results.push(await peopled(folder, { people, concerns: people * 3, referrals: people / 2 }, times));
  return results;
}

/** Of a record that is saved among so many, only what matching reads is laid: their identities, and these of their hashes. */
const MATCHED_BY = ['block', 'value', 'whole'] as const;

/** What saving one more record takes among so many, matching and all. */
export async function measureSaving(
  folder: string,
  times: number,
  people: number,
): Promise<{ readonly middleMs: number; readonly p95Ms: number }> {
  const size = { people, concerns: 0, referrals: 0, hashes: MATCHED_BY };
  const { works } = await peopled(folder, size, times, ['record']);
  return works.record ?? { middleMs: Number.NaN, p95Ms: Number.NaN };
}

async function peopled(
  folder: string,
  size: Parameters<typeof import('./casework-setting.ts').setCasework>[1],
  times: number,
  works?: Parameters<typeof import('./casework-setting.ts').setCasework>[3],
): Promise<CaseworkResult[number]> {
  const { setCasework, WORKS } = await bundled<typeof import('./casework-setting.ts')>('casework');
  const data = path.join(folder, `casework-${size.people}`);
  const server = await npmStart(data);
  const { engine, admin, app } = await databaseOf(data);
  try {
    const at = { data, address: server.address, admin, app };
    return { ...(await setCasework(at, size, times, works)), work: WORKS };
  } finally {
    await engine.stop();
    await server.stop();
  }
}
