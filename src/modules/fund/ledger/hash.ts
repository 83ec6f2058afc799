import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { canonical } from '../../../platform/audit/record.ts';
import type { DB } from '../../../platform/database/types.ts';

type Hashed = Exclude<keyof DB['fund.entry'], 'hash' | 'recorded_at'>;

/** Every column that is a fact of an entry. Those that came later say nothing where they are empty: what was written before them keeps its hash. */
const FACTS: Readonly<Record<Hashed, 'from-the-first' | 'later'>> = {
  partnership_id: 'from-the-first',
  id: 'from-the-first',
  stream_id: 'from-the-first',
  number: 'from-the-first',
  follows: 'from-the-first',
  kind: 'from-the-first',
  from_account: 'from-the-first',
  to_account: 'from-the-first',
  pence: 'from-the-first',
  on_day: 'from-the-first',
  says: 'from-the-first',
  request_id: 'from-the-first',
  project_id: 'from-the-first',
  agency_id: 'from-the-first',
  decision_id: 'from-the-first',
  decided: 'from-the-first',
  verdict_id: 'from-the-first',
  verdict: 'from-the-first',
  reverses_id: 'from-the-first',
  reverses_kind: 'from-the-first',
  evidence: 'from-the-first',
  file_id: 'from-the-first',
  funder_before: 'from-the-first',
  available_before: 'from-the-first',
  reserved_before: 'from-the-first',
  allocated_before: 'from-the-first',
  spent_before: 'from-the-first',
  carried_before: 'from-the-first',
  owed_before: 'from-the-first',
  funder_after: 'from-the-first',
  available_after: 'from-the-first',
  reserved_after: 'from-the-first',
  allocated_after: 'from-the-first',
  spent_after: 'from-the-first',
  carried_after: 'from-the-first',
  owed_after: 'from-the-first',
  request_number: 'from-the-first',
  request_follows: 'from-the-first',
  request_reserved_before: 'from-the-first',
  request_allocated_before: 'from-the-first',
  request_spent_before: 'from-the-first',
  request_reserved_after: 'from-the-first',
  request_allocated_after: 'from-the-first',
  request_spent_after: 'from-the-first',
  account_id: 'from-the-first',
  entered_on: 'later',
  last_day_number: 'later',
  last_day: 'later',
  late_reason: 'later',
  late_evidence: 'later',
};

const NAMES = (Object.keys(FACTS) as Hashed[]).sort();

/** SHA-256 over the facts of an entry, all but when it was recorded: its audit event carries it, so the seal covers it. */
export function entryHash(row: Readonly<Record<string, unknown>>): Buffer {
  const facts = NAMES.filter((name) => FACTS[name] === 'from-the-first' || row[name] != null).map((name) => [
    name,
    row[name],
  ]);
  return createHash('sha256')
    .update(canonical(JSON.stringify(Object.fromEntries(facts))))
    .digest();
}

/** The same hash of the row `e` as SQL: a ledger of any length is checked where it lies. */
export const entryHashInSql: RawBuilder<Buffer> = sql.raw(
  `sha256(convert_to('{' || ${NAMES.map((name, at) => {
    const key = `'${at === 0 ? '' : ','}"${name}":'`;
    const value = `to_json(e.${name})::text`;
    return FACTS[name] === 'later'
      ? `coalesce(${key} || ${value}, '')`
      : `${key} || coalesce(${value}, 'null')`;
  }).join(' || ')} || '}', 'UTF8'))`,
);
