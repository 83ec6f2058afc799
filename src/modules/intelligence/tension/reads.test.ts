/** What is read of the inner tiers of tension stands in the audit trail: who, which tier and how many, once for each page. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';

const concord = testApp({ example: true });
let group: SignedInCaller;
let viewer: SignedInCaller;
let program: SignedInCaller;

beforeAll(async () => {
  group = await concord().signInAs('tension.record', 'tension.group');
  viewer = await concord().signInAs();
  program = await concord().token('tension.group');
});

interface Read {
  readonly action: string;
  readonly subject: string | null;
  readonly account: string;
  readonly detail: { readonly tiers: Readonly<Record<string, number>> };
}

/** The reads that a request leaves in the audit trail. */
async function readsOf(request: () => Promise<{ readonly statusCode: number }>): Promise<readonly Read[]> {
  const { rows: before } = await concord().db.ownerPool.query<{ id: string }>(
    'select id from platform.audit_event',
  );
  await request();
  const { rows } = await concord().db.ownerPool.query<Read>(
    `select e.action, e.subject_id as subject, e.account_id as account, d.detail from platform.audit_event e
     join platform.audit_detail d on d.partnership_id = e.partnership_id and d.event_id = e.id
     where e.verb = 'read' and e.action like 'tension%' and not e.id = any($1::uuid[])`,
    [before.map(({ id }) => id)],
  );
  return rows;
}

const ofTheGroup = async (): Promise<{ id: string; count: number }> => {
  const { rows } = await concord().db.ownerPool.query<{ id: string; count: number }>(
    "select min(id::text) as id, count(*)::int as count from intelligence.tension_item where tier = 'group'",
  );
  if (!rows[0]) throw new Error('The example has signs for the group');
  return rows[0];
};

describe('who reads an inner tier is recorded, once for each page', () => {
  test('the list says who read how many of which tier, and that it is recorded', async () => {
    const { count } = await ofTheGroup();
    expect(count).toBeGreaterThan(1);
    const [read, ...more] = await readsOf(() => group.get('/tension'));
    expect(more).toEqual([]);
    expect(read).toEqual({
      action: 'tension-item.list',
      subject: null,
      account: group.actor.accountId,
      detail: { tiers: { group: count } },
    });
    expect((await viewer.get('/tension')).body).toContain(
      'for the tension group or for one agency alone is recorded',
    );
  });

  test('one item, its form, the file and a month leave one read each; a page that is refused leaves none', async () => {
    const { id } = await ofTheGroup();
    const paths = [
      `/tension/items/${id}`,
      '/tension.csv',
      '/tension/months/2012-11',
      '/tension/months/2012-11.docx',
    ];
    for (const path of paths) expect(await readsOf(() => group.get(path)), path).toHaveLength(1);
    const [one] = await readsOf(() => group.get(`/tension/items/${id}`));
    expect(one).toMatchObject({ action: 'tension-item.read', subject: id, detail: { tiers: { group: 1 } } });
    expect(await readsOf(() => viewer.get(`/tension/items/${id}`))).toEqual([]);
  });

  test('a program leaves a read for each page of its list, of what the page holds', async () => {
    const [read, ...more] = await readsOf(() => program.get('/api/v1/tension-items?tier=group&limit=1'));
    expect(more).toEqual([]);
    expect(read?.detail).toEqual({ tiers: { group: 1 } });
  });

  test('no address of tension shows a sign of the group without a trace, and there are at least ten', async () => {
    const { id } = await ofTheGroup();
    const { rows } = await concord().db.ownerPool.query<{ says: string }>(
      'select says from intelligence.tension_item where tier = $1',
      ['group'],
    );
    const addresses = concord()
      .services.offers.routes.filter(
        ({ method, path }) => method === 'GET' && /^(\/api\/v1)?\/tension/.test(path),
      )
      .map(({ path }) => path.replace(':month', '2012-11').replace(':id', id));
    expect(addresses.length).toBeGreaterThanOrEqual(10);
    let shown = 0;
    for (const path of addresses) {
      const caller = path.startsWith('/api') ? program : group;
      let body = '';
      const reads = await readsOf(async () => {
        const answer = await caller.get(path);
        body = answer.body.replaceAll('&#39;', "'");
        return answer;
      });
      const tells = rows.some(({ says }) => body.includes(says.slice(0, 60)));
      if (tells) shown += 1;
      if (tells) expect(reads, path).toHaveLength(1);
    }
    expect(shown).toBeGreaterThanOrEqual(4);
  });

  test('what all members see is read without a trace', async () => {
    for (const path of ['/tension', '/tension.csv', '/tension/months/2012-12', '/api/v1/tension-items'])
      expect(await readsOf(() => viewer.get(path)), path).toEqual([]);
    expect(await readsOf(() => group.get('/tension/months/2012-12/forums'))).toEqual([]);
  });
});
