import type { Politeness } from './polite.ts';
import { FetchProblem, hostOf, TurnedAway } from './problem.ts';

/** An answer whose body has not been read yet. */
export interface Opened {
  readonly response: Response;
  /** Where it came from in the end. */
  readonly address: string;
  readonly body: () => AsyncGenerator<Uint8Array>;
  /** Leaves the body unread. */
  readonly leave: () => Promise<void>;
}

/** Asks once. Throws FetchProblem, and TurnedAway where it is worth asking again. */
export type Open = (address: string, headers: Readonly<Record<string, string>>) => Promise<Opened>;

const BUSY = new Set([408, 425, 429, 500, 502, 503, 504]);
const LEADS_ON = new Set([301, 302, 303, 307, 308]);
/** A service that leads on more often than this leads in a circle. */
const MOST_REDIRECTIONS = 5;

/** How long `Retry-After` asks to wait: seconds, or until a day and time. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const until = Date.parse(header);
  return Number.isNaN(until) ? undefined : Math.max(0, until - now);
}

/** Opens answers where a service leads to in the end: within the host that was asked, and to hosts that are known. */
export const opener =
  (limits: Pick<Politeness, 'silenceMs' | 'mostBytes'>, knownHosts: ReadonlySet<string>): Open =>
  async (asked, headers) => {
    let address = asked;
    for (let led = 0; led <= MOST_REDIRECTIONS; led += 1) {
      const opened = await openOnce(limits, address, headers);
      if (!LEADS_ON.has(opened.response.status)) return opened;
      await opened.leave();
      address = ledOn(address, opened.response.headers.get('location'), knownHosts);
    }
    throw new FetchProblem(`${hostOf(asked)} leads on and on, and never to a file.`);
  };

/** Where a redirection leads. Throws FetchProblem for a host that is not known, and from https to http. */
function ledOn(address: string, location: string | null, knownHosts: ReadonlySet<string>): string {
  const from = new URL(address);
  const to = location === null ? null : URL.parse(location, address);
  if (!to) throw new FetchProblem(`${from.host} leads on to an address that is none.`);
  const known = to.host === from.host || knownHosts.has(to.host);
  if (known && (to.protocol === 'https:' || to.protocol === from.protocol)) return to.href;
  const hosts = [...new Set([from.host, ...knownHosts])].join(', ');
  throw new FetchProblem(
    `${from.host} leads on to ${to.origin}, where nothing is fetched from. Known are ${hosts}, by https.`,
  );
}

/** One request, whose body is given up when it is silent for too long or too large. */
async function openOnce(
  { silenceMs, mostBytes }: Pick<Politeness, 'silenceMs' | 'mostBytes'>,
  address: string,
  headers: Readonly<Record<string, string>>,
): Promise<Opened> {
  const giveUp = new AbortController();
  let timer = setTimeout(() => giveUp.abort(), silenceMs);
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => giveUp.abort(), silenceMs);
  };
  const response = await fetch(address, {
    // A part of a packed answer would be a part of something else.
    headers: { 'user-agent': 'Concord, open data import', 'accept-encoding': 'identity', ...headers },
    signal: giveUp.signal,
    redirect: 'manual',
  }).catch((error: unknown) => {
    clearTimeout(timer);
    throw error;
  });
  const leave = async (): Promise<void> => {
    clearTimeout(timer);
    await response.body?.cancel();
  };
  if (BUSY.has(response.status)) {
    await leave();
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
        if (size > mostBytes)
          throw new FetchProblem(
            `${hostOf(address)} sends more than ${Math.round(mostBytes / 1e6)} MB: ask for less.`,
          );
        yield chunk;
      }
    } finally {
      clearTimeout(timer);
      giveUp.abort();
    }
  }
  return { response, address, body, leave };
}
