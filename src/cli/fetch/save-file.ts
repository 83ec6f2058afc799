import { open as openFile, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { Open } from './open-answer.ts';
import type { Part } from './polite.ts';
import { FetchProblem, hostOf, TurnedAway } from './problem.ts';

/**
 * Saves a file, or a part of it, and goes on where it stopped, as long as the service says that it is the same file still:
 * by its ETag, or else by when it was last modified. What says neither, or has changed, is begun anew.
 */
export async function saveFile(
  open: Open,
  address: string,
  file: string,
  part: Part | undefined,
): Promise<void> {
  const kept = keptOf(file);
  const { have, same } = await kept.read();
  const from = (part?.from ?? 0) + have;
  if (part && from > part.to) return kept.finish();
  const { response, body, leave } = await open(address, {
    ...(part || have > 0 ? { range: `bytes=${from}-${part?.to ?? ''}` } : {}),
    ...(have > 0 ? { 'if-range': same } : {}),
  });
  if (response.status === 416 || (have > 0 && part && response.status === 200)) {
    await leave();
    await kept.forget();
    throw new TurnedAway('has another file there now');
  }
  if (!response.ok) {
    await leave();
    throw new FetchProblem(`${hostOf(address)} has nothing there (${response.status}): ${address}`);
  }
  if (part && response.status !== 206) {
    await leave();
    throw new FetchProblem(
      `${hostOf(address)} sends no parts of files, and the whole is too large to ask for.`,
    );
  }
  const goesOn = have > 0 && response.status === 206;
  const got = await kept.write(goesOn, sameAs(response.headers), body());
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  if (Number.isFinite(length) && got < length) throw new TurnedAway('broke the connection off');
  await kept.finish();
}

/** By what a service says that a file is the same, byte for byte; a weak ETag does not. */
function sameAs(headers: Headers): string {
  const tag = headers.get('etag') ?? '';
  return tag.startsWith('"') ? tag : (headers.get('last-modified') ?? '');
}

/** What there is of a file that is being fetched, and beside it by what one knows that it is the same still. */
function keptOf(file: string) {
  const [partial, known] = [`${file}.partial`, `${file}.partial.same`];
  return {
    async read(): Promise<{ have: number; same: string }> {
      const same = await readFile(known, 'utf8').catch(() => '');
      const { size } = same === '' ? { size: 0 } : await stat(partial).catch(() => ({ size: 0 }));
      return { have: size, same };
    },
    /** Writes what comes, after what is there where it goes on; gives how many bytes came. */
    async write(goesOn: boolean, same: string, body: AsyncIterable<Uint8Array>): Promise<number> {
      if (!goesOn) {
        await rm(partial, { force: true });
        await writeFile(known, same, { mode: 0o600 });
      }
      const out = await openFile(partial, 'a', 0o600);
      let bytes = 0;
      try {
        for await (const chunk of body) {
          await out.write(chunk);
          bytes += chunk.byteLength;
        }
      } finally {
        await out.close();
      }
      return bytes;
    },
    async finish(): Promise<void> {
      await rename(partial, file);
      await rm(known, { force: true });
    },
    async forget(): Promise<void> {
      await rm(partial, { force: true });
      await rm(known, { force: true });
    },
  };
}
