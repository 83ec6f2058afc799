import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Share, sharesOf } from './blocking/blocks.ts';
import { type FoundPairs, gather, type ScanTask, scanner } from './scan.ts';

const PAIRS_PER_SHARE = 200_000;
/** Fewer pairs than this are done before a thread has started. */
const WORTH_THREADS = 500_000;
const MOST_THREADS = 8;

/** The thread's program: beside this file, or beside the bundle that this file has become part of. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './worker.ts' : './linkage-worker.mjs',
  import.meta.url,
);

/** Compares all pairs of all blocks, in as many threads as there are processors. */
export async function scanAll(task: ScanTask, expected: number): Promise<FoundPairs> {
  const shares = sharesOf(task.blocks, PAIRS_PER_SHARE);
  const threads = Math.min(availableParallelism(), MOST_THREADS, shares.length);
  if (expected < WORTH_THREADS || threads < 2) return gather(shares.map(scanner(task)));
  const found: FoundPairs[] = [];
  const waiting = [...shares].reverse();
  await Promise.all(Array.from({ length: threads }, () => work(task, waiting, found)));
  return gather(found);
}

/** One thread: takes shares as long as there are any. */
function work(task: ScanTask, waiting: Share[], found: FoundPairs[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: task });
    const next = (): void => {
      const share = waiting.pop();
      if (share) worker.postMessage(share);
      else worker.terminate().then(() => resolve(), reject);
    };
    worker.on('message', (part: FoundPairs) => {
      found.push(part);
      next();
    });
    worker.on('error', reject);
    next();
  });
}
