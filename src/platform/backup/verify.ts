import type { Progress } from './backup.ts';
import { type Header, labelOf, type TableHead, versionOf } from './format.ts';
import { BackupReader } from './reader.ts';

/** What a backup says of itself, and what it proved to hold. */
export interface BackupContent {
  readonly made: string;
  readonly encrypted: boolean;
  /** The last migration of the database it was made of. */
  readonly version: string | undefined;
  readonly migrations: Header['migrations'];
  readonly tables: number;
  readonly files: number;
}

export interface VerifyOptions {
  in: string;
  passphrase?: string | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** Reads a whole backup and checks every part of it; throws a BackupProblem that names the damaged part. */
export async function verifyBackup(options: VerifyOptions): Promise<BackupContent> {
  return (await checkBackup(options)).content;
}

/** The same, and which tables it holds, in order. */
export async function checkBackup(
  options: VerifyOptions,
): Promise<{ content: BackupContent; tables: TableHead[] }> {
  const reader = await BackupReader.open(options.in, options.passphrase);
  try {
    const tables: TableHead[] = [];
    let files = 0;
    for await (const { head } of reader.entries()) {
      options.onProgress?.({ doing: 'checking', what: labelOf(head) });
      if (head.is === 'table') tables.push(head);
      if (head.is === 'file') files++;
    }
    return { tables, content: { ...describeHeader(reader.header), tables: tables.length, files } };
  } finally {
    await reader.close();
  }
}

/** What a backup says of itself in clear, without its passphrase and without checking it. */
export async function describeBackup(file: string): Promise<Omit<BackupContent, 'tables' | 'files'>> {
  return describeHeader(await BackupReader.header(file));
}

const describeHeader = (header: Header): Omit<BackupContent, 'tables' | 'files'> => ({
  made: header.made,
  encrypted: header.encryption !== null,
  version: versionOf(header),
  migrations: header.migrations,
});
