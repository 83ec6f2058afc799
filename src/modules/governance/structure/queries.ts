import { sql } from 'kysely';
import type { Id } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { BodyChangeKind } from './words.ts';

/** Which body is the programme board of what, from when to when. */
export interface ProgrammeBoard {
  readonly id: Id<'programme-board'>;
  readonly bodyId: Id<'body'>;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly startsOn: PlainDate | null;
  readonly endsOn: PlainDate | null;
  readonly note: string | null;
}

/** Every programme board there ever was. */
export const listProgrammeBoards = (tx: Tx): Promise<readonly ProgrammeBoard[]> =>
  tx
    .selectFrom('governance.programme_board')
    .select([
      'id',
      'body_id as bodyId',
      'subject_kind as subjectKind',
      'subject_id as subjectId',
      'starts_on as startsOn',
      'ends_on as endsOn',
      'note',
    ])
    .orderBy('starts_on', (order) => order.asc().nullsFirst())
    .orderBy('id')
    .$castTo<ProgrammeBoard>()
    .execute();

/** What happened to a body on a day. */
export interface BodyChange {
  readonly id: Id<'body-change'>;
  readonly bodyId: Id<'body'>;
  readonly kind: BodyChangeKind;
  readonly onDay: PlainDate;
  readonly nameBefore: string | null;
  readonly nameAfter: string | null;
  readonly intoBodyId: Id<'body'> | null;
  readonly reason: string;
  readonly decisionId: Id<'decision'> | null;
}

/** What happened to a body, or to all of them, the first change first. */
export const listBodyChanges = (tx: Tx, bodyId?: string): Promise<readonly BodyChange[]> =>
  tx
    .selectFrom('governance.body_change')
    .select([
      'id',
      'body_id as bodyId',
      'kind',
      'on_day as onDay',
      'name_before as nameBefore',
      'name_after as nameAfter',
      'into_body_id as intoBodyId',
      'reason',
      'decision_id as decisionId',
    ])
    .$if(bodyId !== undefined, (all) => all.where('body_id', '=', bodyId ?? ''))
    .orderBy('on_day')
    .orderBy('id')
    .$castTo<BodyChange>()
    .execute();

/** The name that a body had on a day, by what happened to it; the changes are those of `listBodyChanges`. */
export function nameOn(
  body: { readonly id: string; readonly name: string },
  changes: readonly Pick<BodyChange, 'bodyId' | 'kind' | 'onDay' | 'nameBefore' | 'nameAfter'>[],
  on: PlainDate,
): string {
  const renamed = changes.filter((one) => one.bodyId === body.id && one.kind === 'renamed');
  const last = renamed.findLast(({ onDay }) => onDay <= on);
  return last?.nameAfter ?? renamed[0]?.nameBefore ?? body.name;
}

/** The name that a body had on a day. */
export const nameAt = async (
  tx: Tx,
  body: { readonly id: string; readonly name: string },
  on: PlainDate,
): Promise<string> => nameOn(body, await listBodyChanges(tx, body.id), on);

/** Titles and addresses of things of any module, by id. `kinds` is the modules' kinds view. */
export async function titlesOf(
  tx: Tx,
  kinds: string | undefined,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly title: string; readonly path: string }>> {
  if (!kinds || ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; title: string; path: string }>`
    select k.id, k.title, k.path from (${sql.raw(kinds)}) k where k.id = any(${[...ids]}::uuid[])`.execute(
    tx,
  );
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}
