/** Why the database could not be started or reached, in a sentence for the person at the terminal. */
export class EngineProblem extends Error {
  override readonly name = 'EngineProblem';
}

/** The code of a system error (ENOENT, EACCES …), if it has one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}
