/** One file of a zip, as the directory at its end tells of it. */
export interface ZipMember {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Where its own heading stands, which its bytes follow. */
  readonly at: number;
}

/** Why a zip cannot be read, in a sentence. */
export class BrokenZip extends Error {
  override readonly name = 'BrokenZip';
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
/** Without the name and what else follows. */
const LENGTH = { local: 30, central: 46, end: 22 } as const;

/** Where the directory of a zip stands, told by its last bytes. Throws BrokenZip. */
export function zipEnd(tail: Buffer): { count: number; length: number; start: number } {
  const end = tail.lastIndexOf(END);
  if (end < 0) throw new BrokenZip('It is no zip file, or its end is missing.');
  if (end + LENGTH.end > tail.length) throw new BrokenZip('The end of the zip file is missing.');
  const [count, length, start] = [
    tail.readUInt16LE(end + 10),
    tail.readUInt32LE(end + 12),
    tail.readUInt32LE(end + 16),
  ];
  if (start === 0xffffffff || count === 0xffff)
    throw new BrokenZip('It is a zip file of a kind for very large files, which is not read here.');
  return { count, length, start };
}

/** The files that a directory lists. Throws BrokenZip where it is cut or damaged. */
export function zipMembers(directory: Buffer, count: number): readonly ZipMember[] {
  const members: ZipMember[] = [];
  let at = 0;
  for (let left = count; left > 0; left -= 1) {
    if (at + LENGTH.central > directory.length || directory.readUInt32LE(at) !== CENTRAL)
      throw new BrokenZip('The directory of the zip file is broken.');
    const name = directory.readUInt16LE(at + 28);
    members.push({
      name: directory.toString('utf8', at + LENGTH.central, at + LENGTH.central + name),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      at: directory.readUInt32LE(at + 42),
    });
    at += LENGTH.central + name + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return members;
}

/** How many bytes a file's own heading has, given its beginning. Throws BrokenZip where there is none. */
export function zipHeadLength(head: Buffer): number {
  if (head.length < LENGTH.local || head.readUInt32LE(0) !== LOCAL)
    throw new BrokenZip('The zip file has no file where its directory says.');
  return LENGTH.local + head.readUInt16LE(26) + head.readUInt16LE(28);
}
