import { setTimeout as sleeping } from 'node:timers/promises';
import { plural } from '../../kernel/names.ts';
import { opener } from './open-answer.ts';
import { FetchProblem, hostOf, TurnedAway } from './problem.ts';
import { saveFile } from './save-file.ts';

export { FetchProblem } from './problem.ts';

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

interface Surroundings {
  readonly sleep?: (ms: number) => Promise<unknown>;
  readonly now?: () => number;
  /** Hears before each repetition why there is one and when: nobody waits for minutes without a word. */
  readonly tell?: (says: string) => void;
}

/** A client that follows redirections to the hosts it knows, and within the host that was asked; nowhere else. */
export function politeClient(
  politeness: Politeness = POLITE,
  knownHosts: ReadonlySet<string> = new Set(),
  { sleep = (ms) => sleeping(ms), now = Date.now, tell = () => undefined }: Surroundings = {},
): PoliteClient {
  const open = opener(politeness, knownHosts);
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
        const wait = asked ?? Math.min(politeness.backoffMs * 2 ** tried, politeness.longestWaitMs);
        tell(
          `${hostOf(address)} ${says}. Trying again in ${plural(Math.ceil(wait / 1000), 'second')} (${tried + 1} of ${politeness.retries}).`,
        );
        await sleep(wait);
      }
    }
  }

  return {
    get: (address, { headers = {}, isBusy } = {}) =>
      persist(address, async () => {
        const { response, address: from, body } = await open(address, headers);
        const chunks: Uint8Array[] = [];
        for await (const chunk of body()) chunks.push(chunk);
        const bytes = Buffer.concat(chunks);
        if (isBusy?.(bytes)) throw new TurnedAway('says that it is busy');
        return { status: response.status, address: from, headers: response.headers, bytes };
      }),
    save: (address, file, part) => persist(address, () => saveFile(open, address, file, part)),
  };
}

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && cause.name === 'AbortError') return 'did not answer in time';
  return cause instanceof Error && 'code' in cause
    ? `could not be reached (${String(cause.code)})`
    : 'broke the connection off';
};
