import { kMaxLength } from 'node:buffer';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { BrokenZip, zipEnd, zipHeadLength, zipMembers } from './zip-directory.ts';

/** A small reader and writer of zip files, enough for Office packages: no encryption, no zip64. */
export type ZipEntries = ReadonlyMap<string, Uint8Array>;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

/** A file of a zip, unpacked when it is asked for. */
export interface ZipFile {
  readonly name: string;
  /** What the zip says of its size; not to be believed. */
  readonly size: number;
  /** Its bytes. Throws BrokenZip where they are damaged, or more than `most`. */
  readonly read: (most: number) => Uint8Array;
}

/** The files of a zip in the order of its directory, none unpacked yet. Throws BrokenZip. */
export function openZip(bytes: Uint8Array): readonly ZipFile[] {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, start } = zipEnd(zip);
  return zipMembers(zip.subarray(start), count).map((member) => ({
    name: member.name,
    size: member.size,
    read(most) {
      const from = member.at + zipHeadLength(zip.subarray(member.at));
      const data = zip.subarray(from, from + member.packed);
      const file = member.method === 0 ? data : inflated(data, most);
      if (file.length > most) throw new BrokenZip('The files of the zip are too large.');
      if (crc32(file) !== member.crc) throw new BrokenZip(`${member.name} in the zip file is damaged.`);
      return file;
    },
  }));
}

/** The files of a zip by path. Throws BrokenZip, also when they are larger than `most` together. */
export function readZip(bytes: Uint8Array, most = Number.MAX_SAFE_INTEGER): ZipEntries {
  const entries = new Map<string, Uint8Array>();
  let room = most;
  for (const { name, read } of openZip(bytes)) {
    const file = read(room);
    room -= file.length;
    entries.set(name, file);
  }
  return entries;
}

/** What a file says of its own size is not believed: unpacking stops where there is no more room. */
function inflated(data: Uint8Array, room: number): Uint8Array {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.min(Math.max(room, 1), kMaxLength) });
  } catch (error) {
    throw new BrokenZip(
      error instanceof RangeError
        ? 'The files of the zip are too large.'
        : 'What the zip file holds cannot be unpacked.',
    );
  }
}

/** Writes a zip in which every file bears the same date (`YYYY-MM-DD`), so that equal files give equal bytes. */
export function writeZip(entries: ZipEntries, date: string): Uint8Array {
  const [year = 1980, month = 1, day = 1] = date.split('-').map(Number);
  // A zip knows the years from 1980 to 2107 only.
  const dosDate = ((Math.min(Math.max(year, 1980), 2107) - 1980) << 9) | (month << 5) | day;
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of entries) {
    const path = Buffer.from(name, 'utf8');
    const packed = deflateRawSync(data, { level: 9 });
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt16LE(dosDate, 8);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(path.length, 22);
    files.push(signature(LOCAL), fields, path, packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(signature(CENTRAL), Buffer.from([20, 0]), fields, tail, path);
    offset += 30 + path.length + packed.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.size, 4);
  end.writeUInt16LE(entries.size, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(offset, 12);
  return new Uint8Array(Buffer.concat([...files, listing, signature(END), end]));
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
