import { type KeyObject, verify } from 'node:crypto';
import { sql } from 'kysely';
import { plural } from '../../kernel/names.ts';
import type { Actor } from '../actor.ts';
import type { Tx } from '../database/transaction.ts';
import { examineBatch, type Finding, readBatch } from './check-batch.ts';
import { changedDetails } from './check-details.ts';
import { EMPTY, type Frontier, rootOf, unpackFrontier } from './merkle.ts';
import { LATEST_MS } from './seal.ts';
import { checkpointsQuery, headBytes, unsealedQuery } from './sealed.ts';

export type { Finding } from './check-batch.ts';

/** A signed head that was lodged elsewhere, so that the database's own end cannot be cut off unseen. */
export interface LodgedHead {
  readonly treeSize: number;
  /** Hexadecimal. */
  readonly root: string;
}

export interface AuditCheck {
  readonly events: number;
  readonly sealed: number;
  /** Recorded since the last checkpoint; sealed within five minutes. */
  readonly unsealed: number;
  readonly checkpoints: number;
  /** Details that were erased; their hashes stand. */
  readonly erased: number;
  /** What is wrong, each by name; empty when the trail is whole. */
  readonly findings: readonly Finding[];
  /** The last signed head, for lodging elsewhere. */
  readonly head: LodgedHead | undefined;
}

/**
 * Recomputes every leaf and every root from the events and compares them with what was sealed and signed. Names changed,
 * missing and reordered events, changed leaves, bad signatures and changed details. Reads one checkpoint's events at
 * a time. The actor needs `audit.read`; `verifier` is the public key, from the key store and never from the database.
 */
export async function checkAudit(
  tx: Tx,
  actor: Actor,
  verifier: KeyObject,
  lodged: readonly LodgedHead[] = [],
): Promise<AuditCheck> {
  const findings: Finding[] = [];
  const checkpoints = await checkpointsQuery(tx, actor).orderBy('tree_size').execute();
  let truth: Frontier = EMPTY;
  for (const checkpoint of checkpoints) {
    const { treeSize, root, signature, frontier } = checkpoint;
    if (!verify(null, headBytes(actor.partnershipId, checkpoint), verifier, signature))
      findings.push({
        kind: 'bad-signature',
        sentence: `The checkpoint over the first ${plural(treeSize, 'event')} does not carry this installation's signature.`,
      });
    const batch = await readBatch(tx, actor, truth.size, treeSize);
    const examined = examineBatch(truth, treeSize, root, batch);
    findings.push(...examined.findings);
    truth = examined.tree ?? resume(treeSize, root, frontier) ?? { size: treeSize, roots: [] };
  }
  findings.push(...(await unsignedLeaves(tx, actor)));
  const last = checkpoints.at(-1);
  if (last) findings.push(...(await lateEvents(tx, actor, last.signed_at)));
  findings.push(...lodgedElsewhere(lodged, checkpoints));
  const details = await changedDetails(tx, actor);
  findings.push(...details.findings);
  const counts = await countEvents(tx, actor);
  return {
    ...counts,
    checkpoints: checkpoints.length,
    erased: details.erased,
    findings,
    head: last && { treeSize: last.treeSize, root: last.root.toString('hex') },
  };
}

/** The tree of a checkpoint from its own frontier, so that what comes after a broken stretch can still be judged. */
function resume(treeSize: number, root: Buffer, bytes: Buffer): Frontier | undefined {
  const frontier = unpackFrontier(treeSize, bytes);
  return frontier && rootOf(frontier).equals(root) ? frontier : undefined;
}

/** Unsealed events that claim to be so old that the last checkpoint would have them: they were put in later. */
async function lateEvents(tx: Tx, actor: Actor, sealedLast: Date): Promise<Finding[]> {
  const late = await unsealedQuery(tx, actor)
    .where('event.at', '<=', new Date(sealedLast.getTime() - LATEST_MS))
    .orderBy('event.at')
    .orderBy('event.id')
    .execute();
  return late.map(({ id, at }) => ({
    kind: 'late-event',
    eventId: id,
    sentence: `Event ${id} is dated ${at.slice(0, 10)}, yet no checkpoint since has it: it was put in later.`,
  }));
}

/** One statement, so that a seal which commits while the check runs is seen with its leaves or not at all. */
async function unsignedLeaves(tx: Tx, actor: Actor): Promise<Finding[]> {
  const { rows } = await sql<{ count: number; first: number | null }>`
    select count(*) as count, min(position) as first from platform.audit_leaf
    where partnership_id = ${actor.partnershipId} and position >= (
      select coalesce(max(tree_size), 0) from platform.audit_checkpoint where partnership_id = ${actor.partnershipId})
  `.execute(tx);
  const { count = 0, first } = rows[0] ?? {};
  return count === 0 || first == null
    ? []
    : [
        {
          kind: 'missing-checkpoint',
          position: first,
          sentence: `${plural(count, 'sealed event')} from position ${first} on stand under no checkpoint: one was removed.`,
        },
      ];
}

const lodgedElsewhere = (
  lodged: readonly LodgedHead[],
  checkpoints: readonly { treeSize: number; root: Buffer }[],
): Finding[] =>
  lodged.flatMap(({ treeSize, root }) =>
    checkpoints.some((own) => own.treeSize === treeSize && own.root.toString('hex') === root)
      ? []
      : [
          {
            kind: 'lodged-head-unknown' as const,
            sentence: `The checkpoint over ${plural(treeSize, 'event')} that was lodged elsewhere is not among those here.`,
          },
        ],
  );

async function countEvents(
  tx: Tx,
  actor: Actor,
): Promise<{ events: number; sealed: number; unsealed: number }> {
  const { rows } = await sql<{ events: number; sealed: number }>`
    select count(*) as events, count(leaf.event_id) as sealed
    from platform.audit_event event
    left join platform.audit_leaf leaf on leaf.partnership_id = event.partnership_id and leaf.event_id = event.id
    where event.partnership_id = ${actor.partnershipId}`.execute(tx);
  const { events = 0, sealed = 0 } = rows[0] ?? {};
  return { events, sealed, unsealed: events - sealed };
}
