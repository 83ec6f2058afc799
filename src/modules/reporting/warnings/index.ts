import type { DraftFacts } from '../model.ts';
import {
  copiedProse,
  emptySection,
  recommendationWithoutKeyIssue,
  unansweredRequest,
  unknownFeed,
  unreleasedCaseStudy,
} from './completeness.ts';
import { staleFigure, typedNumber, unknownFigure } from './figures.ts';
import {
  contradictedImplication,
  copiedImplication,
  missingImplication,
  noneWithoutReason,
  sameTextTwice,
} from './implications.ts';
import type { DraftWarning, Rule } from './warning.ts';

const RULES: readonly Rule[] = [
  unansweredRequest,
  unknownFigure,
  contradictedImplication,
  sameTextTwice,
  missingImplication,
  copiedImplication,
  noneWithoutReason,
  staleFigure,
  emptySection,
  recommendationWithoutKeyIssue,
  copiedProse,
  unreleasedCaseStudy,
  unknownFeed,
  typedNumber,
];

const ORDER = { stops: 0, warning: 1, hint: 2 } as const;

/** All that is wrong with a draft, what stops approval first. */
export const warningsOf = (facts: DraftFacts): readonly DraftWarning[] =>
  RULES.flatMap((rule) => rule(facts)).sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);

export type { DraftWarning, Severity } from './warning.ts';
