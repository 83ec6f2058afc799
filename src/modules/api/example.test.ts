import { expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';

const concord = testApp({ example: true });

interface Page {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly next: string | null;
}

/** Every list of the API that stands by itself, and the field by which one of its things is addressed. */
const LISTS: Readonly<Record<string, string | undefined>> = {
  agencies: 'slug',
  posts: 'slug',
  places: 'slug',
  bodies: 'slug',
  sittings: 'id',
  priorities: 'slug',
  outcomes: 'slug',
  indicators: 'slug',
  plans: 'slug',
  projects: 'slug',
  reports: 'id',
  targets: undefined,
  standings: undefined,
  duties: undefined,
  warnings: undefined,
  exports: 'name',
};

test.each(Object.entries(LISTS))('the example’s %s can be read, all and one by one', async (list, key) => {
  const reader = await concord().token('read');
  const whole: Page['items'][number][] = [];
  let url: string | null = `/api/v1/${list}?limit=37`;
  while (url !== null) {
    const answer = await reader.get(url);
    expect(answer.statusCode, answer.body).toBe(200);
    const page: Page = answer.json();
    whole.push(...page.items);
    url = page.next;
  }
  expect(whole.length).toBeGreaterThan(0);
  for (const item of key === undefined ? [] : whole.slice(0, 25)) {
    const answer = await reader.get(`/api/v1/${list}/${String(item[key ?? ''])}`);
    expect(answer.statusCode, `${list} ${String(item[key ?? ''])}: ${answer.body}`).toBe(200);
  }
});

test('recorded crime is what the sources print, as a figure and in the report', async () => {
  const reader = await concord().token('read');
  const [report] = (await reader.get('/api/v1/reports')).json<Page>().items;
  const read = (await reader.get(`/api/v1/reports/${String(report?.id)}`)).json<{
    figures: { text: string; source: string; query: string; asAt: string }[];
  }>();
  const crimes = read.figures.find(({ text }) => text.includes('5,803'));
  expect(crimes?.asAt).toBe('2013-01-17');
  expect(crimes?.query).toMatch(/select/i);
  expect(read.figures.every(({ source }) => source !== '')).toBe(true);
});
