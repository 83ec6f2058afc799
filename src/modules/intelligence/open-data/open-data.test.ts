import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { indicatorSeries, SERIES_COLUMNS } from '../course/series.ts';
import { seriesCsv } from '../course/series-csv.ts';
import { importObservations } from '../import/index.ts';
import { nothingIsOpenByMistake } from './check.ts';

const concord = testApp({ example: true });
let manager: SignedInCaller;
const visitor = () => concord().visitor;

beforeAll(async () => {
  manager = await concord().signInAs('indicators.publish', 'indicators.edit', 'observations.record');
});

const base = '/open-data/indicators/recorded-crime';

/** The form's revision, as the page shows it. */
async function form(slug: string, fields: Record<string, string>, act = '') {
  const page = (await manager.get(`/indicators/${slug}/open-data`)).body;
  const revision = /name="_revision" value="(\d+)"/.exec(page)?.[1] ?? '0';
  return manager.form(`/indicators/${slug}/open-data${act}`, { _revision: revision, ...fields });
}
const publish = (slug: string, fields: Record<string, string> = {}) =>
  form(slug, { licence: 'ogl-3.0', shows: 'final', provenance: '', ...fields });

describe('what is published is open to everybody', () => {
  test('the list, a data set, its files and the catalogue are read without signing in', async () => {
    const list = await visitor().get('/open-data/');
    expect(list.statusCode).toBe(200);
    expect(list.body).toContain('href="/open-data/indicators/recorded-crime"');
    const page = await visitor().get(base);
    expect(page.body).toContain('Open Government Licence v3.0');
    expect(page.body).not.toContain('/indicators/recorded-crime"> ');
    const catalogue = await visitor().get('/open-data/catalogue.json');
    expect(catalogue.headers['content-type']).toBe('application/ld+json');
    expect(
      catalogue.json()['dcat:dataset'].map((one: Record<string, unknown>) => one['dct:identifier']),
    ).toContain('crime-rate');
  });

  test('its CSV has the columns and rows of the export, and says what describes it', async () => {
    const csv = await visitor().get(`${base}.csv`);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(csv.headers.link).toBe(
      `<${base}.csv-metadata.json>; rel="describedby"; type="application/csvm+json"`,
    );
    expect(csv.body.split('\r\n')[0]).toBe(SERIES_COLUMNS.join(','));
    const exported = await concord().db.as(concord().db.with('read'), (tx) =>
      indicatorSeries(tx, 'recorded-crime', {}),
    );
    if ('refused' in exported) throw new Error(exported.message);
    expect(csv.body).toBe(seriesCsv(exported));
    const json = (await visitor().get(`${base}.json`)).json();
    expect(json.figures).toHaveLength(exported.length);
    expect(json.licence.href).toContain('open-government-licence');
  });

  test('a rate that is computed from two others has its figures', async () => {
    const rows = parse((await visitor().get('/open-data/indicators/crime-rate.csv')).body, { columns: true });
    expect(rows.length).toBeGreaterThan(0);
    for (const { value, numerator, denominator } of rows as Record<string, string>[])
      expect(Number(value)).toBeCloseTo((Number(numerator) / Number(denominator)) * 1000, 6);
  });

  test('who holds the file already is told so in 304 without a body', async () => {
    const first = await visitor().get(`${base}.csv`);
    const etag = String(first.headers.etag);
    const again = await visitor().get(`${base}.csv`, { 'if-none-match': etag });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect(first.headers['cache-control']).toBe('public, no-cache');
    const head = await visitor().send('HEAD', `${base}.csv`);
    expect([head.statusCode, head.headers.etag, head.body]).toEqual([200, etag, '']);
  });
});

describe('what is not open leaks nowhere', () => {
  /** Whatever a visitor can ask about an indicator. */
  async function traces(slug: string): Promise<string[]> {
    const found: string[] = [];
    for (const suffix of ['', '.csv', '.json', '.csv-metadata.json'])
      for (const headers of [{}, { 'if-none-match': '*' }]) {
        const answer = await visitor().get(`/open-data/indicators/${slug}${suffix}`, headers);
        if (answer.statusCode !== 404 || answer.headers.etag !== undefined)
          found.push(`${suffix} ${answer.statusCode}`);
      }
    for (const list of ['/open-data', '/open-data/catalogue.json'])
      if ((await visitor().get(list)).body.includes(slug)) found.push(list);
    return found;
  }

  test('an indicator that nobody published, or that is under embargo, is not there', async () => {
    expect(await traces('roadshows')).toEqual([]);
    expect(await traces('young-shoplifters-prosecuted')).toEqual([]);
    expect(await traces('recorded-crime')).not.toEqual([]);
  });

  test('with the day on which its embargo ends it is there', async () => {
    await concord().itIs('2013-02-01');
    await concord().runJob('intelligence.open-data');
    expect(await traces('young-shoplifters-prosecuted')).not.toEqual([]);
    await concord().itIs('2013-01-17');
    await concord().runJob('intelligence.open-data');
    expect(await traces('young-shoplifters-prosecuted')).toEqual([]);
  });

  test('a figure that is published later, is not final or is awaited stays behind until then', async () => {
    const figures = '/open-data/indicators/violent-crime.csv';
    await publish('violent-crime', { shows: 'final' });
    const before = (await visitor().get(figures)).headers.etag;
    const record = (fields: object) =>
      concord().db.ownerPool.query(
        `insert into intelligence.observation (partnership_id, id, indicator_id, period, period_kind, period_start, period_end, value, quality, published_on)
         select $1, $2, id, $3, 'month', $4::date, $5::date, $6, $7, $8::date from intelligence.indicator where slug = 'violent-crime' and partnership_id = $1`,
        Object.values(fields),
      );
    const id = (n: number) => `01890000-0000-7000-8000-00000000000${n}`;
    const partnership = concord().db.partnershipId;
    await record({
      partnership,
      id: id(1),
      p: '2012-10',
      s: '2012-10-01',
      e: '2012-10-31',
      v: 431,
      q: 'final',
      on: '2013-03-01',
    });
    await record({
      partnership,
      id: id(2),
      p: '2012-11',
      s: '2012-11-01',
      e: '2012-11-30',
      v: 432,
      q: 'provisional',
      on: null,
    });
    await concord().runJob('intelligence.open-data');
    const now = await visitor().get(figures);
    expect(now.body).not.toContain('2012-10');
    expect(now.body).not.toContain('2012-11');
    expect(now.headers.etag).toBe(before);
    await concord().itIs('2013-03-01');
    await concord().runJob('intelligence.open-data');
    const later = await visitor().get(figures);
    expect(later.body).toContain('2012-10');
    expect(later.body).not.toContain('2012-11');
    expect(later.headers.etag).not.toBe(before);
    await concord().itIs('2013-01-17');
    await concord().runJob('intelligence.open-data');
  });

  test('the public reads the copy and no other table of it', async () => {
    const publicActor = {
      kind: 'public' as const,
      partnershipId: concord().db.partnershipId,
      permissions: ['public'],
    };
    const count = (
      table: 'indicator' | 'observation' | 'open_publication' | 'open_withdrawal' | 'open_dataset',
    ) =>
      concord().db.does(publicActor, (tx) =>
        tx
          .selectFrom(`intelligence.${table}`)
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
          .then(({ n }) => Number(n)),
      );
    expect(await count('open_dataset')).toBeGreaterThan(5);
    for (const table of ['indicator', 'observation', 'open_publication', 'open_withdrawal'] as const)
      expect(await count(table)).toBe(0);
  });
});

describe('publishing is an act of its own', () => {
  test('who may publish publishes at once, changes the terms, and takes it back with a reason', async () => {
    expect((await publish('roadshows')).statusCode).toBe(303);
    const file = '/open-data/indicators/roadshows.json';
    expect((await visitor().get(file)).json().licence.name).toBe('Open Government Licence v3.0');
    await publish('roadshows', { licence: 'cc-by-4.0', shows: 'all' });
    expect((await visitor().get(file)).json().licence.name).toContain('Attribution');
    expect((await form('roadshows', { reason: '' }, '/withdrawal')).body).toContain(
      'Say why it is no longer published.',
    );
    expect((await visitor().get(file)).statusCode).toBe(200);
    expect((await form('roadshows', { reason: 'Counted twice' }, '/withdrawal')).statusCode).toBe(303);
    expect((await visitor().get(file)).statusCode).toBe(404);
    expect((await manager.get('/indicators/roadshows/open-data')).body).toContain('Counted twice');
  });

  test('an indicator that may not be published is not, and one that no longer may be goes at once', async () => {
    await publish('roadshows');
    await concord().db.ownerPool.query(
      "update intelligence.indicator set public = false, revision = revision + 1 where slug = 'roadshows'",
    );
    await concord().runJob('intelligence.open-data');
    expect((await visitor().get('/open-data/indicators/roadshows.csv')).statusCode).toBe(404);
    expect((await publish('roadshows')).statusCode).toBe(422);
  });

  test('who may only edit indicators does not publish, and what was typed wrongly is not lost', async () => {
    const analyst = await concord().signInAs('indicators.edit');
    expect((await analyst.get('/indicators/recorded-crime/open-data')).statusCode).toBe(403);
    expect(
      (await analyst.post('/indicators/recorded-crime/open-data', { licence: 'cc0-1.0' })).statusCode,
    ).toBe(403);
    const wrong = await publish('recorded-crime', {
      provenance: 'Typed at length',
      'embargoOn-day': '40',
      'embargoOn-month': '1',
      'embargoOn-year': '2013',
    });
    expect(wrong.body).toContain('Typed at length');
    expect(wrong.body).toContain('Write the date as day, month and year');
  });

  test('a program publishes and withdraws by the same rules', async () => {
    const program = await concord().token('indicators.publish');
    const made = await program.send('POST', '/api/v1/indicators/home-fire-risk-checks/publications', {
      shows: 'final',
    });
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({ open: true, address: '/open-data/indicators/home-fire-risk-checks' });
    const gone = await program.send(
      'POST',
      '/api/v1/indicators/home-fire-risk-checks/publications/withdrawals',
      {
        reason: 'Under review',
      },
    );
    expect(gone.json()).toMatchObject({ open: false, withdrawnBecause: 'Under review' });
    expect(
      (
        await program.send('POST', '/api/v1/indicators/home-fire-risk-checks/publications/withdrawals', {
          reason: 'x',
        })
      ).json(),
    ).toMatchObject({ name: 'not-published' });
  });

  test('the check finds what is open by mistake', async () => {
    const found = () => concord().db.does(concord().db.with('read'), (tx) => nothingIsOpenByMistake.find(tx));
    expect(await found()).toEqual([]);
    await concord().db.ownerPool.query(
      "update intelligence.indicator set public = false where slug = 'crime-rate'",
    );
    expect(await found()).toEqual([
      'Crimes per 1,000 population is open, although it is not marked “May be published”',
    ]);
  });
});

test('the page of a data set names places beside their codes, and survey waves as people call them', async () => {
  const actor = concord().db.with('read', 'observations.record');
  const csv = 'indicator,period,value,place,quality\nrecorded-crime,2011/12,12345,tamworth,final';
  await concord().db.does(actor, async (tx) => {
    expect(orThrow(await importObservations(tx, actor, csv)).refused).toBe(0);
  });
  expect((await publish('recorded-crime', { shows: 'all' })).statusCode).toBe(303);
  const crime = (await visitor().get(base)).body;
  expect(crime).toContain('Tamworth (E07000199)');
  expect(crime).toContain('12,345');
  const survey = (await visitor().get('/open-data/indicators/safe-after-dark')).body;
  expect(survey).toContain('waves 10-13 (January 2012)');
  expect(survey).not.toContain('ftd-waves-10-13<');
});
