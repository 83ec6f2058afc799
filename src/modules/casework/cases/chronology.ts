/** What happened in a case, newest first, across agencies: each line says who knows it and from whom. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { DISPOSED_OF } from './queries.ts';
import type { HeardFrom } from './words.ts';

export type LineKind =
  | 'note'
  | 'contact'
  | 'visit'
  | 'information'
  | 'decision'
  | 'correction'
  | 'opened'
  | 'led-by'
  | 'joined'
  | 'left'
  | 'reviewed'
  | 'closed'
  | 'reopened'
  | 'assessed'
  | 'task-ended'
  | 'linked'
  | 'file'
  | 'file-withdrawn';

export interface Line {
  readonly id: string;
  readonly on: PlainDate;
  readonly kind: LineKind;
  readonly agencyId: string;
  readonly agency: string;
  readonly words: string | null;
  readonly heardFrom: HeardFrom | null;
  /** Which agencies read it, where not all of the case do. */
  readonly readers: readonly string[];
  readonly correctsId: string | null;
  /** What a linked thing is, and where it stands. */
  readonly item: { readonly kind: string; readonly id: string } | null;
}

interface Row {
  id: string;
  on_day: PlainDate;
  kind: LineKind;
  agency_id: string;
  agency: string;
  words: Buffer | null;
  says: string | null;
  heard_from: HeardFrom | null;
  agency_ids: string[];
  corrects_id: string | null;
  item_kind: string | null;
}

/** The lines of a case that the actor may read. */
export async function chronologyOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  caseId: string,
): Promise<readonly Line[]> {
  const mine = sql`x.partnership_id = ${actor.partnershipId} and x.case_id = ${caseId}`;
  const { rows } = await sql<Row>`
    select x.*, a.name as agency from (
      select x.partnership_id, x.id, x.on_day, x.at, x.kind, x.agency_id, x.agency_ids, x.words, null::text as says, x.heard_from, x.corrects_id, null::text as item_kind
      from casework.case_note x where ${mine}
      union all
      select x.partnership_id, x.id, x.on_day, x.at, x.kind, x.agency_id, x.agency_ids, x.words, null, null, null, null
      from casework.case_event x where ${mine}
      union all
      select x.partnership_id, x.id, x.made_on, x.made_on::timestamptz, 'assessed', x.agency_id, x.agency_ids, null, t.title || ': ' || x.band || ', score ' || x.score, null, null, null
      from casework.assessment x join casework.assessment_template t on t.partnership_id = x.partnership_id and t.id = x.template_id where ${mine}
      union all
      select x.partnership_id, x.id, x.ended_on, x.ended_on::timestamptz, 'task-ended', x.owner_agency_id, x.agency_ids, coalesce(x.answer, x.says), null, null, null, null
      from casework.task x where ${mine} and x.ended_on is not null
      union all
      select x.partnership_id, x.id, x.added_on, x.at, 'file', x.agency_id, x.agency_ids, x.name, null, x.heard_from, null, null
      from casework.attachment x where ${mine}
      union all
      select x.partnership_id, x.id, x.on_day, x.at, 'file-withdrawn', x.agency_id, x.agency_ids, x.reason, null, null, null, null
      from casework.file_withdrawn x where ${mine}
      union all
      select x.partnership_id, x.item_id, x.linked_on, x.linked_on::timestamptz, 'linked', c.lead_agency_id, x.agency_ids, null, null, null, null, x.kind
      from casework.case_link x join casework.case_file c on c.partnership_id = x.partnership_id and c.id = x.case_id where ${mine}
    ) x join partners.agency a on a.partnership_id = x.partnership_id and a.id = x.agency_id
    order by x.on_day desc, x.at desc, x.id desc`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    on: row.on_day,
    kind: row.kind,
    agencyId: row.agency_id,
    agency: row.agency,
    // A file stands under a key of its own, so that it can be taken out of a case that stays.
    words:
      row.words === null
        ? row.says
        : (subjects.open(row.kind === 'file' ? row.id : caseId, row.words) ?? DISPOSED_OF),
    heardFrom: row.heard_from,
    readers: row.agency_ids,
    correctsId: row.corrects_id,
    item: row.item_kind === null ? null : { kind: row.item_kind, id: row.id },
  }));
}
