/** Which network gave how many answers of a public form today: in memory alone, so that no address is kept, nor what was made of one. */
import { createHmac, randomBytes } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { SurveyWave } from './types.ts';

type Wave = Pick<SurveyWave, 'id' | 'opened'>;

/** Each takes where an answer comes from. */
interface Senders {
  /** Whether the network gave as many answers of the wave as its form takes from one in a day. */
  readonly gaveEnough: (wave: Wave, today: PlainDate, address: string) => boolean;
  /** Takes an answer and counts it; one that is refused is not counted. */
  readonly counted: <T>(
    wave: Wave,
    today: PlainDate,
    address: string,
    take: () => Promise<T | Refusal>,
  ) => Promise<T | Refusal | 'enough'>;
}

/** Addresses that tell nobody apart: those behind a proxy that Concord was not told of, or of one's own house. */
const INSIDE = new BlockList();
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const)
  INSIDE.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  INSIDE.addSubnet(net, bits, 'ipv6');

/** The network of an address: itself, or the first half where one connection has many (IPv6); undefined where it tells nobody apart. */
export function networkOf(address: string): string | undefined {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  const version = isIP(plain);
  if (version === 0) return plain;
  if (INSIDE.check(plain, version === 4 ? 'ipv4' : 'ipv6')) return undefined;
  if (version === 4) return plain;
  const [before = '', after] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::');
  const head = before.split(':').filter(Boolean);
  const tail = (after ?? '').split(':').filter(Boolean);
  const zeros = after === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...Array<string>(zeros).fill('0'), ...tail].slice(0, 4).join(':');
}

/** A house may have a network of networks (of IPv6 a /48): all of those together give so many times the share of one. */
const WIDER_SHARE = 5;

/** What an address counts towards, and how many times the share of one network each takes; nothing where it tells nobody apart. */
function sharesOf(address: string): readonly { readonly network: string; readonly times: number }[] {
  const network = networkOf(address);
  if (network === undefined) return [];
  const parts = network.split(':');
  const wider = { network: `${parts.slice(0, 3).join(':')}::/48`, times: WIDER_SHARE };
  return [{ network, times: 1 }, ...(parts.length === 4 ? [wider] : [])];
}

interface Day {
  readonly day: PlainDate;
  /** Made anew for each day and wave: nobody can try addresses against what is counted. */
  readonly key: Buffer;
  readonly given: Map<string, number>;
}

const A_DAY_MS = 86_400_000;

function makeSenders(): Senders {
  const waves = new Map<string, Day>();
  const dayOf = (id: string, day: PlainDate): Day => {
    const known = waves.get(id);
    if (known?.day === day) return known;
    const fresh: Day = { day, key: randomBytes(32), given: new Map() };
    waves.set(id, fresh);
    // Also where nobody answers tomorrow.
    setTimeout(() => waves.get(id) === fresh && waves.delete(id), A_DAY_MS).unref();
    return fresh;
  };
  const find = ({ id, opened }: Wave, today: PlainDate, address: string) => {
    const shares = opened?.cap ? sharesOf(address) : [];
    if (!opened?.cap || shares.length === 0) return undefined;
    const { mostFromOne } = opened.cap;
    const { key, given } = dayOf(id, today);
    const senders = shares.map(({ network, times }) => ({
      sender: createHmac('sha256', key).update(network).digest('base64'),
      most: mostFromOne * times,
    }));
    const add = (more: number): void => {
      for (const { sender } of senders) {
        const now = (given.get(sender) ?? 0) + more;
        if (now > 0) given.set(sender, now);
        else given.delete(sender);
      }
    };
    return { enough: senders.some(({ sender, most }) => (given.get(sender) ?? 0) >= most), add };
  };
  return {
    gaveEnough: (wave, today, address) => find(wave, today, address)?.enough ?? false,
    async counted(wave, today, address, take) {
      const sender = find(wave, today, address);
      if (sender?.enough) return 'enough';
      // Counted before it is taken, so that many at once are no way around.
      sender?.add(1);
      let taken = false;
      try {
        const result = await take();
        taken = !isRefusal(result);
        return result;
      } finally {
        if (!taken) sender?.add(-1);
      }
    },
  };
}

const all = new WeakMap<object, Senders>();

/** The senders that this process knows of. */
export function sendersOf(services: object): Senders {
  const known = all.get(services) ?? makeSenders();
  all.set(services, known);
  return known;
}
