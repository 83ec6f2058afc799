import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../test/support/app.ts';
import { newId } from '../../kernel/ids.ts';
import { authentication } from './index.ts';
import { secretOfInvitation } from './invitation.ts';
import { access } from './module.ts';
import { codeAt, PASSWORD, someAgency } from './testing.ts';

const concord = testApp({ modules: [access], authentication });
let admin: SignedInCaller;
let agencyId = '';

beforeAll(async () => {
  admin = await concord().signInAs(
    ...[
      'accounts.manage',
      'roles.grant',
      'audit.read',
      'audit.erase',
      'mail.read',
      'api.tokens',
      'access.authenticate',
    ],
  );
  agencyId = await someAgency(concord().db);
});

/** A browser: keeps cookies, posts forms with what the page gave it. */
function browser() {
  const jar = new Map<string, string>();
  const cookie = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const keep = <T extends { cookies: { name: string; value: string }[] }>(answer: T): T => {
    for (const { name, value } of answer.cookies) if (value) jar.set(name, value);
    return answer;
  };
  const get = async (url: string) =>
    keep(await concord().inject({ method: 'GET', url, headers: { cookie: cookie() } }));
  return {
    get,
    /** Opens the page of a form and posts it. */
    async fill(url: string, fields: Record<string, string>) {
      const page = (await get(url)).body;
      const hidden = (name: string): Record<string, string> => {
        const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(
          page.slice(page.indexOf('<main')),
        )?.[1];
        return value === undefined ? {} : { [name]: value };
      };
      const sent = { ...hidden('_csrf'), ...hidden('_form'), ...hidden('next'), ...fields };
      return keep(
        await concord().inject({
          method: 'POST',
          url: url.split('?')[0] ?? url,
          headers: { cookie: cookie(), 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams(sent).toString(),
        }),
      );
    },
  };
}

const invited = async (email: string): Promise<string> => {
  const sent = await admin.form('/accounts/invitation', { name: 'Robin Example', email, agency: agencyId });
  expect(sent.statusCode).toBe(303);
  const { rows } = await concord().db.ownerPool.query<{ body: string }>(
    'select body from platform.mail where recipient = $1 order by id desc limit 1',
    [email],
  );
  return /\/invitation\/(\S+)/.exec(rows[0]?.body ?? '')?.[1] ?? '';
};

describe('from an invitation to a session', () => {
  test('password and phone are set up, recovery codes shown once, and both are asked for', async () => {
    const token = await invited('robin@example.org');
    const robin = browser();
    const page = await robin.get(`/invitation/${token}`);
    expect(page.body).toContain('robin@example.org');
    expect(page.body).toContain('role="img"');
    const secret = secretOfInvitation(concord().services.keys, token);
    const weak = await robin.fill(`/invitation/${token}`, {
      password: 'password1234',
      code: codeAt(secret, new Date()),
    });
    expect([weak.statusCode, weak.body.includes('easily guessed')]).toEqual([422, true]);
    expect(weak.body).not.toContain('password1234');
    const done = await robin.fill(`/invitation/${token}`, {
      password: PASSWORD,
      code: codeAt(secret, new Date()),
    });
    expect(done.body).toContain('Keep your recovery codes');
    const recovery = /<code>([a-z0-9-]{19})<\/code>/.exec(done.body)?.[1] ?? '';

    const wrong = await robin.fill('/sign-in?next=/account', {
      email: 'robin@example.org',
      password: 'not this one',
    });
    expect([wrong.statusCode, wrong.body.includes('value="robin@example.org"')]).toEqual([200, true]);
    expect(wrong.body).toContain('There is a problem');
    const step = await robin.fill('/sign-in?next=/account', {
      email: 'robin@example.org',
      password: PASSWORD,
    });
    expect(step.headers.location).toBe('/sign-in/code?next=%2Faccount');
    expect((await robin.get('/account')).statusCode).toBe(303);
    const entered = await robin.fill('/sign-in/code?next=/account', { code: recovery });
    expect(entered.headers.location).toBe('/account');
    const account = await robin.get('/account');
    expect(account.body).toContain('(this one)');
    expect(account.body).toContain('7 recovery codes left');
  });

  test('a wrong attempt is counted although its page says no', async () => {
    const { rows } = await concord().db.ownerPool.query('select from access.attempt where not succeeded');
    expect(rows.length).toBeGreaterThan(0);
  });

  test('nobody is sent to another site after signing in', async () => {
    for (const next of [
      'https://elsewhere.example',
      '//elsewhere.example',
      '/\\elsewhere.example',
      'javascript:alert(1)',
    ]) {
      const page = await concord().visitor.get(`/sign-in?next=${encodeURIComponent(next)}`);
      expect(page.body).toContain('name="next" value="/"');
    }
  });

  test('asking for a new password says the same whoever asks', async () => {
    const answers = await Promise.all(
      ['robin@example.org', 'nobody@example.org'].map((email) => browser().fill('/reset', { email })),
    );
    expect(answers.map(({ statusCode, headers }) => [statusCode, headers.location])).toEqual(
      Array(2).fill([303, '/reset/sent']),
    );
  });
});

describe('pages', () => {
  test('each is there for who may see it, with nothing inline and no markup error', async () => {
    const account = await idOf('select id from access.account limit 1');
    const event = await idOf('select event_id as id from platform.audit_detail limit 1');
    const mail = await idOf('select id from platform.mail limit 1');
    const paths = [
      '/sign-in',
      '/sign-in/example',
      '/reset',
      '/reset/sent',
      '/account',
      '/account/tokens',
      '/accounts',
      '/accounts?name=robin&role=viewer&sort=name&direction=descending',
      '/accounts/invitation',
      `/accounts/${account}`,
      `/accounts/${account}/change`,
      '/roles',
      '/audit',
      '/audit?who=test&what=account&subject=account&from-day=1&from-month=1&from-year=2013&until-day=1&until-month=1&until-year=2100',
      `/audit/${event}`,
      '/mail',
      `/mail/${mail}`,
    ];
    for (const path of paths) {
      const page = await admin.get(path);
      expect([path, page.statusCode]).toEqual([path, 200]);
      expect(page.body).not.toMatch(/ style="|<script(?![^>]*src=)| on[a-z]+="/);
      expect(page.body.match(/<h1/g)).toHaveLength(1);
    }
  });

  test('what is not there, or is no id at all, is not found', async () => {
    for (const path of ['/accounts', '/audit', '/mail'])
      for (const id of [newId(), 'nonsense']) {
        const page = await admin.get(`${path}/${id}`);
        expect([`${path}/${id.slice(0, 4)}`, page.statusCode]).toEqual([`${path}/${id.slice(0, 4)}`, 404]);
      }
    for (const path of ['/invitation/nonsense', '/reset/nonsense'])
      expect((await concord().visitor.get(path)).body).toContain('used or is too old');
  });

  test('members without the permission are kept out', async () => {
    const member = await concord().signInAs();
    for (const path of ['/accounts', '/audit', '/mail', '/account/tokens'])
      expect([path, (await member.get(path)).statusCode]).toEqual([path, 403]);
    expect((await member.get('/account')).statusCode).toBe(200);
  });

  test('reading the audit trail is itself an event, which is there before the page is', async () => {
    const page = await admin.get('/audit?what=audit.searched');
    expect(page.body).toContain('Read: Audit searched');
  });

  test('reading the mails, the accounts and one of them leaves an event each', async () => {
    const id = await idOf('select id from access.account limit 1');
    for (const path of ['/mail', '/accounts', `/accounts/${id}`]) await admin.get(path);
    const { rows } = await concord().db.ownerPool.query<{ action: string }>(
      "select distinct action from platform.audit_event where verb = 'read' and action in ('mail.list', 'account.list', 'account.read') order by 1",
    );
    expect(rows.map(({ action }) => action)).toEqual(['account.list', 'account.read', 'mail.list']);
  });

  test('a detail is erased with a reason; the event stays', async () => {
    const event = await idOf('select event_id as id from platform.audit_detail order by event_id limit 1');
    const without = await admin.form(`/audit/${event}/erasure`, { reason: '' });
    expect([without.statusCode, without.body.includes('Say why')]).toEqual([422, true]);
    expect((await admin.form(`/audit/${event}/erasure`, { reason: 'named a resident' })).statusCode).toBe(
      303,
    );
    expect((await admin.get(`/audit/${event}`)).body).toContain('Erased');
  });

  test('a grant that is refused comes back with what was typed', async () => {
    const account = await idOf(`select id from access.account where email = 'robin@example.org'`);
    const refused = await admin.form(`/accounts/${account}/grants`, {
      role: 'analyst',
      agency: agencyId,
      'starts-day': '31',
      'starts-month': '2',
      'starts-year': '2013',
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Write the first day');
    expect(refused.body).toContain('value="31"');
    const granted = await admin.form(`/accounts/${account}/grants`, {
      role: 'analyst',
      agency: '',
      'starts-day': '1',
      'starts-month': '2',
      'starts-year': '2013',
    });
    expect(granted.statusCode).toBe(303);
    expect((await admin.get(`/accounts/${account}`)).body).toContain('1 February 2013');
  });

  test('a token is shown once and works as a bearer', async () => {
    const soon = new Date(Date.now() + 30 * 86_400_000);
    const made = await admin.form('/account/tokens', {
      name: 'Monthly load',
      scopes: 'read',
      'expires-day': String(soon.getUTCDate()),
      'expires-month': String(soon.getUTCMonth() + 1),
      'expires-year': String(soon.getUTCFullYear()),
    });
    const token = /<code[^>]*>(concord_[^<]+)</.exec(made.body)?.[1] ?? '';
    const page = await concord().inject({
      method: 'GET',
      url: '/roles',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(page.statusCode).toBe(200);
    expect((await admin.get('/account')).body).toContain('Monthly load');
    expect((await admin.get('/account')).body).not.toContain(token);
  });
});

const idOf = async (query: string): Promise<string> =>
  (await concord().db.ownerPool.query<{ id: string }>(query)).rows[0]?.id ?? '';
