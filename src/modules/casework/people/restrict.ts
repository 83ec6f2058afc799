/** What was told of somebody is as restricted as their record, whenever the record was restricted. For the machine. */
import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

/**
 * Each table with a row of its own about the record: of which record, and what else keeps a row of it restricted after the
 * record's restriction was lifted. `x` is the row, `r` the record.
 */
const TOLD: readonly {
  readonly table: string;
  readonly of: RawBuilder<unknown>;
  readonly or?: RawBuilder<unknown>;
}[] = [
  { table: 'presence', of: sql`x.record_id = r.id` },
  { table: 'residence', of: sql`x.record_id = r.id` },
  {
    table: 'concern_person',
    of: sql`x.record_id = r.id`,
    or: sql`(select c.restricted from casework.concern c where c.partnership_id = x.partnership_id and c.id = x.concern_id)`,
  },
  { table: 'visit', of: sql`x.record_id = r.id` },
  {
    table: 'referral',
    of: sql`(x.record_id = r.id or x.to_record_id = r.id)`,
    or: sql`exists (select from casework.record o where o.partnership_id = x.partnership_id and o.id in (x.record_id, x.to_record_id) and o.restricted)`,
  },
  {
    table: 'case_person',
    of: sql`x.record_id = r.id`,
    or: sql`(select c.restricted from casework.case_file c where c.partnership_id = x.partnership_id and c.id = x.case_id)`,
  },
  { table: 'placement', of: sql`x.record_id = r.id` },
];

/** What follows the row of another table: by which column, and which table it hangs on. */
const HANGING = [
  { table: 'signpost', by: 'visit_id', on: 'visit' },
  { table: 'referral_event', by: 'referral_id', on: 'referral' },
  { table: 'placement_event', by: 'placement_id', on: 'placement' },
  { table: 'placement_attendance', by: 'placement_id', on: 'placement' },
] as const;

/** After the record's own row was changed: all that was told of it becomes as restricted as it is now. */
export async function restrictAlong(tx: Tx, machine: Actor, recordId: string): Promise<void> {
  const { partnershipId } = machine;
  for (const { table, of, or = sql`false` } of TOLD)
    await sql`update ${sql.table(`casework.${table}`)} x set restricted = r.restricted or ${or}
      from casework.record r where r.partnership_id = ${partnershipId} and r.id = ${recordId}
        and x.partnership_id = r.partnership_id and ${of}`.execute(tx);
  for (const { table, by, on } of HANGING)
    await sql`update ${sql.table(`casework.${table}`)} x set restricted = p.restricted
      from ${sql.table(`casework.${on}`)} p where p.partnership_id = ${partnershipId}
        and ${on === 'referral' ? sql`(p.record_id = ${recordId} or p.to_record_id = ${recordId})` : sql`p.record_id = ${recordId}`}
        and x.partnership_id = p.partnership_id and ${sql.ref(`x.${by}`)} = p.id`.execute(tx);
  for (const side of ['left', 'right'])
    for (const table of ['match_question', 'link'])
      await sql`update ${sql.table(`casework.${table}`)} x set ${sql.ref(`${side}_restricted`)} = r.restricted
        from casework.record r where r.partnership_id = ${partnershipId} and r.id = ${recordId}
          and x.partnership_id = r.partnership_id and ${sql.ref(`x.${side}_record_id`)} = r.id`.execute(tx);
}
