/** What was told of somebody is as restricted as their record, whenever the record was restricted. For the machine. */
import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

/** Each table with a row of its own about the record. In the conditions `x` is the row, `r` the record. */
interface Told {
  readonly table: string;
  /** Of which record the row tells. */
  readonly of: RawBuilder<unknown>;
  /** What else keeps it restricted after the record's restriction was lifted. */
  readonly or?: RawBuilder<unknown>;
  /** Tables whose rows hang on it, and by which column. */
  readonly hanging?: Readonly<Record<string, string>>;
}

const OF_RECORD = sql`x.record_id = r.id`;
const parentIsRestricted = (table: string, column: string): RawBuilder<unknown> =>
  sql`coalesce((select p.restricted from ${sql.table(`casework.${table}`)} p
    where p.partnership_id = x.partnership_id and p.id = ${sql.ref(`x.${column}`)}), false)`;

const TOLD: readonly Told[] = [
  { table: 'presence', of: OF_RECORD },
  { table: 'residence', of: OF_RECORD },
  { table: 'concern_person', of: OF_RECORD, or: parentIsRestricted('concern', 'concern_id') },
  { table: 'visit', of: OF_RECORD, hanging: { signpost: 'visit_id' } },
  {
    table: 'referral',
    of: sql`(x.record_id = r.id or x.to_record_id = r.id)`,
    or: sql`exists (select from casework.record o where o.partnership_id = x.partnership_id and o.id in (x.record_id, x.to_record_id) and o.restricted)`,
    hanging: { referral_event: 'referral_id', hub_item: 'subject_id' },
  },
  { table: 'case_person', of: OF_RECORD, or: parentIsRestricted('case_file', 'case_id') },
  { table: 'assessment', of: OF_RECORD, or: parentIsRestricted('case_file', 'case_id') },
  {
    table: 'placement',
    of: OF_RECORD,
    hanging: { placement_event: 'placement_id', placement_attendance: 'placement_id' },
  },
  {
    table: 'cohort_member',
    of: sql`exists (select from casework.cohort_person p where p.partnership_id = x.partnership_id and p.member_id = x.id and p.record_id = r.id)`,
    // Of a family, as long as one of them is.
    or: sql`exists (select from casework.cohort_person p join casework.record o on o.partnership_id = p.partnership_id and o.id = p.record_id
      where p.partnership_id = x.partnership_id and p.member_id = x.id and o.restricted)`,
    hanging: { cohort_person: 'member_id', cohort_rating: 'member_id', hub_item: 'subject_id' },
  },
  { table: 'cohort_not_now', of: OF_RECORD },
  { table: 'restorative_person', of: OF_RECORD, or: parentIsRestricted('restorative_matter', 'matter_id') },
  {
    table: 'victim_support',
    of: OF_RECORD,
    hanging: { victim_need: 'support_id', victim_promise: 'support_id', victim_contact: 'support_id' },
  },
  {
    table: 'case_review',
    of: OF_RECORD,
    hanging: {
      case_review_step: 'review_id',
      case_review_recommendation: 'review_id',
      hub_item: 'subject_id',
    },
  },
  {
    table: 'case_review_complaint',
    of: sql`exists (select from casework.case_review v where v.partnership_id = x.partnership_id and v.id = x.review_id and v.record_id = r.id)`,
    or: parentIsRestricted('concern', 'concern_id'),
  },
];

/** After the record's own row was changed: all that was told of it becomes as restricted as it is now. */
export async function restrictAlong(tx: Tx, machine: Actor, recordId: string): Promise<void> {
  const { partnershipId } = machine;
  for (const { table, of, or = sql`false`, hanging = {} } of TOLD) {
    await sql`update ${sql.table(`casework.${table}`)} x set restricted = r.restricted or ${or}
      from casework.record r where r.partnership_id = ${partnershipId} and r.id = ${recordId}
        and x.partnership_id = r.partnership_id and ${of}`.execute(tx);
    for (const [follower, column] of Object.entries(hanging))
      await sql`update ${sql.table(`casework.${follower}`)} h set restricted = x.restricted
        from ${sql.table(`casework.${table}`)} x, casework.record r where r.partnership_id = ${partnershipId} and r.id = ${recordId}
          and x.partnership_id = r.partnership_id and ${of}
          and h.partnership_id = x.partnership_id and ${sql.ref(`h.${column}`)} = x.id`.execute(tx);
  }
  await sql`update casework.task t set restricted = i.restricted from casework.hub_item i
    where i.partnership_id = ${partnershipId} and t.partnership_id = i.partnership_id and t.hub_item_id = i.id
      and t.case_id is null and t.restricted <> i.restricted`.execute(tx);
  for (const side of ['left', 'right'])
    for (const table of ['match_question', 'link'])
      await sql`update ${sql.table(`casework.${table}`)} x set ${sql.ref(`${side}_restricted`)} = r.restricted
        from casework.record r where r.partnership_id = ${partnershipId} and r.id = ${recordId}
          and x.partnership_id = r.partnership_id and ${sql.ref(`x.${side}_record_id`)} = r.id`.execute(tx);
}
