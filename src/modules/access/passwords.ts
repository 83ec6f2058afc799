import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import { type Refusal, refused } from '../../kernel/refusal.ts';

/** argon2id with OWASP's first recommended cost: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const PASSWORD_LENGTH = 12;

const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv',
];
const COMMON =
  /^(the|my|your|new|our)?(password|pass|letmein|welcome|qwerty|admin(istrator)?|login|changeme|secret|iloveyou|monkey|dragon|football|liverpool|arsenal|chelsea|sunshine|princess|summer|winter|spring|autumn|master|hello|concord|partnership|council|police|staffordshire|cannock|chase)+$/;

/** The letters of a password as a guesser sees them: digits and signs at the edges and in place of letters undone. */
const bare = (password: string): string =>
  password
    .toLowerCase()
    .replace(/[^a-z]+$/, '')
    .replaceAll('@', 'a')
    .replaceAll('$', 's')
    .replaceAll('0', 'o')
    .replace(/[^a-z]/g, '');

/** Rule: a password that everybody tries first is refused. */
export function isCommonPassword(password: string, email = ''): boolean {
  const lower = password.toLowerCase();
  const name = email.split('@')[0]?.toLowerCase() ?? '';
  if (new Set(lower).size < 5) return true;
  if (COMMON.test(bare(password))) return true;
  if (name.length >= 4 && lower.includes(name)) return true;
  const folded = lower.slice(0, Math.ceil(lower.length / 2));
  if (folded.length < 8 && folded + folded === lower) return true;
  return RUNS.some((run) => [run, [...run].reverse().join('')].some((way) => longestShared(lower, way) >= 8));
}

/** The longest stretch of the password that stands in the run as it is. */
function longestShared(password: string, run: string): number {
  let longest = 0;
  for (let from = 0; from < password.length; from += 1)
    for (
      let to = from + longest + 1;
      to <= password.length && run.includes(password.slice(from, to));
      to += 1
    )
      longest = to - from;
  return longest;
}

const shape = z
  .string()
  .min(
    PASSWORD_LENGTH,
    `Use at least ${PASSWORD_LENGTH} characters. Three or four words together are easy to remember.`,
  )
  .max(200, 'Use at most 200 characters.');

/** Why a password cannot be chosen; undefined when it can. */
export function passwordRefusal(password: string, email: string): Refusal | undefined {
  const parsed = shape.safeParse(password);
  if (!parsed.success)
    return refused('password-length', parsed.error.issues[0]?.message ?? '', { field: 'password' });
  return isCommonPassword(password, email)
    ? refused(
        'password-common',
        'This password is easily guessed. Choose words that do not belong together.',
        {
          field: 'password',
        },
      )
    : undefined;
}

export const hashPassword = (password: string): Promise<string> => hash(password, COST);

let decoy: Promise<string> | undefined;

/**
 * True when the password is that of the hash. Without a hash as much work is done and the answer is no, so that
 * nobody learns from the time it takes whether there is such an account.
 */
export async function passwordHolds(hashed: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password');
  const other = await decoy;
  return (await verify(hashed ?? other, password.slice(0, 1_000))) && hashed !== undefined;
}
