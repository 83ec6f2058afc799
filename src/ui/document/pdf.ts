import path from 'node:path';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { prepare } from './prepare.ts';
import type { Document } from './tree.ts';
import { type PlacedFile, typstMarkup } from './typst.ts';
import { type Compiler, type CompilerProgram, loadCompiler } from './typst-compiler.ts';
import { EMBEDDED_FONTS } from './typst-preamble.ts';
import { codeOf, printable } from './typst-text.ts';

/** More pages than a file of a sitting ever has; a longer one is not bound in. */
const MOST_PAGES = 2000;

/** A tagged PDF (PDF/UA-1 unless PDF files are bound in), and what of its words could not be drawn. */
export interface RenderedPdf {
  readonly bytes: Uint8Array;
  readonly pages: number;
  /** Characters that no font could draw, shown in the PDF as `[U+0A2A]`. HTML and DOCX hold them as they are. */
  readonly unshown: readonly string[];
  /** The number of the page on which each heading stands, by its id; empty unless `contents` were asked for. */
  readonly headings: ReadonlyMap<string, number>;
}

/** A file that is bound in: its pages follow a heading, and carry the document's page numbers. */
export interface BoundIn {
  readonly bytes: Uint8Array;
  readonly format: 'pdf' | 'png' | 'jpg';
  /** How many pages it has; see `pdfPages`. */
  readonly pages: number;
  /** What it is, for those who cannot see it. */
  readonly alt: string;
}

export interface PdfOptions {
  /** Names of fonts installed on this machine, tried before the embedded ones; the bytes then depend on them. */
  readonly fonts?: readonly string[];
  /** How the compiler is found; tests pass one that is missing. */
  readonly load?: () => Promise<CompilerProgram>;
  /** A list of contents with page numbers stands before the first block. */
  readonly contents?: true;
  /** The number of the first page: a supplement goes on counting. */
  readonly firstPage?: number;
  /** Files that follow headings, by the headings' ids. */
  readonly boundIn?: ReadonlyMap<string, BoundIn>;
}

/**
 * The document as PDF/UA-1: tagged, titled, in English, with bookmarks and page numbers. The same tree gives the
 * same bytes. With PDF files bound in it is tagged PDF 1.7, since nobody can vouch for what is in them. Refuses when the compiler, which is optional, is not installed on this machine.
 */
export async function renderPdf(
  document: Document,
  options: PdfOptions = {},
): Promise<RenderedPdf | Refusal<'pdf-unavailable'>> {
  const compiler = await findCompiler(options.load ?? loadCompiler);
  if (compiler === undefined) {
    return refused(
      'pdf-unavailable',
      'This installation cannot make PDF files, because the PDF compiler has no version for this machine. ' +
        'Download the Word document or print the page instead.',
    );
  }
  const prepared = prepare(document);
  const fonts = [...(options.fonts ?? []), ...EMBEDDED_FONTS];
  const unshown = new Set<string>();
  // Each round names characters that the round before could not draw; more than a few mean another fault.
  const { contents = false, firstPage = 1, boundIn = new Map() } = options;
  const files = placeFiles(compiler, boundIn);
  const bindsPdf = [...boundIn.values()].some(({ format }) => format === 'pdf');
  for (let round = 0; round < 5; round += 1) {
    const markup = typstMarkup(prepared, { fonts, unshown, contents, firstPage, files });
    const result = compile(compiler, markup, bindsPdf ? {} : { pdfStandard: 'ua-1' });
    if (!('undrawable' in result)) {
      const { places, ...rest } = result;
      const headings = new Map(
        [...prepared.anchors].flatMap(([id, anchor]) => {
          const page = places.get(anchor);
          return page === undefined ? [] : [[id, page] as const];
        }),
      );
      return { ...rest, headings, unshown: [...unshown].map(codeOf).sort() };
    }
    for (const character of result.undrawable) unshown.add(character);
  }
  throw new Error('The PDF compiler keeps refusing characters that were already replaced');
}

/** Puts the files where the document finds them, and says where that is. */
function placeFiles(
  compiler: Compiler,
  boundIn: ReadonlyMap<string, BoundIn>,
): ReadonlyMap<string, PlacedFile> {
  return new Map(
    [...boundIn].map(([heading, { bytes, format, pages, alt }], index) => {
      const name = `bound-in-${index}.${format}`;
      compiler.mapShadow(path.resolve(name), Buffer.from(bytes));
      return [heading, { path: `/${name}`, pages: format === 'pdf' ? pages : undefined, alt }];
    }),
  );
}

/**
 * How many pages a PDF file has; undefined when it cannot be bound in: it is damaged, locked, or this machine has no
 * compiler. Every page is tried, so that what is bound in later cannot fail.
 */
export async function pdfPages(bytes: Uint8Array): Promise<number | undefined> {
  const compiler = await findCompiler(loadCompiler);
  if (compiler === undefined) return undefined;
  compiler.mapShadow(path.resolve('counted.pdf'), Buffer.from(bytes));
  const faults = compiler
    .compile({ mainFileContent: `#image("/counted.pdf", page: ${MOST_PAGES + 1})` })
    .takeDiagnostics()
    ?.shortDiagnostics.map((fault) => String(fault.message))
    .join(' ');
  const pages = Number(/only has (\d+) page/.exec(faults ?? '')?.[1] ?? Number.NaN);
  if (!(pages >= 1 && pages <= MOST_PAGES)) return undefined;
  try {
    compile(compiler, `#for n in range(1, ${pages + 1}) { image("/counted.pdf", page: n) }`, {});
    return pages;
  } catch {
    return undefined;
  }
}

async function findCompiler(load: NonNullable<PdfOptions['load']>): Promise<Compiler | undefined> {
  try {
    const { NodeCompiler } = await load();
    return NodeCompiler.create();
  } catch {
    return undefined;
  }
}

type Places = ReadonlyMap<string, number>;

function compile(
  compiler: Compiler,
  markup: string,
  standard: { pdfStandard?: 'ua-1' },
): { bytes: Uint8Array; pages: number; places: Places } | { undrawable: readonly string[] } {
  try {
    const compiled = compiler.compile({ mainFileContent: markup });
    const typeset = compiled.result;
    if (typeset === null) {
      const faults = compiled.takeDiagnostics()?.shortDiagnostics.map((fault) => String(fault.message));
      throw new Error(`The document could not be typeset: ${(faults ?? []).join('; ')}`);
    }
    const bytes = compiler.pdf(typeset, standard);
    const found = compiler.query(typeset, { selector: '<place>', field: 'value' });
    const places = (found as { anchor: string; page: number }[]).map(
      ({ anchor, page }) => [anchor, page] as const,
    );
    return { bytes: new Uint8Array(bytes), pages: typeset.numOfPages, places: new Map(places) };
  } catch (error) {
    const undrawable = undrawableIn(error instanceof Error ? error.message : String(error));
    if (undrawable.length === 0) throw error;
    return { undrawable };
  } finally {
    compiler.evictCache(10);
  }
}

/** The characters that the compiler's message says it could not display. */
function undrawableIn(message: string): readonly string[] {
  const clusters = message.matchAll(/the text `((?:[^`]|`(?! could))*)` could not be displayed/g);
  return [...clusters].flatMap((match) =>
    [...printable(unquoted(match[1] ?? ''))].filter((c) => c > '\u007f'),
  );
}

/** The message quotes the text twice, as Rust does: `\"\\u{a70}\"`. */
const unquoted = (quoted: string): string =>
  quoted
    .replace(/^\\"|\\"$/g, '')
    .replace(/\\+u\{([0-9a-f]+)\}/g, (_, hex) => String.fromCodePoint(Number.parseInt(hex, 16)));
