/** Compares the hashes of records with what is sealed in them. */
import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { openIdentity } from './identity.ts';
import { type TokenKind, tokensOf } from './tokens.ts';

const AT_ONCE = 2000;
/** Of these a record has those of its identity and no other; blocks and values come of its address too. */
const OF_IDENTITY_ALONE: readonly TokenKind[] = ['sound', 'start', 'end', 'slip', 'given', 'born', 'code'];
/** These depend on the address as it was told, which may be spelt otherwise than the one that it was found to be. */
const OF_ADDRESS: readonly TokenKind[] = ['postcode', 'whole'];

interface Row {
  readonly id: string;
  readonly identity: Buffer;
  readonly tokens: readonly string[];
}

const named = (kind: string, hash: Uint8Array): string => `${kind} ${Buffer.from(hash).toString('hex')}`;

/** Sentences on records whose hashes are not those of the identity that is sealed; what was disposed of is passed over. */
export async function tokensDiffer(tx: Tx, subjects: SubjectKeys): Promise<readonly string[]> {
  const found: string[] = [];
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await sql<Row>`
      select r.id, r.identity, coalesce((select array_agg(t.kind || ' ' || encode(t.hash, 'hex')) from casework.record_token t
        where t.partnership_id = r.partnership_id and t.record_id = r.id), '{}') as tokens
      from casework.record r where r.partnership_id = platform.partnership() and r.id > ${after}
      order by r.id limit ${AT_ONCE}`.execute(tx);
    for (const row of rows) {
      const wrong = differences(subjects, row);
      if (wrong) found.push(wrong);
    }
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return found;
    after = last.id;
  }
}

function differences(subjects: SubjectKeys, { id, identity, tokens }: Row): string | undefined {
  const opened = openIdentity(subjects, id, identity);
  if (!opened) return undefined;
  const there = new Set(tokens);
  const due = tokensOf(subjects, opened, undefined).filter(({ kind }) => !OF_ADDRESS.includes(kind));
  const missing = due.filter(({ kind, hash }) => !there.has(named(kind, hash))).length;
  const wanted = new Set(due.map(({ kind, hash }) => named(kind, hash)));
  const strange = tokens.filter(
    (token) => OF_IDENTITY_ALONE.some((kind) => token.startsWith(`${kind} `)) && !wanted.has(token),
  ).length;
  return missing + strange === 0
    ? undefined
    : `Record ${id} is found by other hashes than those of its identity: ${missing} missing, ${strange} too many`;
}
