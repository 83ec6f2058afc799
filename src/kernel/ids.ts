import { randomBytes, randomUUID } from 'node:crypto';

declare const brand: unique symbol;

/** A string that only one kind of thing may carry: `Id<'project'>` cannot be passed where an `Id<'outcome'>` is due. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True when the text is a lower-case UUID of any version (RFC 9562). */
export const isUuid = (text: string): boolean => UUID.test(text);

/** Reads an id from outside; undefined when it is no UUID, so that a route can answer "not found". */
export const asId = <Kind extends string>(text: string): Id<Kind> | undefined =>
  isUuid(text) ? (text as Id<Kind>) : undefined;

let lastMillis = 0;
let sequence = 0;

/**
 * A new UUIDv7 (RFC 9562 §5.7): milliseconds, then a 12-bit counter so that ids made by one process sort
 * in the order they were made, then 62 random bits.
 */
export function newId<Kind extends string>(now: number = Date.now()): Id<Kind> {
  if (now > lastMillis) {
    lastMillis = now;
    sequence = randomBytes(2).readUInt16BE() & 0x7ff;
  } else if (++sequence > 0xfff) {
    lastMillis += 1;
    sequence = 0;
  }
  const bytes = randomBytes(16);
  bytes.writeUIntBE(lastMillis, 0, 6);
  bytes.writeUInt16BE(0x7000 | sequence, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    '-',
  ) as Id<Kind>;
}

/** A new UUIDv4, for what must not say when it was made: who sees the id of a person is not to learn since when they are known. */
export const newIdOfNoTime = <Kind extends string>(): Id<Kind> => randomUUID() as string as Id<Kind>;

/** The least UUIDv7 of an instant: ids made from then on compare as greater, so an index on ids serves "since". */
export function leastIdAt(instant: Date): string {
  const millis = Math.max(0, instant.getTime()).toString(16).padStart(12, '0');
  return `${millis.slice(0, 8)}-${millis.slice(8)}-7000-8000-000000000000`;
}
