/** Where a request comes from, as a proxy wrote it. */
import { isIP } from 'node:net';

/** What stands for everything that is no address: all of it is one place, so that inventing more is no way around a limit. */
const NO_ADDRESS = 'unknown';

/** The address in an entry of X-Forwarded-For, without the port of the connection that some proxies write behind it. */
export function addressIn(entry: string): string {
  const text = entry.trim();
  const [, inBrackets] = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text) ?? [];
  const [, beforePort] = /^([\d.]{7,15}):\d{1,5}$/.exec(text) ?? [];
  const address = inBrackets ?? beforePort ?? text;
  return isIP(address) === 0 ? NO_ADDRESS : address;
}

/** Of X-Forwarded-For the address that the one proxy before Concord saw, which it writes last. */
export const lastAddressIn = (forwarded: string): string => addressIn(forwarded.split(',').at(-1) ?? '');
