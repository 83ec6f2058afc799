import { beforeAll, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { listDueReports } from './queries.ts';
import type { Cadence } from './template.ts';
import { importTemplate } from './template-commands.ts';
import { sampleTemplate } from './testing/facts.ts';

const db = testDatabase();
const actor = () => db().with('read', 'report.edit', 'governance.edit');

beforeAll(async () => {
  await db().does(actor(), async (tx) => {
    const body = newId<'body'>();
    const within = { partnership_id: db().partnershipId };
    await tx
      .insertInto('governance.body')
      .values({ ...within, id: body, slug: 'strategic-board', name: 'Strategic Board', kind: 'strategic' })
      .execute();
    for (const day of ['2012-09-28', '2012-12-14', '2013-03-22'])
      await tx
        .insertInto('governance.sitting')
        .values({
          ...within,
          id: newId(),
          body_id: body,
          day: plainDate(day),
          precision: 'day',
          kind: 'ordinary',
        })
        .execute();
  });
});

const dueBy = async (slug: string, cadence: Cadence): Promise<readonly string[]> => {
  await db().does(actor(), (tx) => importTemplate(tx, actor(), { ...sampleTemplate({ cadence }), slug }));
  const rows = await db().does(actor(), (tx) => listDueReports(tx, actor()));
  return rows
    .filter((row) => row.templateSlug === slug)
    .map((row) => `${row.periodStart} to ${row.periodEnd}, due ${row.dueOn}`);
};

test('a report that follows a board is due so many days after each sitting', async () => {
  const cadence = { every: 'board', body: 'strategic-board', daysAfter: 35, startsOn: '2012-09-01' } as const;
  expect(await dueBy('by-board', cadence)).toEqual([
    '2012-12-15 to 2013-03-22, due 2013-04-26',
    '2012-09-29 to 2012-12-14, due 2013-01-18',
    '2012-09-01 to 2012-09-28, due 2012-11-02',
  ]);
});

test('a quarterly report follows the quarters of the financial year', async () => {
  expect(await dueBy('quarterly', { every: 'quarter', daysAfter: 28, startsOn: '2012-10-01' })).toEqual([
    '2013-01-01 to 2013-03-31, due 2013-04-28',
    '2012-10-01 to 2012-12-31, due 2013-01-28',
  ]);
});

test('a monthly report is due after each month, and the one under way is foreseen', async () => {
  expect(await dueBy('monthly', { every: 'month', daysAfter: 10, startsOn: '2012-12-01' })).toEqual([
    '2013-01-01 to 2013-01-31, due 2013-02-10',
    '2012-12-01 to 2012-12-31, due 2013-01-10',
  ]);
});

test('a yearly report ends with the financial year', async () => {
  expect(await dueBy('yearly', { every: 'year', daysAfter: 60, startsOn: '2012-04-01' })).toEqual([
    '2012-04-01 to 2013-03-31, due 2013-05-30',
  ]);
});

test('a report that follows a board names a board that there is', async () => {
  const cadence = { every: 'board', body: 'unheard-of', daysAfter: 35, startsOn: '2012-09-01' } as const;
  const refusal = await db().as(actor(), (tx) =>
    importTemplate(tx, actor(), { ...sampleTemplate({ cadence }), slug: 'lost' }),
  );
  expect(refusal).toMatchObject({ refused: 'no-such-body', field: 'body' });
});

test('what is late is a warning with the way to mend it', async () => {
  const late = await db().does(actor(), (tx) =>
    tx.selectFrom('reporting.warnings').selectAll().where('kind', '=', 'report-late').execute(),
  );
  expect(late.map((row) => [row.sentence, row.path])).toContainEqual([
    'The Partnership update was due on 10 January 2013 and is not approved.',
    '/reports/new?template=monthly',
  ]);
});
