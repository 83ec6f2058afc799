import { expect, test } from 'vitest';
import { navigationAt } from './answer.ts';

const ITEMS = [
  { text: 'Home', href: '/', order: 0, permission: 'read' },
  { text: 'Indicators', href: '/indicators', also: ['/surveys'], order: 1, permission: 'read' },
  { text: 'Casework', href: '/casework', order: 2, permission: 'read' },
  { text: 'Casework settings', href: '/casework/settings', order: 3, permission: 'read' },
];

test.each([
  ['/', 'Home'],
  ['/indicators', 'Indicators'],
  ['/surveys/street-voices', 'Indicators'],
  ['/casework/cases/1', 'Casework'],
  ['/casework/settings/roles', 'Casework settings'],
  ['/surveyors', undefined],
])('%s lies below %s in the menu, and below nothing else', (path, text) => {
  expect(
    navigationAt(path, ITEMS)
      .filter(({ current }) => current)
      .map((item) => item.text),
  ).toEqual(text === undefined ? [] : [text]);
});
