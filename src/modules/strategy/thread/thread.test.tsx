import { renderToString } from 'preact-render-to-string';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Id, newId } from '../../../kernel/ids.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { addNeed } from '../need.ts';
import { addOutcome } from '../outcome.ts';
import { putPriority } from '../priority.ts';
import { startVersion } from '../version.ts';
import { layOut, wrap } from './layout.ts';
import { ThreadPage } from './page.tsx';
import { followThread, keyOf, MOST_NODES } from './query.ts';

const db = testDatabase();
const editor = () => db().with('read', 'strategy.edit', 'strategy.adopt');
const offers = {
  kinds: 'select partnership_id, kind, id, title, path from strategy.kinds',
  thread: 'select partnership_id, from_kind, from_id, to_kind, to_id from strategy.thread',
};
const blank = { vision: null, visionNote: null, summary: null, startsOn: null, endsOn: null, source: null };
let priorityId: Id<'priority'>;

beforeAll(async () => {
  const actor = editor();
  await db().does(actor, async (tx) => {
    const version = orThrow(await startVersion(tx, actor, { ...blank, title: 'Strategy' }));
    const wording = { question: null, description: null, source: null };
    const safety = orThrow(
      await putPriority(tx, actor, version.number, { title: 'Community Safety', ...wording }),
    );
    priorityId = safety.id;
    for (const words of ['Increased assurance in the community', 'Reduced offending'])
      orThrow(await addOutcome(tx, actor, version.number, { priorityId, wording: words }));
    const need = { statement: 'Shown', identifiedOn: null, closedOn: null, note: null };
    orThrow(await addNeed(tx, actor, { title: 'People do not feel safe', ...need }, [priorityId]));
  });
});

const follow = (actor = editor()) =>
  db().does(actor, (tx) => followThread(tx, offers, { kind: 'priority', id: priorityId }));

describe('the golden thread', () => {
  test('is walked in both directions from anything on it', async () => {
    const thread = await follow();
    expect(thread?.nodes.map(({ kind, title, layer }) => [layer, kind, title])).toEqual([
      [-1, 'need', 'People do not feel safe'],
      [0, 'priority', 'Community Safety'],
      [1, 'outcome', 'Increased assurance in the community'],
      [1, 'outcome', 'Reduced offending'],
    ]);
    expect(thread).toMatchObject({ reached: 4, deeper: false });
    expect(thread?.edges).toHaveLength(3);
  });

  test('shows nothing to somebody who may not read', async () => {
    expect(await follow(db().with('strategy.edit'))).toBeUndefined();
  });

  test('is drawn with why on the left and what follows on the right, and told as a list', async () => {
    const thread = await follow();
    if (!thread) throw new Error('missing');
    const { boxes, joins } = layOut(thread);
    const column = (kind: string) => boxes.find(({ node }) => node?.kind === kind)?.x ?? -1;
    expect(column('need')).toBeLessThan(column('priority'));
    expect(column('priority')).toBeLessThan(column('outcome'));
    expect(joins).toHaveLength(3);
    const html = renderToString(<ThreadPage thread={thread} />);
    expect(html).toContain('It rests on 1 thing and leads to 2 things');
    expect(html).toContain('href="/strategy/outcomes/reduced-offending"');
    expect(html).not.toContain('style=');
  });

  test('stays readable with thousands of edges and says what it leaves out', async () => {
    const actor = editor();
    await db().does(actor, async (tx) => {
      const needs = Array.from({ length: 3000 }, () => newId<'need'>());
      const own = { partnership_id: actor.partnershipId };
      for (let at = 0; at < needs.length; at += 500) {
        const some = needs.slice(at, at + 500);
        await tx
          .insertInto('strategy.need')
          .values(
            some.map((id, n) => ({
              ...own,
              id,
              slug: `n-${at + n}`,
              title: `Need ${at + n}`,
              statement: 'x',
            })),
          )
          .execute();
        await tx
          .insertInto('strategy.need_priority')
          .values(some.map((need_id) => ({ ...own, need_id, priority_id: priorityId })))
          .execute();
      }
    });
    const thread = await follow();
    if (!thread) throw new Error('missing');
    expect(thread.reached).toBe(3004);
    expect(thread.nodes).toHaveLength(MOST_NODES);
    const html = renderToString(<ThreadPage thread={thread} />);
    expect(html).toContain('The thread reaches 3,004 things; the 200 nearest are shown.');
    expect(html).toMatch(/and \d+ more,/);
  });

  test('a circle of links ends', async () => {
    const ring = Array.from({ length: 3 }, () => newId());
    const values = ring.map((id, at) => `('x', '${id}'::uuid, 'Thing ${at}', '/x')`).join(',');
    const edges = ring.map((id, at) => `('x', '${id}'::uuid, 'x', '${ring[(at + 1) % 3]}'::uuid)`).join(',');
    const made = {
      kinds: `select * from (values ${values}) v (kind, id, title, path)`,
      thread: `select * from (values ${edges}) v (from_kind, from_id, to_kind, to_id)`,
    };
    const thread = await db().does(editor(), (tx) =>
      followThread(tx, made, { kind: 'x', id: ring[0] ?? '' }),
    );
    expect(thread?.nodes).toHaveLength(3);
    if (!thread) throw new Error('missing');
    expect(renderToString(<ThreadPage thread={thread} />)).toContain('(see above)');
    expect(new Set(thread.nodes.map(keyOf)).size).toBe(3);
  });

  test('a drawing of six layers fits a page at a desk, and one of two keeps its boxes wide', async () => {
    const thread = await follow();
    const subject = thread?.subject;
    if (!thread || !subject) throw new Error('missing');
    const layers = (count: number) =>
      layOut({
        ...thread,
        edges: [],
        nodes: Array.from({ length: count }, (_, layer) => ({ ...subject, id: `${layer}`, layer })),
      });
    expect(layers(6).width).toBeLessThanOrEqual(1164);
    expect(layers(6).boxes.every(({ x }) => x + layers(6).box.width <= 1164)).toBe(true);
    expect(layers(2).box.width).toBe(212);
    expect(layers(9).box.width).toBe(150);
  });

  test('long titles are broken into lines and cut with an ellipsis', () => {
    expect(wrap('Reduced offending', 26)).toEqual(['Reduced offending']);
    const lines = wrap(
      'Increased number of businesses that start, survive and grow in every part of the District for long',
      26,
    );
    expect(lines).toHaveLength(3);
    expect(lines.at(-1)).toMatch(/…$/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(28);
  });
});
