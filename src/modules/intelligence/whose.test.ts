/** What follows from the figures of an indicator is of the agency that owns it: the database knows which that is. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { orThrow } from '../../kernel/refusal.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { acknowledgeAlert } from './alerts/acts.ts';
import { askForLook } from './alerts/ask.ts';
import { listAlerts } from './alerts/queries.ts';
import { checks } from './checks.ts';
import { changeIndicator } from './indicators.ts';
import { findIndicator } from './queries.ts';
import { exampleFigures } from './testing.ts';
import type { Indicator } from './types.ts';

const db = testDatabase();
const editor = () => db().with('read', 'indicators.edit', 'observations.record');
/** Of the police alone. */
const officer = () =>
  db().with(
    'read',
    ...['indicators.edit', 'observations.record', 'indicators.publish'].map(
      (permission) => `${permission}@${police.ownerAgencyId}`,
    ),
  );
let police: Indicator;
let fire: Indicator;

const indicatorOf = async (slug: string): Promise<Indicator> => {
  const found = await db().does(db().with('read'), (tx) => findIndicator(tx, slug));
  if (!found) throw new Error('the example has changed');
  return found;
};

beforeAll(async () => {
  await exampleFigures(db());
  police = await indicatorOf('violent-crime');
  fire = await indicatorOf('life-course-completed');
});

type Row = Readonly<Record<string, unknown>>;

const columnsOf = (row: Row) => sql.join(Object.keys(row).map((name) => sql.ref(name)));
const insert = (table: string, row: Row) =>
  sql`insert into ${sql.table(`intelligence.${table}`)} (${columnsOf(row)}) values (${sql.join(Object.values(row))})`;

/** As the owner of the database, past every policy. */
const lay = (table: string, row: Row) => {
  const names = Object.keys(row);
  return db().ownerPool.query(
    `insert into intelligence.${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(row),
  );
};

/** What the database says to the police officer who writes a row in the name of the police. */
const asPolice = async (table: string, row: Row): Promise<unknown> => {
  const partnership_id = db().partnershipId;
  const owner_agency_id = police.ownerAgencyId;
  const said = await db().as(officer(), async (tx) => {
    await insert(table, { partnership_id, owner_agency_id, ...row }).execute(tx);
  });
  return (said as { refused?: string } | undefined)?.refused;
};

const alertOf = (indicator: Indicator, id: string, more: Row = {}): Row => ({
  ...{
    id,
    indicator_id: indicator.id,
    period: '2012',
    period_end: '2012-12-31',
    rule: 'places',
    side: 'high',
  },
  ...{ favour: 'worse', nth: 1, value: 5, sentence: 'Stands out.', raised_on: '2013-01-17', ...more },
});
const breakOf = (indicator: Indicator, id: string): Row => ({
  ...{
    id,
    indicator_id: indicator.id,
    starts_on: '2012-01-01',
    kind: 'method',
    reason: 'Counted otherwise.',
  },
});
const publicationOf = (indicator: Indicator, id: string): Row => ({
  ...{ id, indicator_id: indicator.id, version: 1, slug: indicator.slug, licence: 'ogl-3.0', shows: 'final' },
  ...{ published_on: '2013-01-17' },
});

describe('nobody writes of another agency’s indicator in the name of their own', () => {
  test('alerts, breaks, publications and what becomes of them, judgements and what an indicator follows', async () => {
    const partnership = { partnership_id: db().partnershipId };
    const [alert, broken, publication] = [newId(), newId(), newId()];
    const owned = { ...partnership, owner_agency_id: fire.ownerAgencyId };
    await lay('alert', { ...owned, ...alertOf(fire, alert) });
    await lay('series_break', { ...owned, ...breakOf(fire, broken) });
    await lay('open_publication', { ...owned, ...publicationOf(fire, publication) });
    await db().ownerPool.query('delete from intelligence.judgement where indicator_id = $1', [fire.id]);
    const of = { indicator_id: fire.id };
    const ofAlert = { ...of, alert_id: alert };
    const why = { reason: 'So it is' };
    const said: Record<string, unknown> = {
      alert: await asPolice('alert', alertOf(fire, newId(), { nth: 2 })),
      alert_look: await asPolice('alert_look', of),
      alert_withdrawal: await asPolice('alert_withdrawal', {
        ...ofAlert,
        ...why,
        withdrawn_on: '2013-01-17',
      }),
      alert_acknowledgement: await asPolice('alert_acknowledgement', {
        ...{ ...ofAlert, ...why, acknowledged_on: '2013-01-17' },
      }),
      alert_place: await asPolice('alert_place', {
        ...{ ...ofAlert, place_slug: 'rugeley', rule: 'outside', added_on: '2013-01-17' },
      }),
      open_publication: await asPolice('open_publication', { ...publicationOf(fire, newId()), version: 2 }),
      open_withdrawal: await asPolice('open_withdrawal', {
        ...{ ...of, ...why, publication_id: publication, withdrawn_on: '2013-01-17' },
      }),
      series_break: await asPolice('series_break', { ...breakOf(fire, newId()), starts_on: '2011-01-01' }),
      series_break_withdrawal: await asPolice('series_break_withdrawal', { ...of, ...why, break_id: broken }),
      judgement: await asPolice('judgement', {
        ...{ ...of, status: 'improving', status_sentence: '', status_since: '2013-01-17' },
        ...{ track: 'no-target', track_sentence: '', track_since: '2013-01-17' },
      }),
    };
    expect(said).toEqual(
      Object.fromEntries(
        Object.keys(said).map((table) => [table, `${table.replaceAll('_', '-')}-of-the-owner`]),
      ),
    );
  });

  test('nor by naming an indicator of their own that the alert, break or publication is not of', async () => {
    const { rows } = await db().ownerPool.query<{ id: string }>(
      'select id from intelligence.alert where indicator_id = $1',
      [fire.id],
    );
    expect(
      await asPolice('alert_withdrawal', {
        ...{ indicator_id: police.id, alert_id: rows[0]?.id, reason: 'So it is', withdrawn_on: '2013-01-17' },
      }),
    ).toBe('alert-withdrawal-of-the-indicator');
  });
});

test('a check finds limits that stand in the name of another agency than their figure', async () => {
  const check = checks.find(({ name }) => name === 'intelligence.limits-are-of-who-recorded-their-figure');
  const found = () => db().does(db().with('read'), async (tx) => check?.find(tx));
  expect(await found()).toEqual([]);
  await db().ownerPool.query(
    `insert into intelligence.published_limit (partnership_id, observation_id, lower, upper, recorded_for)
     select partnership_id, id, 1, 2, $1 from intelligence.observation where indicator_id = $2 limit 1`,
    [police.ownerAgencyId, fire.id],
  );
  expect(await found()).toEqual([
    expect.stringMatching(new RegExp(`^${fire.title}, .* has limits in the name of another agency$`)),
  ]);
});

describe('an indicator that is given to another agency', () => {
  const give = (indicator: Indicator, ownerAgencyId: string | null) =>
    db().does(editor(), async (tx) =>
      orThrow(
        await changeIndicator(tx, editor(), indicator.id, indicator.revision, {
          ...indicator,
          ownerAgencyId,
        }),
      ),
    );
  const answer = async (indicator: Indicator) =>
    db().as(officer(), async (tx) => {
      const [alert] = await listAlerts(tx, { indicatorId: indicator.id });
      if (!alert) throw new Error('there is no alert');
      return acknowledgeAlert(tx, officer(), alert, 'A month of fog');
    });

  test('takes its alerts along: the new owner answers them, and asks for looks', async () => {
    expect(await answer(fire)).toMatchObject({ refused: 'not-allowed' });
    const given = await give(fire, police.ownerAgencyId);
    expect(await answer(given)).toBeUndefined();
    await db().does(officer(), (tx) => askForLook(tx, officer(), [given]));
    const { rows } = await db().ownerPool.query(
      'select owner_agency_id from intelligence.alert where indicator_id = $1',
      [fire.id],
    );
    expect(rows).toEqual([{ owner_agency_id: police.ownerAgencyId }]);
  });

  test('so does one that nobody owned', async () => {
    const orphan = await give(await indicatorOf('acquisitive-crime'), null);
    await lay('alert', { partnership_id: db().partnershipId, ...alertOf(orphan, newId()) });
    const adopted = await give(orphan, police.ownerAgencyId);
    expect(await answer(adopted)).toBeUndefined();
    await db().does(officer(), (tx) => askForLook(tx, officer(), [adopted]));
  });
});
