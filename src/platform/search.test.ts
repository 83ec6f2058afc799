import { describe, expect, test } from 'vitest';
import { testDatabase } from './database/testing.ts';
import type { SearchOffer } from './module.ts';
import { reindex, search, tokensOf } from './search.ts';
import { searchCopyEqualsTheOffers } from './search-check.ts';

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

  test('what has all the words is found alone; where nothing has, what has most of them comes first', async () => {
    const indexer = db().with('read', 'search.index');
    const crimes = offer([
      { id: id(4), title: 'Hate crime' },
      { id: id(5), title: 'Acquisitive crime' },
      { id: id(6), title: 'Reporting of crimes of hate' },
      { id: id(7), title: 'Crime that is violent, by ward' },
    ]);
    await db().does(indexer, (tx) => reindex(tx, indexer, { ...crimes, kind: 'crime' }));
    expect(await find('hate crime')).toEqual(['Hate crime', 'Reporting of crimes of hate']);
    expect(await find('hate crme')).toEqual(['Hate crime', 'Reporting of crimes of hate']);
    expect(await find('crime')).toHaveLength(4);
    expect((await find('violent hate crime'))[0]).toBe('Crime that is violent, by ward');
    expect(await find('violent hate crime')).toHaveLength(4);
    expect(await find('crime crime')).toHaveLength(4);
  });

  test('the check of the copy names what it lacks, has besides and tells differently', async () => {
    const indexer = db().with('read', 'search.index');
    const listed = (entries: { id: string; title: string }[]) =>
      db().does(indexer, (tx) =>
        searchCopyEqualsTheOffers(() => [{ ...offer(entries), kind: 'street' }]).find(tx),
      );
    const streets = [
      { id: id(1), title: 'Kelly Avenue' },
      { id: id(2), title: 'Newman Grove' },
    ];
    await db().does(indexer, (tx) => reindex(tx, indexer, { ...offer(streets), kind: 'street' }));
    expect(await listed(streets)).toEqual([]);
    const now = [
      { id: id(2), title: 'Newman Close' },
      { id: id(3), title: 'Springhill Terrace' },
    ];
    expect(await listed(now)).toEqual([
      'The street “Newman Close” is found as it was before it changed.',
      'The street “Springhill Terrace” is not found.',
      'A street that is not there any more is found: “Kelly Avenue”.',
    ]);
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
