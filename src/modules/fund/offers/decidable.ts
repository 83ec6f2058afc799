import { formatPence } from '../../../kernel/pence.ts';
import type { Decidable } from '../../../platform/module.ts';
import { type Block, paragraph } from '../../../ui/document/index.ts';
import { requestEffects } from '../requests/effects.ts';
import { against } from '../requests/eligibility.ts';
import { listEligibility } from '../requests/facts.ts';
import { findRequestById, listRequests, listSplit } from '../requests/queries.ts';
import { businessToday } from '../today.ts';

/** What boards decide of the fund: a request, recommended by the Executive Board and decided by the Strategic Board. */
export const decidable: readonly Decidable[] = [
  {
    kind: 'request',
    says: 'A request for money',
    route: ['executive', 'strategic'],
    authority: ['fund.keep', 'project.endorse'],
    keepsConditions: true,
    effects: requestEffects,
    worth: async (tx, requestId) => (await findRequestById(tx, requestId))?.pence,
    waiting: async (tx) => (await listRequests(tx, { state: 'submitted' })).map(({ id }) => id),
    async show(tx, _actor, requestId): Promise<readonly Block[]> {
      const request = await findRequestById(tx, requestId);
      if (!request) return [];
      const split = await listSplit(tx, requestId);
      const streams = await listEligibility(tx, request, await businessToday(tx));
      const asks = `${request.reference}: ${request.title} asks for ${formatPence(request.pence)}${request.agency ? `, for ${request.agency}` : ''}.`;
      return [
        paragraph([asks, request.purpose].filter(Boolean).join(' ')),
        ...split.map((share) => {
          const found = streams.find(({ stream }) => stream.id === share.streamId);
          const why = found && against(found.verdict);
          const left = found ? `${formatPence(found.stream.available)} is left` : '';
          return paragraph(
            `${formatPence(share.pence)} is proposed from ${share.stream}: ${why ? `its rules do not allow it (${why})` : `its rules allow it; ${left}`}.`,
          );
        }),
        ...(split.length === 0 ? [paragraph('It is not proposed yet which streams pay.')] : []),
      ];
    },
  },
];
