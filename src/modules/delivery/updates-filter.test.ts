import { expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import type { Silent } from './queries/silent.ts';
import { leadingAgencies, narrowed, readFilter } from './updates-filter.ts';

const TODAY = plainDate('2013-01-17');
const row = (slug: string, change: Partial<Silent>): Silent => ({
  projectId: slug,
  slug,
  title: slug,
  agencyId: 'fire',
  agency: 'Fire Service',
  dueOn: plainDate('2013-02-01'),
  lastOn: null,
  said: null,
  leadPostId: null,
  lead: null,
  leadEmail: null,
  owner: null,
  ownerEmail: null,
  reminders: [],
  ...change,
});
const ROWS = [
  row('night-bus', { said: 'at-risk' }),
  row('life-course', { dueOn: plainDate('2013-01-10') }),
  row('helpline', { agencyId: 'council', agency: 'Council', said: 'at-risk' }),
];
const listed = (query: Record<string, string>) =>
  narrowed(ROWS, readFilter(query), TODAY).map(({ slug }) => slug);

test('updates are narrowed to an agency, to how projects stand, or to both', () => {
  expect(listed({})).toHaveLength(3);
  expect(listed({ agency: 'fire' })).toEqual(['night-bus', 'life-course']);
  expect(listed({ status: 'at-risk' })).toEqual(['night-bus', 'helpline']);
  expect(listed({ agency: 'council', status: 'at-risk' })).toEqual(['helpline']);
  expect(listed({ status: 'late' })).toEqual(['life-course']);
  expect(listed({ status: 'silent' })).toEqual(['life-course']);
});

test('what an address asks for in other words is not asked for', () => {
  expect(listed({ status: 'toString', agency: '' })).toHaveLength(3);
});

test('agencies are offered once each, by name', () => {
  expect(leadingAgencies(ROWS).map(({ name }) => name)).toEqual(['Council', 'Fire Service']);
});
