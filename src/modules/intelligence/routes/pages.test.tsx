import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { beforeAll, describe, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { collect } from '../../../platform/collect.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { fileStore } from '../../../platform/files.ts';
import type { Answer, Context, Uploaded } from '../../../platform/http/route.ts';
import { intelligence } from '../module.ts';
import { exampleFigures } from '../testing.ts';

const db = testDatabase();
const analyst = () => db().with('read', 'indicators.edit', 'observations.record');
const offers = collect([
  { ...intelligence, permissions: [...(intelligence.permissions ?? []), { name: 'read', says: 'Read' }] },
]);
const files = fileStore(mkdtempSync(path.join(tmpdir(), 'concord-figures-')));

beforeAll(() => exampleFigures(db()));

interface Asked {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly form?: Record<string, string>;
  readonly files?: readonly Uploaded[];
}

async function ask(
  method: 'GET' | 'POST',
  route: string,
  asked: Asked = {},
  actor = analyst(),
): Promise<Answer> {
  const found = intelligence.routes?.find((one) => one.method === method && one.path === route);
  if (!found) throw new Error(`no route ${method} ${route}`);
  return db().as(actor, (tx) =>
    found.handle({
      tx,
      actor,
      params: asked.params ?? {},
      query: asked.query ?? {},
      form: asked.form ?? {},
      files: asked.files ?? [],
      today: plainDate('2013-01-17'),
      partnership: {
        id: db().partnershipId,
        name: 'Chase',
        slug: 'chase',
        area: 'Cannock Chase',
        example: true,
      },
      services: { offers, files },
      formKeys: { csrf: 'csrf', formId: 'form-key-1' },
    } as unknown as Context),
  );
}

const html = (answer: Answer): string => {
  if (!('body' in answer)) throw new Error(JSON.stringify(answer));
  return renderToString(h('main', null, answer.body));
};
const words = (answer: Answer): string =>
  html(answer)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
const refusal = (answer: Answer): Refusal => {
  if (!isRefusal(answer)) throw new Error('was not refused');
  return answer;
};

const page = (slug: string, query = {}) => ask('GET', '/indicators/:slug', { params: { slug }, query });

describe('the pages of indicators', () => {
  test('the list shows how each stands, and can be narrowed to those that nobody can tell', async () => {
    expect(words(await ask('GET', '/indicators'))).toContain(
      'Recorded crime 5,803 2011/12 705 fewer, 11% down on 2010/11 Improving',
    );
    const narrowed = words(await ask('GET', '/indicators', { query: { status: 'cannot-tell' } }));
    expect(narrowed).toContain('People who feel safe in their local area after dark');
    expect(narrowed).not.toContain('Recorded crime');
    expect(
      words(await ask('GET', '/indicators', { query: { outcome: 'none', words: 'acquisitive' } })),
    ).toContain('Acquisitive crime');
  });
  test('an indicator answers first, then shows its course, its targets and where they contradict each other', async () => {
    const text = words(await page('safe-after-dark'));
    expect(text).toContain(
      'overlap, so the two figures share part of their answers and a change cannot be claimed',
    );
    expect(text).toContain('75% in 2013/14, then 80% in 2014/15');
    expect(text).toContain('January 2015');
    expect(text).toContain('mid 2013');
    expect(text).toContain('The source gives two end dates');
  });
  test('a figure is compared with any earlier one that the reader chooses', async () => {
    expect(words(await page('recorded-crime', { compare: '2007/08' }))).toContain(
      '1,637 fewer, 22% down on 2007/08',
    );
  });
  test('the field that chooses it has an id of its own, which its label finds', async () => {
    const ids = [...html(await page('recorded-crime')).matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(ids).toContain('compare');
  });
  test('a rate names what it is computed from; an indicator nobody defined is not found', async () => {
    expect(html(await page('crime-rate'))).toContain('href="/indicators/population"');
    expect(refusal(await page('nothing')).refused).toBe('not-found');
  });
  test('figures of other places stand in a table of their own', async () => {
    const slug = 'wolves-anti-social-behaviour-reduction';
    const shown = await page(slug);
    expect(words(shown)).toContain('Hagley TC');
    expect(html(shown)).toContain(`href="/indicators/${slug}/places"`);
    const all = await ask('GET', '/indicators/:slug/places', { params: { slug }, query: { page: '9' } });
    expect(words(all)).toContain('Hagley TC');
    expect(html(all)).toContain(`href="/indicators/${slug}/observations.csv`);
    expect(
      refusal(await ask('GET', '/indicators/:slug/places', { params: { slug: 'nothing' } })).refused,
    ).toBe('not-found');
  });
  test('the data gaps say what is missing, whose turn it is and since when', async () => {
    const text = words(await ask('GET', '/data-gaps'));
    expect(text).toContain('Number of IOM offenders rated as red - info awaited');
    expect(text).toContain('Chief Inspector, Staffordshire Police');
    expect(text).toContain('31 January 2013');
  });
  test('no page has an inline style, script or handler', async () => {
    for (const answer of [
      await ask('GET', '/indicators'),
      await page('recorded-crime'),
      await ask('GET', '/data-gaps'),
      await ask('GET', '/indicators/new'),
      await ask('GET', '/indicators/import'),
      await ask('GET', '/indicators/:slug/edit', { params: { slug: 'recorded-crime' } }),
      await ask('GET', '/indicators/:slug/target', { params: { slug: 'safe-after-dark' } }),
      await ask('GET', '/indicators/:slug/observations/new', { params: { slug: 'safe-after-dark' } }),
    ])
      expect(html(answer)).not.toMatch(/ style=| on[a-z]+="|<script/);
  });
});

const params = { slug: 'young-shoplifters-prosecuted' };

describe('the forms', () => {
  test('a figure is recorded from the form by the rules of the import, and moves the status', async () => {
    const refused = refusal(
      await ask('POST', '/indicators/:slug/observations/new', {
        params,
        form: { period: 'soon', value: '2' },
      }),
    );
    expect(refused).toMatchObject({
      field: 'period',
      message: expect.stringContaining('“soon” is not a period'),
    });
    expect(
      await ask('POST', '/indicators/:slug/observations/new', {
        params,
        form: { period: '2011/12', value: '2', quality: 'final' },
      }),
    ).toEqual({ redirect: '/indicators/young-shoplifters-prosecuted' });
    expect(words(await page('young-shoplifters-prosecuted'))).toContain(
      'The difference is no larger than chance explains',
    );
  });
  test.each([
    ['2012-01..2199-12', 'final', 'quality', 'Record it as provisional'],
    ['2199-12', 'provisional', 'period', 'nothing can be known of it yet'],
  ])('a figure of %s that is %s is refused beside what to change', async (period, quality, field, says) => {
    const form = { period, value: '2', quality };
    expect(refusal(await ask('POST', '/indicators/:slug/observations/new', { params, form }))).toMatchObject({
      field,
      message: expect.stringContaining(says),
    });
  });
  test('a target is set in stages, an unknown figure stays unknown, and two people cannot overwrite each other', async () => {
    const form = { status: 'agreed', aim: 'at-most', stages: '2012/13: 3\n2014-01-31: ?', _revision: '1' };
    expect(await ask('POST', '/indicators/:slug/target', { params, form })).toMatchObject({
      redirect: expect.any(String),
    });
    expect(refusal(await ask('POST', '/indicators/:slug/target', { params, form })).refused).toBe(
      'changed-meanwhile',
    );
    expect(words(await page('young-shoplifters-prosecuted'))).toContain(
      'no more than 3 young people in 2012/13, then an unknown figure by 31 January 2014',
    );
    expect(
      refusal(await ask('POST', '/indicators/:slug/target', { params, form: { ...form, stages: 'one day' } }))
        .field,
    ).toBe('stages');
  });
  test('a baseline is set and shown', async () => {
    const form = { state: 'known', period: '2010/11', value: '3', _revision: '1' };
    expect(await ask('POST', '/indicators/:slug/baseline', { params, form })).toMatchObject({
      redirect: expect.any(String),
    });
  });
  test('an indicator is defined, and reworded without losing its figures', async () => {
    const form = {
      slug: 'bins',
      title: 'Bins',
      kind: 'number',
      direction: 'lower',
      decimals: '0',
      dueDays: '60',
    };
    expect(refusal(await ask('POST', '/indicators/new', { form: { ...form, title: '' } })).details).toEqual({
      fields: { title: 'Enter a title.' },
    });
    expect(await ask('POST', '/indicators/new', { form })).toEqual({ redirect: '/indicators/bins' });
    expect(refusal(await ask('POST', '/indicators/new', { form }))).toMatchObject({ field: 'slug' });
    const edited = { ...form, title: 'Bins set on fire', reason: 'Says what is counted', _revision: '1' };
    expect(await ask('POST', '/indicators/:slug/edit', { params: { slug: 'bins' }, form: edited })).toEqual({
      redirect: '/indicators/bins',
    });
    expect(words(await page('bins'))).toContain('Says what is counted');
  });
  test('a file is previewed line by line and written only when it is confirmed', async () => {
    const upload = (text: string) => [{ field: 'file', fileName: 'figures.csv', bytes: Buffer.from(text) }];
    const wrong = await ask('POST', '/indicators/import', {
      files: upload('indicator,period,value\nbinz,2012,4\n'),
    });
    expect(words(wrong)).toContain('There is no indicator “binz”. Did you mean “bins”?');
    expect(html(wrong)).not.toContain('/confirmation');
    const right = html(
      await ask('POST', '/indicators/import', { files: upload('indicator,period,value\nbins,2012,4\n') }),
    );
    expect(words(await page('bins'))).toContain('No figure is known yet');
    const [, file = ''] = /name="file" value="([^"]+)"/.exec(right) ?? [];
    expect(await ask('POST', '/indicators/import/confirmation', { form: { file } })).toEqual({
      redirect: '/indicators',
    });
    expect(words(await page('bins'))).toContain('4 in 2012');
  });
  test('an indicator that is no longer measured keeps its figures and leaves the list', async () => {
    const bins = { params: { slug: 'bins' } };
    const on = { 'endedOn-day': '31', 'endedOn-month': '12', 'endedOn-year': '2012' };
    expect(refusal(await ask('POST', '/indicators/:slug/end', { ...bins, form: on })).refused).toBe(
      'changed-meanwhile',
    );
    const [, revision = ''] =
      /name="_revision" value="(\d+)"/.exec(html(await ask('GET', '/indicators/:slug/edit', bins))) ?? [];
    const form = { ...on, _revision: revision };
    expect(await ask('POST', '/indicators/:slug/end', { ...bins, form })).toEqual({
      redirect: '/indicators/bins',
    });
    expect(words(await page('bins'))).toContain('4 in 2012');
    expect(words(await ask('GET', '/indicators', { query: { words: 'bins' } }))).not.toContain(
      'Bins set on fire',
    );
  });
});
