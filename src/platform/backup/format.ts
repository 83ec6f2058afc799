/**
 * The form of a backup, one file that can be read from front to back with constant memory:
 *
 *   "concord-backup 1\n", then the header as one line of JSON, in clear and naming nobody;
 *   blocks: a 32 bit length whose highest bit marks the last block, then up to 1 MiB of content, compressed with
 *     Brotli and, if a passphrase was given, sealed with AES-256-GCM under the block's number;
 *   the SHA-256 of all that, 32 bytes.
 *
 * The content of the blocks, put end to end, is a list of entries: a JSON line with what it is, its bytes in
 * chunks, and a JSON line with their number and SHA-256. Tables come in an order that foreign keys accept, each as
 * the text that COPY writes; then sequences; then files; then an entry that says how many there were.
 */
import { z } from 'zod';

export const MAGIC = 'concord-backup 1\n';
export const BLOCK_SIZE = 1024 * 1024;
export const LAST_BLOCK = 0x8000_0000;
/** Compressed content that does not shrink grows a little, and a seal adds its tag. */
export const LARGEST_PAYLOAD = BLOCK_SIZE + 64 * 1024;
export const LONGEST_LINE = 1024 * 1024;
export const CHECKSUM_SIZE = 32;

const base64 = z.string().regex(/^[A-Za-z0-9+/]+=*$/);

export const headerSchema = z.object({
  format: z.literal(1),
  made: z.string(),
  server: z.string(),
  compression: z.literal('brotli'),
  /** The rows of platform.migration: with which migrations the tables were made. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  encryption: z
    .object({
      cost: z.object({ N: z.number().int(), r: z.number().int(), p: z.number().int() }),
      salt: base64,
      check: base64,
    })
    .nullable(),
});

export const entrySchema = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('table'),
    schema: z.string(),
    name: z.string(),
    columns: z.array(z.string()),
    /** Of which table it is a partition, and for which values. */
    partition: z.object({ schema: z.string(), name: z.string(), bound: z.string() }).nullable(),
  }),
  z.object({ is: z.literal('sequences') }),
  z.object({ is: z.literal('file'), path: z.string() }),
  z.object({ is: z.literal('end'), tables: z.number(), files: z.number() }),
]);

export const tailSchema = z.object({ bytes: z.number(), sha256: z.string(), rows: z.number().nullable() });

export const sequencesSchema = z.array(
  z.object({ schema: z.string(), name: z.string(), value: z.string(), called: z.boolean() }),
);

export type Header = z.infer<typeof headerSchema>;
export type EntryHead = z.infer<typeof entrySchema>;
export type TableHead = Extract<EntryHead, { is: 'table' }>;
export type EntryTail = z.infer<typeof tailSchema>;
export type SequenceState = z.infer<typeof sequencesSchema>[number];

/** What an entry is called in messages and progress. */
export function labelOf(entry: EntryHead): string {
  if (entry.is === 'table') return `table ${entry.schema}.${entry.name}`;
  if (entry.is === 'file') return `file ${entry.path}`;
  return entry.is === 'sequences' ? 'the list of sequences' : 'the end mark';
}

/** The migration the database had last; undefined for a database without any. */
export const versionOf = (header: Header): string | undefined =>
  header.migrations
    .map(({ name }) => name)
    .sort()
    .at(-1);
