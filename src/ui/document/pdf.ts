import { type Refusal, refused } from '../../kernel/refusal.ts';
import { prepare } from './prepare.ts';
import type { Document } from './tree.ts';
import { typstMarkup } from './typst.ts';
import { type Compiler, type CompilerProgram, loadCompiler } from './typst-compiler.ts';
import { EMBEDDED_FONTS } from './typst-preamble.ts';
import { codeOf, printable } from './typst-text.ts';

/** A tagged PDF (PDF/UA-1), and what of its words could not be drawn. */
export interface RenderedPdf {
  readonly bytes: Uint8Array;
  readonly pages: number;
  /** Characters that no font could draw, shown in the PDF as `[U+0A2A]`. HTML and DOCX hold them as they are. */
  readonly unshown: readonly string[];
}

export interface PdfOptions {
  /** Names of fonts installed on this machine, tried before the embedded ones; the bytes then depend on them. */
  readonly fonts?: readonly string[];
  /** How the compiler is found; tests pass one that is missing. */
  readonly load?: () => Promise<CompilerProgram>;
}

/**
 * The document as PDF/UA-1: tagged, titled, in English, with bookmarks and page numbers. The same tree gives the
 * same bytes. Refuses when the compiler, which is optional, is not installed on this machine.
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
  for (let round = 0; round < 5; round += 1) {
    const result = compile(compiler, typstMarkup(prepared, { fonts, unshown }));
    if (!('undrawable' in result)) return { ...result, unshown: [...unshown].map(codeOf).sort() };
    for (const character of result.undrawable) unshown.add(character);
  }
  throw new Error('The PDF compiler keeps refusing characters that were already replaced');
}

async function findCompiler(load: NonNullable<PdfOptions['load']>): Promise<Compiler | undefined> {
  try {
    const { NodeCompiler } = await load();
    return NodeCompiler.create();
  } catch {
    return undefined;
  }
}

function compile(
  compiler: Compiler,
  markup: string,
): { bytes: Uint8Array; pages: number } | { undrawable: readonly string[] } {
  try {
    const compiled = compiler.compile({ mainFileContent: markup });
    const typeset = compiled.result;
    if (typeset === null) {
      const faults = compiled.takeDiagnostics()?.shortDiagnostics.map((fault) => String(fault.message));
      throw new Error(`The document could not be typeset: ${(faults ?? []).join('; ')}`);
    }
    const bytes = compiler.pdf(typeset, { pdfStandard: 'ua-1' });
    return { bytes: new Uint8Array(bytes), pages: typeset.numOfPages };
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
