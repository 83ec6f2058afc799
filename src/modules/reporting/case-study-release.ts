import { createHash } from 'node:crypto';
import { type Block, type List, plainText, type SimpleBlock } from '../../ui/document/index.ts';
import type { DraftFacts } from './model.ts';

type CaseStudy = Extract<Block, { kind: 'caseStudy' }>;

/** The hash of a case study's every word: a sign-off holds for these words only. */
export const caseStudyHash = (study: CaseStudy): string =>
  createHash('sha256')
    .update(JSON.stringify([study.title, study.attribution ?? '', study.blocks.map(wordsOf)]))
    .digest('hex');

const wordsOf = (block: SimpleBlock): unknown =>
  block.kind === 'paragraph' ? plainText(block.inlines) : itemsOf(block);

const itemsOf = (list: List): unknown =>
  list.items.map((item) => [plainText(item.inlines), item.list === undefined ? [] : itemsOf(item.list)]);

export const isCaseStudy = (block: Block): block is CaseStudy => block.kind === 'caseStudy';

/** The case studies that modules offer to this report, once each. */
export function offeredCaseStudies(
  facts: Pick<DraftFacts, 'fed'>,
): readonly (CaseStudy & { readonly hash: string })[] {
  const studies = [...facts.fed.values()].flat().filter(isCaseStudy);
  return [...new Map(studies.map((study) => [caseStudyHash(study), study]))].map(([hash, study]) => ({
    ...study,
    hash,
  }));
}

/** Those of them that nobody has signed off. */
export const waitingCaseStudies = (facts: Pick<DraftFacts, 'fed' | 'released'>) =>
  offeredCaseStudies(facts).filter((study) => !facts.released.has(study.hash));
