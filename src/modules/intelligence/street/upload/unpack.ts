import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { listInWords } from '../../../../kernel/names.ts';
import { type Refusal, refused } from '../../../../kernel/refusal.ts';
import type { Uploaded } from '../../../../platform/http/route.ts';
import { BrokenZip, openZip } from '../../../../ui/document/index.ts';
import { columnsIn, noStreetFile } from '../read-rows.ts';

/** A street file as it came: alone, or within an archive, of which it is unpacked when it is read. */
export interface GivenFile {
  readonly name: string;
  /** Throws BrokenZip. */
  readonly read: () => Buffer;
}

/** Most that one file may hold, unpacked: a month of the largest force has half of it. */
const LARGEST_FILE = 60 * 1_048_576;
/** Most that all of them may hold together. */
const MOST_TOGETHER = 10 * LARGEST_FILE;
/** Five years of a force. */
const MOST_FILES = 60;

/** So many names of what is not read are kept, each cut to so many characters: an archive may hold thousands, and long ones. */
const MOST_NAMED = 50;
const LONGEST_NAME = 200;

/** What a file is called here, whatever its path and its name hold. */
const nameOf = (given: string): string => {
  const name = path.basename(given).replace(/\p{Cc}/gu, '');
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name || 'a file without a name';
};

/** What was brought: the street files, and the first names of what else the archives hold. */
interface Given {
  readonly files: readonly GivenFile[];
  readonly notRead: readonly string[];
  /** How many more there are that are not read. */
  readonly notReadMore: number;
}

const isZip = ({ bytes }: Uploaded): boolean => bytes.subarray(0, 2).toString('latin1') === 'PK';

/**
 * The street files among those that were uploaded, and by name what else the archives of police.uk hold. Refused: no-file,
 * file-unreadable, no-street-file, too-many-files.
 */
export function streetFilesIn(uploaded: readonly Uploaded[]): Given | Refusal {
  const files: GivenFile[] = [];
  const notRead: string[] = [];
  let notReadMore = 0;
  let room = MOST_TOGETHER;
  // A file counts once, however often it is unpacked.
  const unpacking = (read: (most: number) => Uint8Array): (() => Buffer) => {
    let counted = 0;
    return () => {
      const bytes = Buffer.from(read(Math.min(LARGEST_FILE, room + counted)));
      room += counted - bytes.length;
      counted = bytes.length;
      return bytes;
    };
  };
  for (const one of uploaded) {
    if (one.bytes.length === 0) continue;
    if (!isZip(one)) {
      files.push({ name: nameOf(one.fileName), read: () => one.bytes });
      continue;
    }
    try {
      for (const member of openZip(one.bytes)) {
        if (member.name.endsWith('/')) continue;
        if (/street\.csv$/i.test(member.name))
          files.push({ name: nameOf(member.name), read: unpacking(member.read) });
        else if (notRead.length < MOST_NAMED) notRead.push(nameOf(member.name));
        else notReadMore += 1;
      }
    } catch (error) {
      if (!(error instanceof BrokenZip)) throw error;
      return brokenArchive(one.fileName, error);
    }
  }
  if (files.length === 0)
    return notRead.length > 0
      ? wrong(
          'no-street-file',
          `The archive holds no file whose name ends in street.csv, only ${listInWords(notRead.slice(0, 5))}.`,
        )
      : wrong('no-file', 'Choose street files of police.uk, or the archive that they came in');
  if (files.length > MOST_FILES)
    return wrong('too-many-files', `These are ${files.length} files. Bring ${MOST_FILES} at once at most.`);
  return { files: files.sort((a, b) => (a.name < b.name ? -1 : 1)), notRead, notReadMore };
}

/** Why the beginning of a file is not that of a street file; undefined when it is. */
export function notStreet(name: string, bytes: Buffer): Refusal | undefined {
  const end = bytes.indexOf(0x0a);
  const line = bytes.subarray(0, Math.min(end < 0 ? bytes.length : end, 10_000)).toString('utf8');
  try {
    const [heading = []] = parse(line, { bom: true, relax_column_count: true }) as string[][];
    const columns = columnsIn(heading);
    return 'missing' in columns ? noStreetFile(name, columns.missing) : undefined;
  } catch {
    return wrong('file-unreadable', `${name} cannot be read as CSV. Download it again from police.uk.`);
  }
}

export const brokenArchive = (name: string, { message }: BrokenZip): Refusal =>
  wrong('file-unreadable', `${name} cannot be unpacked: ${message} Download it again from police.uk.`);

const wrong = (name: string, message: string): Refusal => refused(name, message, { field: 'file' });
