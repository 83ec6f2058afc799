/** Writes a backup file: beside its place first, and there only when it is whole. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { syncFolder } from '../keys/durable-file.ts';
import { BLOCK_SIZE, type EntryHead, type EntryTail, type Header, LAST_BLOCK, MAGIC } from './format.ts';
import { BackupProblem } from './problem.ts';
import { newEncryption, openly, type Seal } from './seal.ts';

const compress = promisify(brotliCompress);
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** How many rows an entry has, asked when its bytes have gone by; null for what has none. */
export type RowCount = () => number | null;

export class BackupWriter {
  readonly #path: string;
  readonly #partial: string;
  readonly #file: FileHandle;
  readonly #checksum = createHash('sha256');
  #seal: Seal = openly;
  #pending: Buffer[] = [];
  #pendingSize = 0;
  #index = 0;

  private constructor(path: string, partial: string, file: FileHandle) {
    this.#path = path;
    this.#partial = partial;
    this.#file = file;
  }

  /** Begins a backup at `path`, where no file may be yet. */
  static async begin(
    path: string,
    header: Omit<Header, 'encryption'>,
    passphrase: string | undefined,
  ): Promise<BackupWriter> {
    if (existsSync(path)) throw new BackupProblem(`${path} exists already; choose another name.`);
    const encrypted = passphrase === undefined ? undefined : await newEncryption(passphrase);
    const whole: Header = { ...header, encryption: encrypted?.encryption ?? null };
    const preamble = Buffer.from(`${MAGIC}${JSON.stringify(whole)}\n`);
    const partial = `${path}.partial`;
    const file = await open(partial, 'w', 0o600).catch((error: Error) => {
      throw new BackupProblem(`The backup cannot be written: ${error.message}`);
    });
    const writer = new BackupWriter(path, partial, file);
    if (encrypted) writer.#seal = encrypted.sealFor(preamble);
    await writer.#write(preamble);
    return writer;
  }

  /** Adds one entry, as its bytes come. */
  async entry(
    head: EntryHead,
    bytes: AsyncIterable<Buffer> | Iterable<Buffer>,
    rows: RowCount = () => null,
  ): Promise<void> {
    await this.#line(head);
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of bytes) {
      if (chunk.length === 0) continue;
      hash.update(chunk);
      size += chunk.length;
      await this.#append(length(chunk.length));
      await this.#append(chunk);
    }
    await this.#append(length(0));
    const tail: EntryTail = { bytes: size, sha256: hash.digest('hex'), rows: rows() };
    await this.#line(tail);
  }

  /** Ends the backup and puts it in its place; returns its size in bytes. */
  async finish(): Promise<number> {
    await this.#flush(this.#pendingSize, true);
    await this.#file.write(this.#checksum.digest());
    await this.#file.sync();
    const { size } = await this.#file.stat();
    await this.#file.close();
    await rename(this.#partial, this.#path);
    syncFolder(dirname(this.#path));
    return size;
  }

  /** Gives up; nothing of it stays. */
  async abandon(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(this.#partial, { force: true });
  }

  async #line(value: EntryHead | EntryTail): Promise<void> {
    const text = Buffer.from(JSON.stringify(value));
    await this.#append(length(text.length));
    await this.#append(text);
  }

  async #append(bytes: Buffer): Promise<void> {
    this.#pending.push(bytes);
    this.#pendingSize += bytes.length;
    while (this.#pendingSize >= BLOCK_SIZE) await this.#flush(BLOCK_SIZE, false);
  }

  async #flush(size: number, last: boolean): Promise<void> {
    const [only = Buffer.alloc(0), ...more] = this.#pending;
    const all = more.length === 0 ? only : Buffer.concat(this.#pending);
    const rest = all.subarray(size);
    this.#pending = rest.length > 0 ? [rest] : [];
    this.#pendingSize = rest.length;
    const payload = this.#seal.close(await compress(all.subarray(0, size), BROTLI), this.#index++, last);
    const prefix = Buffer.alloc(4);
    prefix.writeUInt32BE((last ? LAST_BLOCK : 0) + payload.length);
    await this.#write(prefix);
    await this.#write(payload);
  }

  async #write(bytes: Buffer): Promise<void> {
    this.#checksum.update(bytes);
    await this.#file.writeFile(bytes);
  }
}

function length(size: number): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(size);
  return prefix;
}
