import { beforeAll, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';

const concord = testApp({ example: true });
let program: SignedInCaller;
beforeAll(async () => {
  program = await concord().token();
});

test('a program reads of every map the figures that its page shows, and no figure that the page hides', async () => {
  const reader = await concord().signInAs();
  const page = (await reader.get('/indicators/maps')).body;
  const slugs = [...page.matchAll(/href="\/indicators\/([a-z0-9-]+)\/map/g)].map(([, slug = '']) => slug);
  expect(slugs.length).toBeGreaterThan(1);
  let shown = 0;
  for (const slug of slugs) {
    const answer = await program.get(`/api/v1/indicators/${slug}/map`);
    expect(answer.statusCode, slug).toBe(200);
    const map = answer.json();
    const file = await reader.get(
      `/indicators/${slug}/map.csv?geography=${map.geography.slug}&period=${encodeURIComponent(map.period)}`,
    );
    const lines = file.body.trim().split('\n').slice(1);
    expect(map.places, slug).toHaveLength(lines.length);
    for (const { name, value, hidden, numerator } of map.places) {
      const line = lines.find((one) => one.startsWith(name) || one.startsWith(`"${name}`)) ?? '';
      if (hidden) expect([value, numerator]).toEqual([null, null]);
      else if (value !== null) {
        expect(line, `${slug} in ${name}`).toContain(String(value));
        shown += 1;
      }
    }
  }
  expect(shown).toBeGreaterThan(10);
});

test('a geography or period without figures, and an indicator without places, are not found', async () => {
  const reader = await concord().signInAs();
  const [, slug] =
    /href="\/indicators\/([a-z0-9-]+)\/map/.exec((await reader.get('/indicators/maps')).body) ?? [];
  for (const query of ['?geography=none-such', '?period=1900'])
    expect((await program.get(`/api/v1/indicators/${slug}/map${query}`)).statusCode, query).toBe(404);
  expect((await program.get('/api/v1/indicators/none-such/map')).statusCode).toBe(404);
  expect((await program.get(`/api/v1/indicators/${slug}/map?banding=rainbow`)).statusCode).toBe(422);
});
