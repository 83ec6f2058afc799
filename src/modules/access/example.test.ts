import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { newId } from '../../kernel/ids.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { signInAsExample } from './example-sign-in.ts';
import { authentication, loadAccessExample } from './index.ts';
import { access } from './module.ts';
import { ROLES } from './roles.ts';

const concord = testApp({ modules: [access], authentication });
const CSV = `post,title,post_agency,person,role,agency,from
lsp-manager,,,Ada Example,partnership-manager,whole,2012-04-01
lsp-manager,,,Ada Example,analyst,whole,2012-04-01
fire-lead,Prevention Manager,fire,Ben Example,lead-officer,fire,2012-04-01
`;
const agencyId = newId();
const loader = () => concord().db.with('read', 'partners.edit', 'accounts.manage', 'roles.grant');
const arrival = { now: new Date(), userAgent: '', before: undefined, sessionHours: 12 };

beforeAll(async () => {
  const { db } = concord();
  await db.ownerPool.query(
    `insert into partners.agency (partnership_id, id, slug, name, short_name, sector, statutory)
     values ($1, $2, 'fire', 'Fire and Rescue Service', 'Fire', 'fire', true)`,
    [db.partnershipId, agencyId],
  );
  await db.ownerPool.query(
    `insert into partners.post (partnership_id, id, agency_id, slug, title) values ($1, $2, $3, 'lsp-manager', 'LSP Manager')`,
    [db.partnershipId, newId(), agencyId],
  );
  const loaded = await db.does(loader(), (tx) => loadAccessExample(tx, loader(), () => CSV));
  expect(loaded).toEqual({ accounts: 2, grants: 3 });
});

const accountOf = async (email: string): Promise<string> => {
  const { rows } = await concord().db.ownerPool.query<{ id: string }>(
    'select id from access.account where email = $1',
    [email],
  );
  return rows[0]?.id ?? '';
};

/** Opens the page, presses the button of a post and gives the cookie that comes back. */
async function press(
  email: string,
): Promise<{ cookie: string; status: number; location: string | undefined }> {
  const page = await concord().visitor.get('/sign-in/example');
  const visit = page.cookies.find(({ name }) => name === 'concord_visit')?.value ?? '';
  const csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  const answer = await concord().inject({
    method: 'POST',
    url: '/sign-in/example',
    headers: {
      cookie: `concord_visit=${visit}`,
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Firefox/130.0',
    },
    payload: new URLSearchParams({ _csrf: csrf, account: await accountOf(email), next: '/plan' }).toString(),
  });
  const session = answer.cookies.find(({ name }) => name === 'concord_session')?.value ?? '';
  return { cookie: session, status: answer.statusCode, location: answer.headers.location };
}

describe('the example partnership', () => {
  test('offers every post under what its role does', async () => {
    const page = await concord().visitor.get('/sign-in/example');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Sign in as LSP Manager');
    expect(page.body).toContain('also analyst');
    expect(page.body).toContain('Says where the projects of their agency stand');
  });

  test('one click signs in as a post with its rights and goes on to the page that was asked for', async () => {
    const { cookie, status, location } = await press('fire-lead@example.org');
    expect([status, location]).toEqual([303, '/plan']);
    const { services, db } = concord();
    const found = await authentication(services).bySession(db.partnershipId, cookie, 'r1');
    expect(found).toMatchObject({
      name: 'Ben Example',
      post: 'Prevention Manager',
      agency: 'Fire and Rescue Service',
    });
    const [everywhere, ...there] = found?.actor.permissions ?? [];
    expect(everywhere).toBe('read');
    expect(there).toEqual(
      ROLES['lead-officer'].may.filter((name) => name !== 'read').map((name) => `${name}@${agencyId}`),
    );
    expect(there.length).toBeGreaterThan(1);
  });

  test('the cookie is for this site only and no script can read it; the database keeps its hash', async () => {
    const { cookie } = await press('lsp-manager@example.org');
    const { rows } = await concord().db.ownerPool.query(
      `select browser, how, octet_length(token_hash) as bytes from access.session order by id desc limit 1`,
    );
    expect(rows).toEqual([{ browser: 'Firefox on Windows', how: 'example', bytes: 32 }]);
    expect(cookie).toHaveLength(43);
  });

  test('signing out ends the session', async () => {
    const { cookie } = await press('lsp-manager@example.org');
    const { services, db } = concord();
    const page = await concord().visitor.get('/sign-in/example', { cookie: `concord_session=${cookie}` });
    const csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const left = await concord().inject({
      method: 'POST',
      url: '/sign-out',
      headers: { cookie: `concord_session=${cookie}`, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: csrf }).toString(),
    });
    expect([left.statusCode, left.headers.location]).toEqual([303, '/sign-in']);
    expect(await authentication(services).bySession(db.partnershipId, cookie, 'r2')).toBeUndefined();
  });

  test('no route and no command signs in by one click where the partnership is no example', async () => {
    const { db } = concord();
    const actor = { kind: 'public', partnershipId: db.partnershipId, permissions: ['public'] } as const;
    await db.ownerPool.query('update partners.partnership set example = false, business_date = null');
    try {
      const id = await accountOf('lsp-manager@example.org');
      const refusal = await db.as(actor, (tx) => signInAsExample(tx, actor, id, arrival));
      expect(isRefusal(refusal) && refusal.refused).toBe('example-only');
    } finally {
      await db.ownerPool.query(
        `update partners.partnership set example = true, business_date = '2013-01-17'`,
      );
    }
  });
});
