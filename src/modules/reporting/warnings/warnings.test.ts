import { describe, expect, test } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import type { PreviousEdition } from '../model.ts';
import { type FactsChange, factsOf, figure, sampleTemplate, written } from '../testing/facts.ts';
import { warningsOf } from './index.ts';

const sentences = (rule: string, change: FactsChange): readonly string[] =>
  warningsOf(factsOf(change))
    .filter((warning) => warning.rule === rule)
    .map((warning) => warning.sentence);

const places = (rule: string, change: FactsChange): readonly string[] =>
  warningsOf(factsOf(change))
    .filter((warning) => warning.rule === rule)
    .map((warning) => warning.place);

const edition = (texts: PreviousEdition['contents']['texts']): PreviousEdition => ({
  id: newId<'edition'>(),
  title: 'Partnership update',
  asAt: plainDate('2012-10-18'),
  contents: { texts, recommendations: [], figures: {}, known: [], rows: {} },
});

describe('implications', () => {
  test('a required implication that nobody has stated is missing', () => {
    expect(
      places('missing-implication', { texts: [written('implication.risk', 'The fund is finite.')] }),
    ).toEqual(['implication.financial', 'implication.data-protection']);
  });

  test('none is a statement and not missing, but it needs a reason', () => {
    const texts = [written('implication.risk', '', { standing: 'none' })];
    expect(places('missing-implication', { texts })).not.toContain('implication.risk');
    expect(places('none-without-reason', { texts })).toEqual(['implication.risk']);
  });

  test('none because of something needs nothing more', () => {
    const texts = [written('implication.risk', 'The report is for information.', { standing: 'none' })];
    expect(places('none-without-reason', { texts })).toEqual([]);
  });

  test('an implication that reads as in the last edition is copied until somebody confirms it', () => {
    const previous = edition({ 'implication.risk': { standing: 'written', words: 'The fund is finite.' } });
    const text = written('implication.risk', 'The  fund is finite', { origin: 'copied' });
    expect(places('copied-implication', { previous, texts: [text] })).toEqual(['implication.risk']);
    expect(places('copied-implication', { previous, texts: [{ ...text, origin: 'confirmed' }] })).toEqual([]);
    expect(
      places('copied-implication', { previous, texts: [{ ...text, words: 'The fund ends in 2014.' }] }),
    ).toEqual([]);
  });

  test('the data protection sentence pasted under risk management in January 2012 is caught', () => {
    const words =
      'There are no identified implications in respect of the Data Protection Act arising from this report.';
    const texts = [written('implication.data-protection', words), written('implication.risk', `${words} `)];
    expect(places('same-text-twice', { texts })).toEqual(['implication.risk']);
    expect(sentences('same-text-twice', { texts })).toEqual([
      'The same text stands under Data Protection and Risk Management. The words speak of Data Protection.',
    ]);
  });

  test('a plain none under several implications is no pasted text', () => {
    const none = { standing: 'none' } as const;
    const texts = [written('implication.data-protection', '', none), written('implication.risk', '', none)];
    expect(places('same-text-twice', { texts })).toEqual([]);
  });

  test('no financial implications beside £81,000 of requests is a contradiction', () => {
    const figures = {
      'plan.economic.cash': figure('£81,000', 8_100_000, {
        sentence: 'Requests for funding in the economic plan.',
      }),
      'plan.health.cash': figure('£0', 0),
    };
    const texts = [
      written('implication.financial', 'There are no direct Financial Implications arising from the report.'),
    ];
    expect(sentences('contradicted-implication', { texts, figures })).toEqual([
      'Financial: it says that there are none, but this report has £81,000 (Requests for funding in the economic plan).',
    ]);
    expect(sentences('contradicted-implication', { texts })).toEqual([]);
  });

  test('money that the prose itself tells of contradicts a financial none', () => {
    const figures = { 'request.apprentices.amount': figure('£50,000', 5_000_000) };
    const texts = [
      written('section.detail', 'The Board asked for {{figure:request.apprentices.amount}}.'),
      written('implication.financial', '', { standing: 'none' }),
    ];
    expect(places('contradicted-implication', { texts, figures })).toEqual(['implication.financial']);
  });

  test('an implication that says what it costs is not contradicted', () => {
    const figures = { 'plan.economic.cash': figure('£81,000', 8_100_000) };
    const texts = [written('implication.financial', 'The requests are met from the reserve.')];
    expect(places('contradicted-implication', { texts, figures })).toEqual([]);
  });
});

describe('figures', () => {
  const crimes = figure('5,803', 5803, { sentence: 'Crimes recorded in Cannock Chase in 2011/12.' });
  const figures = { 'indicator.recorded-crime.latest': crimes };

  test('a reference to a figure that nobody offers stops approval', () => {
    const texts = [written('section.detail', 'There were {{figure:indicator.unheard-of.latest}} crimes.')];
    const [warning] = warningsOf(factsOf({ texts, figures })).filter((one) => one.rule === 'unknown-figure');
    expect(warning?.severity).toBe('stops');
    expect(warning?.sentence).toContain('indicator.unheard-of.latest');
  });

  test('a figure whose value changed since the prose was written is stale', () => {
    const seen = { 'indicator.recorded-crime.latest': { text: '5,790', value: 5790, asAt: '2013-01-17' } };
    const texts = [
      written('section.detail', 'There were {{figure:indicator.recorded-crime.latest}} crimes.', { seen }),
    ];
    expect(sentences('stale-figure', { texts, figures })).toEqual([
      'Report detail: indicator.recorded-crime.latest was 5,790 when this was written and is 5,803 now. Read the words again.',
    ]);
  });

  test('a figure of the same value at another date is only a hint', () => {
    const seen = { 'indicator.recorded-crime.latest': { text: '5,803', value: 5803, asAt: '2012-10-18' } };
    const texts = [written('section.detail', '{{figure:indicator.recorded-crime.latest}}', { seen })];
    const found = warningsOf(factsOf({ texts, figures })).filter((one) => one.rule === 'stale-figure');
    expect(found.map((one) => one.severity)).toEqual(['hint']);
  });

  test('a number typed by hand that equals a figure gets its reference as a hint', () => {
    const texts = [written('section.detail', 'There were 5,803 crimes in the District.')];
    expect(sentences('typed-number', { texts, figures })).toEqual([
      'Report detail: “5,803” is typed by hand; use {{figure:indicator.recorded-crime.latest}}.',
    ]);
  });

  test('a number typed by hand that contradicts the figure on its subject is pointed out', () => {
    const texts = [
      written('section.detail', 'In 2011/12 there were 5,900 crimes recorded in Cannock Chase.'),
    ];
    const subject = { ...crimes, sentence: 'Crimes recorded in Cannock Chase.' };
    expect(
      sentences('typed-number', { texts, figures: { 'indicator.recorded-crime.latest': subject } }),
    ).toEqual([
      'Report detail: “5,900” is typed by hand, and indicator.recorded-crime.latest says 5,803. Use {{figure:indicator.recorded-crime.latest}} or make clear what the number is.',
    ]);
  });

  test('dates, years and list numbers are no figures', () => {
    const words =
      '1. On 17 January 2013, as in 2011/12 and at the 21st sitting (waves 10-13), nothing was counted.';
    expect(sentences('typed-number', { texts: [written('section.detail', words)], figures })).toEqual([]);
  });
});

describe('completeness', () => {
  const interest = {
    id: newId<'interest'>(),
    askedBy: 'Cabinet',
    askedOn: plainDate('2012-06-21'),
    words: 'The Blake projects',
    source: null,
  };

  test('a request of Cabinet that the draft does not answer stops approval', () => {
    const [warning] = warningsOf(factsOf({ interests: [{ ...interest, answer: undefined }] }));
    expect(warning).toMatchObject({ rule: 'unanswered-request', severity: 'stops', place: 'interests' });
  });

  test('saying why a request is not answered is an answer', () => {
    const answer = { sectionKey: null, reason: 'The transition plan is not ready.', revision: 1 };
    expect(places('unanswered-request', { interests: [{ ...interest, answer }] })).toEqual([]);
  });

  test('a required section in which nothing stands is empty', () => {
    expect(places('empty-section', {})).toEqual(['section.purpose', 'recommendations']);
    expect(places('empty-section', { texts: [written('section.purpose', 'To brief Cabinet.')] })).toEqual([
      'recommendations',
    ]);
  });

  test('a recommendation without a reason needs a key issue', () => {
    const recommendations = [{ words: 'Note the update', reason: '' }];
    expect(places('recommendation-without-key-issue', { recommendations })).toEqual(['recommendations']);
    const texts = [written('section.key-issues', 'Cabinet asked for a quarterly update.')];
    expect(places('recommendation-without-key-issue', { recommendations, texts })).toEqual([]);
  });

  test('prose carried from the last edition is copied until it is edited or confirmed', () => {
    const copied = written('section.purpose', 'To brief Cabinet.', { origin: 'copied' });
    expect(places('copied-prose', { texts: [copied] })).toEqual(['section.purpose']);
    expect(places('copied-prose', { texts: [{ ...copied, origin: 'confirmed' }] })).toEqual([]);
  });

  test('a feed that no module offers is named', () => {
    expect(places('unknown-feed', { fed: {} })).toEqual(['template']);
  });

  test('a case study that is not signed off is left out and waits', () => {
    const fed = { plan: [{ kind: 'caseStudy' as const, title: 'A resident', blocks: [] }] };
    expect(places('unreleased-case-study', { fed })).toEqual(['case-studies']);
  });

  test('a draft with nothing wrong has no warnings', () => {
    const texts = [
      written('section.purpose', 'To brief Cabinet.'),
      ...['financial', 'data-protection', 'risk'].map((key, index) =>
        written(`implication.${key}`, `What follows is said in part ${'abc'[index]}.`),
      ),
    ];
    const recommendations = [{ words: 'Note the update', reason: 'Cabinet asked for it.' }];
    expect(warningsOf(factsOf({ template: sampleTemplate(), texts, recommendations }))).toEqual([]);
  });
});
