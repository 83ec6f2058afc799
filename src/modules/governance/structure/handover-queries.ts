import { sql } from 'kysely';
import type { Id } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

/** The hand-over of a programme's projects from one body to another. */
export interface Handover {
  readonly id: Id<'handover'>;
  readonly fromBodyId: Id<'body'>;
  readonly from: string;
  readonly fromSlug: string;
  /** Null while it is not decided who takes it; each project may have its own. */
  readonly toBodyId: Id<'body'> | null;
  readonly to: string | null;
  readonly toSlug: string | null;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly plannedOn: PlainDate;
  readonly placeId: Id<'place'> | null;
  /** How the focus on the area survives. */
  readonly areaFocus: string;
  readonly note: string;
  readonly revision: number;
  readonly completedOn: PlainDate | null;
  readonly completedSays: string | null;
  /** How many projects something is said of, and how many of them are ready. */
  readonly items: number;
  readonly ready: number;
}

/** Every hand-over, the next one first and those that are done last. */
export async function listHandovers(tx: Tx): Promise<readonly Handover[]> {
  const rows = await tx
    .selectFrom('governance.handover_now')
    .selectAll()
    .orderBy(sql`completed_on is not null`)
    .orderBy('planned_on')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id as Id<'handover'>,
    fromBodyId: row.from_body_id as Id<'body'>,
    from: row.from_body ?? '',
    fromSlug: row.from_slug ?? '',
    toBodyId: row.to_body_id as Id<'body'> | null,
    to: row.to_body,
    toSlug: row.to_slug,
    subject: { kind: row.subject_kind ?? '', id: row.subject_id ?? '' },
    plannedOn: row.planned_on as PlainDate,
    placeId: row.place_id as Id<'place'> | null,
    areaFocus: row.area_focus ?? '',
    note: row.note ?? '',
    revision: row.revision ?? 0,
    completedOn: row.completed_on,
    completedSays: row.completed_says,
    items: row.items ?? 0,
    ready: row.ready ?? 0,
  }));
}

/** The hand-over of that id. */
export const findHandover = async (tx: Tx, id: string): Promise<Handover | undefined> =>
  (await listHandovers(tx)).find((one) => one.id === id);

/** What is said last of a project of a hand-over. */
export interface HandoverItem {
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly ready: boolean | null;
  readonly toBodyId: Id<'body'> | null;
  readonly plannedOn: PlainDate | null;
  readonly says: string;
  readonly notedOn: PlainDate;
}

/** What is said last of each project of a hand-over. */
export const listHandoverItems = (tx: Tx, handoverId: string): Promise<readonly HandoverItem[]> =>
  tx
    .selectFrom('governance.handover_item')
    .distinctOn('subject_id')
    .select([
      'subject_kind as subjectKind',
      'subject_id as subjectId',
      'ready',
      'to_body_id as toBodyId',
      'planned_on as plannedOn',
      'says',
      'noted_on as notedOn',
    ])
    .where('handover_id', '=', handoverId)
    .orderBy('subject_id')
    .orderBy('id', 'desc')
    .$castTo<HandoverItem>()
    .execute();

/** What can be handed over: programmes, and projects of no programme or of one. */
export async function handoverSubjects(
  tx: Tx,
  kinds: string | undefined,
): Promise<readonly { readonly kind: string; readonly id: string; readonly title: string }[]> {
  if (!kinds) return [];
  const { rows } = await sql<{ kind: string; id: string; title: string }>`
    select k.kind, k.id, k.title from (${sql.raw(kinds)}) k
    where k.partnership_id = platform.partnership() and k.kind in ('programme', 'project') order by k.kind, k.title`.execute(
    tx,
  );
  return rows;
}

/** The projects of a programme, from the modules' thread and kinds views, by title. */
export async function projectsOf(
  tx: Tx,
  offers: { readonly kinds: string | undefined; readonly thread: string | undefined },
  subject: { readonly kind: string; readonly id: string },
): Promise<readonly { readonly id: string; readonly title: string; readonly path: string }[]> {
  if (!offers.kinds || !offers.thread) return [];
  const { rows } = await sql<{ id: string; title: string; path: string }>`
    select k.id, k.title, k.path from (${sql.raw(offers.kinds)}) k
    where k.partnership_id = platform.partnership() and k.kind = 'project' and (k.id = ${subject.id}::uuid
      or k.id in (select t.to_id from (${sql.raw(offers.thread)}) t where t.partnership_id = platform.partnership()
        and t.from_kind = ${subject.kind} and t.from_id = ${subject.id}::uuid and t.to_kind = 'project'))
    order by k.title, k.id`.execute(tx);
  return rows;
}
