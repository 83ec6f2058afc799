import { open as openFile, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { contentRange } from './content-range.ts';
import type { Open } from './open-answer.ts';
import type { Part } from './polite.ts';
import { FetchProblem, hostOf, TurnedAway } from './problem.ts';

/**
 * Saves a file, or a part of it, and goes on where it stopped, as long as the service says that it is the same file still:
 * by its ETag, or else by when it was last modified. What says neither, or has changed, is begun anew; so is what goes on
 * elsewhere than was asked, or is of another size now.
 */
export async function saveFile(
  open: Open,
  address: string,
  file: string,
  part: Part | undefined,
): Promise<void> {
  const kept = keptOf(file);
  const { have, same, total } = await kept.read();
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
  const isPart = response.status === 206;
  const range = isPart ? contentRange(response.headers) : undefined;
  const until = part?.to ?? Number.POSITIVE_INFINITY;
  if (isPart && (range?.start !== from || range.end > until || isOther(total, range.total))) {
    await leave();
    await kept.forget();
    if (have > 0) throw new TurnedAway('sent another part of the file than it was asked for');
    throw new FetchProblem(`${hostOf(address)} sends other parts of files than it is asked for: ${address}`);
  }
  const length = range ? range.end - range.start + 1 : lengthOf(response.headers);
  const whole = range ? (range.total ?? total) : length;
  const got = await kept.write(isPart && have > 0, { same: sameAs(response.headers), total: whole }, body());
  if (length !== undefined && got < length) throw new TurnedAway('broke the connection off');
  if (length !== undefined && got > length) {
    await kept.forget();
    throw new TurnedAway('sent more than it said');
  }
  const last = Math.min(until, (whole ?? Number.POSITIVE_INFINITY) - 1);
  if (range && range.end < last && Number.isFinite(last)) throw new TurnedAway('sends the file in pieces');
  await kept.finish();
}

const isOther = (known: number | undefined, total: number | undefined): boolean =>
  known !== undefined && total !== undefined && known !== total;

function lengthOf(headers: Headers): number | undefined {
  const length = headers.get('content-length');
  return length !== null && /^\d+$/.test(length) ? Number(length) : undefined;
}

/** By what a service says that a file is the same, byte for byte; a weak ETag does not. */
function sameAs(headers: Headers): string {
  const tag = headers.get('etag') ?? '';
  return tag.startsWith('"') ? tag : (headers.get('last-modified') ?? '');
}

/** By what one knows that a file is the same still, and how large the whole is where that is known. */
interface Known {
  readonly same: string;
  readonly total: number | undefined;
}

/** What there is of a file that is being fetched, and beside it by what one knows that it is the same still. */
function keptOf(file: string) {
  const [partial, known] = [`${file}.partial`, `${file}.partial.same`];
  return {
    async read(): Promise<Known & { have: number }> {
      const [same = '', total = ''] = (await readFile(known, 'utf8').catch(() => '')).split('\n');
      const { size } = same === '' ? { size: 0 } : await stat(partial).catch(() => ({ size: 0 }));
      return { have: size, same, total: size > 0 && /^\d+$/.test(total) ? Number(total) : undefined };
    },
    /** Writes what comes, after what is there where it goes on; gives how many bytes came. */
    async write(goesOn: boolean, { same, total }: Known, body: AsyncIterable<Uint8Array>): Promise<number> {
      if (!goesOn) {
        await rm(partial, { force: true });
        await writeFile(known, `${same}\n${total ?? ''}`, { mode: 0o600 });
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
