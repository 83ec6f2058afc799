import { expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../test/support/app.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { standardTemplate } from './standard-template.ts';
import { readTemplate } from './template-commands.ts';

const concord = testApp();
const manager = (): Promise<SignedInCaller> => concord().signInAs('report.edit');

test('the standard template can be read as any other', () => {
  const template = standardTemplate(plainDate('2026-01-01'));
  expect(readTemplate(template)).toEqual(template);
});

test('a partnership without a template begins its report with one click, and every section finds what it gathers', async () => {
  const writer = await manager();
  expect((await writer.get('/reports')).body).toContain('Start from the standard template');
  expect((await writer.get('/reports/new')).body).toContain('Start from the standard template');
  const made = await writer.post('/reports/templates/standard', {});
  expect(made.headers.location).toBe('/reports/templates/cabinet');
  const page = (await writer.get('/reports')).body;
  expect(page).toContain('Quarterly, within 35 days after each quarter');
  expect(page).not.toContain('Start from the standard template');
  const known = concord().services.offers.sections;
  for (const { feeds } of standardTemplate(plainDate('2026-01-01')).sections)
    for (const feed of feeds) expect([...known.keys()]).toContain(feed);
  const begun = await writer.post('/reports/new', {
    template: 'cabinet',
    'periodStart-day': '1',
    'periodStart-month': '10',
    'periodStart-year': '2025',
    'asAt-day': '10',
    'asAt-month': '1',
    'asAt-year': '2026',
  });
  expect((await writer.get(String(begun.headers.location))).body).toContain(
    'Relationship to Corporate Priorities',
  );
});

test('somebody who may not write reports is not offered a template', async () => {
  const reader = await concord().signInAs();
  expect((await reader.post('/reports/templates/standard', {})).statusCode).toBe(403);
});
