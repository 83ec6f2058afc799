import type { FastifyRequest } from 'fastify';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import type { Route, Uploaded } from './route.ts';

export interface PostedForm {
  readonly form: Record<string, string | string[]>;
  readonly files: readonly Uploaded[];
}

/** Most values that one form may hold; the longest table of ours has a tenth of them. */
const MOST_VALUES = 5_000;
const DEEPEST = 50;

/** What was posted, as strings and files; a repeated field becomes an array. Control characters are dropped. */
export async function readForm(request: FastifyRequest, route: Route): Promise<PostedForm | Refusal> {
  if (!request.isMultipart()) {
    const form = cleaned(request.body);
    return form ? { form, files: [] } : refused('too-large', 'This form holds too many values.');
  }
  if (!route.upload) return refused('no-upload-here', 'This form takes no files.');
  const { maxBytes, files: most = 5, allBytes = most * maxBytes } = route.upload;
  const form: Record<string, string | string[]> = {};
  const files: Uploaded[] = [];
  let room = allBytes;
  try {
    for await (const part of request.parts({ limits: { fileSize: maxBytes, files: most, fields: 200 } })) {
      if (part.type === 'field') add(form, part.fieldname, String(part.value));
      else {
        const bytes = await part.toBuffer();
        room -= bytes.length;
        // What is too much is read to its end all the same, or the browser would never hear why it is refused.
        if (room < 0) files.length = 0;
        else if (part.filename) files.push({ field: part.fieldname, fileName: part.filename, bytes });
      }
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'FST_FILES_LIMIT') return tooLarge(`More than ${most} files came at once. Choose fewer.`);
    if (code !== 'FST_REQ_FILE_TOO_LARGE') throw error;
    return tooLarge(`The file is larger than ${inMegabytes(maxBytes)}. Choose a smaller file.`);
  }
  return room < 0
    ? tooLarge(`The files are larger than ${inMegabytes(allBytes)} together. Choose fewer.`)
    : { form, files };
}

const tooLarge = (says: string): Refusal => refused('file-too-large', says);
const inMegabytes = (bytes: number): string => `${Math.floor(bytes / 1_048_576)} MB`;

/** The values of a form; undefined when there are more of them than any form of ours has. */
function cleaned(body: unknown): Record<string, string | string[]> | undefined {
  const form: Record<string, string | string[]> = {};
  if (body === null || typeof body !== 'object') return form;
  let left = MOST_VALUES;
  for (const name in body) {
    const value: unknown = (body as Record<string, unknown>)[name];
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    left -= all.length;
    if (left < 0) return undefined;
    for (const single of all) add(form, name, plainly(single));
  }
  return form;
}

/** A value as a form would send it; what has parts (of a JSON body) is no value of a form. */
const plainly = (value: unknown): string =>
  typeof value === 'object' || value === undefined ? '' : String(value);

// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL cannot hold NUL or half a pair; nobody types the others
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/gu;

/** Text as PostgreSQL can hold it; line ends are the one kind. */
export const cleanText = (text: string): string => text.replace(CONTROL, '').replaceAll('\r\n', '\n');

/** A JSON body with every text in it cleaned; what is nested deeper than anything of ours cannot be read. */
export function cleanJson(part: unknown, depth = 0): unknown {
  if (typeof part === 'string') return cleanText(part);
  if (depth > DEEPEST) throw Object.assign(new Error('nested too deeply'), { statusCode: 400 });
  if (Array.isArray(part)) return part.map((inner) => cleanJson(inner, depth + 1));
  if (part === null || typeof part !== 'object' || Buffer.isBuffer(part)) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, inner]) => [cleanText(name), cleanJson(inner, depth + 1)]),
  );
}

function add(form: Record<string, string | string[]>, name: string, value: string): void {
  const text = cleanText(value);
  const before = form[name];
  if (Array.isArray(before)) before.push(text);
  else form[name] = before === undefined ? text : [before, text];
}
