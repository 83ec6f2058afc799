import { sql } from 'kysely';
import { plural } from '../../../kernel/names.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { DOMAIN_WORDS, type Domain } from './editions.ts';

/** What became of every row of a deprivation file. */
export interface DeprivationAccount {
  readonly file: string;
  readonly edition: number;
  /** The geography whose places it is about, with its vintage. */
  readonly geography: string;
  readonly read: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  /** Rows about places that are not the partnership's. */
  readonly elsewhere: number;
  /** Places of the geography that the file says nothing of. */
  readonly missing: readonly string[];
  readonly domains: readonly Domain[];
  readonly unusedColumns: readonly string[];
}

const MOST_NAMED = 5;

const named = (names: readonly string[]): string =>
  `${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? ' …' : ''}`;

/** What of the file is not used, and what it does not tell, in sentences. */
export function notUsed(account: DeprivationAccount): readonly string[] {
  const { elsewhere, missing, unusedColumns, geography, domains } = account;
  return [
    `${plural(account.read, 'row')} read for ${geography}: ${domains.map((domain) => DOMAIN_WORDS[domain].toLowerCase()).join(', ')}.`,
    ...(elsewhere > 0
      ? [`${plural(elsewhere, 'row')} about places elsewhere: counted here, and not used.`]
      : []),
    ...(missing.length > 0
      ? [`The file says nothing of ${plural(missing.length, 'place')} of ${geography}: ${named(missing)}.`]
      : []),
    ...(unusedColumns.length > 0 ? [`Columns that are not used: ${named(unusedColumns)}.`] : []),
  ];
}

const MOST = 50;

/** The accounts of the newest imports that changed something. */
export async function listDeprivationImports(tx: Tx): Promise<readonly DeprivationAccount[]> {
  const { rows } = await sql<{ account: DeprivationAccount }>`
    select account from places.deprivation_import order by id desc limit ${MOST}`.execute(tx);
  return rows.map(({ account }) => account);
}
