/** A board and its sittings for tests. */
import type { Id } from '../../../kernel/ids.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import type { TestDatabase } from '../../../platform/database/testing.ts';
import { addBody } from '../body.ts';
import { getBody } from '../queries.ts';
import { addSitting, type SittingPlace } from '../sitting.ts';

export interface Board {
  readonly id: Id<'body'>;
  readonly slug: string;
}

const editorOf = (db: TestDatabase) => db.with('read', 'governance.edit');

/** An executive board of this name. */
export const newBoard = (db: TestDatabase, name: string): Promise<Board> =>
  db.does(editorOf(db), (tx) =>
    addBody(tx, editorOf(db), {
      name,
      kind: 'executive',
      agencyId: null,
      purpose: null,
      startsOn: null,
      endsOn: null,
      note: null,
    }),
  );

/** Plans an ordinary sitting of a board on a day. */
export const newSitting = (
  db: TestDatabase,
  board: Board,
  day: string,
  more: SittingPlace & { readonly precision?: 'day' | 'month'; readonly note?: string } = {},
): Promise<Id<'sitting'>> =>
  db.does(editorOf(db), async (tx) =>
    addSitting(tx, editorOf(db), await getBody(tx, board.id), {
      day: plainDate(day),
      precision: 'day',
      kind: 'ordinary',
      ...more,
    }),
  );
