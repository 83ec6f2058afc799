import { Session } from 'node:inspector/promises';

/**
 * For a command that reads far more than it holds, between two files: left to itself the engine lets garbage grow to several
 * times what is held where the machine has much memory, and the more the longer the command runs.
 */
export async function collectGarbage(): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.collectGarbage');
  session.disconnect();
}
