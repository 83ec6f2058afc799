/** An alert looks at the places of an indicator as well, and tells of all that stand out at once. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { importBoundaries } from '../../places/index.ts';
import { changeIndicator, defineIndicator } from '../indicators.ts';
import { recordObservations } from '../observations.ts';
import { readPeriod } from '../period.ts';
import { listIndicators } from '../queries.ts';
import type { IndicatorId } from '../types.ts';
import { MOST_PLACES } from './watched.ts';

const concord = testApp({ example: true });
const analyst = () => concord().db.with('read', 'indicators.edit', 'observations.record');
/** Thirteen quiet months, the last of them January 2013 at the latest. */
const QUIET = [50, 53, 48, 51, 49, 52, 50, 47, 51, 53, 49, 50];
let reader: SignedInCaller;
let owner: SignedInCaller;
let wards: readonly string[];

const monthOf = (at: number): string => new Date(Date.UTC(2011, 11 + at, 1)).toISOString().slice(0, 7);

async function define(
  slug: string,
  smallNumbers = false,
  computedFrom?: Pick<Parameters<typeof defineIndicator>[2], 'numeratorId' | 'denominatorId'>,
): Promise<IndicatorId> {
  const made = await concord().db.as(analyst(), (tx) =>
    defineIndicator(tx, analyst(), {
      ...{ slug, title: `Made-up ${slug}`, kind: 'number', unit: 'calls', direction: 'lower' },
      ...{ frequency: 'monthly', smallNumbers, ...computedFrom },
    }),
  );
  if (isRefusal(made)) throw new Error(made.message);
  return made.id;
}

/** Records months of places, from a month on; with a change each, so that no two wards have one course. */
async function record(
  of: IndicatorId,
  places: readonly (string | null)[],
  from: number,
  values: readonly number[],
) {
  const done = await concord().db.as(analyst(), (tx) =>
    recordObservations(
      tx,
      analyst(),
      places.flatMap((place) =>
        values.map((value, at) => {
          const period = readPeriod(monthOf(from + at));
          if (!period) throw new Error('no period');
          return {
            ...{ indicatorId: of, period, place, value, numerator: null, denominator: null },
            ...{ quality: 'final' as const, source: '', note: '' },
          };
        }),
      ),
    ),
  );
  if (isRefusal(done)) throw new Error(done.message);
}

const look = () => concord().runJob('intelligence.alerts');

interface Told {
  readonly id: string;
  readonly indicator: string;
  readonly rule: string;
  readonly sentence: string;
  readonly favour: string;
  readonly open: boolean;
  readonly places: readonly { readonly place: string; readonly rule: string }[];
}
const alerts = async (slug: string): Promise<readonly Told[]> =>
  (await reader.get('/api/v1/alerts?limit=200'))
    .json()
    .items.filter(({ indicator }: Told) => indicator === slug);

beforeAll(async () => {
  reader = await concord().signInAs();
  owner = await concord().signInAs('indicators.edit');
  const { rows } = await concord().db.ownerPool.query<{ slug: string }>(
    `select p.slug from places.place p join places.geography g on g.partnership_id = p.partnership_id and g.id = p.geography_id
     where g.slug like 'ward%' order by g.vintage, p.slug limit 8`,
  );
  wards = rows.map(({ slug }) => slug);
  expect(wards).toHaveLength(8);
});

describe('places of an indicator that stand out', () => {
  test('are told in one alert for all of them, by their own rules, and once', async () => {
    const calls = await define('ward-calls');
    await record(calls, wards, 0, QUIET);
    await look();
    expect(await alerts('ward-calls')).toEqual([]);
    await record(calls, wards.slice(0, 3), 12, [90]);
    await record(calls, wards.slice(3), 12, [51]);
    await look();
    await look();
    const [alert, ...more] = await alerts('ward-calls');
    expect(more).toEqual([]);
    expect(alert).toMatchObject({ rule: 'places', favour: 'worse', open: true });
    expect(alert?.places.map(({ place, rule }) => `${place} ${rule}`).sort()).toEqual(
      wards.slice(0, 3).map((slug) => `${slug} outside`),
    );
    expect(alert?.sentence).toMatch(
      /^Made-up ward-calls: some places stand out in December 2012, above what is usual for them: /,
    );
    const page = (await reader.get(`/indicators/alerts/${alert?.id}`)).body;
    expect(page).toContain(`href="/places/${wards[0]}"`);
    expect(page).toContain('above the upper limit');
    expect((await reader.get('/warnings')).body).toContain(`/indicators/alerts/${alert?.id}`);
  });

  test('one more of the same period joins the alert while it waits, and is written about no second time', async () => {
    const later = await define('later-calls');
    const keen = await concord().signInAs('read');
    await concord().db.ownerPool.query(
      "insert into access.role_grant (partnership_id, id, account_id, role, starts_on) values ($1, $2, $3, 'analyst', '2012-01-01')",
      [concord().db.partnershipId, '01890000-0000-7000-8000-0000000000ac', keen.actor.accountId],
    );
    await keen.form('/indicators/later-calls/alerts/subscription', { wanted: 'yes' });
    await record(later, wards, 0, QUIET);
    for (const ward of wards.slice(0, 2)) {
      await record(later, [ward], 12, [90]);
      await look();
    }
    const told = await alerts('later-calls');
    expect(told.map(({ places }) => places.length)).toEqual([2]);
    const { rows } = await concord().db.ownerPool.query<{ body: string }>(
      "select body from platform.mail where body like '%Made-up later-calls%'",
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.body).toContain('some places stand out');
  });

  test('that are revised are taken back, and the alert with the last of them', async () => {
    const noise = await define('ward-noise');
    await record(noise, wards, 0, QUIET);
    await record(noise, wards.slice(0, 2), 12, [95]);
    await look();
    await record(noise, wards.slice(0, 1), 12, [51]);
    await look();
    expect((await alerts('ward-noise'))[0]?.places.map(({ place }) => place)).toEqual([wards[1]]);
    await record(noise, wards.slice(1, 2), 12, [50]);
    await look();
    expect((await alerts('ward-noise'))[0]).toMatchObject({ open: false, places: [] });
    await record(noise, wards.slice(0, 1), 12, [97]);
    await look();
    expect((await alerts('ward-noise')).filter(({ open }) => open)).toMatchObject([
      { places: [{ place: wards[0] }] },
    ]);
  });

  test('are answered together by the owner, and told no more', async () => {
    const [alert] = await alerts('ward-calls');
    const path = `/indicators/alerts/${alert?.id}/acknowledgement`;
    expect((await owner.form(path, { reason: 'Fireworks' })).statusCode).toBe(303);
    await concord().runJob('intelligence.judge');
    await look();
    expect((await alerts('ward-calls')).map(({ open }) => open)).toEqual([false]);
  });
});

describe('what no alert gives away', () => {
  test('a place of whose series a figure is hidden raises none, whoever recorded it', async () => {
    const few = await define('few-calls', true);
    await record(few, wards, 0, QUIET);
    // Three people in one month: hidden there, and another ward with it.
    await record(few, wards.slice(0, 1), 12, [3]);
    await record(few, wards.slice(1), 12, [90]);
    await look();
    const { rows: hidden } = await concord().db.ownerPool.query(
      'select 1 from intelligence.alert_place where place_slug = $1 and alert_id in (select id from intelligence.alert where indicator_id = $2)',
      [wards[0], few],
    );
    expect(hidden).toEqual([]);
    expect(JSON.stringify(await alerts('few-calls'))).not.toContain(`"${wards[0]}"`);
  });

  test('a figure that becomes hidden takes its place out of the alert', async () => {
    const fewer = await define('fewer-calls', true);
    await record(fewer, wards, 0, QUIET);
    await record(fewer, wards.slice(0, 1), 12, [90]);
    await look();
    expect((await alerts('fewer-calls'))[0]?.places).toHaveLength(1);
    await record(fewer, wards.slice(0, 1), 3, [2]);
    await look();
    expect((await alerts('fewer-calls'))[0]).toMatchObject({ open: false, places: [] });
  });

  test('a place of a rate is looked at again when what the rate is computed from is corrected', async () => {
    const counted = await define('counted-calls', true);
    const people = await define('people-who-may-call');
    const rate = await define('rate-of-calls', true, { numeratorId: counted, denominatorId: people });
    await record(rate, wards, 0, QUIET);
    await record(rate, wards.slice(0, 1), 12, [90]);
    await look();
    expect((await alerts('rate-of-calls'))[0]?.places).toHaveLength(1);
    await record(counted, wards.slice(0, 1), 3, [2]);
    await look();
    expect((await alerts('rate-of-calls'))[0]).toMatchObject({ open: false, places: [] });
  });

  test('so is one whose indicator is told to count few people later', async () => {
    const calm = await define('calm-calls');
    await record(calm, wards, 0, QUIET);
    await record(calm, wards.slice(0, 1), 3, [2]);
    await record(calm, wards.slice(0, 1), 12, [150]);
    await look();
    expect((await alerts('calm-calls'))[0]?.places).toHaveLength(1);
    await concord().db.does(analyst(), async (tx) => {
      const [indicator] = await listIndicators(tx, { ids: [calm] });
      if (!indicator) throw new Error('no indicator');
      await changeIndicator(tx, analyst(), calm, indicator.revision, { ...indicator, smallNumbers: true });
    });
    await look();
    expect((await alerts('calm-calls'))[0]).toMatchObject({ open: false, places: [] });
  });

  test('small areas of a census are not watched: among hundreds some figure always stands out by chance', async () => {
    const square = (at: number) => [
      [at, 10],
      [at + 1, 10],
      [at + 1, 11],
      [at, 11],
      [at, 10],
    ];
    const features = Array.from({ length: MOST_PLACES + 1 }, (_, at) => ({
      type: 'Feature',
      properties: { code: `S${at}`, name: `Small area ${at}` },
      geometry: { type: 'Polygon', coordinates: [square(at)] },
    }));
    const editor = concord().db.with('read', 'places.edit');
    await concord().db.does(editor, (tx) =>
      importBoundaries(tx, editor, JSON.stringify({ type: 'FeatureCollection', features }), {
        ...{ geography: 'small-area-2011', code: 'code', name: 'name', source: 'made up', write: true },
      }),
    );
    const { rows } = await concord().db.ownerPool.query<{ slug: string }>(
      "select slug from places.place where code = 'S1'",
    );
    const small = await define('small-area-calls');
    await record(small, [rows[0]?.slug ?? ''], 0, [...QUIET, 90]);
    await look();
    expect(await alerts('small-area-calls')).toEqual([]);
  });
});
