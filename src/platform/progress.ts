import type pg from 'pg';
import { type Id, newId } from '../kernel/ids.ts';
import { isRefusal, type Refusal } from '../kernel/refusal.ts';
import { type Actor, accountOf } from './actor.ts';
import { afterCommit, type Tx, transact } from './database/transaction.ts';
import type { Services } from './services.ts';

/** How far a long piece of work is. */
export interface Progress {
  readonly id: string;
  readonly work: string;
  readonly done: number;
  readonly total: number | null;
  readonly sentence: string;
  readonly outcome: 'finished' | 'failed' | null;
  readonly resultPath: string | null;
  readonly updatedAt: Date;
}

/** Begins to tell of a long piece of work, in the transaction that asks for it. */
export async function startProgress(
  tx: Tx,
  actor: Actor,
  { work, total, sentence = 'Waiting to begin' }: { work: string; total?: number; sentence?: string },
): Promise<Id<'progress'>> {
  const id = newId<'progress'>();
  await tx
    .insertInto('platform.progress')
    .values({
      partnership_id: actor.partnershipId,
      id,
      account_id: accountOf(actor) ?? null,
      work,
      total: total ?? null,
      sentence,
    })
    .execute();
  return id;
}

type News = Partial<Pick<Progress, 'done' | 'total' | 'sentence' | 'outcome' | 'resultPath'>>;

async function tell(pool: pg.Pool, actor: Actor, id: string, news: News): Promise<void> {
  const { resultPath, ...columns } = news;
  await transact(pool, actor, (tx) =>
    tx
      .updateTable('platform.progress')
      .set({
        ...columns,
        ...(resultPath === undefined ? {} : { result_path: resultPath }),
        updated_at: new Date(),
      })
      .where('partnership_id', '=', actor.partnershipId)
      .where('id', '=', id)
      .execute(),
  );
}

/** Says how far the work is; in a transaction of its own, so that others see it while the work goes on. */
export const advance = (
  pool: pg.Pool,
  actor: Actor,
  id: string,
  news: { readonly sentence: string; readonly done: number; readonly total?: number },
): Promise<void> => tell(pool, actor, id, news);

/** Says that the work is done and where its result can be seen. */
export const finish = (
  pool: pg.Pool,
  actor: Actor,
  id: string,
  resultPath: string,
  sentence = 'Done',
): Promise<void> => tell(pool, actor, id, { outcome: 'finished', resultPath, sentence });

/** Says that the work was not done, and why; `resultPath` is where it can be put right. */
export const fail = (
  pool: pg.Pool,
  actor: Actor,
  id: string,
  resultPath: string,
  sentence: string,
): Promise<void> => tell(pool, actor, id, { outcome: 'failed', resultPath, sentence });

export interface LongWork {
  readonly work: string;
  readonly total: number;
  /** Where to go when it could not be done. */
  readonly backTo: string;
  /** Does the work in transactions of its own; gives the path of the result, or why not. */
  readonly run: (
    tell: (sentence: string, done: number, total: number) => Promise<void>,
  ) => Promise<string | Refusal>;
}

/**
 * Does long work after the caller's transaction has committed, and tells how far it is. Gives the path of the page
 * that shows it. The work is lost when the process ends meanwhile; nothing of it was acknowledged, and the page says so.
 */
export async function workInBackground(
  tx: Tx,
  actor: Actor,
  { pool, log }: Pick<Services, 'pool' | 'log'>,
  { work, total, backTo, run }: LongWork,
): Promise<string> {
  const id = await startProgress(tx, actor, { work, total });
  const doIt = async (): Promise<void> => {
    const result = await run((sentence, done, of) => advance(pool, actor, id, { sentence, done, total: of }));
    if (isRefusal(result)) await fail(pool, actor, id, backTo, result.message);
    else await finish(pool, actor, id, result);
  };
  afterCommit(tx, () => {
    doIt().catch(async (error: unknown) => {
      log.error({ err: error, progress: id }, 'Long work failed');
      await fail(
        pool,
        actor,
        id,
        backTo,
        'This could not be done. Try again; if it stays, tell your administrator.',
      ).catch(() => undefined);
    });
  });
  return `/progress/${id}`;
}

/** How far a piece of work is; undefined when there is none, or it is somebody else's. */
export async function findProgress(tx: Tx, actor: Actor, id: string): Promise<Progress | undefined> {
  return tx
    .selectFrom('platform.progress')
    .select([
      'id',
      'work',
      'done',
      'total',
      'sentence',
      'outcome',
      'result_path as resultPath',
      'updated_at as updatedAt',
    ])
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', id)
    .executeTakeFirst();
}
