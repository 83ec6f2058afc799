import { expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { answerInterest, recordInterest } from './interests.ts';
import { listTexts } from './queries.ts';
import { beginReport, returnReport } from './reports.ts';
import { importTemplate } from './template-commands.ts';
import { reportDesk } from './testing/desk.ts';
import { AS_AT, sampleTemplate } from './testing/facts.ts';
import { confirmText, writeRecommendations } from './texts.ts';

const {
  db,
  editor,
  approver,
  template,
  crimesAre,
  begin,
  report,
  figures,
  write,
  submit,
  approve,
  approved,
  build,
} = reportDesk();

test('a template is imported once; a changed one becomes its next version', async () => {
  const again = (title: string) =>
    db().does(editor(), (tx) =>
      importTemplate(tx, editor(), { ...sampleTemplate({ title }), slug: template() }),
    );
  expect(await again('Partnership update')).toMatchObject({ outcome: 'unchanged', version: 1 });
  expect(await again('Quarterly update')).toMatchObject({ outcome: 'changed', version: 2 });
});

test('a preview of a template writes nothing', async () => {
  const preview = await db().does(editor(), (tx) =>
    importTemplate(tx, editor(), { ...sampleTemplate(), slug: 'another' }, { preview: true }),
  );
  expect(preview).toMatchObject({ outcome: 'added' });
  expect(
    await db().does(editor(), (tx) => importTemplate(tx, editor(), { ...sampleTemplate(), slug: 'another' })),
  ).toMatchObject({
    outcome: 'added',
  });
});

test('there is one report of a template for a day', async () => {
  await begin();
  const second = await db().as(editor(), (tx) =>
    beginReport(tx, editor(), { template: template(), periodStart: AS_AT, asAt: AS_AT }),
  );
  expect(second).toMatchObject({ refused: 'report-once-for-a-day', field: 'asAt' });
});

test('two people who write at one place do not overwrite each other unseen', async () => {
  const id = await begin();
  expect(await write(id, 'section.purpose', 'First')).toBeUndefined();
  expect(await write(id, 'section.purpose', 'Second')).toMatchObject({ refused: 'changed-meanwhile' });
  expect(await write(id, 'section.purpose', 'Second', 1)).toBeUndefined();
});

test('what was submitted is not written in until it is sent back with a reason', async () => {
  const id = await begin();
  await submit(id);
  expect(await write(id, 'section.purpose', 'Late words')).toMatchObject({ refused: 'report-closed' });
  const { revision } = await report(id);
  const back = (reason: string) =>
    db().as(approver(), (tx) => returnReport(tx, approver(), { id, revision, reason }));
  expect(await back(' ')).toMatchObject({ refused: 'return-without-reason' });
  expect(await back('Say more on Blake')).toBeUndefined();
  expect(await write(id, 'section.purpose', 'More words')).toBeUndefined();
});

test('approval is refused while a request of Cabinet is unanswered', async () => {
  const interest = (await db().does(editor(), (tx) =>
    recordInterest(tx, editor(), {
      template: template(),
      askedBy: 'Cabinet',
      askedOn: plainDate('2012-06-21'),
      words: 'The Blake projects',
    }),
  )) as string;
  const id = await begin();
  await submit(id);
  expect(await approve(id)).toMatchObject({ refused: 'unanswered-request' });
  const { revision } = await report(id);
  await db().does(approver(), (tx) =>
    returnReport(tx, approver(), { id, revision, reason: 'Answer Cabinet' }),
  );
  const answer = (reply: { sectionKey?: string; reason?: string }) =>
    db().as(editor(), (tx) =>
      answerInterest(tx, editor(), { reportId: id, interestId: interest, revision: 0, ...reply }),
    );
  expect(await answer({})).toMatchObject({ refused: 'interest-answer-is-in-a-section-or-says-why-not' });
  expect(await answer({ sectionKey: 'detail' })).toBeUndefined();
  await submit(id);
  expect(isRefusal(await approve(id))).toBe(false);
});

test('warnings that stand have to be acknowledged by who approves', async () => {
  const id = await begin();
  await submit(id);
  expect(await approve(id, false)).toMatchObject({
    refused: 'warnings-not-acknowledged',
    field: 'acknowledged',
  });
  expect(isRefusal(await approve(id, true))).toBe(false);
});

test('a draft is not approved before it is submitted', async () => {
  expect(await approve(await begin())).toMatchObject({ refused: 'not-now' });
});

test('the next draft carries the prose over as copied, and says what changed', async () => {
  await approved();
  crimesAre('5,910', 5910);
  const next = await begin(plainDate('2013-04-18'));
  const built = await build(next);
  expect(built.facts.texts.get('section.purpose')).toMatchObject({
    origin: 'copied',
    words: expect.stringContaining('There were'),
  });
  const rules = built.warnings.map((warning) => warning.rule);
  expect(rules).toContain('copied-prose');
  expect(rules).toContain('stale-figure');
  const known = await figures();
  await db().does(editor(), (tx) =>
    confirmText(tx, editor(), known, { reportId: next, place: 'section.purpose', revision: 1 }),
  );
  const [text] = await db().does(editor(), (tx) => listTexts(tx, editor(), next));
  expect(text).toMatchObject({ origin: 'confirmed', seen: { 'indicator.crime.latest': { text: '5,910' } } });
});

test('recommendations keep their order, and empty rows fall out', async () => {
  const id = await begin();
  const { revision } = await report(id);
  const recommendations = ['Note the update', '  ', 'Identify areas of interest'].map((words) => ({
    words,
    reason: '',
  }));
  await db().does(editor(), (tx) =>
    writeRecommendations(tx, editor(), { reportId: id, revision, recommendations }),
  );
  const built = await build(id);
  expect(built.facts.recommendations.map((one) => one.words)).toEqual([
    'Note the update',
    'Identify areas of interest',
  ]);
});
