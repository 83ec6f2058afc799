import { parentPort, workerData } from 'node:worker_threads';
import type { Share } from './blocking/blocks.ts';
import { type ScanTask, scanner } from './scan.ts';

/** A thread that scans one share of blocks after the other. */
const scan = scanner(workerData as ScanTask);

parentPort?.on('message', (share: Share) => {
  const found = scan(share);
  parentPort?.postMessage(found, [
    found.left.buffer as ArrayBuffer,
    found.right.buffer as ArrayBuffer,
    found.weight.buffer as ArrayBuffer,
    found.twins.buffer as ArrayBuffer,
  ]);
});
