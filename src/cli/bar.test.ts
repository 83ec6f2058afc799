import { expect, test } from 'vitest';
import { barOf, withBar } from './bar.ts';

function drawing(isTTY: boolean) {
  const drawn: string[] = [];
  return { drawn, isTTY, write: (text: string) => drawn.push(text) };
}

test('a bar fills with the steps of the work, and is gone when it ends', async () => {
  const terminal = drawing(true);
  const result = await withBar(
    ['Gathering', 'Writing'],
    async (next) => {
      next();
      return 'done';
    },
    terminal,
  );
  expect(result).toBe('done');
  expect(terminal.drawn).toEqual([
    `\r\u001b[K${barOf(0, 2)} 1 of 2: Gathering`,
    `\r\u001b[K${barOf(1, 2)} 2 of 2: Writing`,
    '\r\u001b[K',
  ]);
  expect([barOf(0, 2), barOf(1, 2), barOf(2, 2)]).toEqual([
    '░'.repeat(24),
    '█'.repeat(12) + '░'.repeat(12),
    '█'.repeat(24),
  ]);
});

test('the bar is gone when the work fails', async () => {
  const terminal = drawing(true);
  await expect(withBar(['Writing'], () => Promise.reject(new Error('no')), terminal)).rejects.toThrow('no');
  expect(terminal.drawn.at(-1)).toBe('\r\u001b[K');
});

test('nothing is drawn where the output is kept', async () => {
  const terminal = drawing(false);
  await withBar(['Writing'], async (next) => next(), terminal);
  expect(terminal.drawn).toEqual([]);
});
