import { createRequire } from 'node:module';

/** The part of typst-ts-node-compiler 0.7 that is used here. */
export interface Compiler {
  compile(options: { mainFileContent: string }): {
    readonly result: { readonly numOfPages: number } | null;
    takeDiagnostics(): { readonly shortDiagnostics: readonly { readonly message?: unknown }[] } | null;
  };
  /** The values of what stands in the document under a label. */
  query(typeset: unknown, options: { selector: string; field: 'value' }): unknown;
  pdf(typeset: unknown, options: { pdfStandard?: 'ua-1' }): Uint8Array;
  /** Puts bytes where the document finds a file of that absolute path. */
  mapShadow(path: string, bytes: Buffer): void;
  evictCache(age: number): void;
}

export interface CompilerProgram {
  readonly NodeCompiler: { create(): Compiler };
}

/**
 * The platforms for which a version that knows PDF/UA-1 is published. They are named one by one, since the package
 * that gathers them also names some that do not exist, which a clean `npm ci` refuses.
 */
const PROGRAMS = [
  '@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu',
  '@myriaddreamin/typst-ts-node-compiler-linux-x64-musl',
];

/** Loads the compiler of this machine; throws when there is none. */
export async function loadCompiler(): Promise<CompilerProgram> {
  const find = createRequire(import.meta.url);
  for (const program of PROGRAMS) {
    try {
      return find(program) as CompilerProgram;
    } catch {
      // Not the one of this machine.
    }
  }
  throw new Error('No Typst compiler is installed for this machine');
}
