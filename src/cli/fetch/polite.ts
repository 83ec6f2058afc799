import { open as openFile, rename, rm, stat } from 'node:fs/promises';
import { setTimeout as sleeping } from 'node:timers/promises';

/** Why something could not be fetched, in one sentence for whoever asked. */
export class FetchProblem extends Error {
  override readonly name = 'FetchProblem';
}

/** How politely a service is asked. */
export interface Politeness {
  /** Between the beginnings of two requests. */
  readonly intervalMs: number;
  /** How often a request is repeated that was turned away. */
  readonly retries: number;
  /** Waits before the first repetition; each further one waits twice as long. */
  readonly backoffMs: number;
  /** A service that asks to wait longer than this is left alone. */
  readonly longestWaitMs: number;
  /** Without a byte for so long, a request is given up. */
  readonly silenceMs: number;
  /** Most bytes that one answer may have. */
  readonly mostBytes: number;
}

export const POLITE: Politeness = {
  intervalMs: 1000,
  retries: 5,
  backoffMs: 2000,
  longestWaitMs: 120_000,
  silenceMs: 60_000,
  mostBytes: 200_000_000,
};

export interface Answered {
  readonly status: number;
  /** Where it came from in the end, after redirections. */
  readonly address: string;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

interface Asking {
  readonly headers?: Readonly<Record<string, string>>;
  /** Looks at an answer that came: a service may say only there that it is busy. */
  readonly isBusy?: (bytes: Buffer) => boolean;
}

/** Asks services politely: one request at a time, with pauses, and again where it is turned away. */
export interface PoliteClient {
  /** Gets a whole answer. Throws FetchProblem. */
  readonly get: (address: string, asking?: Asking) => Promise<Answered>;
  /** Saves a file, or the bytes `from` to `to` of it; what is there of it already is not asked for again. */
  readonly save: (address: string, file: string, part?: Part) => Promise<void>;
}

export interface Part {
  readonly from: number;
  readonly to: number;
}

/** Turned away for now: worth asking again. */
const BUSY = new Set([408, 425, 429, 500, 502, 503, 504]);

class TurnedAway extends Error {
  readonly waitMs: number | undefined;
  constructor(says: string, waitMs?: number) {
    super(says);
    this.waitMs = waitMs;
  }
}

/** How long `Retry-After` asks to wait: seconds, or until a day and time. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const until = Date.parse(header);
  return Number.isNaN(until) ? undefined : Math.max(0, until - now);
}

const hostOf = (address: string): string => new URL(address).host;

export function politeClient(
  politeness: Politeness = POLITE,
  { sleep = (ms: number): Promise<unknown> => sleeping(ms), now = Date.now } = {},
): PoliteClient {
  let last = Number.NEGATIVE_INFINITY;
  const turn = async (): Promise<void> => {
    const wait = last + politeness.intervalMs - now();
    if (wait > 0) await sleep(wait);
    last = now();
  };

  /** Does one request, and again while it is turned away, as often and as late as is polite. */
  async function persist<T>(address: string, attempt: () => Promise<T>): Promise<T> {
    for (let tried = 0; ; tried++) {
      await turn();
      try {
        return await attempt();
      } catch (error) {
        if (error instanceof FetchProblem) throw error;
        const says = error instanceof TurnedAway ? error.message : reasonOf(error);
        const asked = error instanceof TurnedAway ? error.waitMs : undefined;
        if (asked !== undefined && asked > politeness.longestWaitMs)
          throw new FetchProblem(
            `${hostOf(address)} ${says} and asks to wait ${Math.ceil(asked / 1000)} seconds. Try again then: what was fetched is kept.`,
          );
        if (tried >= politeness.retries)
          throw new FetchProblem(
            `${hostOf(address)} ${says}, also after ${politeness.retries} repetitions. Try again later: what was fetched is kept.`,
          );
        await sleep(asked ?? Math.min(politeness.backoffMs * 2 ** tried, politeness.longestWaitMs));
      }
    }
  }

  /** Opens one answer whose body is given up when it is silent for too long. */
  async function open(address: string, headers: Readonly<Record<string, string>>) {
    const giveUp = new AbortController();
    let timer = setTimeout(() => giveUp.abort(), politeness.silenceMs);
    const heard = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => giveUp.abort(), politeness.silenceMs);
    };
    const response = await fetch(address, {
      // A part of a packed answer would be a part of something else.
      headers: { 'user-agent': 'Concord, open data import', 'accept-encoding': 'identity', ...headers },
      signal: giveUp.signal,
    }).catch((error: unknown) => {
      clearTimeout(timer);
      throw error;
    });
    if (BUSY.has(response.status)) {
      clearTimeout(timer);
      await response.body?.cancel();
      throw new TurnedAway(
        `answered ${response.status}`,
        retryAfter(response.headers.get('retry-after'), Date.now()),
      );
    }
    async function* body(): AsyncGenerator<Uint8Array> {
      let size = 0;
      try {
        for await (const chunk of response.body ?? []) {
          heard();
          size += chunk.byteLength;
          if (size > politeness.mostBytes)
            throw new FetchProblem(
              `${hostOf(address)} sends more than ${Math.round(politeness.mostBytes / 1e6)} MB: ask for less.`,
            );
          yield chunk;
        }
      } finally {
        clearTimeout(timer);
        giveUp.abort();
      }
    }
    return { response, body };
  }

  return {
    get: (address, { headers = {}, isBusy } = {}) =>
      persist(address, async () => {
        const { response, body } = await open(address, headers);
        const chunks: Uint8Array[] = [];
        for await (const chunk of body()) chunks.push(chunk);
        const bytes = Buffer.concat(chunks);
        if (isBusy?.(bytes)) throw new TurnedAway('says that it is busy');
        return { status: response.status, address: response.url, headers: response.headers, bytes };
      }),
    save: (address, file, part) => persist(address, () => saveOnce(address, file, part, open)),
  };
}

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && cause.name === 'AbortError') return 'did not answer in time';
  return cause instanceof Error && 'code' in cause
    ? `could not be reached (${String(cause.code)})`
    : 'broke the connection off';
};

const sizeOf = async (file: string): Promise<number> => (await stat(file).catch(() => undefined))?.size ?? 0;

type Open = (
  address: string,
  headers: Readonly<Record<string, string>>,
) => Promise<{ readonly response: Response; readonly body: () => AsyncGenerator<Uint8Array> }>;

/** Goes on with a partial file where it stopped; whoever does not know parts sends the whole anew. */
async function saveOnce(address: string, file: string, part: Part | undefined, open: Open): Promise<void> {
  const partial = `${file}.partial`;
  const have = await sizeOf(partial);
  const from = (part?.from ?? 0) + have;
  if (part && from > part.to) return rename(partial, file);
  const asksForPart = part !== undefined || have > 0;
  const { response, body } = await open(
    address,
    asksForPart ? { range: `bytes=${from}-${part?.to ?? ''}` } : {},
  );
  if (response.status === 416) {
    await response.body?.cancel();
    await rm(partial, { force: true });
    throw new TurnedAway('has another file there now');
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw new FetchProblem(`${hostOf(address)} has nothing there (${response.status}): ${address}`);
  }
  if (part && response.status !== 206) {
    await response.body?.cancel();
    throw new FetchProblem(
      `${hostOf(address)} sends no parts of files, and the whole is too large to ask for.`,
    );
  }
  const out = await openFile(partial, response.status === 206 ? 'a' : 'w', 0o600);
  try {
    for await (const chunk of body()) await out.write(chunk);
  } finally {
    await out.close();
  }
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  const got = (await sizeOf(partial)) - (response.status === 206 ? have : 0);
  if (Number.isFinite(length) && got < length) throw new TurnedAway('broke the connection off');
  await rename(partial, file);
}
