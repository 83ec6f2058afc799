import { readZip, writeZip } from './zip.ts';

/** Relationship ids of links, which the library draws at random. */
const RANDOM_ID = /(?<=\s(?:Id|r:id|r:embed)=")rId([a-z0-9_-]{21})(?=")/g;

/**
 * A Word file with everything accidental taken out: the clock in its properties and its zip entries becomes the
 * document's date, and random ids become numbers in order of appearance. Says the language in its properties.
 */
export function fixedBytes(docx: Uint8Array, date: string, language: string): Uint8Array {
  const entries = readZip(docx);
  const names = new Map<string, string>();
  const nameOf = (id: string): string => {
    const known = names.get(id) ?? `rIdLink${names.size + 1}`;
    names.set(id, known);
    return known;
  };
  const fixed = new Map<string, Uint8Array>();
  for (const [path, data] of entries) {
    if (!/\.(xml|rels)$/.test(path)) {
      fixed.set(path, data);
      continue;
    }
    const named = Buffer.from(data)
      .toString('utf8')
      .replace(RANDOM_ID, (_, id: string) => nameOf(id));
    const xml = renumbered(named);
    fixed.set(
      path,
      Buffer.from(path === 'docProps/core.xml' ? datedProperties(xml, date, language) : xml, 'utf8'),
    );
  }
  return writeZip(fixed, date);
}

/** Bookmarks are counted by a clock of the process, not of the document: count them again, per part. */
function renumbered(xml: string): string {
  const numbers = new Map<string, number>();
  return xml.replace(/(<w:bookmark(?:Start|End)\b[^>]*?w:id=")(\d+)/g, (_, before: string, id: string) => {
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return `${before}${number}`;
  });
}

const datedProperties = (xml: string, date: string, language: string): string =>
  xml
    .replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${date}T00:00:00Z`)
    .replace('</cp:coreProperties>', `<dc:language>${language}</dc:language></cp:coreProperties>`);
