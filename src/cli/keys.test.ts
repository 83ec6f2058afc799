import path from 'node:path';
import { expect, test } from 'vitest';
import { newId } from '../kernel/ids.ts';
import { temporaryFolder } from '../platform/engine/testing.ts';
import { keyStore, subjectKeys } from '../platform/keys/index.ts';
import { keysCommands } from './backup.ts';
import { runCommand } from './command.ts';

test('the operator turns the master key, and what was sealed before is read by who holds the folder open', async () => {
  using folder = temporaryFolder();
  const data = path.join(folder.path, 'data');
  const running = subjectKeys(keyStore(data));
  const id = newId();
  const sealed = running.seal(id, 'Somebody invented');
  const command = keysCommands.find(({ name }) => name === 'keys rotate');
  if (!command) throw new Error('There is no such command');
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  expect(await runCommand(command, ['--data', data], say, say)).toBe(0);
  expect(said.join(' ')).toContain('1 key is wrapped under a new master key');
  expect(running.open(id, sealed)).toBe('Somebody invented');
  expect(subjectKeys(keyStore(data)).open(id, sealed)).toBe('Somebody invented');
});
