import { kMaxLength } from 'node:buffer';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** A small reader and writer of zip files, enough for Office packages: no encryption, no zip64. */
export type ZipEntries = ReadonlyMap<string, Uint8Array>;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

/** The files of a zip by path, in the order of its directory. Throws when they are larger than `most` together. */
export function readZip(bytes: Uint8Array, most = Number.MAX_SAFE_INTEGER): ZipEntries {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0) throw new Error('Not a zip file');
  const entries = new Map<string, Uint8Array>();
  let room = most;
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== CENTRAL) throw new Error('The directory of the zip file is broken');
    const nameLength = zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const file = zip.readUInt16LE(at + 10) === 0 ? data : inflated(data, room);
    room -= file.length;
    if (room < 0) throw new Error('The files of the zip are too large');
    entries.set(name, file);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

/** What a file says of its own size is not believed: unpacking stops where there is no more room. */
const inflated = (data: Uint8Array, room: number): Uint8Array =>
  inflateRawSync(data, { maxOutputLength: Math.min(Math.max(room, 1), kMaxLength) });

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
