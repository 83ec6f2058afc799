/** Each page beside its own statements and beside a bare Fastify, at both sizes, in turns: what disturbs one disturbs all. */
import path from 'node:path';
import { type Effort, type Measured, measurePage } from './load.ts';
import { ROOT, start } from './processes.ts';
import type { Size, Sizes } from './sizes.ts';
import { measureStatements, questions } from './statements.ts';

export interface Facts {
  readonly page: Measured;
  readonly sql: Measured;
  readonly bytes: number;
  readonly statements: number;
}

export interface PageResult {
  readonly name: string;
  readonly path: string;
  readonly bare: Measured;
  readonly once: Facts;
  readonly many: Facts;
}

/** Measures the chosen pages some rounds; the middle one of each figure stands. */
export async function comparePages(
  sizes: Sizes,
  chosen: ReadonlySet<string>,
  effort: Effort,
  rounds: number,
  say: (sentence: string) => void,
): Promise<readonly PageResult[]> {
  const bare = await start(process.execPath, [path.join(ROOT, 'test/bench/bare.mjs')]);
  const results: PageResult[] = [];
  try {
    for (const [at, { name, path: address }] of sizes.once.pages.entries()) {
      if (!chosen.has(name)) continue;
      const manyAddress = sizes.many.pages[at]?.path ?? address;
      const [bytes, manyBytes] = [await sizeOf(sizes.once, address), await sizeOf(sizes.many, manyAddress)];
      const turns = [
        () => measurePage(effort, bare.address, `/${bytes}`),
        () => pageOf(sizes.once, effort, address),
        () => pageOf(sizes.many, effort, manyAddress),
        () => sqlOf(sizes.once, effort, name),
        () => sqlOf(sizes.many, effort, name),
      ];
      const taken: Measured[][] = turns.map(() => []);
      // A round that does not count warms everything up.
      for (let round = 0; round <= rounds; round++)
        for (const [turn, take] of turns.entries()) {
          const measured = await take();
          if (round > 0) taken[turn]?.push(measured);
        }
      const [bareRuns, once, many, sql, manySql] = taken.map(middle);
      if (!bareRuns || !once || !many || !sql || !manySql) throw new Error('Nothing was measured');
      const asked = (size: Size): number => questions(size.statements.get(name) ?? []);
      results.push({
        name,
        path: address,
        bare: bareRuns,
        once: { page: once, sql, bytes, statements: asked(sizes.once) },
        many: { page: many, sql: manySql, bytes: manyBytes, statements: asked(sizes.many) },
      });
      say(`  ${name}: ${once.perSecond.toFixed(0)} and ${many.perSecond.toFixed(0)} a second`);
    }
  } finally {
    await bare.stop();
  }
  return results;
}

const sizeOf = async (size: Size, address: string): Promise<number> =>
  Buffer.byteLength(await size.visit.get(address));

const pageOf = (size: Size, effort: Effort, address: string): Promise<Measured> =>
  measurePage(effort, size.server.address, address, { cookie: size.visit.cookie });

const sqlOf = (size: Size, effort: Effort, name: string): Promise<Measured> =>
  measureStatements(effort, size.database.app, size.statements.get(name) ?? []);

/** The run of middling speed: one figure of one run, rather than a mean that nobody saw. */
const middle = (runs: readonly Measured[]): Measured | undefined =>
  runs.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(runs.length / 2)];
