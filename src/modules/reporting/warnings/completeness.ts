import { longDate } from '../../../kernel/plain-date.ts';
import { waitingCaseStudies } from '../case-study-release.ts';
import type { DraftFacts } from '../model.ts';
import type { TemplateSection } from '../template.ts';
import { type Rule, titleOfPlace, warn } from './warning.ts';

/** What Cabinet asked to hear more about has to be answered, or the report says why not. */
export const unansweredRequest: Rule = (facts) =>
  facts.interests
    .filter((interest) => interest.answer === undefined)
    .map((interest) =>
      warn(
        'unanswered-request',
        'stops',
        'interests',
        `${interest.askedBy} asked on ${longDate(interest.askedOn)}: “${interest.words}” The draft does not say where it answers, or why not.`,
      ),
    );

const wordsIn = (facts: DraftFacts, section: TemplateSection): string =>
  facts.texts.get(`section.${section.key}`)?.words.trim() ?? '';

/** A section that the template requires, with neither prose nor anything gathered. */
export const emptySection: Rule = (facts) =>
  facts.template.sections
    .filter((section) => section.required && !hasContent(facts, section))
    .map((section) =>
      warn(
        'empty-section',
        'warning',
        section.kind === 'recommendations' ? 'recommendations' : `section.${section.key}`,
        `${section.title}: nothing stands in this section.`,
      ),
    );

function hasContent(facts: DraftFacts, section: TemplateSection): boolean {
  if (wordsIn(facts, section) !== '' || section.feeds.some((feed) => (facts.fed.get(feed) ?? []).length > 0))
    return true;
  if (section.kind === 'recommendations') return facts.recommendations.length > 0;
  return section.kind === 'implications' || section.kind === 'changes' || section.figures.length > 0;
}

/** A recommendation needs the issue behind it: its own reason, or the section on key issues. */
export const recommendationWithoutKeyIssue: Rule = (facts) => {
  const issues = facts.template.sections.filter((section) => section.kind === 'key-issues');
  if (issues.some((section) => wordsIn(facts, section) !== '')) return [];
  return facts.recommendations.flatMap((one, index) =>
    one.reason.trim() !== ''
      ? []
      : [
          warn(
            'recommendation-without-key-issue',
            'warning',
            'recommendations',
            `Recommendation ${index + 1} has no reason, and no key issue is written.`,
          ),
        ],
  );
};

/** Prose carried from the last edition that nobody has edited or confirmed. */
export const copiedProse: Rule = (facts) =>
  [...facts.texts.values()]
    .filter(
      (text) => text.origin === 'copied' && text.place.startsWith('section.') && text.words.trim() !== '',
    )
    .map((text) =>
      warn(
        'copied-prose',
        'warning',
        text.place,
        `${titleOfPlace(facts, text.place)}: the words come from the last edition. Edit or confirm them.`,
      ),
    );

/** A feed that no module offers. */
export const unknownFeed: Rule = (facts) =>
  facts.template.sections.flatMap((section) =>
    section.feeds
      .filter((feed) => !facts.fed.has(feed))
      .map((feed) =>
        warn(
          'unknown-feed',
          'warning',
          'template',
          `${section.title}: nothing offers “${feed}”. Change the template.`,
        ),
      ),
  );

/** A case study that was not signed off stays out of the report. */
export const unreleasedCaseStudy: Rule = (facts) =>
  waitingCaseStudies(facts).map((study) =>
    warn(
      'unreleased-case-study',
      'warning',
      'case-studies',
      `The case study “${study.title}” is left out until somebody has checked that nobody can be recognised and has signed it off.`,
    ),
  );
