import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import {
  type KnownPoint,
  listStandings,
  type Measured,
  type Standing,
  sayValue,
} from '../intelligence/index.ts';

export type { Standing } from '../intelligence/index.ts';

/** `164 victims in 2012`. */
export const sayPoint = (measured: Measured, point: KnownPoint): string =>
  `${sayValue(measured, point.value)} (${point.period.label})`;

/** How the measures of a project stand on a day, in the order of the project plan. */
export async function standingsOfProject(
  tx: Tx,
  projectId: string,
  asAt: PlainDate,
): Promise<readonly Standing[]> {
  const measures = await tx
    .selectFrom('delivery.measure')
    .select('indicator_id')
    .where('project_id', '=', projectId)
    .orderBy('position')
    .execute();
  const ids = measures.map((measure) => measure.indicator_id);
  const standings = new Map(
    (await listStandings(tx, { asAt, ids })).map((one) => [String(one.indicator.id), one]),
  );
  return ids.flatMap((id) => standings.get(id) ?? []);
}
