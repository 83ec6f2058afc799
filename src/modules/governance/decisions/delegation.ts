import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

/** Refuses a decision between sittings of a body to which nobody delegated: neither another body nor a dated route. */
export async function delegationRefuses(
  tx: Tx,
  body: { readonly id: string; readonly name: string },
  kind: string | undefined,
  on: PlainDate,
): Promise<Refusal | undefined> {
  const { rows } = await sql`
    select from governance.reporting_line l
    where l.reports_to_id = ${body.id} and l.kind = 'delegates-to'
      and coalesce(l.starts_on <= ${on}, true) and coalesce(l.ends_on >= ${on}, true)
    union all
    select from governance.route_step r
    where r.body_id = ${body.id} and r.does = 'decides' and r.subject_kind = ${kind ?? null}
      and coalesce(r.starts_on <= ${on}, true) and coalesce(r.ends_on >= ${on}, true)
    limit 1`.execute(tx);
  return rows.length > 0
    ? undefined
    : refused(
        'no-delegation',
        `Nobody delegated this to the ${body.name}. Record the delegation first, or choose the sitting at which it was decided.`,
        { field: 'method' },
      );
}
