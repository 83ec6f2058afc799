/** The pages of sharing, as somebody meets them. All people are synthetic. */
import { describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { saveRecord } from '../people/index.ts';
import { agree, aPurpose, works } from '../testing/working.ts';

const concord = testApp();
const PURPOSE = { 'concord-purpose': 'safeguarding' };
const WORKER = [
  'casework.read@own',
  'casework.write@own',
  'referral.make@own',
  'concern.record@own',
  'sharing.answer@own',
];

/** Police and housing each know one synthetic person; housing shares that it does. */
async function ground() {
  await aPurpose(concord().db, 'safeguarding');
  const [police, housing] = [await concord().token(...WORKER), await concord().token(...WORKER)];
  await agree(concord().db, housing.actor, police.actor, ['known'], 'safeguarding');
  const { subjects } = concord().services;
  let cluster = '';
  for (const who of [housing, police]) {
    const saved = await works(concord().db, { ...who.actor, purpose: 'safeguarding' }, (tx, actor) =>
      saveRecord(tx, actor, subjects, {
        agencyId: who.actor.agencyId,
        givenNames: 'Ottoline',
        surname: 'Makebelieve',
        dateOfBirth: '1981-06-07',
        telephones: ['01889 123987'],
        source: 'form',
      }),
    );
    cluster = saved.clusterId;
  }
  return { police, housing, cluster };
}

describe('from the page of a person', () => {
  test('one asks another agency, which answers on its own page; the title names nobody', async () => {
    const { police, housing, cluster } = await ground();
    const person = await police.get(`/casework/people/${cluster}`, PURPOSE);
    expect(person.body).toContain(`/casework/sharing/asks/new?person=${cluster}`);
    const form = await police.get(`/casework/sharing/asks/new?person=${cluster}`, PURPOSE);
    expect(form.statusCode).toBe(200);
    const post = (who: typeof police, url: string, fields: Record<string, string>) =>
      who.send('POST', url, new URLSearchParams(fields).toString(), {
        ...PURPOSE,
        'content-type': 'application/x-www-form-urlencoded',
      });
    const empty = await post(police, `/casework/sharing/asks/new?person=${cluster}`, {
      agencyId: housing.actor.agencyId,
    });
    expect(empty.body).toContain('Choose what you need to see.');
    const asked = await post(police, `/casework/sharing/asks/new?person=${cluster}`, {
      agencyId: housing.actor.agencyId,
      categories: 'identity',
      reason: 'A visit is planned',
    });
    const page = String(asked.headers.location);
    expect(page).toMatch(/^\/casework\/sharing\/asks\/[0-9a-f-]{36}$/);
    const seen = await housing.get(page, PURPOSE);
    expect(seen.body).toContain('A visit is planned');
    expect(/<title>(.*?)<\/title>/s.exec(seen.body)?.[1]).not.toContain('Makebelieve');
    expect((await housing.get('/casework/sharing/asks', PURPOSE)).body).toContain('One request waits');
    const answered = await post(housing, `${page}/answer`, {
      granted: 'yes',
      categories: 'identity',
      'untilOn-day': '17',
      'untilOn-month': '2',
      'untilOn-year': '2013',
    });
    expect(answered.headers.location).toBe(page);
    expect((await police.get(page, PURPOSE)).body).toContain('may be seen until 17 February 2013');
    const ledger = await police.get('/casework/sharing/ledger', PURPOSE);
    expect(ledger.body).toContain('Granted on request');
    const api = (await police.get('/api/v1/disclosures?ground=asked', PURPOSE)).json() as {
      items: { fromAgencyId: string; person: string }[];
    };
    expect(api.items[0]).toMatchObject({ fromAgencyId: housing.actor.agencyId });
    expect(JSON.stringify(api)).not.toContain(cluster);
  });

  test('a stranger to both agencies finds neither the request nor the ledger row', async () => {
    const { police } = await ground();
    const stranger = await concord().token(...WORKER);
    expect((await stranger.get('/casework/sharing/ledger', PURPOSE)).body).toContain('What leaves an agency');
    expect((await stranger.get('/api/v1/disclosures')).json()).toMatchObject({});
    expect((await police.get('/api/v1/disclosures')).statusCode).toBeGreaterThanOrEqual(400);
  });
});

test('information governance sees what waits, and every page of it opens', async () => {
  await aPurpose(concord().db, 'safeguarding');
  const governor = await concord().token('casework.govern', 'casework.read', 'sharing.agree');
  for (const path of [
    '/casework/governance',
    '/casework/governance/unusual',
    '/casework/governance/subject-access',
    '/casework/sharing',
    '/casework/sharing/agreements/new',
    '/casework/sharing/purposes',
    '/casework/sharing/purposes/new',
    '/casework/sharing/contacts',
    '/casework/sharing/contacts/new',
    '/casework/sharing/ledger',
    '/casework/sharing/ledger.csv',
    '/casework/sharing.csv',
    '/api/v1/agreements',
    '/api/v1/purposes',
  ])
    expect([path, (await governor.get(path, PURPOSE)).statusCode]).toEqual([path, 200]);
});

test('an address that names nothing is not found, and never an error', async () => {
  await aPurpose(concord().db, 'safeguarding');
  const governor = await concord().token(
    'casework.govern',
    'casework.read@own',
    'casework.write@own',
    'sharing.agree',
  );
  for (const path of [
    '/casework/people/nobody',
    '/casework/sharing/asks/nothing',
    '/casework/sharing/asks/new?person=nobody',
    '/casework/sharing/emergency?person=nobody',
    '/casework/sharing/corrections/nothing',
    '/casework/governance/requests/nothing',
    '/casework/governance/break-glass/nothing',
    '/casework/governance/unusual/nothing',
    '/casework/sharing/agreements/nothing',
    '/transparency/automated-suggestions/nothing',
  ])
    expect([path, (await governor.get(path, PURPOSE)).statusCode]).toEqual([path, 404]);
});
