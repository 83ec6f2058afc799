/** `npm run bench -- --places`: the map of an indicator and the profile of a place, at one year of months and at ten. */
import path from 'node:path';
import type pg from 'pg';
import { withClient } from '../../src/platform/database/connection.ts';
import { databaseOf, npmStart } from './concord.ts';
import { type Effort, type Measured, measurePage } from './load.ts';
import { signIn } from './visit.ts';

const INDICATORS = 30;
const MADE_FROM = 'synthetic-asb-by-ward';
const PAGES = [
  { name: 'The map of wards', path: `/indicators/${MADE_FROM}-1/map` },
  { name: 'The profile of a ward', path: '/places/cannock-north-ward-2013/profile' },
  { name: 'The profile of the district', path: '/places/cannock-chase/profile' },
] as const;

/** Indicators like the one of the example's wards. */
const MORE_INDICATORS = `
  insert into intelligence.indicator
  select (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), 'slug', i.slug || '-' || k, 'title', i.title || ' ' || k,
    'frequency', 'monthly'))).*
  from intelligence.indicator i cross join generate_series(1, ${INDICATORS}) k where i.slug = '${MADE_FROM}'`;

/** Figures of every month of these years, for every ward and for the whole area. */
const YEARS = `
  insert into intelligence.observation (partnership_id, id, indicator_id, place_slug, period, period_kind, period_start, period_end,
    version, value, numerator, denominator, quality, source, note, recorded_at)
  select i.partnership_id, gen_random_uuid(), i.id, w.slug, to_char(m, 'YYYY-MM'), 'month', m::date, (m + interval '1 month - 1 day')::date,
    1, c.crimes::float8 / w.people * 1000, c.crimes, w.people, 'final', 'Made up', '', now()
  from intelligence.indicator i
  cross join generate_series($1::timestamp, $2::timestamp, '1 month') m
  cross join (
    select p.partnership_id, p.slug, 6000 as people from places.place p
    join places.geography g on g.partnership_id = p.partnership_id and g.id = p.geography_id and g.slug = 'ward-2013'
    union all select partnership_id, null, 95000 from partners.partnership) w
  cross join lateral (select (w.people * (20 + abs(hashtext(i.slug || coalesce(w.slug, '') || m)) % 40) / 1000)::int as crimes) c
  where i.slug like '${MADE_FROM}-%' and w.partnership_id = i.partnership_id`;

const lay = async (admin: pg.ClientBase, first: string, last: string): Promise<void> => {
  await admin.query(YEARS, [first, last]);
  // What the database does by itself after so many rows is no part of a page.
  await admin.query('vacuum (analyze) intelligence.observation');
  await admin.query('checkpoint');
};

/** Measures and says so, sentence by sentence. The middle of the rounds stands. */
export async function measurePlaces(
  folder: string,
  effort: Effort,
  rounds: number,
  say: (sentence: string) => void,
): Promise<void> {
  const data = path.join(folder, 'places');
  const server = await npmStart(data);
  const { engine, admin } = await databaseOf(data);
  try {
    const { cookie, get } = (await signIn(server.address))(server.address);
    const p95 = async (address: string): Promise<Measured> => {
      await get(address);
      const measured: Measured[] = [];
      for (let round = 0; round < rounds; round += 1)
        measured.push(await measurePage(effort, server.address, address, { cookie }));
      const [middle] = measured.toSorted((a, b) => a.p95Ms - b.p95Ms).slice(Math.floor(rounds / 2));
      if (!middle) throw new Error('Nothing was measured');
      return middle;
    };
    await withClient(admin, async (client) => {
      await client.query(MORE_INDICATORS);
      await lay(client, '2012-01-01', '2012-12-01');
      const year = new Map<string, Measured>();
      for (const page of PAGES) year.set(page.name, await p95(page.path));
      await lay(client, '2003-01-01', '2011-12-01');
      for (const { name, path: address } of PAGES) {
        const [one, ten] = [year.get(name)?.p95Ms ?? Number.NaN, (await p95(address)).p95Ms];
        const ms = (time: number) => `${time.toFixed(0)} ms`;
        say(
          `${name}, ${INDICATORS} indicators by month: p95 ${ms(one)} at one year, ${ms(ten)} at ten: ${(ten / one).toFixed(2)} ×.`,
        );
      }
    });
  } finally {
    await engine.stop();
    await server.stop();
  }
}
