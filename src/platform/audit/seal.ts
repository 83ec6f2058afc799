import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Tx } from '../database/transaction.ts';
import type { SigningKey } from '../keys/index.ts';
import type { Job } from '../module.ts';
import { appendAll, EMPTY, type Frontier, packFrontier, rootOf, unpackFrontier } from './merkle.ts';
import { BATCH, checkpointsQuery, exactText, headBytes, leafOf, unsealedQuery } from './sealed.ts';

export const SEAL_AUDIT = 'audit.seal';
export const AUDIT_KEY = 'audit';

/** No transaction stays open so long; an event that claims to be older than this was not left out by chance. */
export const LATEST_MS = 24 * 3_600_000;

/** Seals what was recorded since the last time, every five minutes. */
export const sealJob: Job = {
  name: SEAL_AUDIT,
  every: '*/5 * * * *',
  run: async ({ transact, services }) => {
    const key = services.keys.signingKey(AUDIT_KEY);
    const pass = () => transact(['audit.seal'], (tx, actor) => sealAudit(tx, actor, key));
    while ((await pass()) === BATCH);
  },
};

/**
 * Puts unsealed events, in the order of their time, under one signed checkpoint. Gives how many; 0 when there are none
 * or another seal is under way. Needs the permission `audit.seal`.
 */
export async function sealAudit(
  tx: Tx,
  actor: Actor,
  key: SigningKey,
  now: Date = new Date(),
): Promise<number> {
  const lock = await sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`seal:${actor.partnershipId}`}, 0)) as got`.execute(
    tx,
  );
  if (lock.rows[0]?.got !== true) return 0;
  const last = await checkpointsQuery(tx, actor).orderBy('tree_size', 'desc').limit(1).executeTakeFirst();
  const tree = last ? frontierOf(last) : EMPTY;
  const events = await unsealedQuery(tx, actor)
    .$if(last !== undefined, (query) =>
      query.where('event.at', '>', new Date((last?.signed_at.getTime() ?? 0) - LATEST_MS)),
    )
    .orderBy('event.at')
    .orderBy('event.id')
    .limit(BATCH)
    .execute();
  if (events.length === 0) return 0;
  const leaves = events.map(leafOf);
  await insertLeaves(tx, actor, tree.size, events, leaves);
  const grown = appendAll(tree, leaves);
  const head = { treeSize: grown.size, root: rootOf(grown), signedAt: exactText(now) };
  await tx
    .insertInto('platform.audit_checkpoint')
    .values({
      partnership_id: actor.partnershipId,
      tree_size: head.treeSize,
      root: head.root,
      frontier: packFrontier(grown),
      signed_at: now,
      signature: key.sign(headBytes(actor.partnershipId, head)),
      public_key: key.publicKey.toString('base64'),
    })
    .execute();
  return events.length;
}

/** Goes on from the last checkpoint; one whose frontier was meddled with must not be built upon. */
function frontierOf(last: { treeSize: number; root: Buffer; frontier: Buffer }): Frontier {
  const tree = unpackFrontier(last.treeSize, last.frontier);
  if (!tree || !rootOf(tree).equals(last.root))
    throw new Error('The last audit checkpoint does not fit its own root: run concord check audit');
  return tree;
}

async function insertLeaves(
  tx: Tx,
  actor: Actor,
  from: number,
  events: readonly { id: string }[],
  leaves: readonly Buffer[],
): Promise<void> {
  await sql`
    insert into platform.audit_leaf (partnership_id, position, event_id, leaf_hash)
    select ${actor.partnershipId}::uuid, ${from}::bigint + at - 1, event_id, leaf_hash
    from unnest(${events.map(({ id }) => id)}::uuid[], ${leaves}::bytea[]) with ordinality as given (event_id, leaf_hash, at)
  `.execute(tx);
}
