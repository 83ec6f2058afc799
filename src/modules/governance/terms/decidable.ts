import { longDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Decidable, Effect } from '../../../platform/module.ts';
import { list, paragraph } from '../../../ui/document/index.ts';
import { termsInWords } from './in-words.ts';
import { loadNames } from './names.ts';
import { findTerms } from './queries.ts';
import { adoptTerms } from './terms.ts';

const adopt: Effect = async (tx, actor, termsId, { decidedOn, body, decisionId }) => {
  const adopted = await adoptTerms(tx, actor, { termsId, on: decidedOn, by: body, ground: { decisionId } });
  return isRefusal(adopted)
    ? adopted
    : `Version ${adopted.version} of the terms of reference is adopted and in force from ${longDate(adopted.inForceFrom)}.`;
};

/** The Executive Board recommends terms of reference, the Strategic Board adopts them. */
export const termsDecidable: Decidable = {
  kind: 'terms',
  says: 'Terms of reference',
  route: ['executive', 'strategic'],
  authority: ['terms.adopt'],
  async show(tx, _actor, termsId) {
    const terms = await findTerms(tx, termsId);
    if (!terms) return [];
    const clauses = termsInWords(terms, await loadNames(tx)).filter(({ prose }) => !prose);
    return [
      paragraph(`Version ${terms.version} of the terms of reference:`),
      list(
        'bulleted',
        clauses.map(({ topic, says }) => `${topic}: ${says}`),
      ),
    ];
  },
  effects: { endorsed: adopt },
};
