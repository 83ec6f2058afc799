/** The statements of a page, run again through the same driver without Concord around them. */
import { readFile } from 'node:fs/promises';
import type { PoolClient } from 'pg';
import { type Connection, openPool } from '../../src/platform/database/connection.ts';
import { type Effort, type Measured, measure } from './load.ts';

export interface Statement {
  /** Where Concord lets it be planned once. */
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What `record-statements.mjs` has written down, by page. */
export async function readStatements(file: string): Promise<Map<string, Statement[]>> {
  const pages = new Map<string, Statement[]>();
  for (const line of (await readFile(file, 'utf8')).split('\n').filter(Boolean)) {
    const { key, name, text, values } = JSON.parse(line) as Statement & { key: string };
    const statements = pages.get(key) ?? [];
    // What a request writes (that somebody was here) is done and taken back.
    statements.push({
      ...(name ? { name } : {}),
      text: text === 'commit' ? 'rollback' : text,
      values: values.map(revived),
    });
    pages.set(key, statements);
  }
  return pages;
}

/** Bytes come back from JSON as what JSON makes of them. */
const revived = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && 'type' in value && value.type === 'Buffer' && 'data' in value
    ? Buffer.from(value.data as number[])
    : value;

/** Statements that ask for something; the rest open and close the transaction. */
export const questions = (statements: readonly Statement[]): number =>
  statements.filter(({ text }) => !/^(begin|rollback|set local)/.test(text)).length;

/** So often a connection plans a statement for its values, before it may keep a plan. */
const UNTIL_PLANNED = 6;

/** Runs a page's statements one after another, as Concord's own role with the page's own settings. */
export async function measureStatements(
  effort: Effort,
  app: Connection,
  statements: readonly Statement[],
): Promise<Measured> {
  const pool = openPool(app, effort.connections);
  const clients: PoolClient[] = [];
  try {
    return await measure(effort, async () => {
      const client = await pool.connect();
      clients.push(client);
      const ask = async (): Promise<void> => {
        for (const { values, ...statement } of statements)
          await client.query(values.length > 0 ? { ...statement, values: [...values] } : statement);
      };
      for (let time = 0; time < UNTIL_PLANNED; time++) await ask();
      return ask;
    });
  } finally {
    for (const client of clients) client.release();
    await pool.end();
  }
}
