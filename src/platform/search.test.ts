import { describe, expect, test } from 'vitest';
import { testDatabase } from './database/testing.ts';
import type { SearchOffer } from './module.ts';
import { reindex, search, tokensOf } from './search.ts';

const offer = (entries: { id: string; title: string; permission?: string }[]): SearchOffer => ({
  kind: 'thing',
  list: async (_tx, id) =>
    entries
      .filter((e) => id === undefined || e.id === id)
      .map((e) => ({ summary: '', path: `/things/${e.id}`, ...e })),
});
const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
const things = offer([
  { id: id(1), title: 'Vulnerable People’s Champion' },
  { id: id(2), title: 'LIFE course' },
  { id: id(3), title: 'Restricted matter', permission: 'audit.read' },
]);

describe('search', () => {
  const db = testDatabase();
  const find = async (text: string, ...permissions: string[]) => {
    const actor = db().with('read', ...permissions);
    return (await db().does(actor, (tx) => search(tx, actor, text))).map((hit) => hit.title);
  };

  test('finds by word, by the beginning of a word and in spite of a slip of the finger', async () => {
    const indexer = db().with('read', 'search.index');
    expect(await db().does(indexer, (tx) => reindex(tx, indexer, things))).toBe(3);
    expect(await find('champion')).toEqual(['Vulnerable People’s Champion']);
    expect(await find('vuln')).toEqual(['Vulnerable People’s Champion']);
    expect(await find('vulnerible')).toEqual(['Vulnerable People’s Champion']);
    expect(await find('life')).toEqual(['LIFE course']);
    expect(await find('zebra')).toEqual([]);
  });
  test('shows nobody what their role may not see', async () => {
    expect(await find('restricted')).toEqual([]);
    expect(await find('restricted', 'audit.read')).toEqual(['Restricted matter']);
  });
  test('renewing one thing leaves the others', async () => {
    const indexer = db().with('read', 'search.index');
    const renamed = offer([{ id: id(2), title: 'LIFE week' }]);
    await db().does(indexer, (tx) => reindex(tx, indexer, renamed, id(2)));
    expect(await find('course')).toEqual([]);
    expect(await find('week')).toEqual(['LIFE week']);
    expect(await find('champion')).toHaveLength(1);
  });
});

test('a title of one word gives its word, its beginnings and its letters in threes', () => {
  expect([...tokensOf({ title: 'LIFE', summary: '' }).keys()]).toEqual([
    'w:life',
    'b:li',
    'b:lif',
    'b:life',
    'l: li',
    'l:lif',
    'l:ife',
    'l:fe ',
  ]);
});
