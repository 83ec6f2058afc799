import { readFile, rm } from 'node:fs/promises';
import { crc32, inflateRawSync } from 'node:zlib';
import { BrokenZip, type ZipMember, zipEnd, zipHeadLength, zipMembers } from '../../ui/document/index.ts';
import { FetchProblem, type PoliteClient } from './polite.ts';

/** The end of an archive, where its directory is told of, is within so many bytes. */
const TAIL = 65_557;
const MOST_UNPACKED = 500_000_000;

/** An archive that is read in parts, so that one file of it need not cost all of it. */
export interface RemoteZip {
  readonly address: string;
  readonly members: readonly ZipMember[];
}

const bad = (address: string, says: string): FetchProblem =>
  new FetchProblem(`${address} is no archive that can be read. ${says}`);

/** Reads what a service sent as part of an archive; what is broken is a problem of the service. */
function reading<T>(address: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof BrokenZip) throw bad(address, error.message);
    throw error;
  }
}

/** Reads the directory of an archive from its end. */
export async function openRemoteZip(client: PoliteClient, address: string): Promise<RemoteZip> {
  const tail = await client.get(address, { headers: { range: `bytes=-${TAIL}` } });
  if (tail.status !== 206 && tail.status !== 200)
    throw new FetchProblem(`There is no archive at ${address} (${tail.status}).`);
  const { count, length, start } = reading(address, () => zipEnd(tail.bytes));
  if (count === 0 || length === 0) return { address: tail.address, members: [] };
  const directory = await client.get(tail.address, {
    headers: { range: `bytes=${start}-${start + length - 1}` },
  });
  const bytes = directory.status === 206 ? directory.bytes : directory.bytes.subarray(start, start + length);
  return { address: tail.address, members: reading(address, () => zipMembers(bytes, count)) };
}

/** Fetches one file of an archive and unpacks it; what was fetched of it before is not fetched again. */
export async function fetchMember(
  client: PoliteClient,
  zip: RemoteZip,
  name: string,
  scratch: string,
): Promise<Buffer | undefined> {
  const member = zip.members.find((one) => one.name === name);
  if (!member) return undefined;
  if (member.size > MOST_UNPACKED || ![0, 8].includes(member.method))
    throw bad(zip.address, `${name} in it is too large, or packed in a way that is not known.`);
  const head = await client.get(zip.address, {
    headers: { range: `bytes=${member.at}-${member.at + 29}` },
  });
  if (head.status !== 206)
    throw new FetchProblem(
      `${new URL(zip.address).host} sends no parts of files, and the whole is too large to ask for.`,
    );
  const from = member.at + reading(zip.address, () => zipHeadLength(head.bytes));
  if (member.packed > 0) await client.save(zip.address, scratch, { from, to: from + member.packed - 1 });
  const packed = member.packed > 0 ? await readFile(scratch) : Buffer.alloc(0);
  const whole = member.method === 0 ? packed : unpacked(packed, member.size);
  if (whole === undefined || whole.length !== member.size || crc32(whole) !== member.crc) {
    await rm(scratch, { force: true });
    throw new FetchProblem(`${name} did not arrive whole. Fetch it again.`);
  }
  return whole;
}

function unpacked(packed: Buffer, size: number): Buffer | undefined {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch {
    return undefined;
  }
}
