import { sql } from 'kysely';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Check } from '../../../platform/module.ts';
import { referenceOf } from './reference.ts';
import { type COVERED, decisionHash, effectHash } from './seal.ts';

/** After so many days, a decision that still waits to be ratified is named. */
const WAITS_TOO_LONG = 92;

const asRecorded: Check = {
  name: 'governance.decisions-as-recorded',
  says: 'Every decision is as it was recorded, with its conditions and dissents, and the audit trail holds its hash',
  async find(tx) {
    const { rows } = await sql<Record<(typeof COVERED)[number], unknown> & Sealed>`
      select d.*, exists (
          select from platform.audit_event a where a.partnership_id = d.partnership_id and a.subject_kind = 'decision'
            and a.subject_id = d.id and a.action = 'decision.record' and a.row_hash = d.hash) as sealed,
        coalesce((select json_agg(json_build_object('id', c.id, 'says', c.says, 'missing', c.missing, 'due_on', c.due_on,
            'owner_post_id', c.owner_post_id, 'owner_agency_id', c.owner_agency_id))
          from governance.decision_condition c where c.partnership_id = d.partnership_id and c.decision_id = d.id), '[]') as conditions,
        coalesce((select json_agg(json_build_object('membership_id', s.membership_id, 'words', s.words))
          from governance.dissent s where s.partnership_id = d.partnership_id and s.decision_id = d.id), '[]') as dissents
      from governance.decision d order by d.partnership_id, d.reference`.execute(tx);
    return rows.flatMap((row) => [
      ...(decisionHash(row, row.conditions, row.dissents).equals(row.hash)
        ? []
        : [`Decision ${row.reference} is not as it was recorded.`]),
      ...(row.sealed ? [] : [`Decision ${row.reference} has no audit event with its hash.`]),
    ]);
  },
};

interface Sealed {
  readonly reference: string;
  readonly hash: Buffer;
  readonly sealed: boolean;
  readonly conditions: Parameters<typeof decisionHash>[1];
  readonly dissents: Parameters<typeof decisionHash>[2];
}

const withoutGaps: Check = {
  name: 'governance.decisions-without-gaps',
  says: 'Decisions of each year are numbered from 1 without a gap',
  async find(tx) {
    const { rows } = await sql<{ year: number; last: number; count: number }>`
      select split_part(reference, '-', 1)::integer as year, max(split_part(reference, '-', 2)::integer) as last, count(*)::integer as count
      from governance.decision group by partnership_id, 1 having max(split_part(reference, '-', 2)::integer) <> count(*)
      order by 1`.execute(tx);
    return rows.map(
      ({ year, last, count }) =>
        `Of ${year} there are ${count} decisions, but the last is numbered ${referenceOf(year, last)}.`,
    );
  },
};

const effectsStand: Check = {
  name: 'governance.effects-stand',
  says: 'Whatever a decision did, the decision stands, and the audit trail holds what it did',
  async find(tx) {
    const { rows } = await sql<{
      reference: string;
      decision_id: string;
      kind: string;
      outcome: string;
      says: string;
      hash: Buffer;
      standing: string;
      sealed: boolean;
    }>`
      select d.reference, e.decision_id, e.kind, e.outcome, e.says, e.hash, d.standing, exists (
        select from platform.audit_event a where a.partnership_id = e.partnership_id and a.subject_kind = 'decision'
          and a.subject_id = e.decision_id and a.row_hash = e.hash) as sealed
      from governance.decision_effect e
      join governance.decision d on d.partnership_id = e.partnership_id and d.id = e.decision_id
      order by d.reference`.execute(tx);
    return rows.flatMap((row) => [
      ...(row.standing === 'stands' ? [] : [`Decision ${row.reference} had an effect without standing.`]),
      ...(row.sealed && effectHash(row).equals(row.hash)
        ? []
        : [`What decision ${row.reference} did is not as it was recorded.`]),
    ]);
  },
};

const ratifiedInTime: Check = {
  name: 'governance.ratified-in-time',
  says: `No decision waits more than ${WAITS_TOO_LONG} days to be ratified`,
  async find(tx) {
    const { rows } = await sql<{ reference: string; body: string; decided_on: PlainDate }>`
      select d.reference, d.body, d.decided_on from governance.decision_now d
      join partners.partnership p on p.partnership_id = d.partnership_id
      where d.state = 'awaits-ratification' and d.decided_on + ${WAITS_TOO_LONG}::integer < partners.business_date(p)
      order by d.decided_on`.execute(tx);
    return rows.map(
      ({ reference, body, decided_on }) =>
        `Decision ${reference} of the ${body} has waited to be ratified since ${longDate(decided_on)}.`,
    );
  },
};

export const decisionChecks: readonly Check[] = [asRecorded, withoutGaps, effectsStand, ratifiedInTime];
