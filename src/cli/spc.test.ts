import { expect, test } from 'vitest';
import { runCommand, UsageError } from './command.ts';
import { spcCommand } from './spc.ts';

async function spc(...args: readonly string[]): Promise<string> {
  let out = '';
  const code = await runCommand(
    spcCommand,
    args,
    (text) => {
      out += text;
    },
    () => undefined,
  );
  expect(code).toBe(0);
  return out;
}

const SERIES = '1,2,1,2,10,1,2,1,2,1,2,1,2,1,2,1,2,1';

test('limits of a series are given to programs, with what is flagged', async () => {
  expect(JSON.parse(await spc('--values', SERIES, '--json'))).toMatchObject({
    mean: expect.closeTo(1.94, 2),
    limits: { lower: expect.closeTo(-3.06, 2), upper: expect.closeTo(6.95, 2) },
    trial: false,
    flags: [{ point: 5, value: 10, rule: 'outside', side: 'high' }],
  });
  expect(JSON.parse(await spc('--values', SERIES, '--screen', '--json'))).toMatchObject({
    limits: { lower: expect.closeTo(-0.72, 2), upper: expect.closeTo(4.6, 2) },
  });
});

test('a person reads the same in a line, with the target held against the limits', async () => {
  expect(await spc('--values', SERIES, '--target', '8', '--better', 'lower')).toBe(
    'mean 1.94, limits −3.06 to 6.95value 5 (10): outside, hightarget: will-meet',
  );
  expect(await spc('--values=-1,2,-1')).toContain('trial: fewer than 12 values');
});

test('what is no series is told with an example', async () => {
  await expect(spc('--values', '1,two')).rejects.toThrow(UsageError);
  await expect(spc('--values', '1')).rejects.toThrow('needs two numbers');
  await expect(spc()).rejects.toThrow('--values is missing');
});
