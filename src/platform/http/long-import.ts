import { isRefusal, type Refusal } from '../../kernel/refusal.ts';
import { inTransaction, type Tx } from '../database/transaction.ts';
import { whenRowsAreDone } from '../import-rows.ts';
import { workInBackground } from '../progress.ts';
import { announce } from '../search.ts';
import type { Answer, Context } from './route.ts';

/** A file of more lines than this is written after the answer, while a page shows how far it is. */
const MANY_LINES = 500;

const linesIn = (text: string): number => text.split('\n').length;

export const isLong = (text: string): boolean => linesIn(text) > MANY_LINES;

/** Writes a long file in a transaction of its own; `write` gives the path of the result, or why nothing was written. */
export async function writeInBackground(
  c: Context,
  long: {
    readonly work: string;
    readonly text: string;
    readonly backTo: string;
    readonly write: (tx: Tx) => Promise<string | Refusal>;
  },
): Promise<Answer> {
  const { services, actor } = c;
  const path = await workInBackground(c.tx, actor, services, {
    work: long.work,
    total: linesIn(long.text),
    backTo: long.backTo,
    run: (tell) =>
      inTransaction(services.pool, actor, async (tx) => {
        whenRowsAreDone(tx, (done, total) => tell(`${done} of ${total} lines`, done, total));
        const result = await long.write(tx);
        if (!isRefusal(result)) await announce(tx, actor, services.offers.search, services.jobs);
        return result;
      }),
  });
  return { redirect: path };
}
