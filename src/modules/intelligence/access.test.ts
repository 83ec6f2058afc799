import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { system } from '../../platform/actor.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { importObservations } from './import/index.ts';
import { defineIndicator, rewordIndicator } from './indicators.ts';
import { findIndicator, listIndicators } from './queries.ts';
import { setBaseline, setTarget } from './targets.ts';
import { exampleFigures } from './testing.ts';
import type { Indicator } from './types.ts';
import { defineWave } from './waves.ts';

const db = testDatabase();
let police: Indicator;
let fire: Indicator;

beforeAll(async () => {
  await exampleFigures(db());
  await db().does(db().with('read'), async (tx) => {
    const [one, other] = [
      await findIndicator(tx, 'violent-crime'),
      await findIndicator(tx, 'life-course-completed'),
    ];
    if (!one || !other) throw new Error('the example has changed');
    [police, fire] = [one, other];
  });
});

const line = (slug: string, value: number) => `indicator,period,value\n${slug},2009/10,${value}\n`;

describe('who may change figures', () => {
  test('somebody who may only read defines, rewords, targets and records nothing', async () => {
    const viewer = db().with('read');
    const subject = { indicatorId: police.id };
    const tried = [
      await db().as(viewer, (tx) =>
        defineIndicator(tx, viewer, { slug: 'x', title: 'X', kind: 'number', direction: 'lower' }),
      ),
      await db().as(viewer, (tx) =>
        rewordIndicator(tx, viewer, { id: police.id, revision: 1, title: 'X', definition: '', reason: '' }),
      ),
      await db().as(viewer, (tx) =>
        setTarget(tx, viewer, { ...subject, status: 'agreed', stages: [{ period: '2013', value: 1 }] }),
      ),
      await db().as(viewer, (tx) => setBaseline(tx, viewer, { ...subject, state: 'known', value: 1 })),
      await db().as(viewer, (tx) =>
        defineWave(tx, viewer, {
          slug: 'w',
          title: 'W',
          survey: 'W',
          firstWave: null,
          lastWave: null,
          startsOn: '2012-01-01' as never,
          endsOn: '2012-01-02' as never,
          sampleSize: null,
        }),
      ),
    ];
    expect(tried.map((result) => isRefusal(result))).toEqual([true, true, true, true, true]);
  });
  test('an agency records figures of the indicators it owns, and of no others', async () => {
    const officer = db().with('read', `observations.record@${police.ownerAgencyId}`);
    expect(
      await db().does(officer, (tx) => importObservations(tx, officer, line('violent-crime', 1900))),
    ).toMatchObject({ written: 1 });
    const other = await db().does(officer, (tx) =>
      importObservations(tx, officer, line('life-course-completed', 20)),
    );
    expect(other).toMatchObject({ written: 0, refused: 1 });
    expect(fire.ownerAgencyId).not.toBe(police.ownerAgencyId);
  });
  test('the database itself refuses a figure recorded in the name of another agency, and any change of a fact', async () => {
    const officer = db().with('read', `observations.record@${police.ownerAgencyId}`);
    const forged = await db().as(officer, async (tx) => {
      await tx
        .insertInto('intelligence.observation')
        .values({
          partnership_id: db().partnershipId,
          id: newId(),
          indicator_id: fire.id,
          period: '2008',
          period_kind: 'calendar-year',
          period_start: '2008-01-01' as never,
          period_end: '2008-12-31' as never,
          value: 1,
          quality: 'final',
          recorded_for: fire.ownerAgencyId,
        })
        .execute();
    });
    expect(forged).toMatchObject({ refused: 'not-allowed' });
    const all = db().with('read', 'indicators.edit', 'observations.record');
    expect(
      await db().as(all, (tx) => tx.updateTable('intelligence.observation').set({ value: 1 }).execute()),
    ).toMatchObject({ refused: 'not-allowed' });
    expect(await db().as(all, (tx) => tx.deleteFrom('intelligence.observation').execute())).toMatchObject({
      refused: 'not-allowed',
    });
    expect(await db().as(all, (tx) => tx.deleteFrom('intelligence.wording').execute())).toMatchObject({
      refused: 'not-allowed',
    });
  });
  test('another partnership, and a visitor, see none of it', async () => {
    const stranger = system('test', newId<'partnership'>(), [
      'read',
      'indicators.edit',
      'observations.record',
    ]);
    expect(await db().does(stranger, (tx) => listIndicators(tx))).toEqual([]);
    expect(await db().does(db().with('public'), (tx) => listIndicators(tx))).toEqual([]);
  });
  test('every command leaves its event in the audit trail', async () => {
    const auditor = db().with('audit.read');
    const actions = await db().does(auditor, (tx) =>
      tx.selectFrom('platform.audit_event').select('action').distinct().orderBy('action').execute(),
    );
    expect(actions.map(({ action }) => action)).toEqual(
      [
        'baseline.set',
        'indicator.changed',
        'indicator.defined',
        'observations.recorded',
        'survey-wave.defined',
        'target.set',
      ].filter((action) => action !== 'indicator.changed'),
    );
  });
});

describe('what is due and what goes wrong', () => {
  test('returns, awaited figures and reviews are duties of their owners', async () => {
    const duties = await db().does(db().with('read'), (tx) =>
      tx.selectFrom('intelligence.duties').selectAll().orderBy('due_on').execute(),
    );
    expect(
      duties.find(
        ({ title }) => title === 'Review the target for People who feel safe in their local area after dark',
      )?.due_on,
    ).toBe('2013-06-30');
    expect(duties.find(({ title }) => title === 'Return figures for Recorded crime')?.due_on).toBe(
      '2013-07-29',
    );
    expect(
      duties.find(({ title }) => title === 'Supply the baseline of Domestic violence at Christmas')?.due_on,
    ).toBe('2013-01-31');
    expect(duties.every(({ owner_agency_id }) => owner_agency_id !== null)).toBe(true);
  });
  test('a return that is late is a warning and a data gap', async () => {
    const warnings = await db().does(db().with('read'), (tx) =>
      tx.selectFrom('intelligence.warnings').selectAll().execute(),
    );
    expect(warnings.filter(({ kind }) => kind === 'late-return').map(({ sentence }) => sentence)).toEqual([
      'Young people in criminal proceedings for first-time shoplifting: The return for the period that ended on 31 March 2012 is late.',
    ]);
  });
});
