import { describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../test/support/app.ts';

const concord = testApp();

interface Page {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly next: string | null;
}

/** Everything in a list, page by page. */
async function walk(reader: SignedInCaller, list: string): Promise<Page['items']> {
  const walked: Page['items'][number][] = [];
  let url: string | null = list;
  while (url !== null) {
    const page: Page = (await reader.get(url)).json();
    walked.push(...page.items);
    url = page.next;
  }
  return walked;
}

describe('a list', () => {
  test('gives every row once, although rows come and go between two pages', async () => {
    const editor = await concord().token('partners.edit');
    const agency = (name: string) => ({ name, shortName: name, sector: 'police', statutory: true });
    for (const name of ['Police', 'Fire', 'Health', 'Council'])
      await editor.post('/api/v1/agencies', agency(name));
    const first: Page = (await editor.get('/api/v1/agencies?limit=2')).json();
    await editor.post('/api/v1/agencies', agency('Ambulance'));
    const rest = await walk(editor, String(first.next));
    const names = [...first.items, ...rest].map(({ name }) => String(name));
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toContain('Ambulance');
    expect(names).toEqual(expect.arrayContaining(['Council', 'Fire', 'Health', 'Police']));
  });

  test('is refused a limit beyond 200 and a cursor of another list', async () => {
    const reader = await concord().token('partners.edit');
    for (const limit of [0, 201]) {
      const answer = await reader.get(`/api/v1/projects?limit=${limit}`);
      expect(answer.json()).toMatchObject({ status: 422, errors: [{ field: 'limit' }] });
    }
    const { next }: Page = (await reader.get('/api/v1/agencies?limit=1')).json();
    const cursor = new URLSearchParams(String(next).split('?')[1]).get('after');
    expect((await reader.get(`/api/v1/sittings?after=${cursor}`)).json()).toMatchObject({
      name: 'cursor-unknown',
      errors: [{ field: 'after' }],
    });
  });

  test('names the next page in its Link, with the filter of the first', async () => {
    const manager = await concord().token('plan.edit');
    for (const title of ['Beta', 'Alpha', 'Gamma']) await manager.post('/api/v1/projects', { title });
    await manager.post('/api/v1/projects/beta/stages', { stage: 'pilot', reason: 'First' });
    const planned = await manager.get('/api/v1/projects?stage=planned&limit=1');
    expect(planned.headers.link).toMatch(
      /^<\/api\/v1\/projects\?stage=planned&limit=1&after=.+>; rel="next"$/,
    );
    const titles = (await walk(manager, '/api/v1/projects?stage=planned&limit=1')).map(({ title }) => title);
    expect(titles).toEqual(['Alpha', 'Gamma']);
  });
});

describe('the figures of an indicator', () => {
  const figures = '/api/v1/indicators/crimes/observations';

  test('come for its own place first, then place by place, by period, in their last versions', async () => {
    const analyst = await concord().token('indicators.edit', 'observations.record', 'places.edit');
    await analyst.post('/api/v1/indicators', {
      slug: 'crimes',
      title: 'Crimes',
      kind: 'number',
      direction: 'lower',
    });
    for (const name of ['Ward 00', 'Ward 01'])
      await analyst.post('/api/v1/places', { name, geography: 'Ward' });
    const observations = [
      { period: '2011/12', value: 11 },
      { period: '2010/11', value: 10 },
      { period: '2010/11', value: 3, place: 'ward-01' },
      { period: '2011/12', value: 2, place: 'ward-00' },
      { period: '2010/11', value: 1, place: 'ward-00' },
    ];
    await analyst.post(figures, { observations });
    await analyst.post(figures, { observations: [{ period: '2010/11', value: 9 }] });
    const walked = await walk(analyst, `${figures}?limit=1`);
    expect(walked.map(({ place, period, value }) => [place, period, value])).toEqual([
      [null, '2010/11', 9],
      [null, '2011/12', 11],
      ['ward-00', '2010/11', 1],
      ['ward-00', '2011/12', 2],
      ['ward-01', '2010/11', 3],
    ]);
    expect(await walk(analyst, figures)).toEqual(walked);
    const own = await walk(analyst, `${figures}?place=&limit=1`);
    expect(own.map(({ value }) => value)).toEqual([9, 11]);
    const ward = await walk(analyst, `${figures}?place=ward-00&limit=1`);
    expect(ward.map(({ value }) => value)).toEqual([1, 2]);
  });
});
