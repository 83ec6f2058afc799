/** What stands out in a series, and how far, tells where the middle of the series is. */
import { beforeAll, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { importObservations } from '../import/index.ts';
import { defineIndicator } from '../indicators.ts';

const concord = testApp({ example: true });
const slug = 'people-found-few';
const COURSES: Readonly<Record<string, readonly number[]>> = {
  hednesford: [2, 3, 3, 2, 3, 2, 3, 3, 2, 60, 80],
  rugeley: [9, 10, 9, 10, 9, 10, 9, 10, 9, 10, 9],
  cannock: [40, 41, 42, 40, 41, 42, 40, 41, 42, 300, 41],
};
const monthOf = (at: number): string => `2012-${String(at + 1).padStart(2, '0')}`;

beforeAll(async () => {
  const actor = concord().db.with('read', 'indicators.edit', 'observations.record');
  await concord().db.does(actor, async (tx) => {
    const people = {
      title: 'People found',
      kind: 'number',
      direction: 'lower',
      frequency: 'monthly',
    } as const;
    orThrow(await defineIndicator(tx, actor, { slug, ...people, smallNumbers: true }));
    const lines = Object.entries(COURSES).flatMap(([place, values]) =>
      values.map((value, at) => `${slug},${monthOf(at)},${value},${place},final`),
    );
    const csv = ['indicator,period,value,place,quality', ...lines].join('\n');
    expect(orThrow(await importObservations(tx, actor, csv)).refused).toBe(0);
  });
});

const outliersSeenBy = async (...permissions: Parameters<ReturnType<typeof concord>['token']>) => {
  const { outliers } = (
    await (await concord().token(...permissions)).get(`/api/v1/indicators/${slug}/quality`)
  ).json();
  return outliers.map(({ place, period }: { place: string; period: string }) => `${place} ${period}`).sort();
};

test('nothing stands out in a series of which a figure is hidden: how far would tell the hidden ones', async () => {
  expect(await outliersSeenBy('read')).toEqual(['cannock 2012-10']);
  const { body } = await (await concord().signInAs('read')).get(`/indicators/${slug}/quality`);
  expect(body).toContain('1 figure stands out');
  expect(body).not.toContain('Hednesford');
});

test('who may record the figures sees what stands out in every series', async () => {
  expect(await outliersSeenBy('read', 'observations.record')).toEqual([
    'cannock 2012-10',
    'hednesford 2012-10',
    'hednesford 2012-11',
  ]);
});
