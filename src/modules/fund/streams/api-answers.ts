import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { findStream } from './queries.ts';

/** The stream as it stands now, for the answer of whatever changed it. */
export async function streamNow(tx: Tx, slug: string) {
  const stream = await findStream(tx, slug);
  return stream ? { value: stream, revision: stream.revision } : notFound('stream');
}

/** Does something to the stream of the address and answers with how it stands then. */
export async function onStream(tx: Tx, slug: string, act: (streamId: string) => Promise<unknown>) {
  const stream = await findStream(tx, slug);
  if (!stream) return notFound('stream');
  const done = await act(stream.id);
  return isRefusal(done) ? (done as Refusal) : streamNow(tx, slug);
}
