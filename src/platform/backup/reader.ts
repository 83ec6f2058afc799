/** Reads a backup file from front to back and believes none of it: every part is checked as it goes by. */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { z } from 'zod';
import {
  BLOCK_SIZE,
  CHECKSUM_SIZE,
  type EntryHead,
  type EntryTail,
  entrySchema,
  type Header,
  headerSchema,
  LARGEST_PAYLOAD,
  LAST_BLOCK,
  LONGEST_LINE,
  labelOf,
  MAGIC,
  tailSchema,
} from './format.ts';
import { BackupProblem } from './problem.ts';
import { type Seal, sealOf } from './seal.ts';

const decompress = promisify(brotliDecompress);

/** One table, file or list. Its bytes must be read to the end before the next entry. */
export interface Entry {
  readonly head: EntryHead;
  readonly bytes: AsyncGenerator<Buffer, EntryTail>;
}

/** Damage, before it is known which entry it hit. */
class Damage extends Error {}

const opened = (path: string): Promise<FileHandle> =>
  open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new BackupProblem(
      error.code === 'ENOENT'
        ? `The file ${path} cannot be read: check its name.`
        : `The backup cannot be read: ${error.message}`,
    );
  });

export class BackupReader {
  readonly header: Header;
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #seal: Seal;
  readonly #checksum = createHash('sha256');
  #content: Buffer = Buffer.alloc(0);
  #index = 0;
  #ended = false;
  #where = 'its beginning';

  private constructor(path: string, file: FileHandle, header: Header, seal: Seal, preamble: Buffer) {
    this.#path = path;
    this.#file = file;
    this.header = header;
    this.#seal = seal;
    this.#checksum.update(preamble);
  }

  /** Opens a backup and reads its header; the passphrase is needed for its content only if it is encrypted. */
  static async open(path: string, passphrase: string | undefined): Promise<BackupReader> {
    const file = await opened(path);
    try {
      const { header, preamble } = await readPreamble(file, path);
      return new BackupReader(path, file, header, await sealOf(header, preamble, passphrase), preamble);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Only the header, which is in clear. */
  static async header(path: string): Promise<Header> {
    const file = await opened(path);
    try {
      return (await readPreamble(file, path)).header;
    } finally {
      await file.close();
    }
  }

  /** Every entry in turn; ends only when the whole file has proved sound. */
  async *entries(): AsyncGenerator<Entry, void> {
    const seen = { table: 0, file: 0 };
    try {
      for (;;) {
        const head = await this.#line(entrySchema);
        this.#where = labelOf(head);
        const bytes = this.#bytes();
        yield { head, bytes };
        for await (const _ of bytes);
        if (head.is === 'table' || head.is === 'file') seen[head.is]++;
        if (head.is !== 'end') continue;
        if (head.tables !== seen.table || head.files !== seen.file)
          throw new Damage('parts of it are missing');
        return await this.#checkEnd();
      }
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
      throw new BackupProblem(`The backup ${this.#path} is damaged at ${this.#where}: ${error.message}.`);
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async *#bytes(): AsyncGenerator<Buffer, EntryTail> {
    const where = this.#where;
    try {
      const hash = createHash('sha256');
      let size = 0;
      for (let left = await this.#length(); left > 0; left = await this.#length()) {
        size += left;
        while (left > 0) {
          const chunk = await this.#upTo(left);
          hash.update(chunk);
          left -= chunk.length;
          yield chunk;
        }
      }
      const tail = await this.#line(tailSchema);
      if (tail.bytes !== size || tail.sha256 !== hash.digest('hex'))
        throw new Damage('its checksum does not fit');
      return tail;
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
      throw new BackupProblem(`The backup ${this.#path} is damaged at ${where}: ${error.message}.`);
    }
  }

  async #line<T>(schema: z.ZodType<T>): Promise<T> {
    const size = await this.#length();
    if (size > LONGEST_LINE) throw new Damage('it does not read as a backup');
    const parts: Buffer[] = [];
    for (let left = size; left > 0; left -= parts.at(-1)?.length ?? left) parts.push(await this.#upTo(left));
    const parsed = schema.safeParse(parseJson(Buffer.concat(parts).toString()));
    if (!parsed.success) throw new Damage('it does not read as a backup');
    return parsed.data;
  }

  async #length(): Promise<number> {
    while (this.#content.length < 4) await this.#nextBlock();
    const size = this.#content.readUInt32BE();
    this.#content = this.#content.subarray(4);
    return size;
  }

  async #upTo(size: number): Promise<Buffer> {
    while (this.#content.length === 0) await this.#nextBlock();
    const chunk = this.#content.subarray(0, size);
    this.#content = this.#content.subarray(chunk.length);
    return chunk;
  }

  async #nextBlock(): Promise<void> {
    if (this.#ended) throw new Damage('it ends too early');
    const prefix = (await this.#read(4)).readUInt32BE();
    const last = prefix >= LAST_BLOCK;
    const size = last ? prefix - LAST_BLOCK : prefix;
    if (size > LARGEST_PAYLOAD) throw new Damage('a block has an impossible length');
    const payload = await this.#read(size);
    try {
      const content = await decompress(this.#seal.open(payload, this.#index, last), {
        maxOutputLength: BLOCK_SIZE,
      });
      this.#content = Buffer.concat([this.#content, content]);
    } catch {
      throw new Damage(`block ${this.#index + 1} cannot be read`);
    }
    this.#index++;
    this.#ended = last;
  }

  async #read(size: number): Promise<Buffer> {
    const bytes = await readExactly(this.#file, size);
    if (bytes.length < size) throw new Damage('it ends too early');
    this.#checksum.update(bytes);
    return bytes;
  }

  async #checkEnd(): Promise<void> {
    const written = await readExactly(this.#file, CHECKSUM_SIZE + 1);
    if (!this.#ended || this.#content.length > 0 || written.length !== CHECKSUM_SIZE) {
      throw new Damage('it does not end where it should');
    }
    if (!written.equals(this.#checksum.digest()))
      throw new Damage('the checksum of the whole file does not fit');
  }
}

async function readPreamble(file: FileHandle, path: string): Promise<{ header: Header; preamble: Buffer }> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST_LINE), 0, LONGEST_LINE, 0);
  const start = buffer.subarray(0, bytesRead);
  if (start.subarray(0, MAGIC.length).toString() !== MAGIC) {
    throw new BackupProblem(`${path} is not a backup that this Concord can read.`);
  }
  const end = start.indexOf('\n', MAGIC.length);
  const parsed = headerSchema.safeParse(parseJson(start.subarray(MAGIC.length, Math.max(end, 0)).toString()));
  if (parsed.success) return { header: parsed.data, preamble: await readExactly(file, end + 1) };
  throw new BackupProblem(`The backup ${path} is damaged at its header.`);
}

async function readExactly(file: FileHandle, size: number): Promise<Buffer> {
  const buffer = Buffer.alloc(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await file.read(buffer, filled, size - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
