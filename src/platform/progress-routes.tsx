import { asId } from '../kernel/ids.ts';
import { refused } from '../kernel/refusal.ts';
import { LiveProgress, PageHeading } from '../ui/layout/index.ts';
import { accountOf } from './actor.ts';
import { transact } from './database/transaction.ts';
import { type Context, get, type Route } from './http/route.ts';
import { findProgress, type Progress } from './progress.ts';

const NOT_FOUND = refused('not-found', 'This work is not known, or somebody else began it.');
const STEP_MS = 300;
/** Most streams that one account may hold open; a page without a stream is reloaded instead. */
const MOST_STREAMS = 6;
const streams = new Map<string, number>();

/** Counts a stream of an account; undefined when it holds its most already, else what to call at its end. */
export function openStream(account: string): (() => void) | undefined {
  const open = streams.get(account) ?? 0;
  if (open >= MOST_STREAMS) return undefined;
  streams.set(account, open + 1);
  return () => {
    const left = (streams.get(account) ?? 1) - 1;
    if (left > 0) streams.set(account, left);
    else streams.delete(account);
  };
}
const QUIET_MS = 120_000;

/** What the browser is told of each step: see browser/progress.js. */
const newsOf = (progress: Progress) => ({
  value: progress.outcome === 'finished' ? (progress.total ?? 1) : progress.done,
  max: progress.total ?? 1,
  text: progress.sentence,
  ...(progress.outcome === null ? {} : { done: true, href: progress.resultPath ?? '/' }),
});

/** Work that has said nothing for two minutes ended with the process that did it. */
const hasStopped = (progress: Progress): boolean =>
  progress.outcome === null && Date.now() - progress.updatedAt.getTime() > QUIET_MS;

async function showProgress(c: Context) {
  const id = asId<'progress'>(c.params.id ?? '');
  const progress = id && (await findProgress(c.tx, c.actor, id));
  if (!progress) return NOT_FOUND;
  if (progress.outcome === 'finished' && progress.resultPath) return { redirect: progress.resultPath };
  return { title: progress.work, body: <ProgressPage progress={progress} /> };
}

function ProgressPage({ progress }: { readonly progress: Progress }) {
  const { value, max, text } = newsOf(progress);
  if (progress.outcome === 'failed' || hasStopped(progress))
    return (
      <>
        <PageHeading heading={progress.work} />
        <p class="govuk-body">
          {progress.outcome === 'failed'
            ? text
            : 'This stopped before it was done. Nothing of it was kept; try again.'}
        </p>
        <p class="govuk-body">
          <a class="govuk-link" href={progress.resultPath ?? '/'}>
            Go back
          </a>
        </p>
      </>
    );
  return (
    <>
      <PageHeading heading={progress.work} lead="You can leave this page; the work goes on." />
      <LiveProgress
        label={progress.work}
        value={value}
        max={max}
        text={text}
        src={`/progress/${progress.id}/events`}
        refreshHref={`/progress/${progress.id}`}
      />
    </>
  );
}

/** Server-sent events until the work ends, or the reader leaves. */
async function streamProgress(c: Context) {
  const id = asId<'progress'>(c.params.id ?? '');
  if (!id || !(await findProgress(c.tx, c.actor, id))) return NOT_FOUND;
  const { pool } = c.services;
  return {
    send: async (
      reply: Parameters<Extract<Awaited<ReturnType<Route['handle']>>, { send: unknown }>['send']>[0],
    ) => {
      const close = openStream(accountOf(c.actor) ?? c.actor.kind);
      if (!close) return void reply.code(429).send();
      reply.hijack();
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      let open = true;
      reply.raw.on('close', () => {
        open = false;
      });
      try {
        let told = '';
        while (open) {
          const progress = await transact(pool, c.actor, (tx) => findProgress(tx, c.actor, id), {
            readOnly: true,
          });
          if (!progress) break;
          const news = JSON.stringify(newsOf(progress));
          if (news !== told) reply.raw.write(`data: ${news}\n\n`);
          told = news;
          if (progress.outcome !== null || hasStopped(progress)) break;
          await new Promise((wake) => setTimeout(wake, STEP_MS));
        }
      } finally {
        close();
        reply.raw.end();
      }
    },
  };
}

/** How far long work is: a page, and the events that bring it up to date. */
export const progressRoutes: readonly Route[] = [
  get('/progress/:id', { who: 'signed-in' }, showProgress),
  get('/progress/:id/events', { who: 'signed-in' }, streamProgress),
];
