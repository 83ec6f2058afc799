/** The pages of case reviews, imports and the quarterly exchange. Everybody in here is made up. */
import type { LightMyRequestResponse } from 'fastify';
import { describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Member } from '../../../platform/actor.ts';
import { importConcerns } from '../concerns/import.ts';
import { exportSection17a } from '../concerns/section-17a.ts';
import { aPurpose, CASEWORKER, PURPOSE, works } from '../testing/working.ts';
import { exportReviewFigures, readYear, reviewFigures } from './figures.ts';

const concord = testApp();

interface Worker {
  readonly actor: Member;
  readonly headers: Readonly<Record<string, string>>;
  readonly get: (url: string) => Promise<LightMyRequestResponse>;
  readonly form: (url: string, fields: Readonly<Record<string, string>>) => Promise<LightMyRequestResponse>;
}

async function worker(...permissions: readonly string[]): Promise<Worker> {
  await aPurpose(concord().db);
  const { actor, secret } = await concord().token(...CASEWORKER, 'case-review.handle@own', ...permissions);
  const headers = { authorization: `Bearer ${secret}`, 'concord-purpose': PURPOSE };
  return {
    actor: { ...actor, purpose: PURPOSE },
    headers,
    get: (url) => concord().inject({ method: 'GET', url, headers }),
    form: (url, fields) =>
      concord().inject({
        method: 'POST',
        url,
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(fields).toString(),
      }),
  };
}

const day = (name: string, text: string): Record<string, string> => {
  const [year = '', month = '', date = ''] = text.split('-');
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year };
};

const VICTIM = { givenNames: 'Winifred', surname: 'Pretend', dateOfBirth: '3 5 1950' };
const APPLICATION = { applicant: 'victim', ...VICTIM, story: 'It never stops.' };

/** Tells three complaints to an agency, so that the threshold is reached. */
async function complain(who: Worker): Promise<void> {
  const rows = ['2012-10-01', '2012-11-10', '2013-01-05'].map(
    (on, at) =>
      `W-${at},harassment,${on},victim,${on},Winifred,Pretend,1950-05-03,"8 Pretend Close",WS11 7ZZ,yes`,
  );
  const text = [
    'reference,type,date,reported_by,reported_on,affected_given,affected_surname,affected_born,address,postcode,at_home',
    ...rows,
  ].join('\n');
  const { subjects } = concord().services;
  const result = await works(concord().db, who.actor, async (tx, actor) =>
    orThrow(await importConcerns(tx, actor, subjects, text, { write: true })),
  );
  expect(result).toMatchObject({ written: true, counts: { added: 3 } });
}

/** Sends the public form, as somebody who has not signed in. */
async function asksInPublic(fields: Readonly<Record<string, string>>) {
  const form = await concord().visitor.get('/case-review');
  const csrf = /name="_csrf" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
  const cookie = String(form.headers['set-cookie'] ?? '').split(';')[0] ?? '';
  return concord().inject({
    method: 'POST',
    url: '/case-review',
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
    payload: new URLSearchParams({ _csrf: csrf, ...APPLICATION, ...fields }).toString(),
  });
}

describe('an ASB case review', () => {
  test('a victim who reaches the threshold without asking is made known to the hub, until they ask', async () => {
    const [housing, hub] = [await worker(), await worker('hub.run@own')];
    await complain(housing);
    const list = (await hub.get('/casework/patterns')).body;
    expect(list).toContain('would reach the threshold of an ASB case review');
    expect(list).not.toContain('Pretend');
    const applied = await housing.form('/casework/case-reviews', APPLICATION);
    expect(applied.statusCode).toBe(303);
    expect((await hub.get('/casework/patterns')).body).not.toContain('waits for an answer by');
    const page = (await housing.get(String(applied.headers.location))).body;
    expect(page).toContain('3 of 3 qualifying complaints: the threshold is met');
    expect(page).toContain('Winifred Pretend');
    expect(page).toContain('The next step is due by 22 January 2013');
  });

  test('walks from the application to recommendations and an appeal; the threshold is computed, never typed', async () => {
    const [housing, police] = [await worker(), await worker()];
    const applied = await housing.form('/casework/case-reviews', { ...APPLICATION, surname: 'Walker' });
    const path = String(applied.headers.location);
    const step = (name: string, reason = 'As the panel found.') =>
      housing.form(`${path}/steps`, { step: name, reason });
    expect((await step('threshold-met')).body).toContain('the threshold is not met');
    expect((await step('closed')).body).toContain('does not follow');
    expect((await step('acknowledged', '')).body).toContain('Say why');
    expect((await step('acknowledged')).statusCode).toBe(303);
    expect((await step('threshold-not-met')).statusCode).toBe(303);
    expect((await step('appealed')).statusCode).toBe(303);
    expect((await step('appeal-upheld')).statusCode).toBe(303);
    expect((await step('reviewed')).body).toContain('Add the agencies of the panel first');
    expect((await police.get(path)).statusCode).toBe(404);
    const revision = /name="_revision" value="(\d+)"/.exec((await housing.get(path)).body)?.[1] ?? '';
    const joined = await housing.form(`${path}/panel`, {
      agencyId: police.actor.agencyId,
      _revision: revision,
    });
    expect(joined.statusCode).toBe(303);
    expect((await police.get(path)).statusCode).toBe(200);
    const { rows } = await concord().db.ownerPool.query(
      `select count(*)::int as n from casework.disclosure where item_kind = 'case-review' and to_agency_id = $1`,
      [police.actor.agencyId],
    );
    expect(rows[0].n).toBe(1);
    expect((await step('reviewed')).statusCode).toBe(303);
    const recommended = await housing.form(`${path}/recommendations`, {
      toAgencyId: police.actor.agencyId,
      says: 'Name one officer for the family.',
      ...day('dueOn', '2013-02-17'),
    });
    expect(recommended.statusCode).toBe(303);
    const page = (await police.get(path)).body;
    const answering = /\/casework\/case-reviews\/recommendations\/[0-9a-f-]{36}/.exec(page)?.[0] ?? '';
    const refusal = await police.form(answering, { answer: 'refused', reason: '' });
    expect(refusal.body).toContain('Say why the agency does not carry it out');
    expect((await police.form(answering, { answer: 'accepted', reason: 'Named.' })).statusCode).toBe(303);
    expect((await step('closed')).statusCode).toBe(303);
  });

  test('the public asks only where the form is open, and is told when somebody answers', async () => {
    expect((await concord().visitor.get('/case-review')).statusCode).toBe(404);
    const receiver = await worker();
    await concord().db.ownerPool.query(
      `insert into casework.concern_setting (partnership_id, name, from_on, value, agency_id, says) values ($1, 'case-review.public-form', '2013-01-01', 1, $2, 'Test')`,
      [concord().db.partnershipId, receiver.actor.agencyId],
    );
    expect((await concord().visitor.get('/case-review')).body).toContain(
      'Ask for a case review of anti-social behaviour',
    );
    const sent = await asksInPublic({ surname: 'Public' });
    expect(sent.headers.location).toBe('/case-review/received');
    expect((await concord().visitor.get('/case-review/received')).body).toContain('within 3 working days');
    expect((await receiver.get('/casework/case-reviews')).body).toContain('Applied');
  });

  test('the yearly figures are counted, and everybody reads them with small numbers hidden', async () => {
    const actor = concord().db.with('read');
    const year = readYear('2013');
    if ('refused' in year) throw new Error('unreadable');
    const figures = await concord().db.does(actor, (tx) => reviewFigures(tx, actor, year));
    expect(figures).toEqual({
      applications: 3,
      thresholdNotMet: 1,
      reviews: 1,
      reviewsWithRecommendations: 1,
    });
    const exported = () => concord().db.does(actor, (tx) => exportReviewFigures(tx, actor, '2013'));
    // While the year goes on, one look after another would tell what came between them.
    for (const url of ['/published/asb-case-reviews', '/published/asb-case-reviews.csv'])
      expect((await concord().visitor.get(`${url}?year=2013`)).body).toContain('when the year is over');
    expect(
      (await concord().inject({ url: '/api/v1/casework/case-review-figures?year=2013' })).json().type,
    ).toContain('year-goes-on');
    expect(await exported()).toContain('2013 (provisional),2013-01-01');
    await concord().itIs('2014-01-01');
    const page = await concord().visitor.get('/published/asb-case-reviews?year=2013');
    expect(page.body).toContain('fewer than 5');
    expect(await exported()).toContain('2013,2013-01-01,2013-12-31,Case reviews carried out,fewer than 5');
    expect(
      (await concord().inject({ url: '/api/v1/casework/case-review-figures?year=2013' })).json(),
    ).toMatchObject({
      applications: 'fewer than 5',
    });
    await concord().itIs('2013-01-17');
  });

  test('two who decide an appeal at once do not both decide it', async () => {
    const housing = await worker();
    const applied = await housing.form('/casework/case-reviews', {
      ...APPLICATION,
      surname: 'Twice',
      story: 'Made up.',
    });
    const path = String(applied.headers.location);
    const step = (name: string) =>
      housing.form(`${path}/steps`, { step: name, reason: 'As the panel found.' });
    for (const name of ['acknowledged', 'threshold-not-met', 'appealed']) await step(name);
    const both = await Promise.all([step('appeal-upheld'), step('appeal-refused')]);
    expect(both.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1);
    const { rows } = await concord().db.ownerPool.query(
      "select 1 from casework.case_review_step where review_id = $1 and step like 'appeal-%'",
      [path.split('/').at(-1)],
    );
    expect(rows).toHaveLength(1);
  });

  test('one network asks for a few reviews an hour and no more, and what was written stands there again', async () => {
    const answers = [];
    for (const givenNames of 'abcde') answers.push(await asksInPublic({ givenNames, surname: 'Insistent' }));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303, 303, 429]);
    expect(answers.at(-1)?.body).toContain('Insistent');
  });
});

describe('files of concerns', () => {
  test('a police extract and a housing log are taken as they are; one incident in both is one', async () => {
    const who = await worker();
    const police = [
      'Incident Number,Incident Date,Incident Time,Incident Type,Location,Postcode,Victim Forenames,Victim Surname,Victim DOB,Narrative',
      '0417,03/12/2012,21:40,ASB Personal,"2 Pretend Close, Testwick",WS11 7ZZ,Alma,Imaginary,01/02/1960,"Eggs, thrown"',
    ].join('\n');
    const housing = [
      'complaint_ref,date_of_incident,date_received,category,tenant_name,tenancy_address,postcode,disability_in_household,complaint',
      'H/9,2012-12-03,2012-12-05,Harassment,Mrs Alma Imaginary,"2 Pretend Close, Testwick",WS11 7ZZ,yes,Eggs again',
    ].join('\n');
    const other = await worker();
    const { subjects } = concord().services;
    const take = (by: Worker, text: string, write = true) =>
      works(concord().db, by.actor, async (tx, actor) =>
        orThrow(await importConcerns(tx, actor, subjects, text, { write })),
      );
    expect(await take(who, police, false)).toMatchObject({ written: false, counts: { added: 1 } });
    expect(await take(who, police)).toMatchObject({ written: true, counts: { added: 1 } });
    expect(await take(who, police)).toMatchObject({ counts: { added: 0, unchanged: 1 } });
    expect(await take(other, housing)).toMatchObject({ written: true, counts: { added: 1 } });
    const { rows } = await concord().db.ownerPool.query(
      `select count(distinct incident_id)::int as incidents, count(*)::int as reports from casework.concern where on_day = '2012-12-03'`,
    );
    expect(rows[0]).toEqual({ incidents: 1, reports: 2 });
  });

  test('a row that cannot be taken is named by line and reason, never by name, and nothing is written', async () => {
    const who = await worker();
    const text =
      'type,date,reported_by,affected_surname,affected_given,postcode\nnoise,2012-13-40,victim,Nobody,Ned,WS11';
    const result = await works(concord().db, who.actor, async (tx, actor) =>
      orThrow(await importConcerns(tx, actor, concord().services.subjects, text, { write: true })),
    );
    expect(result).toMatchObject({ written: false, counts: { refused: 1 } });
    expect(JSON.stringify(result)).not.toContain('Nobody');
  });

  test('the file that was previewed is kept sealed, and written when it is confirmed', async () => {
    const who = await worker();
    const file =
      'type,date,reported_by,affected_given,affected_surname,postcode\nnoise,2012-12-20,victim,Sealed,Uploadson,WS12';
    const boundary = 'x-boundary';
    const uploaded = await concord().inject({
      method: 'POST',
      url: '/casework/concerns/import',
      headers: { ...who.headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n${file}\r\n--${boundary}--\r\n`,
    });
    expect(uploaded.body).toContain('Will be added');
    expect(uploaded.body).not.toContain('Uploadson');
    const id = /name="file" value="([^"]+)"/.exec(uploaded.body)?.[1] ?? '';
    const stored = await concord().db.ownerPool.query('select sha256 from platform.file where id = $1', [id]);
    const kept = (await concord().services.files.read(stored.rows[0].sha256)).toString();
    expect(kept).not.toContain('Uploadson');
    const written = await concord().inject({
      method: 'POST',
      url: '/casework/concerns/import/confirmation',
      headers: { ...who.headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ file: id }).toString(),
    });
    expect(written.headers.location).toBe('/casework/concerns');
  });
});

describe('the depersonalised exchange', () => {
  test('has a row for each incident with category, date, time and outward postcode, and nothing else', async () => {
    const actor = concord().db.with('read');
    const text = await concord().db.does(actor, (tx) => exportSection17a(tx, actor, '2012-Q4'));
    const [header, ...rows] = text.trim().split('\n');
    expect(header).toBe('category,date,time,outward_postcode');
    expect(rows).toContain('Anti-social behaviour: personal,2012-12-03,21:40,WS11');
    expect(rows.filter((row) => row.includes('2012-12-03'))).toHaveLength(1);
    expect(text).not.toMatch(/[0-9a-f]{8}-/);
    expect(rows).toEqual(
      rows.toSorted((a, b) => (a.split(',').slice(1).join() < b.split(',').slice(1).join() ? -1 : 1)),
    );
  });

  test('analysts see the counts, and nobody else', async () => {
    const [analyst, other] = [await concord().signInAs('indicators.edit'), await concord().signInAs()];
    expect((await analyst.get('/casework/section-17a?quarter=2012-Q4')).body).toContain(
      'of anti-social behaviour',
    );
    expect((await other.get('/casework/section-17a')).statusCode).toBe(403);
  });
});

describe('thresholds and clocks', () => {
  test('are dated settings with a reason, set by who may', async () => {
    const manager = await concord().signInAs('casework.settings');
    const fields = {
      name: 'pattern.many-in-30-days',
      value: '2',
      ...day('fromOn', '2013-01-17'),
      says: 'Agreed in January.',
    };
    expect((await manager.form('/casework/patterns/settings', { ...fields, says: '' })).body).toContain(
      'Say why',
    );
    expect((await manager.form('/casework/patterns/settings', fields)).statusCode).toBe(303);
    expect((await manager.get('/casework/patterns/settings')).body).toContain('Agreed in January.');
    expect((await manager.get('/casework/patterns/settings')).body).not.toContain(
      'href="/casework/patterns"',
    );
    const viewer = await concord().signInAs();
    expect((await viewer.form('/casework/patterns/settings', fields)).statusCode).toBe(403);
    expect((await viewer.get('/casework/patterns/settings')).statusCode).toBe(200);
  });
});
