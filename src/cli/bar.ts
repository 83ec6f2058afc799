/** Where a bar is drawn: standard error, so that what a command prints stays clean. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const WIDTH = 24;
const CLEAR = '\r\u001b[K';

/** A bar of fixed width that is filled as far as the work is done. */
export function barOf(done: number, total: number): string {
  const filled = Math.round((WIDTH * Math.min(done, total)) / Math.max(1, total));
  return '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
}

/**
 * Does long work while a bar on the terminal says at which of its steps it is; the work calls `next` as each is done.
 * Where the output is kept, nothing is drawn.
 */
export async function withBar<T>(
  steps: readonly string[],
  work: (next: () => void) => Promise<T>,
  terminal: Terminal = process.stderr,
): Promise<T> {
  const draw = (done: number): void => {
    if (terminal.isTTY)
      terminal.write(`${CLEAR}${barOf(done, steps.length)} ${done + 1} of ${steps.length}: ${steps[done]}`);
  };
  let done = 0;
  draw(done);
  try {
    return await work(() => {
      done = Math.min(done + 1, steps.length - 1);
      draw(done);
    });
  } finally {
    if (terminal.isTTY) terminal.write(CLEAR);
  }
}
