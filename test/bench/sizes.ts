/** The example twice: as it is, and with a hundred times its rows. Both are served at once, so that they are measured alike. */
import path from 'node:path';
import { withClient } from '../../src/platform/database/connection.ts';
import { type Database, databaseOf, npmStart, startRecording } from './concord.ts';
import { ENTRIES, lengthenLedger } from './ledger.ts';
import { countRows, multiply } from './multiply.ts';
import { findPages, type Page } from './pages.ts';
import type { Running } from './processes.ts';
import { readStatements, type Statement } from './statements.ts';
import { signIn, type Visit } from './visit.ts';

/** Further partnerships beside the measured one, each with as many rows. */
export const OTHERS = 2;

export interface Size {
  readonly data: string;
  readonly slug: string;
  readonly server: Running;
  readonly database: Database;
  readonly visit: Visit;
  readonly pages: readonly Page[];
  readonly statements: ReadonlyMap<string, readonly Statement[]>;
  readonly close: () => Promise<void>;
}

export interface Sizes {
  readonly once: Size;
  readonly many: Size;
  readonly firstStartMs: number;
  readonly secondStartMs: number;
  readonly multiplyMs: number;
  readonly postgres: string;
  readonly rows: { readonly once: number; readonly many: number; readonly all: number };
}

/** Makes both, measures starting on the way, and finds the pages and what they ask the database. */
export async function prepareSizes(
  folder: string,
  times: number,
  say: (sentence: string) => void,
): Promise<Sizes> {
  const first = await begin(path.join(folder, 'once'));
  await first.server.stop();
  const second = await npmStart(first.data);
  await second.stop();
  const many = await begin(path.join(folder, 'many'));
  say(`Multiplying the example by ${times}…`);
  const began = performance.now();
  const counted = await grow(many.data, times);
  const multiplyMs = performance.now() - began;
  await many.server.stop();
  await lengthen(first.data, ENTRIES.once);
  await lengthen(many.data, ENTRIES.many);
  const once = await serve(first);
  return {
    once,
    many: await serve(many),
    firstStartMs: first.server.readyMs,
    secondStartMs: second.readyMs,
    multiplyMs,
    ...counted,
  };
}

interface Begun {
  readonly data: string;
  readonly server: Running;
  readonly slug: string;
  readonly visit: (address: URL) => Visit;
  readonly pages: readonly Page[];
}

/** Starts on an empty folder, signs in and finds the way to the pages, before anything is multiplied. */
async function begin(data: string): Promise<Begun> {
  const server = await npmStart(data);
  const visit = await signIn(server.address);
  const pages = await findPages(visit(server.address));
  const database = await databaseOf(data);
  const slug = await withClient(database.admin, async (admin) => {
    // With several partnerships, the host name selects the one that is measured.
    const { rows } = await admin.query<{ slug: string }>(
      `update partners.partnership set host = '127.0.0.1' returning slug`,
    );
    return rows[0]?.slug ?? '';
  });
  await database.engine.stop();
  return { data, server, slug, visit, pages };
}

async function grow(data: string, times: number): Promise<Pick<Sizes, 'rows' | 'postgres'>> {
  const database = await databaseOf(data);
  try {
    return await withClient(database.admin, async (admin) => {
      const { rows } = await admin.query<{ id: string; version: string }>(
        `select partnership_id as id, current_setting('server_version') as version from partners.partnership`,
      );
      const { id, version } = rows[0] ?? { id: '', version: '' };
      const once = sum(await countRows(admin, id));
      await multiply(admin, id, times, OTHERS);
      const many = sum(await countRows(admin, id));
      return { rows: { once, many, all: many * (1 + OTHERS) }, postgres: version };
    });
  } finally {
    await database.engine.stop();
  }
}

async function lengthen(data: string, entries: number): Promise<void> {
  const database = await databaseOf(data);
  try {
    await withClient(database.admin, (admin) => lengthenLedger(admin, entries));
  } finally {
    await database.engine.stop();
  }
}

const sum = (counts: ReadonlyMap<string, number>): number => counts.values().reduce((all, n) => all + n, 0);

/** Records what the pages ask, with one server, and gives another, which records nothing, to be measured. */
async function serve({ data, slug, visit, pages }: Begun): Promise<Size> {
  const file = path.join(data, 'statements.jsonl');
  const recorder = await startRecording(data, file);
  // The first visit warms what is made once; what the second asks is what the page asks.
  for (const { name, path: address } of pages) {
    await visit(recorder.address).get(address);
    await visit(recorder.address).get(address, { 'x-bench': name });
  }
  await recorder.stop();
  const server = await npmStart(data);
  const database = await databaseOf(data);
  return {
    data,
    slug,
    server,
    database,
    visit: visit(server.address),
    pages,
    statements: await readStatements(file),
    close: async () => {
      await database.engine.stop();
      await server.stop();
    },
  };
}
