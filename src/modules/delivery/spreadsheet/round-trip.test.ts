import { beforeAll, describe, expect, test } from 'vitest';
import { isRefusal, orThrow } from '../../../kernel/refusal.ts';
import { openTestDatabase, testDatabase } from '../../../platform/database/testing.ts';
import { EVERYTHING, exampleFile, onGround, TODAY } from '../testing.ts';
import { exportDeliveryPlan } from './export.ts';
import { importDeliveryPlan, type PlanImport } from './import.ts';

const db = testDatabase(onGround);
const all = () => db().with(...EVERYTHING);
const file = (text: string | Buffer, fileName = 'plan.csv') => ({ fileName, bytes: Buffer.from(text) });

const importing = (bytes: Buffer | string, dryRun = false): Promise<PlanImport> =>
  db().does(all(), async (tx) =>
    orThrow(await importDeliveryPlan(tx, all(), file(bytes), { dryRun, today: TODAY })),
  );
const exported = (format: 'csv' | 'xlsx', wanted = {}): Promise<Buffer> =>
  db().does(all(), async (tx) => orThrow(await exportDeliveryPlan(tx, all(), { format, ...wanted })));

beforeAll(async () => {
  const first = await importing(exampleFile('delivery-plan.csv'), true);
  expect(first.rows.filter((row) => row.outcome === 'refused')).toEqual([]);
  expect(first.written).toBe(false);
  expect((await importing(exampleFile('delivery-plan.csv'))).written).toBe(true);
});

describe('a delivery plan as a spreadsheet', () => {
  test('what is exported imports unchanged, as CSV and as XLSX', async () => {
    for (const format of ['csv', 'xlsx'] as const) {
      const report = await importing(await exported(format));
      expect(report.rows.filter((row) => row.outcome !== 'unchanged')).toEqual([]);
      expect(report.unchanged).toBeGreaterThan(40);
    }
  });

  test('an export into an empty partnership makes the same plans, byte for byte', async () => {
    const csv = await exported('csv');
    const xlsx = await exported('xlsx');
    for (const bytes of [csv, xlsx]) {
      const other = await openTestDatabase(await onGround());
      try {
        const actor = other.with(...EVERYTHING);
        const report = await other.does(actor, async (tx) =>
          orThrow(await importDeliveryPlan(tx, actor, file(bytes), { today: TODAY })),
        );
        expect(report).toMatchObject({ refused: 0, changed: 0, unchanged: 0, written: true });
        const again = await other.does(actor, async (tx) =>
          orThrow(await exportDeliveryPlan(tx, actor, { format: 'csv' })),
        );
        expect(again.toString('utf8')).toBe(csv.toString('utf8'));
      } finally {
        await other.close();
      }
    }
  });

  test('the example file is as the export writes it', async () => {
    expect((await exported('csv')).toString('utf8')).toBe(exampleFile('delivery-plan.csv'));
  });

  test('a period picks the plans that overlap it, however it is written', async () => {
    for (const period of ['2013', 'January 2013-December 2013', '2013-01-01..2013-12-31']) {
      const text = (await exported('csv', { period })).toString('utf8');
      expect(text).toContain('community-safety-delivery-plan-2013');
      expect(text).not.toContain('community-safety-delivery-plan-2012');
    }
    const wrong = await db().as(all(), (tx) =>
      exportDeliveryPlan(tx, all(), { period: 'someday', format: 'csv' }),
    );
    expect(isRefusal(wrong) && wrong.refused).toBe('period-unreadable');
  });
});

describe('a file that nobody here has seen', () => {
  const reasons = (report: PlanImport) => report.rows.map((row) => row.reason);

  test('an unknown outcome is refused by line, with the nearest one, and nothing is written', async () => {
    const report = await importing('title,outcomes served\nFine,reduced-offending\nOdd,reduced-offendin\n');
    expect(report.written).toBe(false);
    expect(report.rows[1]).toMatchObject({ line: 3, outcome: 'refused' });
    expect(report.rows[1]?.reason).toContain('Did you mean "reduced-offending"?');
    expect((await exported('csv')).toString('utf8')).not.toContain('Fine');
  });

  test('bad dates, amounts and stages are all named in one row', async () => {
    const report = await importing(
      'title,milestones,resources,stage,starts\nX,31/12/2013 | Done,£12.345,started,soon\n',
    );
    expect(report.refused).toBe(1);
    for (const part of ['milestones:', 'resources:', 'stage:', 'starts:'])
      expect(reasons(report)[0]).toContain(part);
  });

  test('a column that is not known is refused, so that nothing is lost unseen', async () => {
    const report = await importing('title,sustainabilty\nX,none\n');
    expect(report.rows[0]).toMatchObject({ line: 1, outcome: 'refused' });
    expect(report.rows[0]?.reason).toContain('Did you mean "sustainability"?');
  });

  test('columns that the file leaves out stay as they are', async () => {
    const before = (await exported('csv')).toString('utf8');
    const report = await importing('project,note\ne-cins,A new note\n', true);
    expect(report.rows).toEqual([
      { line: 2, what: 'Project e-cins', outcome: 'changed', reason: 'Changes note' },
    ]);
    expect((await exported('csv')).toString('utf8')).toBe(before);
  });

  test('headings of a plan on paper are understood, and semicolons too', async () => {
    const report = await importing(
      'Title;Lead Officer/s;Baseline/s;Is this project sustainable?\nNew;LSP Manager;1;none\n',
      true,
    );
    expect(report).toMatchObject({ added: 1, refused: 0 });
  });

  test('a file without usable columns, an empty one and a broken one are refused as a whole', async () => {
    const refusalOf = async (bytes: Buffer | string) => {
      const answer = await db().as(all(), (tx) => importDeliveryPlan(tx, all(), file(bytes)));
      return isRefusal(answer) ? answer.refused : 'accepted';
    };
    expect(await refusalOf('a,b\n1,2\n')).toBe('columns-missing');
    expect(await refusalOf('')).toBe('file-empty');
    expect(await refusalOf(Buffer.from('PK\u0003\u0004 not a workbook'))).toBe('file-unreadable');
  });

  test('who may not edit plans imports nothing', async () => {
    const reader = db().with('read');
    const answer = await db().as(reader, (tx) => importDeliveryPlan(tx, reader, file('title\nX\n')));
    expect(isRefusal(answer) && answer.refused).toBe('not-allowed');
  });
});
