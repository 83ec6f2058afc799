import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

/** What changed, so that figures before and after are not comparable, in the words of the form. */
export const BREAK_KINDS = {
  definition: 'The definition changed',
  method: 'The way of counting changed',
  boundary: 'The boundary of the place changed',
  process: 'What is done changed for good, so that limits are reckoned anew',
} as const;
export type BreakKind = keyof typeof BREAK_KINDS;

/** From this day on figures are not comparable with those before. */
export interface SeriesBreak {
  readonly id: string;
  readonly startsOn: PlainDate;
  readonly kind: BreakKind;
  readonly reason: string;
}

/** The breaks that stand of these indicators' series, the earliest first. */
export async function loadBreaks(tx: Tx, ids: readonly string[]): Promise<Map<string, SeriesBreak[]>> {
  const { rows } = await sql<SeriesBreak & { indicatorId: string }>`
    select b.indicator_id as "indicatorId", b.id, b.starts_on as "startsOn", b.kind, b.reason
    from intelligence.series_break b
    where b.indicator_id = any(${ids}::uuid[]) and not exists (
      select from intelligence.series_break_withdrawal w where w.partnership_id = b.partnership_id and w.break_id = b.id)
    order by b.starts_on`.execute(tx);
  return Map.groupBy(rows, ({ indicatorId }) => indicatorId);
}
