/** `npm run bench -- --street`: importing a force's year of street-level crime, and the memory that it takes. */
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { withClient } from '../../src/platform/database/connection.ts';
import { databaseOf, npmStart, runConcord } from './concord.ts';
import { writeBoundaries, writeStreetFiles } from './street-files.ts';

const MONTHS = 12;

/** Measures and says so, sentence by sentence. */
export async function measureStreet(
  folder: string,
  rowsOfMonth: number,
  say: (sentence: string) => void,
): Promise<void> {
  const made = path.join(folder, 'made-up');
  await mkdir(made, { recursive: true });
  const all = await writeStreetFiles(made, MONTHS + 1, rowsOfMonth);
  const [files, another] = [all.slice(0, MONTHS), all.slice(MONTHS)];
  const areas = await writeBoundaries(made);
  const data = path.join(folder, 'street');
  const server = await npmStart(data);
  const { engine, admin } = await databaseOf(data);
  try {
    const partnership = await withClient(admin, async (client) => {
      const { rows } = await client.query<{ slug: string }>('select slug from partners.partnership');
      return rows[0]?.slug ?? '';
    });
    const peak = path.join(folder, 'peak');
    const concord = async (
      ...args: readonly string[]
    ): Promise<{ seconds: string; peakMb: number; out: string }> => {
      const { ms, out } = await runConcord(data, [...args, '--partnership', partnership], {
        NODE_OPTIONS: `--import=${path.join(import.meta.dirname, 'peak-memory.mjs')}`,
        CONCORD_BENCH_PEAK: peak,
      });
      return {
        seconds: (ms / 1000).toFixed(1),
        peakMb: Math.round(Number(await readFile(peak, 'utf8')) / 2 ** 20),
        out,
      };
    };
    await concord(
      'import',
      'boundaries',
      areas,
      '--geography',
      'lsoa-2011',
      '--code',
      'code',
      '--name',
      'name',
    );
    const rows = (rowsOfMonth * MONTHS).toLocaleString('en-GB');
    const one = await concord('import', 'police-street', ...another);
    const year = await concord('import', 'police-street', ...files, '--json');
    const again = await concord('import', 'police-street', ...files);
    const { added, figures } = JSON.parse(year.out) as { added: number; figures: number };
    say(
      `${rows} rows in ${MONTHS} files imported in ${year.seconds} s, program start, counts and ${figures} figures of indicators and all; ${added.toLocaleString('en-GB')} were new.`,
    );
    say(`The same files again, of which nothing is new: ${again.seconds} s.`);
    say(
      `Memory at most: ${year.peakMb} MB for the ${MONTHS} files, ${one.peakMb} MB for one other that was imported just so.`,
    );
  } finally {
    await engine.stop();
    await server.stop();
  }
}
