/** Cases as lists show them. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Actor, agencyOf } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { DISPOSED_OF, NOBODY } from './queries.ts';
import { type CaseKind, type CaseOutcome, caseCode } from './words.ts';

export interface CaseInList {
  readonly id: string;
  readonly code: string;
  readonly kind: CaseKind;
  readonly title: string;
  readonly lead: string;
  readonly openedOn: PlainDate;
  readonly nextReviewOn: PlainDate;
  readonly closedOn: PlainDate | null;
  readonly outcome: CaseOutcome | null;
  /** Whether the actor's agency takes part; else it is shown because it was opened for one person. */
  readonly takesPart: boolean;
  readonly colour: string | null;
  readonly band: string | null;
}

export interface CaseFilter {
  readonly state?: 'open' | 'closed';
  readonly kind?: CaseKind;
  /** Cases that come after this one in the order of the list. */
  readonly after?: { readonly on: PlainDate; readonly id: string };
  readonly recordIds?: readonly string[];
  readonly limit: number;
}

/** Cases by the day of their next review, then by id. */
export async function listCases(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  filter: CaseFilter,
): Promise<readonly CaseInList[]> {
  let query = tx
    .selectFrom('casework.case_file as c')
    .innerJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'c.partnership_id').onRef('a.id', '=', 'c.lead_agency_id'),
    )
    .where('c.partnership_id', '=', actor.partnershipId);
  if (filter.state !== undefined)
    query = query.where('c.closed_on', filter.state === 'open' ? 'is' : 'is not', null);
  if (filter.kind !== undefined) query = query.where('c.kind', '=', filter.kind);
  if (filter.recordIds !== undefined)
    query = query.where('c.id', 'in', (inner) =>
      inner
        .selectFrom('casework.case_person')
        .where('partnership_id', '=', actor.partnershipId)
        .where('record_id', 'in', filter.recordIds?.length ? filter.recordIds : [NOBODY])
        .select('case_id'),
    );
  if (filter.after !== undefined)
    query = query.where(
      sql<boolean>`(c.next_review_on, c.id) > (${filter.after.on}::date, ${filter.after.id}::uuid)`,
    );
  const rows = await query
    .select([
      'c.id',
      'c.kind',
      'c.title',
      'a.name as lead',
      'c.opened_on',
      'c.next_review_on',
      'c.closed_on',
      'c.outcome',
      'c.agency_ids',
    ])
    .select(
      sql<{ band: string; colour: string } | null>`(
      select json_build_object('band', x.band, 'colour', b.colour) from casework.assessment x
      join casework.template_band b on b.partnership_id = x.partnership_id and b.template_id = x.template_id and b.name = x.band
      where x.partnership_id = c.partnership_id and x.case_id = c.id order by x.made_on desc, x.id desc limit 1)`.as(
        'risk',
      ),
    )
    .orderBy('c.next_review_on')
    .orderBy('c.id')
    .limit(filter.limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    code: caseCode(row.id),
    kind: row.kind as CaseKind,
    title: subjects.open(row.id, row.title) ?? DISPOSED_OF,
    lead: row.lead,
    openedOn: row.opened_on,
    nextReviewOn: row.next_review_on,
    closedOn: row.closed_on,
    outcome: row.outcome as CaseOutcome | null,
    takesPart: row.agency_ids.includes(agencyOf(actor) ?? ''),
    colour: row.risk?.colour ?? null,
    band: row.risk?.band ?? null,
  }));
}
