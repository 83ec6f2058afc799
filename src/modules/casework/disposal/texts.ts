/** Texts that spoke of somebody among others: what stays of them, without the one who goes. */
import { isUuid } from '../../../kernel/ids.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { redactor, type Telling } from '../subject-access/redact.ts';
import { type Catalogue, follow, idsIn, keyOf, type Row, type Rows, rowsWith } from './closure.ts';
import { SHARED } from './tables.ts';

const SOMEBODY = '[somebody disposed of]';

/** What tells the one who goes, and the names of those who stay, which they may share. */
export interface Redaction {
  readonly goes: Telling;
  readonly stay: readonly string[];
}

/** A text, under whose key it is sealed, and in which row. */
export interface SealedText {
  readonly table: string;
  readonly column: string;
  readonly row: Readonly<Record<string, string>>;
  readonly key: string;
  readonly text: string;
}

/** What stays under new keys. */
export interface Staying {
  readonly things: readonly string[];
  /** Keys that are destroyed although their things stay. */
  readonly keys: readonly string[];
  readonly texts: readonly SealedText[];
}

export function without({ goes, stay }: Redaction): (text: string) => string {
  const redact = redactor({ names: stay, codes: [] }, [goes]);
  return (text) => redact(text).replaceAll('[another person]', SOMEBODY);
}

/** Whether a text speaks of the one who goes. */
export const speaksOf = (redact: (text: string) => string, text: string): boolean =>
  redact(text) !== text && redact(text) !== text.normalize('NFC');

/** Opens what is sealed in rows: what is sealed says under which id of its row it was. A record's own words go with it. */
export function openAll(
  subjects: SubjectKeys,
  catalogue: Catalogue,
  rows: Rows,
): readonly (SealedText & { readonly id: string })[] {
  return [...rows].flatMap(([table, of]) =>
    [...of.values()].flatMap((row) =>
      (catalogue.sealed.get(table) ?? []).flatMap((column) => {
        const sealed = row[column];
        if (!(sealed instanceof Uint8Array)) return [];
        const found = opened(subjects, row, sealed);
        if (!found) return [];
        const told = Object.fromEntries(
          (catalogue.keys.get(table) ?? []).map((name) => [name, String(row[name])]),
        );
        return [
          { table, column, row: told, ...found, id: `${table}.${column} ${keyOf(catalogue, table, row)}` },
        ];
      }),
    ),
  );
}

function opened(
  subjects: SubjectKeys,
  row: Row,
  sealed: Uint8Array,
): { key: string; text: string } | undefined {
  for (const [column, key] of Object.entries(row)) {
    if (typeof key !== 'string' || !isUuid(key) || column.endsWith('record_id')) continue;
    try {
      const text = subjects.open(key, sealed);
      if (text !== undefined) return { key, text };
    } catch {
      // Sealed under another id of the row.
    }
  }
  return undefined;
}

/**
 * The texts of shared things that stay, and of what the hub decided on them, that must stand under new keys: those
 * that speak of the person, those whose row goes although its key would stay, and all that share a key with one of them.
 */
export async function textsThatStay(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  catalogue: Catalogue,
  from: { readonly things: readonly string[]; readonly keys: readonly string[] },
  gone: Rows,
  redact: (text: string) => string,
): Promise<Staying> {
  const roots = new Set([...from.things, ...from.keys]);
  const keys = new Set(from.keys);
  for (;;) {
    const rows = await rowsOf(tx, machine, catalogue, [...roots], gone);
    const texts = openAll(subjects, catalogue, rows);
    for (const { key, text } of texts) if (speaksOf(redact, text)) keys.add(key);
    const known = roots.size;
    for (const key of keys) roots.add(key);
    if (roots.size > known) continue;
    return {
      things: SHARED.flatMap(({ table }) => idsIn(rows, table)),
      keys: [...keys],
      texts: texts
        .filter(({ key }) => keys.has(key))
        .map(({ id: _, text, ...sealed }) => ({
          ...sealed,
          text: speaksOf(redact, text) ? redact(text) : text,
        })),
    };
  }
}

/** Shared things, what hangs on them and what the hub decided, without what goes. */
async function rowsOf(
  tx: Tx,
  machine: Actor,
  catalogue: Catalogue,
  ids: readonly string[],
  gone: Rows,
): Promise<Rows> {
  const rows: Rows = new Map();
  for (const { table } of SHARED)
    await follow(tx, machine, catalogue, rows, table, await rowsWith(tx, machine, table, 'id', ids));
  await follow(
    tx,
    machine,
    catalogue,
    rows,
    'hub_item',
    await rowsWith(tx, machine, 'hub_item', 'subject_id', ids),
  );
  for (const [table, those] of gone) for (const key of those.keys()) rows.get(table)?.delete(key);
  return rows;
}

/** Records of people who take part in what stays. */
export async function recordsIn(
  tx: Tx,
  machine: Actor,
  catalogue: Catalogue,
  ids: readonly string[],
): Promise<readonly string[]> {
  const rows = await rowsOf(tx, machine, catalogue, ids, new Map());
  return [...rows.values()].flatMap((of) =>
    [...of.values()].flatMap((row) =>
      Object.entries(row).flatMap(([name, value]) =>
        name.endsWith('record_id') && typeof value === 'string' ? [value] : [],
      ),
    ),
  );
}
