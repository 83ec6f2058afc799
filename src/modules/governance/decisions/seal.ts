import { createHash } from 'node:crypto';
import { canonical } from '../../../platform/audit/record.ts';

/**
 * SHA-256 over a decision's row, its conditions and its dissents in a fixed order: what the audit trail holds. Times and
 * the hash itself are left out; texts of JSON and what they hold count alike.
 */
export const hashOf = (parts: Readonly<Record<string, unknown>>): Buffer =>
  createHash('sha256')
    .update(canonical(JSON.stringify(plain(parts))))
    .digest();

function plain(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.toString('hex');
  if (Array.isArray(value)) return value.map(plain);
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
  return value;
}

/** The columns of a decision that its hash covers. */
export const COVERED = [
  'partnership_id',
  'id',
  'reference',
  'body_id',
  'sitting_id',
  'item_id',
  'motion_id',
  'decided_on',
  'title',
  'words',
  'outcome',
  'key_decision',
  'standing',
  'method',
  'votes_for',
  'votes_against',
  'abstained',
  'quorate',
  'quorum',
  'quorum_says',
  'subject_kind',
  'subject_id',
  'deferred_to',
  'reason',
  'exempt',
  'ratifies_id',
  'undoes_id',
  'does',
  'route',
  'account_id',
] as const;

interface Condition {
  readonly id: string;
  readonly says: string;
  readonly missing: readonly string[];
  readonly due_on: string;
  readonly owner_post_id: string | null;
  readonly owner_agency_id: string | null;
}

interface Dissent {
  readonly membership_id: string;
  readonly words: string;
}

const by =
  <T>(key: (row: T) => string) =>
  (a: T, b: T): number =>
    key(a) < key(b) ? -1 : 1;

const JSON_COLUMNS: ReadonlySet<string> = new Set(['quorum', 'route']);

const heldBy = (column: string, value: unknown): unknown =>
  JSON_COLUMNS.has(column) && typeof value === 'string' ? JSON.parse(value) : value;

/** The seal of a decision: its row as inserted or as read, with its conditions and dissents in any order. */
export function decisionHash(
  row: Readonly<Record<(typeof COVERED)[number], unknown>>,
  conditions: readonly Condition[],
  dissents: readonly Dissent[],
): Buffer {
  return hashOf({
    form: 'concord decision 1',
    ...Object.fromEntries(COVERED.map((column) => [column, heldBy(column, row[column])])),
    conditions: conditions
      .toSorted(by(({ id }) => id))
      .map(({ id, says, missing, due_on, owner_post_id, owner_agency_id }) => ({
        id,
        says,
        missing,
        due_on,
        owner_post_id,
        owner_agency_id,
      })),
    dissents: dissents
      .toSorted(by(({ membership_id }) => membership_id))
      .map(({ membership_id, words }) => ({ membership_id, words })),
  });
}

/** The seal of what a decision did. */
export const effectHash = (effect: {
  readonly decision_id: string;
  readonly kind: string;
  readonly outcome: string;
  readonly says: string;
}): Buffer =>
  hashOf({
    form: 'concord effect 1',
    decision_id: effect.decision_id,
    kind: effect.kind,
    outcome: effect.outcome,
    says: effect.says,
  });
