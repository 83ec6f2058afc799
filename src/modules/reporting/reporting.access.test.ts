import { expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { approveReport } from './editions.ts';
import { recordInterest } from './interests.ts';
import { reporting } from './module.ts';
import { beginReport, returnReport, submitReport } from './reports.ts';
import { importTemplate } from './template-commands.ts';
import { sampleOffers, sampleTemplate } from './testing/facts.ts';
import { writeText } from './texts.ts';

const db = testDatabase();
const AS_AT = plainDate('2013-01-17');
const refusedToReaders = { refused: 'not-allowed' };

test('who may only read changes nothing in a report', async () => {
  const reader = db().with('read');
  const id = '01900000-0000-7000-8000-000000000000';
  const attempts = await Promise.all([
    db().as(reader, (tx) => importTemplate(tx, reader, sampleTemplate())),
    db().as(reader, (tx) =>
      beginReport(tx, reader, { template: 'cabinet', periodStart: AS_AT, asAt: AS_AT }),
    ),
    db().as(reader, (tx) => submitReport(tx, reader, { id, revision: 1 })),
    db().as(reader, (tx) => returnReport(tx, reader, { id, revision: 1, reason: 'No' })),
    db().as(reader, (tx) =>
      writeText(tx, reader, new Map(), {
        reportId: id,
        place: 'section.purpose',
        standing: 'written',
        words: '',
        revision: 0,
      }),
    ),
    db().as(reader, (tx) =>
      recordInterest(tx, reader, { template: 'cabinet', askedBy: 'Cabinet', askedOn: AS_AT, words: 'More' }),
    ),
    db().as(reader, (tx) =>
      approveReport(
        tx,
        reader,
        { offers: sampleOffers(() => ({})), files: { folder: '', write: fail, read: fail, remove: fail } },
        { reportId: id, revision: 1, acknowledged: true },
      ),
    ),
  ]);
  expect(attempts).toHaveLength(7);
  for (const attempt of attempts) expect(attempt).toMatchObject(refusedToReaders);
});

const fail = (): Promise<never> => Promise.reject(new Error('Nothing may be stored'));

test('the public reaches published reports only', () => {
  const open = (reporting.routes ?? []).filter(
    (route) => 'who' in route.access && route.access.who === 'anyone',
  );
  expect(open.map((route) => `${route.method} ${route.path}`)).toEqual([
    'GET /published',
    'GET /published/:slug',
    'GET /published/:slug/report.:format',
  ]);
});
