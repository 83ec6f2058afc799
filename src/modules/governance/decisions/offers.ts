import type { ExportOffer, SearchOffer } from '../../../platform/module.ts';
import { listDecisions } from './queries.ts';
import { OUTCOMES } from './words.ts';

/** Decisions, so that they are found by their words; exempt ones only by who may see them. */
export const decisionSearch: SearchOffer = {
  kind: 'decision',
  list: async (tx, id) =>
    (await listDecisions(tx))
      .filter((decision) => id === undefined || decision.id === id)
      .map((decision) => ({
        id: decision.id,
        title: `${decision.reference} ${decision.title}`,
        summary: `${decision.body}: ${OUTCOMES[decision.outcome].toLowerCase()}. ${decision.words}`,
        path: `/decisions/${decision.reference}`,
        ...(decision.exempt ? { permission: 'papers.exempt' } : {}),
      })),
};

/** Open decisions as a table. */
export const decisionExport: ExportOffer = {
  name: 'decisions',
  says: 'What boards decided, without exempt decisions',
  rows: async (tx) =>
    (await listDecisions(tx))
      .filter(({ exempt }) => !exempt)
      .map((decision) => ({
        reference: decision.reference,
        body: decision.bodySlug,
        decidedOn: decision.decidedOn,
        title: decision.title,
        words: decision.words,
        outcome: decision.outcome,
        state: decision.state,
        keyDecision: decision.keyDecision,
        method: decision.method,
        quorate: decision.quorate,
        quorum: decision.quorumSays,
        subjectKind: decision.subjectKind,
        subjectId: decision.subjectId,
        deferredTo: decision.deferredTo,
        reason: decision.reason,
        effect: decision.effectSays,
      })),
};
