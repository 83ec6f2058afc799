import { expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import type { Block } from '../../ui/document/index.ts';
import { figuresOf } from '../../ui/document/index.ts';
import { assemble } from './assemble.ts';
import { caseStudyHash } from './case-study-release.ts';
import { changesOf, rowsOf } from './changes.ts';
import type { EditionContents } from './model.ts';
import { type FactsChange, factsOf, figure, written } from './testing/facts.ts';

const built = (change: FactsChange, draft = true) => assemble(factsOf(change), { draft });

const planTable = (status: string): Block => ({
  kind: 'table',
  caption: 'Plan',
  columns: [{ header: 'Project' }, { header: 'Status' }],
  rows: [{ cells: ['Divert', 'On track'] }, { cells: ['The Right Stuff', status] }],
});

test('a figure in prose is the figure that was offered, with its source', () => {
  const crime = figure('5,803', 5803);
  const { document } = built({
    texts: [written('section.purpose', 'There were {{figure:indicator.crime.latest}} crimes.')],
    figures: { 'indicator.crime.latest': crime },
  });
  expect(figuresOf(document)).toMatchObject([
    { name: 'indicator.crime.latest', text: '5,803', source: crime.source },
  ]);
});

test('headings of prose and of what is gathered stand below their section', () => {
  const { sections } = built({
    texts: [written('section.detail', '# A heading of prose')],
    fed: { plan: [{ kind: 'heading', level: 1, id: 'purpose', text: 'A heading of the plan' }] },
  });
  const levels = sections.flatMap((section) =>
    section.blocks.flatMap((block) => (block.kind === 'heading' ? [`${block.level} ${block.text}`] : [])),
  );
  expect(levels).toContain('2 A heading of prose');
  expect(levels).toContain('3 A heading of the plan');
});

test('an implication of none says so, with its reason where there is one', () => {
  const { sections } = built({
    texts: [
      written('implication.risk', '', { standing: 'none' }),
      written('implication.data-protection', 'no personal data is in it.', { standing: 'none' }),
    ],
  });
  const text = JSON.stringify(sections.at(-1)?.blocks);
  expect(text).toContain('"None"');
  expect(text).toContain('"None: "');
  expect(text).toContain('Nothing is said here yet.');
});

test('a case study stands in the report only when it is signed off word for word', () => {
  const study = { kind: 'caseStudy' as const, title: 'A resident', blocks: [] };
  const left = built({ fed: { plan: [study] } });
  expect(left.document.blocks).not.toContainEqual(study);
  const kept = built({ fed: { plan: [study] }, released: new Set([caseStudyHash(study)]) });
  expect(kept.document.blocks).toContainEqual(study);
  const reworded = { ...study, title: 'Another resident' };
  expect(
    built({ fed: { plan: [reworded] }, released: new Set([caseStudyHash(study)]) }).document.blocks,
  ).not.toContainEqual(reworded);
});

test('the same facts give the same document', () => {
  const change = {
    texts: [written('section.purpose', 'To *brief* Cabinet.')],
    fed: { plan: [planTable('Late')] },
  };
  expect(JSON.stringify(built(change))).toBe(JSON.stringify(built(change)));
});

test('an indicator that changed is told of although no text cites it; of an edition of before, names alone are known', () => {
  const kept = (text: string, value: number) => ({ text, value, unit: '', sentence: `${text}.` });
  const changesSince = (known: EditionContents['known']) => {
    const contents = { texts: {}, recommendations: [], figures: {}, known, rows: {} };
    const previous = { id: newId<'edition'>(), title: 'U', asAt: plainDate('2012-10-18'), contents };
    const figures = {
      'indicator.fires.latest': figure('12', 12),
      'indicator.same.latest': figure('3', 3),
      'indicator.lost.latest': figure('not known', null),
    };
    return changesOf(factsOf({ previous, figures })).figures.map(({ kind, name, before, after }) => [
      kind,
      name,
      before,
      after,
    ]);
  };
  const before = {
    'indicator.fires.latest': kept('15', 15),
    'indicator.same.latest': kept('3', 3),
    'indicator.lost.latest': kept('8', 8),
  };
  expect(changesSince(before)).toEqual([
    ['changed', 'indicator.fires.latest', '15', '12'],
    ['changed', 'indicator.lost.latest', '8', 'not known'],
  ]);
  expect(changesSince(Object.keys(before))).toEqual([]);
});

test('what changed since the last edition is told in figures and in plan, with both values', () => {
  const previous = {
    id: newId<'edition'>(),
    title: 'Partnership update',
    asAt: plainDate('2012-10-18'),
    contents: {
      texts: {},
      recommendations: [],
      figures: {
        'indicator.crime.latest': { text: '5,790', value: 5790, unit: '', sentence: 'Crimes.' },
        'indicator.gone.latest': { text: '1', value: 1, unit: '', sentence: 'Gone.' },
      },
      known: ['indicator.crime.latest', 'indicator.uncited.latest'],
      rows: rowsOf([planTable('On track')]),
    },
  };
  const changes = changesOf(
    factsOf({
      previous,
      figures: {
        'indicator.crime.latest': figure('5,803', 5803),
        'indicator.new.latest': figure('7', 7),
        'indicator.uncited.latest': figure('3', 3),
        'indicator.unknown.latest': figure('not known', null),
        'project.bus.new.latest': figure('7', 7),
      },
      fed: { plan: [planTable('Late')] },
    }),
  );
  expect(changes.figures.map(({ kind, name, before, after }) => [kind, name, before, after])).toEqual([
    ['changed', 'indicator.crime.latest', '5,790', '5,803'],
    ['removed', 'indicator.gone.latest', '1', undefined],
    ['added', 'indicator.new.latest', undefined, '7'],
  ]);
  expect(changes.plan).toEqual([
    {
      kind: 'changed',
      name: 'Plan: The Right Stuff',
      says: 'Plan: The Right Stuff, Status',
      before: 'On track',
      after: 'Late',
    },
  ]);
});
