import { describe, expect, test } from 'vitest';
import { hashPassword, isCommonPassword, passwordHolds, passwordRefusal } from './passwords.ts';

describe('choosing a password', () => {
  test('a password of fewer than twelve characters is refused', () => {
    expect(passwordRefusal('short words', 'a@example.org')?.refused).toBe('password-length');
    expect(passwordRefusal('otter lantern violet', 'a@example.org')).toBeUndefined();
  });

  test.each([
    'password1234',
    'P@ssw0rd2024!',
    'Welcome123456',
    'qwertyuiop12',
    'abcdefghijkl',
    '123456789012',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'Cannockchase1',
    'abc123abc123',
    'lkjhgfdsapoi',
  ])('a password that everybody tries first is refused: %s', (password) => {
    expect(isCommonPassword(password)).toBe(true);
  });

  test('a password that begins with common words a hundred times is judged at once', () => {
    expect(isCommonPassword(`${'password'.repeat(24)}zz`)).toBe(false);
  });

  test('a password with the name of its owner in it is refused', () => {
    expect(isCommonPassword('my name is rhian', 'rhian@example.org')).toBe(true);
    expect(isCommonPassword('otter lantern violet', 'rhian@example.org')).toBe(false);
  });

  test('a password is kept as argon2id and holds for itself only', async () => {
    const hashed = await hashPassword('otter lantern violet');
    expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwordHolds(hashed, 'otter lantern violet')).toBe(true);
    expect(await passwordHolds(hashed, 'otter lantern violets')).toBe(false);
  });

  test('without an account the same work is done and the answer is no', async () => {
    expect(await passwordHolds(undefined, 'no account has this password')).toBe(false);
  });
});
