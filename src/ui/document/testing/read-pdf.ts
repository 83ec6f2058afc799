import { inflateSync } from 'node:zlib';

/**
 * Reads back the PDFs that Typst writes, for tests on machines without PDF tools: its text by page and its
 * structure. It knows only what such files hold: one object after another, strings as literals or hex, ToUnicode maps.
 */
export interface ReadPdf {
  /** Everything outside streams, and the streams that are not packed (XMP metadata, character maps). */
  readonly source: string;
  /** The text of each page in the order it was drawn, without spaces. */
  readonly pages: readonly string[];
  /** The structure tags in the order of the file: `H1`, `TH`, `Figure` … */
  readonly tags: readonly string[];
}

export function readPdf(bytes: Uint8Array): ReadPdf {
  const source = Buffer.from(bytes).toString('latin1');
  const objects = new Map<string, string>();
  for (const match of source.matchAll(/\n(\d+) 0 obj\n([\s\S]*?)\nendobj/g))
    objects.set(match[1] ?? '', match[2] ?? '');
  const maps = new Map<string, ReadonlyMap<string, string>>();
  const mapOf = (font: string): ReadonlyMap<string, string> => {
    const known =
      maps.get(font) ??
      unicodeMap(stream(objects.get(first(objects.get(font), /\/ToUnicode (\d+) 0 R/)) ?? ''));
    maps.set(font, known);
    return known;
  };
  const pages = [...objects.values()]
    .filter((object) => /\/Type \/Page\n/.test(object))
    .map((page) => {
      const fonts = new Map(
        [...page.matchAll(/\/(f\d+) (\d+) 0 R/g)].map((match) => [match[1] ?? '', mapOf(match[2] ?? '')]),
      );
      return pageText(stream(objects.get(first(page, /\/Contents (\d+) 0 R/)) ?? ''), fonts);
    });
  const tags = [...source.matchAll(/\/Type \/StructElem\n\s*\/S \/(\w+)/g)].map((match) => match[1] ?? '');
  return { source, pages, tags };
}

const first = (text: string | undefined, pattern: RegExp): string => pattern.exec(text ?? '')?.[1] ?? '';

function stream(object: string): string {
  const start = object.indexOf('stream\n');
  const data = object.slice(start + 7, object.lastIndexOf('\nendstream'));
  return object.slice(0, start).includes('/FlateDecode')
    ? inflateSync(Buffer.from(data, 'latin1')).toString('latin1')
    : data;
}

function unicodeMap(cmap: string): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  const entries = cmap.slice(cmap.indexOf('endcodespacerange'));
  for (const [, code = '', target = ''] of entries.matchAll(/^<(\w{4})> <(\w+)>$/gm))
    map.set(code, utf16(target));
  return map;
}

const utf16 = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

const literal = (escaped: string): string =>
  escaped.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, code: string) =>
    /^[0-7]/.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : (ESCAPES[code] ?? code),
  );

function pageText(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> = new Map();
  let text = '';
  const tokens = /\/(f\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|\(/g;
  for (let match = tokens.exec(content); match !== null; match = tokens.exec(content)) {
    const [token, name, shownHex] = match;
    if (name !== undefined) font = fonts.get(name) ?? new Map();
    const end = token === '(' ? literalEnd(content, tokens.lastIndex) : tokens.lastIndex;
    const shown = literal(content.slice(tokens.lastIndex, end - 1));
    const hex = (shownHex ?? Buffer.from(shown, 'latin1').toString('hex')).toUpperCase();
    tokens.lastIndex = end;
    for (const code of hex.match(/.{4}/g) ?? []) text += font.get(code) ?? '';
  }
  return text.replace(/\s/g, '');
}

/** Just past the bracket that closes a literal; brackets that pair up inside it are not escaped. */
function literalEnd(content: string, start: number): number {
  let open = 1;
  let at = start;
  for (; open > 0 && at < content.length; at += 1) {
    if (content[at] === '\\') at += 1;
    else if (content[at] === '(') open += 1;
    else if (content[at] === ')') open -= 1;
  }
  return at;
}
