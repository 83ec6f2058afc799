import type { FastifyRequest } from 'fastify';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import type { Route, Uploaded } from './route.ts';

export interface PostedForm {
  readonly form: Record<string, string | string[]>;
  readonly files: readonly Uploaded[];
}

/** What was posted, as strings and files; a repeated field becomes an array. Control characters are dropped. */
export async function readForm(request: FastifyRequest, route: Route): Promise<PostedForm | Refusal> {
  if (!request.isMultipart()) return { form: cleaned(request.body), files: [] };
  if (!route.upload) return refused('no-upload-here', 'This form takes no files.');
  const form: Record<string, string | string[]> = {};
  const files: Uploaded[] = [];
  try {
    for await (const part of request.parts({
      limits: { fileSize: route.upload.maxBytes, files: 5, fields: 200 },
    })) {
      if (part.type === 'field') add(form, part.fieldname, String(part.value));
      else {
        const bytes = await part.toBuffer();
        if (part.filename) files.push({ field: part.fieldname, fileName: part.filename, bytes });
      }
    }
  } catch (error) {
    if ((error as { code?: string }).code !== 'FST_REQ_FILE_TOO_LARGE') throw error;
    const megabytes = Math.floor(route.upload.maxBytes / 1_048_576);
    return refused('file-too-large', `The file is larger than ${megabytes} MB. Choose a smaller file.`);
  }
  return { form, files };
}

function cleaned(body: unknown): Record<string, string | string[]> {
  const form: Record<string, string | string[]> = {};
  if (body === null || typeof body !== 'object') return form;
  for (const [name, value] of Object.entries(body)) {
    for (const single of Array.isArray(value) ? value : [value]) add(form, name, String(single ?? ''));
  }
  return form;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL cannot hold NUL and nobody types the others
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Text as PostgreSQL can hold it; line ends are the one kind. */
export const cleanText = (text: string): string => text.replace(CONTROL, '').replaceAll('\r\n', '\n');

/** A JSON body with every text in it cleaned. */
export function cleanJson(part: unknown): unknown {
  if (typeof part === 'string') return cleanText(part);
  if (Array.isArray(part)) return part.map(cleanJson);
  if (part === null || typeof part !== 'object' || Buffer.isBuffer(part)) return part;
  return Object.fromEntries(Object.entries(part).map(([name, inner]) => [cleanText(name), cleanJson(inner)]));
}

function add(form: Record<string, string | string[]>, name: string, value: string): void {
  const text = cleanText(value);
  const before = form[name];
  form[name] = before === undefined ? text : Array.isArray(before) ? [...before, text] : [before, text];
}
