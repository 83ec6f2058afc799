import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { authentication } from './authentication.ts';
import { confirmCode, type Step, signIn } from './sign-in.ts';
import { arrivalAt, codeAt, PASSWORD, type Signer, signedUp, testKeys, visitorOf } from './testing.ts';
import { waitAfter } from './throttle.ts';

const db = testDatabase();
const keys = testKeys();
const T0 = Date.parse('2026-03-02T09:00:00Z');
const at = (seconds: number): Date => new Date(T0 + seconds * 1000);
let sam: Signer;

beforeAll(async () => {
  sam = await signedUp(db(), keys, at(-3600));
});

const password = (email: string, given: string, now: Date, address = '198.51.100.7'): Promise<Step> => {
  const actor = visitorOf(db());
  return db().does(actor, (tx) =>
    signIn(tx, actor, { email, password: given, keys, address, now }),
  ) as Promise<Step>;
};
const code = (
  token: string,
  given: string,
  now: Date,
  before?: string,
  address = '198.51.100.7',
): Promise<Step> => {
  const actor = visitorOf(db());
  return db().does(actor, (tx) =>
    confirmCode(tx, actor, { token, code: given, keys, address, now, arrival: arrivalAt(now, before) }),
  ) as Promise<Step>;
};
const tokenOf = (step: Step): string =>
  'token' in step ? step.token : `turned away: ${step.turnedAway.refused}`;
const nameOf = (step: Step): string => ('token' in step ? 'passed' : step.turnedAway.refused);
const settings = { session: { idleMinutes: 30, hours: 12 } };
const whoHas = (token: string, now: Date) =>
  authentication({ pool: db().pool, settings: settings as never }, () => now).bySession(
    db().partnershipId,
    token,
    'request-1',
  );

describe('signing in', () => {
  test('password, then code, gives a session; the password alone opens nothing', async () => {
    const now = at(0);
    const pending = tokenOf(await password(sam.email.toUpperCase(), PASSWORD, now));
    expect(await whoHas(pending, now)).toBeUndefined();
    const session = tokenOf(await code(pending, codeAt(sam.secret, now), now));
    expect(await whoHas(session, now)).toMatchObject({
      name: 'Sam Example',
      actor: { accountId: sam.accountId, permissions: ['read'] },
    });
  });

  test('a code works once, even for somebody else who looked over the shoulder', async () => {
    const now = at(60);
    const first = tokenOf(await password(sam.email, PASSWORD, now));
    const second = tokenOf(await password(sam.email, PASSWORD, now));
    expect(nameOf(await code(first, codeAt(sam.secret, now), now))).toBe('passed');
    expect(nameOf(await code(second, codeAt(sam.secret, now), now))).toBe('code-wrong');
  });

  test('a code of half a minute ago still works, one of two minutes ago does not', async () => {
    const now = at(300);
    const late = codeAt(sam.secret, at(270));
    const older = codeAt(sam.secret, at(180));
    const pending = tokenOf(await password(sam.email, PASSWORD, now));
    expect(nameOf(await code(pending, older, now))).toBe('code-wrong');
    expect(nameOf(await code(pending, late, now))).toBe('passed');
  });

  test('a recovery code stands in for the phone, once', async () => {
    const [recovery = ''] = sam.recoveryCodes;
    const now = at(600);
    const pending = tokenOf(await password(sam.email, PASSWORD, now));
    expect(nameOf(await code(pending, recovery.toUpperCase(), now))).toBe('passed');
    const again = tokenOf(await password(sam.email, PASSWORD, now));
    expect(nameOf(await code(again, recovery, now))).toBe('code-wrong');
  });

  test('a sign-in that waits for its code ends after ten minutes, and after five wrong codes', async () => {
    const kim = await signedUp(db(), keys, at(0));
    const slow = tokenOf(await password(kim.email, PASSWORD, at(900)));
    expect(nameOf(await code(slow, codeAt(kim.secret, at(1501)), at(1501)))).toBe('sign-in-again');
    const clumsy = tokenOf(await password(kim.email, PASSWORD, at(1600)));
    const answers: string[] = [];
    for (let nth = 0; nth < 5; nth += 1) answers.push(nameOf(await code(clumsy, '000000', at(1600))));
    expect(answers).toEqual(['code-wrong', 'code-wrong', 'code-wrong', 'code-wrong', 'sign-in-again']);
  });

  test('the session is rotated: a new token each time, and the browser’s session before ends', async () => {
    const now = at(2000);
    const one = tokenOf(
      await code(tokenOf(await password(sam.email, PASSWORD, now)), codeAt(sam.secret, now), now),
    );
    const later = at(2100);
    const pending = tokenOf(await password(sam.email, PASSWORD, later));
    const two = tokenOf(await code(pending, codeAt(sam.secret, later), later, one));
    expect(two).not.toBe(one);
    expect(await whoHas(one, later)).toBeUndefined();
    expect(await whoHas(two, later)).toBeDefined();
  });

  test('what happened stands in the audit trail, refused attempts too', async () => {
    const { rows } = await db().ownerPool.query<{ action: string }>(
      'select distinct action from platform.audit_event order by 1',
    );
    const actions = rows.map(({ action }) => action);
    expect(actions).toEqual(
      expect.arrayContaining([
        'session.began',
        'sign-in.code-wrong',
        'sign-in.password-accepted',
        'sign-in.sign-in-again',
      ]),
    );
  });
});

describe('a session', () => {
  const enter = async (now: Date): Promise<string> =>
    tokenOf(await code(tokenOf(await password(sam.email, PASSWORD, now)), codeAt(sam.secret, now), now));

  test('ends after half an hour without use', async () => {
    const token = await enter(at(10_000));
    expect(await whoHas(token, at(10_000 + 29 * 60))).toBeDefined();
    expect(await whoHas(token, at(10_000 + 58 * 60))).toBeDefined();
    expect(await whoHas(token, at(10_000 + 89 * 60))).toBeUndefined();
  });

  test('ends after twelve hours however much it is used', async () => {
    const start = 100_000;
    const token = await enter(at(start));
    for (let minutes = 25; minutes < 720; minutes += 25)
      expect(await whoHas(token, at(start + minutes * 60))).toBeDefined();
    expect(await whoHas(token, at(start + 720 * 60))).toBeUndefined();
  });
});

describe('lock-out that cannot be used to lock others out', () => {
  test('after five wrong passwords a pair of account and network waits, and longer each time', async () => {
    const lee = await signedUp(db(), keys, at(0));
    const address = '203.0.113.9';
    for (let nth = 0; nth < 5; nth += 1)
      expect(nameOf(await password(lee.email, 'wrong', at(20_000), address))).toBe('sign-in-wrong');
    expect(nameOf(await password(lee.email, PASSWORD, at(20_020), address))).toBe('too-many-attempts');
    expect(nameOf(await password(lee.email, 'wrong', at(20_031), address))).toBe('sign-in-wrong');
    expect(nameOf(await password(lee.email, PASSWORD, at(20_080), address))).toBe('too-many-attempts');
    expect(nameOf(await password(lee.email, PASSWORD, at(20_092), address))).toBe('passed');
  });

  test('guesses made at the same moment do not get round the limit', async () => {
    const uma = await signedUp(db(), keys, at(0));
    const guesses = await Promise.all(
      Array.from({ length: 20 }, () => password(uma.email, 'wrong', at(25_000), '203.0.113.55')),
    );
    const judged = guesses.filter((step) => nameOf(step) === 'sign-in-wrong');
    expect(judged.length).toBeGreaterThan(0);
    expect(judged.length).toBeLessThanOrEqual(5);
  });

  test('meanwhile its owner signs in from elsewhere as if nothing had happened', async () => {
    const max = await signedUp(db(), keys, at(0));
    for (let nth = 0; nth < 8; nth += 1) await password(max.email, 'wrong', at(30_000), '203.0.113.66');
    expect(nameOf(await password(max.email, PASSWORD, at(30_001), '203.0.113.66'))).toBe('too-many-attempts');
    expect(nameOf(await password(max.email, PASSWORD, at(30_001), '192.0.2.1'))).toBe('passed');
  });

  test('an account that does not exist gets the same answers', async () => {
    const nobody = `${newId()}@example.org`;
    const answers: string[] = [];
    for (let nth = 0; nth < 6; nth += 1)
      answers.push(nameOf(await password(nobody, 'wrong', at(40_000), '203.0.113.77')));
    expect(answers).toEqual([...Array(5).fill('sign-in-wrong'), 'too-many-attempts']);
  });

  test('a network that tries many accounts waits too', async () => {
    for (let nth = 0; nth < 30; nth += 1)
      await password(`guess-${nth}@example.org`, 'wrong', at(50_000), '203.0.113.88');
    expect(nameOf(await password('another@example.org', 'x', at(50_001), '203.0.113.88'))).toBe(
      'too-many-attempts',
    );
    expect(nameOf(await password('another@example.org', 'x', at(50_011), '203.0.113.88'))).toBe(
      'sign-in-wrong',
    );
  });

  test('somebody with half the internet’s IPv6 addresses is one network', async () => {
    for (let nth = 0; nth < 5; nth += 1)
      await password('six@example.org', 'wrong', at(60_000), `2001:db8:1:2::${nth}`);
    expect(nameOf(await password('six@example.org', 'wrong', at(60_001), '2001:db8:1:2:ffff::1'))).toBe(
      'too-many-attempts',
    );
  });

  test('the wait doubles and never exceeds a quarter of an hour', () => {
    const patience = { free: 5, firstWait: 30_000, doublesEvery: 1 };
    expect([4, 5, 6, 7, 60].map((wrong) => waitAfter(wrong, patience))).toEqual([
      0, 30_000, 60_000, 120_000, 900_000,
    ]);
  });

  test('neither addresses nor networks are kept, only keyed hashes', async () => {
    const { rows } = await db().ownerPool.query('select * from access.attempt limit 1');
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(
      ['address_hash', 'at', 'email_hash', 'id', 'partnership_id', 'succeeded'].sort(),
    );
  });
});
