import { readFile, rm } from 'node:fs/promises';
import { crc32, inflateRawSync } from 'node:zlib';
import { FetchProblem, type PoliteClient } from './polite.ts';

/** One file within an archive, as its directory tells of it. */
interface Member {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

/** The end of an archive, where its directory is told of, is within so many bytes. */
const TAIL = 65_557;
const MOST_UNPACKED = 500_000_000;

/** An archive that is read in parts, so that one file of it need not cost all of it. */
export interface RemoteZip {
  readonly address: string;
  readonly members: readonly Member[];
}

const bad = (address: string): FetchProblem => new FetchProblem(`${address} is no archive that can be read.`);

/** Reads the directory of an archive from its end. */
export async function openRemoteZip(client: PoliteClient, address: string): Promise<RemoteZip> {
  const tail = await client.get(address, { headers: { range: `bytes=-${TAIL}` } });
  if (tail.status !== 206 && tail.status !== 200)
    throw new FetchProblem(`There is no archive at ${address} (${tail.status}).`);
  const end = tail.bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0) throw bad(address);
  const [count, length, start] = [
    tail.bytes.readUInt16LE(end + 10),
    tail.bytes.readUInt32LE(end + 12),
    tail.bytes.readUInt32LE(end + 16),
  ];
  if (start === 0xffffffff || count === 0xffff) throw bad(address);
  const directory = await client.get(tail.address, {
    headers: { range: `bytes=${start}-${start + length - 1}` },
  });
  const bytes = directory.status === 206 ? directory.bytes : directory.bytes.subarray(start, start + length);
  const members: Member[] = [];
  for (let at = 0; at + 46 <= bytes.length && bytes.readUInt32LE(at) === 0x02014b50; ) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    members.push({
      name: bytes.toString('utf8', at + 46, at + 46 + name),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    });
    at += 46 + name + extra + comment;
  }
  return { address: tail.address, members };
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
  if (member.size > MOST_UNPACKED || ![0, 8].includes(member.method)) throw bad(zip.address);
  const head = await client.get(zip.address, {
    headers: { range: `bytes=${member.at}-${member.at + 29}` },
  });
  if (head.status !== 206)
    throw new FetchProblem(
      `${new URL(zip.address).host} sends no parts of files, and the whole is too large to ask for.`,
    );
  const from = member.at + 30 + head.bytes.readUInt16LE(26) + head.bytes.readUInt16LE(28);
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
