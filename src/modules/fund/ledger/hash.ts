import { createHash } from 'node:crypto';
import { canonical } from '../../../platform/audit/record.ts';

/** SHA-256 over the facts of an entry, all but when it was recorded: its audit event carries it, so the seal covers it. */
export function entryHash(row: Readonly<Record<string, unknown>>): Buffer {
  const { hash: _hash, recorded_at: _at, ...facts } = row;
  return createHash('sha256')
    .update(canonical(JSON.stringify(facts)))
    .digest();
}
