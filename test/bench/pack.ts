/** The setting of a long pack, bundled as the product is, since Node does not read JSX. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import type { PackResult } from './pack-setting.ts';
import { ROOT } from './processes.ts';

/** The middle of some builds of a pack of some 300 pages; undefined on a machine that can make no PDF. */
export async function measurePack(rounds: number): Promise<PackResult | undefined> {
  const outfile = path.join(ROOT, '.cache/bench-pack.mjs');
  await esbuild.build({
    entryPoints: [path.join(ROOT, 'test/bench/pack-setting.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
  const bundled = (await import(pathToFileURL(outfile).href)) as {
    setPacks: (rounds: number) => Promise<PackResult | undefined>;
  };
  return bundled.setPacks(rounds);
}
