import { expect, test } from 'vitest';
import { isRefusal } from '../../kernel/refusal.ts';
import { cadenceInWords, fits, numberSections } from './template.ts';
import { readTemplate } from './template-commands.ts';
import { addSection, changeSection, moveSection, removeSection } from './template-editing.ts';
import { sampleTemplate } from './testing/facts.ts';

const keys = (template: ReturnType<typeof addSection>): readonly string[] =>
  isRefusal(template) ? [template.refused] : template.sections.map((section) => section.key);

test('sections are numbered, and parts within them', () => {
  expect(numberSections(sampleTemplate().sections)).toEqual(['1', '2', '3', '4', '4.1', '5']);
});

test('a pattern stands for figures of one family only', () => {
  expect(fits('plan.economic.cash', 'plan.*.cash')).toBe(true);
  expect(fits('plan.economic.cash.total', 'plan.*.cash')).toBe(false);
  expect(fits('indicator.crime.latest', 'indicator.crime.latest')).toBe(true);
});

test('a partnership adds, moves, renames and removes sections', () => {
  const added = addSection(sampleTemplate(), 'Love Your Street', 2);
  expect(keys(added).at(-1)).toBe('love-your-street');
  expect(keys(moveSection(sampleTemplate(), 'purpose', 1)).slice(0, 2)).toEqual([
    'recommendations',
    'purpose',
  ]);
  expect(keys(moveSection(sampleTemplate(), 'purpose', -1))).toEqual(['at-the-end']);
  const renamed = changeSection(sampleTemplate(), 'purpose', { title: 'Why this report' });
  expect(isRefusal(renamed) ? '' : renamed.sections[0]?.title).toBe('Why this report');
  expect(keys(removeSection(sampleTemplate(), 'purpose'))).not.toContain('purpose');
});

test('two sections of one title are refused', () => {
  expect(keys(addSection(sampleTemplate(), 'Purpose', 1))).toEqual(['section-title']);
});

test('a template that cannot be read is refused with the place of the fault', () => {
  const wrong = readTemplate({
    ...sampleTemplate(),
    cadence: { every: 'fortnight', startsOn: '2012-10-01' },
  });
  expect(isRefusal(wrong) && wrong.message).toContain('cadence.every');
});

test('a cadence reads as a sentence', () => {
  expect(cadenceInWords({ every: 'board', daysAfter: 35 }, 'Strategic Board')).toBe(
    'Within 35 days after each sitting of the Strategic Board',
  );
});
