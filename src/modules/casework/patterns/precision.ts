/** How often each rule was right, as agencies said: flags acted on, of those that were settled. Names nobody. */
import { sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { asMachine } from '../purpose/working.ts';

export interface RulePrecision {
  readonly rule: string;
  readonly flagged: number;
  readonly acted: number;
  readonly dismissed: number;
  /** Flagged and not settled yet. */
  readonly waiting: number;
}

/** Counts of flags by rule over all agencies; a flag that several rules met counts for each. */
export const precisionOfRules = (tx: Tx, actor: Actor): Promise<readonly RulePrecision[]> =>
  asMachine(tx, actor, async (machine) => {
    const { rows } = await sql<RulePrecision>`
      select r.rule, count(*)::int as flagged, count(*) filter (where f.state = 'acted')::int as acted,
        count(*) filter (where f.state = 'dismissed')::int as dismissed,
        count(*) filter (where f.state in ('open', 'acknowledged'))::int as waiting
      from casework.pattern_flag f cross join lateral unnest(f.rules) r (rule)
      where f.partnership_id = ${machine.partnershipId} group by r.rule order by 2 desc, 1`.execute(tx);
    return rows;
  });
