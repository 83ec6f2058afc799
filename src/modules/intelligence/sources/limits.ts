import { sql } from 'kysely';
import { type Actor, may } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

export interface PublishedLimits {
  readonly lower: number;
  readonly upper: number;
}

/** The limits that were published with these observations, by their ids. */
export async function limitsOf(
  tx: Tx,
  observationIds: readonly string[],
): Promise<ReadonlyMap<string, PublishedLimits>> {
  if (observationIds.length === 0) return new Map();
  const { rows } = await sql<PublishedLimits & { id: string }>`
    select observation_id as id, lower::float8 as lower, upper::float8 as upper from intelligence.published_limit
    where observation_id = any(${observationIds}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, lower, upper }) => [id, { lower, upper }]));
}

const AT_A_TIME = 1000;

/** Keeps the limits that were published with observations that were just recorded. */
export async function keepLimits(
  tx: Tx,
  actor: Actor,
  limits: readonly (PublishedLimits & {
    readonly observationId: string;
    readonly ownerAgencyId: string | null;
  })[],
): Promise<void> {
  const forAll = may(actor, 'observations.record');
  for (let at = 0; at < limits.length; at += AT_A_TIME)
    await tx
      .insertInto('intelligence.published_limit')
      .values(
        limits.slice(at, at + AT_A_TIME).map(({ observationId, ownerAgencyId, lower, upper }) => ({
          partnership_id: actor.partnershipId,
          observation_id: observationId,
          lower,
          upper,
          recorded_for: forAll ? null : ownerAgencyId,
        })),
      )
      .execute();
}
