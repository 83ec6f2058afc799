import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { plainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal } from '../../../../kernel/refusal.ts';
import type { Member } from '../../../../platform/actor.ts';
import { testDatabase } from '../../../../platform/database/testing.ts';
import { aCase } from '../../testing/a-case.ts';
import { aCaseworker, asks, testSubjects, works } from '../../testing/working.ts';
import { findCase } from '../queries.ts';
import { assessCase } from './assess.ts';
import { linesOfTemplate, readLines } from './lines.ts';
import { scoreOf } from './score.ts';
import { draftTemplate, publishTemplate, type TemplateFields } from './template.ts';
import { findTemplate, listTemplates } from './template-queries.ts';

const db = testDatabase();
const subjects = testSubjects();
const on = plainDate('2013-01-17');
let worker: Member;
beforeAll(async () => {
  worker = await aCaseworker(db());
});

const MATRIX: TemplateFields = {
  slug: 'asb-risk-matrix',
  title: 'ASB risk matrix',
  says: '',
  source: '',
  of: 'case',
  questions: [
    {
      text: 'How often?',
      help: '',
      kind: 'choice',
      options: [
        { label: 'Once', score: 0 },
        { label: 'Daily', score: 5 },
      ],
    },
    { text: 'What do they fear?', help: '', kind: 'words', options: [] },
  ],
  bands: [
    { name: 'Standard', colour: 'green', from: 0, reviewWithinDays: 28 },
    { name: 'High', colour: 'red', from: 4, reviewWithinDays: 3 },
  ],
};

const settings = () => db().with('read', 'casework.settings');
const published = async (fields: TemplateFields = MATRIX): Promise<string> =>
  db().does(settings(), async (tx) => {
    const made = await draftTemplate(tx, settings(), fields);
    if (isRefusal(made)) return made;
    const done = await publishTemplate(tx, settings(), { id: made.id, revision: 1, on });
    return isRefusal(done) ? done : made.id;
  });

test('a published version is never changed: the next one takes its place, and the old one can be used no longer', async () => {
  const first = await published();
  const second = await published();
  const all = await db().does(settings(), (tx) => listTemplates(tx, settings(), { inUse: true }));
  expect(all.map(({ id }) => id)).toEqual([second]);
  expect(await db().does(settings(), (tx) => findTemplate(tx, settings(), first))).toMatchObject({
    endsOn: on,
    version: 1,
  });
  const reword = db().as(settings(), (tx) =>
    tx.updateTable('casework.template_question').set({ text: 'x' }).execute(),
  );
  expect(await reword).toMatchObject({ refused: 'not-allowed' });
});

test('a case is assessed on answers that count, and a red band brings its review forward', async () => {
  const templateId = await published();
  const caseId = await aCase(db(), worker, subjects());
  const template = await db().does(settings(), (tx) => findTemplate(tx, settings(), templateId));
  const [often = '', fear = ''] = template?.questions.map(({ id }) => id) ?? [];
  const assess = (answers: Record<string, number | string>) =>
    asks(db(), worker, (tx, actor) => assessCase(tx, actor, subjects(), { caseId, templateId, answers, on }));
  expect(await assess({ [fear]: 'Everything' })).toMatchObject({
    refused: 'question-unanswered',
    field: often,
  });
  expect(await assess({ [often]: 7 })).toMatchObject({ refused: 'no-such-answer' });
  expect(await assess({ [often]: 1, [fear]: 'Everything' })).toMatchObject({ score: 5, band: 'High' });
  const view = await works(db(), worker, (tx, actor) => findCase(tx, actor, subjects(), caseId));
  expect(view?.row.next_review_on).toBe('2013-01-20');
});

test('a template whose answers can score below every band is refused', async () => {
  const low = { ...MATRIX, slug: 'low', bands: MATRIX.bands.slice(1) };
  expect(await db().as(settings(), (tx) => draftTemplate(tx, settings(), low))).toMatchObject({
    refused: 'lowest-score-needs-a-band',
  });
});

test('lines that are written are read back as they were, and a line that is unclear is named', () => {
  const lines = linesOfTemplate({
    questions: MATRIX.questions.map((q) => ({ ...q, id: 'q' })),
    bands: MATRIX.bands,
  });
  expect(readLines(lines)).toEqual({ questions: MATRIX.questions, bands: MATRIX.bands });
  expect(readLines({ ...lines, questions: 'How often? | Never' })).toMatchObject({
    refused: 'answer-has-no-score',
  });
  expect(readLines({ ...lines, bands: 'High | pink | 1 | 7' })).toMatchObject({
    refused: 'band-is-unclear',
    field: 'bands',
  });
});

test('every complete set of answers falls into exactly one band: the highest that it reaches', () => {
  const answers = fc.array(fc.nat(1), { minLength: 3, maxLength: 3 });
  const questions = [0, 1, 2].map((n) => ({
    id: `q${n}`,
    text: '',
    help: '',
    kind: 'choice' as const,
    options: [
      { label: 'a', score: 0 },
      { label: 'b', score: n + 1 },
    ],
  }));
  fc.assert(
    fc.property(answers, (chosen) => {
      const scored = scoreOf(
        { questions, bands: MATRIX.bands },
        Object.fromEntries(chosen.map((value, n) => [`q${n}`, value])),
      );
      if (isRefusal(scored)) throw new Error(scored.refused);
      expect(scored.band.name).toBe(scored.score >= 4 ? 'High' : 'Standard');
    }),
  );
});
