import { describe, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { isRefusal, orThrow } from '../../kernel/refusal.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { authentication } from './authentication.ts';
import { signInAsExample } from './example-sign-in.ts';
import { endGrant, grantRole } from './grants.ts';
import { listGrants } from './queries.ts';
import { permissionsOf, ROLE_NAMES, ROLES } from './roles.ts';
import { arrivalAt, operatorOf, type Signer, signedUp, testKeys, visitorOf } from './testing.ts';

const db = testDatabase();
const keys = testKeys();

const grant = (who: Signer, startsOn: string, endsOn: string | null, agencyId: string | null = null) => {
  const operator = operatorOf(db());
  return db().does(operator, (tx) =>
    grantRole(tx, operator, {
      accountId: who.accountId,
      role: 'analyst',
      agencyId,
      startsOn: plainDate(startsOn),
      endsOn: endsOn === null ? null : plainDate(endsOn),
    }),
  );
};

/** What somebody may do once they sign in, on the example's business date of 17 January 2013. */
async function permissionsNow(who: Signer): Promise<readonly string[]> {
  const visitor = visitorOf(db());
  const { token } = orThrow(
    await db().does(visitor, (tx) => signInAsExample(tx, visitor, who.accountId, arrivalAt(new Date()))),
  );
  const settings = { session: { idleMinutes: 30, hours: 12 } } as never;
  const found = await authentication({ pool: db().pool, settings }).bySession(db().partnershipId, token, 'r');
  return found?.actor.permissions ?? [];
}

describe('a role', () => {
  test('is a set of permissions held for the partnership or for an agency; everybody reads', () => {
    const agencyId = newId();
    expect(permissionsOf([])).toEqual(['read']);
    const [read, ...others] = ROLES['lead-officer'].may;
    expect(read).toBe('read');
    expect(others).toContain('progress.report');
    expect(permissionsOf([{ role: 'lead-officer', agencyId }])).toEqual([
      'read',
      ...others.map((name) => `${name}@${agencyId}`),
    ]);
    expect(permissionsOf([{ role: 'lead-officer', agencyId: null }])).toEqual(['read', ...others]);
  });

  test('held for the whole partnership makes the same role for one agency superfluous', () => {
    const held = [
      { role: 'lead-officer', agencyId: newId() },
      { role: 'lead-officer', agencyId: null },
    ] as const;
    expect(permissionsOf(held)).toEqual(ROLES['lead-officer'].may);
  });

  test('there are eleven, each with what it does in a sentence, and each reads', () => {
    expect(ROLE_NAMES).toHaveLength(11);
    for (const role of ROLE_NAMES) {
      expect(ROLES[role].says).toMatch(/\.$/);
      expect(ROLES[role].may).toContain('read');
    }
  });

  test('none gives what only the machinery may hold', () => {
    const machinery = ['access.authenticate', 'audit.seal', 'mail.send', 'platform.sweep', 'platform.work'];
    for (const role of ROLE_NAMES)
      expect(ROLES[role].may.filter((permission) => machinery.includes(permission))).toEqual([]);
  });
});

describe('a role counts from its first day to its last, by the partnership’s business date', () => {
  test.each([
    ['today is its first day', '2013-01-17', null, true],
    ['today is its last day', '2012-01-01', '2013-01-17', true],
    ['it begins tomorrow', '2013-01-18', null, false],
    ['it ended yesterday', '2012-01-01', '2013-01-16', false],
  ])('%s', async (_says, startsOn, endsOn, holds) => {
    const who = await signedUp(db(), keys, new Date());
    await grant(who, startsOn, endsOn);
    expect((await permissionsNow(who)).includes('indicators.edit')).toBe(holds);
  });

  test('it is ended on a day, and never lengthened', async () => {
    const who = await signedUp(db(), keys, new Date());
    const granted = await grant(who, '2012-01-01', null);
    const operator = operatorOf(db());
    const end = (day: string, revision: number) =>
      db().as(operator, (tx) =>
        endGrant(tx, operator, { grantId: granted.grantId, endsOn: plainDate(day), revision }),
      );
    expect(await end('2013-01-16', 1)).toBeUndefined();
    const stale = await end('2013-01-15', 1);
    expect(isRefusal(stale) && stale.refused).toBe('changed-meanwhile');
    const longer = await end('2014-01-01', 2);
    expect(isRefusal(longer) && longer.refused).toBe('grant-only-shortened');
    expect(await permissionsNow(who)).toEqual(['read']);
    const [row] = await db().does(operator, (tx) => listGrants(tx, operator, who.accountId));
    expect(row).toMatchObject({
      role: 'analyst',
      startsOn: '2012-01-01',
      endsOn: '2013-01-16',
      agency: null,
    });
  });
});
