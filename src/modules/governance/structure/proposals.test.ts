import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, orThrow } from '../../../kernel/refusal.ts';
import { EARLIER } from '../../partners/testing.ts';
import { addBody, bodyFields } from '../body.ts';
import { findBody } from '../queries.ts';
import { termsChecks } from '../terms/checks.ts';
import { adoptStructure, structureDecidable } from './adoption.ts';
import { drawNarrow, drawWide } from './layout.ts';
import { applyChanges, compareStructures, type Structure } from './model.ts';
import { addStep, findProposal, proposeStructure, stepFields, takeBackStep } from './proposals.ts';
import { addRelation } from './relations.ts';
import { structureAt } from './structure-at.ts';

const concord = testApp();
let clerk: SignedInCaller;
const ids = new Map<string, string>();

beforeAll(async () => {
  clerk = await concord().signInAs('governance.edit', 'terms.adopt');
  await concord().db.does(clerk.actor, async (tx) => {
    const { actor } = clerk;
    for (const [name, kind] of [
      ['Strategic Board', 'strategic'],
      ['Executive Board', 'executive'],
      ['Health Board', 'thematic'],
      ['Care Board', 'thematic'],
    ] as const) {
      const { id } = orThrow(await addBody(tx, actor, bodyFields.parse({ name, kind })));
      ids.set(name, id);
    }
    for (const [from, to] of [
      ['Executive Board', 'Strategic Board'],
      ['Health Board', 'Executive Board'],
      ['Care Board', 'Executive Board'],
    ])
      orThrow(
        await addRelation(tx, actor, {
          bodyId: ids.get(from ?? '') as never,
          reportsToId: ids.get(to ?? '') as never,
          startsOn: null,
          note: null,
        }),
      );
  });
});

const propose = async (steps: readonly Record<string, string>[]) => {
  const { db } = concord();
  const id = await db.does(clerk.actor, async (tx) =>
    orThrow(
      await proposeStructure(tx, clerk.actor, {
        title: 'One board for health',
        why: 'Two boards see the same people',
        effectiveOn: plainDate('2013-04-01'),
      }),
    ),
  );
  const answers = [];
  for (const [at, step] of steps.entries())
    answers.push(
      await db.as(clerk.actor, (tx) => addStep(tx, clerk.actor, id, at + 1, stepFields.parse(step))),
    );
  return { id, answers };
};

const STEPS = () => [
  { kind: 'establish', name: 'Commissioning Board', bodyKind: 'commissioning', says: 'Joint commissioning' },
  {
    kind: 'relate',
    body: 'new:Commissioning Board',
    other: ids.get('Strategic Board') ?? '',
    relation: 'reports-to',
  },
  { kind: 'merge', body: ids.get('Care Board') ?? '', other: ids.get('Health Board') ?? '' },
  { kind: 'rename', body: ids.get('Health Board') ?? '', name: 'Health and Care Board' },
  {
    kind: 'unrelate',
    body: ids.get('Health Board') ?? '',
    other: ids.get('Executive Board') ?? '',
    relation: 'reports-to',
  },
];

describe('a proposed structure', () => {
  test('is compared with today’s, and changes nothing until it is adopted', async () => {
    const { id, answers } = await propose(STEPS());
    expect(answers.filter(isRefusal)).toEqual([]);
    const { db } = concord();
    const changes = await db.does(clerk.actor, async (tx) => {
      const before = await structureAt(tx, plainDate('2013-01-17'), undefined);
      const proposal = await findProposal(tx, id);
      const steps = proposal?.changes ?? [];
      return compareStructures(before, applyChanges(before, steps), steps).map(({ says }) => says);
    });
    expect(changes).toEqual([
      'The Commissioning Board is established',
      'The Care Board becomes part of the Health and Care Board',
      'The Health Board becomes the Health and Care Board',
      'The Commissioning Board reports to the Strategic Board',
      'The Health Board reports to the Executive Board no longer',
    ]);
    expect(await db.does(clerk.actor, (tx) => findBody(tx, 'commissioning-board'))).toBeUndefined();
    const page = (await clerk.get(`/structure/proposals/${id}`)).body;
    expect(page).toContain('The Care Board becomes part of the Health and Care Board');
    expect(page).not.toContain('style=');
  });

  test('a restructuring is named, though the bodies stay as they are', async () => {
    const step = { kind: 'restructure', body: ids.get('Health Board') ?? '', says: 'Three functions' };
    const { id } = await propose([step]);
    const page = (await clerk.get(`/structure/proposals/${id}`)).body;
    expect(page).toContain('The Health Board is restructured: Three functions');
    expect(page).not.toContain('Nothing yet.');
  });

  test('a step that is not whole is refused, and a step is taken back by whom has seen the latest', async () => {
    const { id, answers } = await propose([
      { kind: 'merge', body: ids.get('Care Board') ?? '', other: ids.get('Care Board') ?? '' },
    ]);
    expect(answers).toMatchObject([{ refused: 'form-incomplete', field: 'other' }]);
    const { db } = concord();
    const add = (revision: number) =>
      db.as(clerk.actor, (tx) =>
        addStep(
          tx,
          clerk.actor,
          id,
          revision,
          stepFields.parse({ kind: 'abolish', body: ids.get('Care Board') }),
        ),
      );
    const dated = (endsOn: string) => ({
      kind: 'establish',
      name: 'Winter Group',
      bodyKind: 'task-and-finish',
      endsOn,
    });
    const group = await propose([dated('2012-03-01')]);
    expect(group.answers).toMatchObject([{ refused: 'ends-before-it-begins', field: 'endsOn' }]);
    expect(await add(1)).toBeUndefined();
    expect(await add(1)).toMatchObject({ refused: 'changed-meanwhile' });
    expect(await db.as(clerk.actor, (tx) => takeBackStep(tx, clerk.actor, id, 2))).toBeUndefined();
    expect(
      await db.as(clerk.actor, (tx) =>
        adoptStructure(tx, clerk.actor, {
          proposalId: id,
          on: plainDate('2013-01-16'),
          by: 'Strategic Board',
          ground: EARLIER,
        }),
      ),
    ).toMatchObject({ refused: 'structure-changes-nothing' });
  });

  test('adopting it carries every step out from its first day, or none', async () => {
    const { db } = concord();
    const impossible = await propose([
      { kind: 'establish', name: 'Another Board', bodyKind: 'thematic' },
      {
        kind: 'unrelate',
        body: ids.get('Strategic Board') ?? '',
        other: ids.get('Care Board') ?? '',
        relation: 'advises',
      },
    ]);
    const adopt = (proposalId: string) =>
      db.as(clerk.actor, (tx) =>
        adoptStructure(tx, clerk.actor, {
          proposalId,
          on: plainDate('2013-01-16'),
          by: 'Strategic Board',
          ground: EARLIER,
        }),
      );
    expect(await adopt(impossible.id)).toMatchObject({
      refused: 'not-found',
      message: expect.stringContaining('Step 2'),
    });
    expect(await db.does(clerk.actor, (tx) => findBody(tx, 'another-board'))).toBeUndefined();

    const { id } = await propose(STEPS());
    expect(await adopt(id)).toEqual({ steps: 5 });
    expect(await adopt(id)).toMatchObject({ refused: 'structure-adopted-already' });
    const names = async (on: string) =>
      (await db.does(clerk.actor, (tx) => structureAt(tx, plainDate(on), undefined))).bodies.map(
        ({ name }) => name,
      );
    expect(await names('2013-03-31')).toEqual([
      'Care Board',
      'Executive Board',
      'Health Board',
      'Strategic Board',
    ]);
    expect(await names('2013-04-01')).toEqual([
      'Commissioning Board',
      'Executive Board',
      'Health and Care Board',
      'Strategic Board',
    ]);
    const lines = (await db.does(clerk.actor, (tx) => structureAt(tx, plainDate('2013-04-01'), undefined)))
      .lines;
    expect(lines).toHaveLength(2);
    for (const check of termsChecks)
      expect([check.name, await db.does(clerk.actor, (tx) => check.find(tx))]).toEqual([check.name, []]);
    const touched = await db.as(clerk.actor, (tx) =>
      tx
        .updateTable('governance.proposed_structure')
        .set({ title: 'Another', revision: 99 })
        .where('id', '=', id)
        .execute(),
    );
    expect(touched).toMatchObject({ refused: 'structure-adoption-of-proposal' });
    expect((await clerk.get(`/structure/proposals/${id}`)).body).toContain(
      'The Care Board becomes part of the Health and Care Board',
    );
  });

  test('is decided by the Strategic Board on the recommendation of the Executive Board', () => {
    expect([structureDecidable.route, Object.keys(structureDecidable.effects)]).toEqual([
      ['executive', 'strategic'],
      ['endorsed'],
    ]);
  });
});

describe('the diagram', () => {
  const body = (key: string) => ({
    key,
    slug: key,
    name: `The body called ${key}`,
    kind: 'thematic' as const,
    agency: null,
    programmes: [],
  });
  const structure: Structure = {
    bodies: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'apart'].map(body),
    lines: [
      ...['b', 'c', 'd', 'e', 'f', 'g'].map((from) => ({
        from,
        to: 'a',
        kind: 'reports-to' as const,
        note: null,
      })),
      { from: 'h', to: 'b', kind: 'reports-to', note: null },
      { from: 'b', to: 'h', kind: 'delegates-to', note: null },
      { from: 'h', to: 'a', kind: 'advises', note: null },
    ],
  };

  test('has every body once and every relation of its rows, and no box lies on another', () => {
    for (const drawing of [drawWide(structure), drawNarrow(structure)]) {
      expect(drawing.boxes.map(({ body: { key } }) => key).sort()).toEqual(
        structure.bodies.map(({ key }) => key).sort(),
      );
      for (const [at, one] of drawing.boxes.entries())
        for (const other of drawing.boxes.slice(at + 1))
          expect(
            one.x + one.width <= other.x ||
              other.x + other.width <= one.x ||
              one.y + one.height <= other.y ||
              other.y + other.height <= one.y,
          ).toBe(true);
      for (const box of drawing.boxes) expect(box.x + box.width).toBeLessThanOrEqual(drawing.width);
    }
    expect(drawWide(structure).joins).toHaveLength(structure.lines.length);
  });

  test('who reports to whom stands below, even where the upper one delegates back', () => {
    const rows = new Map(drawWide(structure).boxes.map((box) => [box.body.key, box.y]));
    expect((rows.get('a') ?? 0) < (rows.get('b') ?? 0) && (rows.get('b') ?? 0) < (rows.get('h') ?? 0)).toBe(
      true,
    );
  });

  test('the structure page shows any day and works without anything drawn', async () => {
    const reader = await concord().signInAs();
    const { body: page, statusCode } = await reader.get('/structure?on=2013-03-31');
    expect([statusCode, page.includes('Care Board'), page.includes('style=')]).toEqual([200, true, false]);
    expect((await reader.get('/structure?on-day=1&on-month=4&on-year=2013')).body).toContain(
      'Health and Care Board',
    );
  });
});
