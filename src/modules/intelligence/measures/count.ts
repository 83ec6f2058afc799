import type pg from 'pg';
import { z } from 'zod';
import type { Id } from '../../../kernel/ids.ts';
import { system } from '../../../platform/actor.ts';
import { stateOf, transact } from '../../../platform/database/transaction.ts';
import type { Measure } from '../../../platform/module.ts';
import type { Period } from '../period.ts';

/** One figure as it was counted; empty group and place mean all. Never leaves this folder. */
export interface Counted {
  readonly group_key: string;
  readonly group_says: string;
  readonly place: string;
  readonly value: number;
  readonly people: number;
}

const rowsOf = z.array(
  z.object({
    group_key: z.string(),
    group_says: z.string(),
    place: z.string(),
    value: z.number(),
    people: z.number(),
  }),
);

/** Runs a measure's query for a period as concord_statistics, in a transaction that cannot write. */
export const countMeasure = (
  statistics: pg.Pool,
  partnershipId: Id<'partnership'>,
  measure: Measure,
  { start, end }: Pick<Period, 'start' | 'end'>,
): Promise<readonly Counted[]> =>
  transact(
    statistics,
    system(`measure ${measure.name}`, partnershipId, ['read', 'casework.machine']),
    async (tx) => {
      const { rows } = await stateOf(tx).client.query(measure.sql, [start, end]);
      return rowsOf.parse(rows);
    },
    { readOnly: true },
  );
