import { expect, test } from 'vitest';
import { readSettings } from '../platform/settings.ts';
import { siteAt, whereLinksLead } from './site.ts';

const settings = (env: Record<string, string>) => readSettings(env, 'data');

test('a link leads to the address that people use, at the host name of the partnership', () => {
  expect(siteAt(settings({ CONCORD_URL: 'https://concord.example.org' }))).toBe(
    'https://concord.example.org',
  );
  expect(siteAt(settings({ CONCORD_URL: 'https://concord.example.org' }), 'chase.example.org')).toBe(
    'https://chase.example.org',
  );
  expect(siteAt(settings({ PORT: '3111' }))).toBe('http://127.0.0.1:3111');
});

test('without such an address the command says that it cannot know where the server was started', () => {
  const guessed = settings({});
  expect(whereLinksLead(guessed, siteAt(guessed))).toMatch(
    /leads to http:\/\/127\.0\.0\.1:3000, as this command/,
  );
  const told = settings({ CONCORD_URL: 'https://concord.example.org' });
  expect(whereLinksLead(told, siteAt(told))).toBe(
    'It leads to https://concord.example.org, as CONCORD_URL says.',
  );
});
