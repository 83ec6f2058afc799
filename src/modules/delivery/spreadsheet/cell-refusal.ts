import { type Refusal, refused } from '../../../kernel/refusal.ts';

/** A row that cannot be used, with every reason. */
export class RefusedCell extends Error {
  override readonly name = 'RefusedCell';
}

/** The refusal of a row from what its cells say. */
export const refusalOfCell = (error: Error): Refusal => refused('row-unusable', error.message);
