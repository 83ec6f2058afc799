import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { defineIndicator } from '../indicators.ts';
import { recordObservations } from '../observations.ts';
import { readPeriod } from '../period.ts';
import type { IndicatorId } from '../types.ts';

const concord = testApp({ example: true });
const analyst = () => concord().db.with('read', 'indicators.edit', 'observations.record');
/** Thirteen quiet months. */
const QUIET = [50, 53, 48, 51, 49, 52, 50, 47, 51, 53, 49, 50, 52];
let indicator: IndicatorId;
let owner: SignedInCaller;
let reader: SignedInCaller;

/** A month by its distance from January 2011. */
const monthOf = (at: number): string => new Date(Date.UTC(2011, at, 1)).toISOString().slice(0, 7);

const record = (from: number, values: readonly number[], of = indicator): Promise<void> =>
  recordFor(
    values.map((_, at) => monthOf(from + at)),
    values,
    of,
  );

async function recordFor(periods: readonly string[], values: readonly number[], of: IndicatorId) {
  const done = await concord().db.as(analyst(), (tx) =>
    recordObservations(
      tx,
      analyst(),
      values.map((value, at) => {
        const period = readPeriod(periods[at] ?? '');
        if (!period) throw new Error('no period');
        return {
          ...{ indicatorId: of, period, place: null, value, numerator: null, denominator: null },
          ...{ quality: 'final' as const, source: '', note: '' },
        };
      }),
    ),
  );
  if (isRefusal(done)) throw new Error(done.message);
}

const define = async (
  slug: string,
  computedFrom?: Pick<Parameters<typeof defineIndicator>[2], 'numeratorId' | 'denominatorId' | 'per'>,
) => {
  const made = await concord().db.as(analyst(), (tx) =>
    defineIndicator(tx, analyst(), {
      ...{
        slug,
        title: `Made-up ${slug}`,
        kind: 'number',
        unit: 'calls',
        direction: 'lower',
        frequency: 'monthly',
      },
      ...computedFrom,
    }),
  );
  if (isRefusal(made)) throw new Error(made.message);
  return made.id;
};

interface Told {
  readonly id: string;
  readonly indicator: string;
  readonly rule: string;
  readonly sentence: string;
  readonly withdrawnBecause: string | null;
}

const alerts = async (slug = 'nuisance-calls'): Promise<readonly Told[]> =>
  (await reader.get('/api/v1/alerts?limit=200'))
    .json()
    .items.filter(({ indicator }: Told) => indicator === slug);
const first = async (slug?: string): Promise<Told> => {
  const [alert] = await alerts(slug);
  if (!alert) throw new Error('no alert was raised');
  return alert;
};
const warnings = async () => (await reader.get('/warnings')).body;

beforeAll(async () => {
  indicator = await define('nuisance-calls');
  owner = await concord().signInAs('indicators.edit');
  reader = await concord().signInAs();
  await record(0, QUIET);
});

describe('a new figure that is more than the usual variation is told once', () => {
  test('quiet figures raise nothing', async () => {
    expect(await alerts()).toEqual([]);
  });

  test('one outside the limits raises an alert, which is an early warning until its owner answers', async () => {
    await record(13, [90]);
    const alert = await first();
    expect(await alerts()).toHaveLength(1);
    expect(alert).toMatchObject({ rule: 'outside', favour: 'worse', open: true, period: '2012-02' });
    expect(alert.sentence).toBe('Made-up nuisance-calls: 90 calls in February 2012, above the upper limit.');
    expect(await warnings()).toContain(`/indicators/alerts/${alert.id}`);
    await concord().db.ownerPool.query(
      "update governance.terms set escalation_triggers = array['worsening-indicator']",
    );
    await concord().runJob('governance.escalations');
    expect((await reader.get('/escalations')).body).toContain('Made-up nuisance-calls');
    expect((await reader.get(`/indicators/alerts/${alert.id}`)).body).not.toContain('Acknowledge the alert');
    const path = `/indicators/alerts/${alert.id}/acknowledgement`;
    expect((await reader.post(path, { reason: 'I say so' })).statusCode).toBe(403);
    expect((await owner.form(path, { reason: ' ' })).body).toContain('Say what is behind it');
    expect((await owner.form(path, { reason: 'A month of fog' })).statusCode).toBe(303);
    expect((await owner.form(path, { reason: 'Again' })).body).toContain(
      'Somebody has acknowledged it already',
    );
    expect(await warnings()).not.toContain(`/indicators/alerts/${alert.id}`);
    expect((await reader.get('/indicators/alerts')).body).toContain('A month of fog');
  });

  test('judging again, or a further figure of the same signal, tells nothing new', async () => {
    await concord().runJob('intelligence.judge');
    expect(await alerts()).toHaveLength(1);
    await record(14, [95]);
    expect((await alerts()).filter(({ rule }) => rule === 'outside')).toHaveLength(1);
  });

  test('figures of years ago, imported together, raise no avalanche', async () => {
    const old = await define('old-calls');
    await record(-36, [...QUIET, 90, 91, 20], old);
    expect(await alerts('old-calls')).toEqual([]);
  });
});

describe('a revised figure withdraws the alert openly', () => {
  test('it stays to be read, with the reason, and a figure revised back raises it again', async () => {
    const noise = await define('noise');
    await record(0, QUIET, noise);
    await record(13, [95], noise);
    const raised = await first('noise');
    await record(13, [51], noise);
    const gone = await first('noise');
    expect(gone).toMatchObject({ id: raised.id, open: false });
    expect(gone.withdrawnBecause).toBe(
      'The figure for February 2012 is now 51 calls, and no longer a signal.',
    );
    expect(await warnings()).not.toContain(raised.id);
    const page = (await owner.get(`/indicators/alerts/${raised.id}`)).body;
    expect(page).toContain('Withdrawn on');
    expect(page).not.toContain('Acknowledge the alert');
    expect(
      (await owner.post(`/indicators/alerts/${raised.id}/acknowledgement`, { reason: 'Late' })).body,
    ).toContain('was withdrawn');
    await record(13, [97], noise);
    expect(await alerts('noise')).toHaveLength(2);
  });

  test('a rate is looked at again when the people of the whole year are corrected', async () => {
    const thefts = await define('thefts');
    const people = await define('people');
    await define('theft-rate', { numeratorId: thefts, denominatorId: people, per: 1000 });
    await recordFor(['2011', '2012'], [1000, 500], people);
    await record(0, QUIET.slice(0, 12), thefts);
    await record(12, [50], thefts);
    expect(await alerts('theft-rate')).toMatchObject([{ rule: 'outside', open: true }]);
    await recordFor(['2012'], [1000], people);
    expect(await alerts('theft-rate')).toMatchObject([{ rule: 'outside', open: false }]);
  });

  test('a break that explains the step withdraws it too', async () => {
    const dogs = await define('dogs');
    await record(0, [...QUIET, 95], dogs);
    expect(await alerts('dogs')).toHaveLength(1);
    await owner.post('/indicators/dogs/breaks', {
      ...{ 'startsOn-day': '1', 'startsOn-month': '2', 'startsOn-year': '2012' },
      ...{ kind: 'method', reason: 'Calls are counted twice.' },
    });
    const gone = await first('dogs');
    expect(gone.withdrawnBecause).toContain('breaks of the series changed');
  });
});

describe('who asked for it is written to', () => {
  const letters = async () =>
    (
      await concord().db.ownerPool.query<{ recipient: string; subject: string; body: string }>(
        "select recipient, subject, body from platform.mail where body like '%control charts%' order by id",
      )
    ).rows;

  test('once for each alert, nobody else, and without figures while those are under embargo', async () => {
    await concord().runJob('intelligence.alerts');
    expect(await letters()).toEqual([]);
    const keen = await concord().signInAs('read');
    await concord().db.ownerPool.query(
      "insert into access.role_grant (partnership_id, id, account_id, role, starts_on) values ($1, $2, $3, 'analyst', '2012-01-01')",
      [concord().db.partnershipId, '01890000-0000-7000-8000-0000000000aa', keen.actor.accountId],
    );
    expect((await keen.form('/indicators/lights/alerts/subscription', { wanted: 'yes' })).statusCode).toBe(
      404,
    );
    const lights = await define('lights');
    await record(0, QUIET, lights);
    expect((await keen.form('/indicators/lights/alerts/subscription', { wanted: 'yes' })).statusCode).toBe(
      303,
    );
    expect((await keen.get('/indicators/lights/alerts')).body).toContain('End these mails');
    await record(13, [95], lights);
    await concord().runJob('intelligence.alerts');
    await concord().runJob('intelligence.alerts');
    const [letter, ...others] = await letters();
    expect(others).toEqual([]);
    expect(letter?.subject).toBe('A change in Made-up lights');
    expect(letter?.body).toContain('95 calls in February 2012');
    const secret = await define('secret');
    await record(0, QUIET, secret);
    await keen.form('/indicators/secret/alerts/subscription', { wanted: 'yes' });
    await concord().db.ownerPool.query(
      `insert into intelligence.open_publication (partnership_id, id, indicator_id, version, slug, licence, embargo_until, shows, published_on)
       values ($1, $2, $3, 1, 'secret', 'ogl-3.0', '2013-02-01', 'final', '2013-01-17')`,
      [concord().db.partnershipId, '01890000-0000-7000-8000-0000000000ab', secret],
    );
    await record(13, [96], secret);
    await concord().runJob('intelligence.alerts');
    const embargoed = (await letters()).at(-1)?.body ?? '';
    expect(embargoed).toContain('Made-up secret: a new figure stands out. It is under embargo');
    expect(embargoed).not.toContain('96 calls');
    await keen.form('/indicators/secret/alerts/subscription', { wanted: 'no' });
    expect((await keen.get('/indicators/secret/alerts')).body).toContain('Write to me');
  });

  test('nobody sees who else asked', async () => {
    const seen = await concord().db.does(concord().db.with('read', 'indicators.edit'), (tx) =>
      tx.selectFrom('intelligence.alert_subscription').select('id').execute(),
    );
    expect(seen).toEqual([]);
  });
});
