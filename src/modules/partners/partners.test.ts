import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { isRefusal, orThrow } from '../../kernel/refusal.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { changeAgency, endAgency } from './agency.ts';
import { importAgencies, importPosts } from './import.ts';
import {
  addPerson,
  appoint,
  endHolding,
  findAgency,
  findPost,
  holderOf,
  listAgencies,
  listPosts,
  loadPartnersExample,
  postTitle,
} from './index.ts';
import { partners } from './module.ts';

const db = testDatabase();
const files = (name: string) => readFileSync(`examples/cannock-chase/${name}`, 'utf8');
const editor = () => db().with('read', 'partners.edit');

beforeAll(async () => {
  const actor = editor();
  await db().does(actor, async (tx) => orThrow((await loadPartnersExample(tx, actor, files)) ?? true));
});

describe('the directory', () => {
  test('names posts of the sources and no officer', async () => {
    const posts = await db().does(editor(), (tx) => listPosts(tx));
    const titles = posts.map((post) => post.title);
    for (const title of [
      'LSP Manager',
      'Blake Project Manager',
      'Chair of the Joint Operations Group',
      'Prevention Manager',
    ])
      expect(titles).toContain(title);
    const { rows } = await db().ownerPool.query('select count(*)::int as people from partners.person');
    expect(rows).toEqual([{ people: 0 }]);
  });

  test('an agency that has ended stays in the directory and is no member after its last day', async () => {
    const found = await db().does(editor(), async (tx) => [
      await listAgencies(tx),
      await listAgencies(tx, { on: plainDate('2013-03-31') }),
      await listAgencies(tx, { on: plainDate('2013-04-01') }),
    ]);
    expect(found.map((all) => all.some(({ slug }) => slug === 'south-staffordshire-pct'))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('a post is named with its agency', async () => {
    const title = await db().does(editor(), async (tx) =>
      postTitle(tx, (await findPost(tx, 'lsp-manager'))?.id ?? ''),
    );
    expect(title).toBe('LSP Manager, Cannock Chase Council');
  });

  test('the same files imported again change nothing', async () => {
    const actor = editor();
    const counts = await db().does(actor, async (tx) => {
      const agencies = orThrow(await importAgencies(tx, actor, files('agencies.csv'), { write: true }));
      const posts = orThrow(await importPosts(tx, actor, files('posts.csv'), { write: true }));
      return [agencies.counts, posts.counts];
    });
    expect(counts.map(({ added, changed, refused }) => added + changed + refused)).toEqual([0, 0]);
  });

  test('a refused row is named by its line and its reason, and nothing of the file is written', async () => {
    const actor = editor();
    const text =
      'slug,name,short_name,sector,statutory\nnew-one,New One,NO,health,no\nbad,,B,nonsense,maybe\nother,Victim Support,VS,voluntary,no\n';
    const result = await db().does(actor, (tx) => importAgencies(tx, actor, text, { write: true }));
    if (isRefusal(result)) throw new Error(result.message);
    expect(result.written).toBe(false);
    expect(result.rows.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'added'],
      [3, 'refused'],
      [4, 'refused'],
    ]);
    expect(result.rows[1]?.says).toContain('Choose the sector');
    expect(await db().does(actor, (tx) => findAgency(tx, 'new-one'))).toBeUndefined();
  });

  test('keeps every invariant that is checked in production', async () => {
    const [check] = partners.checks ?? [];
    expect(await db().does(editor(), async (tx) => check?.find(tx))).toEqual([]);
  });
});

describe('who holds a post', () => {
  test('appointing somebody ends the holding of whoever held it, and the history stays', async () => {
    const actor = editor();
    const held = await db().does(actor, async (tx) => {
      const post = await findPost(tx, 'lsp-manager');
      if (!post) throw new Error('missing');
      const [first, second] = [
        orThrow(await addPerson(tx, actor, { name: 'First Example' })),
        orThrow(await addPerson(tx, actor, { name: 'Second Example' })),
      ];
      orThrow(await appoint(tx, actor, { post, personId: first, startsOn: plainDate('2012-04-01') }));
      const next = orThrow(
        await appoint(tx, actor, { post, personId: second, startsOn: plainDate('2012-10-01') }),
      );
      orThrow(
        (await endHolding(tx, actor, { post, holdingId: next, endsOn: plainDate('2012-12-31') })) ?? true,
      );
      const days = ['2012-03-31', '2012-09-30', '2012-10-01', '2013-01-17'].map(plainDate);
      const holders: (string | undefined)[] = [];
      for (const day of days) holders.push((await holderOf(tx, post.id, day))?.person);
      return holders;
    });
    expect(held).toEqual([undefined, 'First Example', 'Second Example', undefined]);
  });

  test('nobody is appointed before the present holder began', async () => {
    const actor = editor();
    const answer = await db().as(actor, async (tx) => {
      const post = await findPost(tx, 'head-of-policy');
      if (!post) throw new Error('missing');
      const personId = orThrow(await addPerson(tx, actor, { name: 'Third Example' }));
      orThrow(await appoint(tx, actor, { post, personId, startsOn: plainDate('2012-04-01') }));
      return appoint(tx, actor, { post, personId, startsOn: plainDate('2012-01-01') });
    });
    expect(answer).toMatchObject({ refused: 'appointment-before-the-present-one', field: 'startsOn' });
  });
});

describe('who may', () => {
  test('an editor of one agency changes that agency and no other', async () => {
    const own = await db().does(editor(), (tx) => findAgency(tx, 'staffordshire-police'));
    if (!own) throw new Error('missing');
    const police = db().with('read', `partners.edit@${own.id}`);
    const mine = await db().as(police, (tx) =>
      changeAgency(tx, police, own.slug, own.revision, { ...own, note: 'Ours' }),
    );
    expect(isRefusal(mine)).toBe(false);
    const theirs = await db().as(police, async (tx) => {
      const other = await findAgency(tx, 'victim-support');
      const fields = { leftOn: plainDate('2013-01-01'), note: null };
      return endAgency(tx, police, 'victim-support', other?.revision ?? 0, fields);
    });
    expect(theirs).toMatchObject({ refused: 'not-allowed' });
  });

  test('two people cannot overwrite each other unknowingly', async () => {
    const actor = editor();
    const answer = await db().as(actor, async (tx) => {
      const agency = await findAgency(tx, 'womens-aid');
      if (!agency) throw new Error('missing');
      orThrow(await changeAgency(tx, actor, agency.slug, agency.revision, agency));
      return changeAgency(tx, actor, agency.slug, agency.revision, agency);
    });
    expect(answer).toMatchObject({ refused: 'changed-meanwhile' });
  });
});
