import type { SectionOffer } from '../../../platform/module.ts';
import { type Block, paragraph } from '../../../ui/document/index.ts';
import { findExercise, listExercises, OVERALL } from './queries.ts';
import { sayResult } from './results.tsx';
import { AGREEMENT, agreementOf } from './weigh.ts';

/** What members put first in the last exercise that had closed by the day of the report. */
export const exerciseSection: SectionOffer = {
  name: 'priorities-scored',
  title: 'What members put first',
  gather: async (tx, _actor, { asAt }): Promise<readonly Block[]> => {
    const last = (await listExercises(tx)).find(({ closedOn }) => closedOn !== null && closedOn <= asAt);
    const view = last && (await findExercise(tx, last.id));
    if (!view) return [paragraph('Members have not scored the needs yet.')];
    return [
      paragraph(
        `${view.title}: ${sayResult(view)}${view.synthetic ? ' The scores are made up for the example.' : ''}`,
      ),
      {
        kind: 'table',
        caption: 'What members put first',
        columns: [
          { header: 'Rank', align: 'right' },
          { header: 'Need', width: 3 },
          { header: 'Score of 5', align: 'right' },
          { header: 'Middle half of the members' },
          { header: 'Agreement', width: 2 },
        ],
        rows: view.needs.map(({ title, results }, at) => {
          const spread = results.get(OVERALL);
          return {
            cells: spread
              ? [
                  String(at + 1),
                  title,
                  spread.mean.toFixed(1),
                  `${spread.low.toFixed(1)} to ${spread.high.toFixed(1)}`,
                  AGREEMENT[agreementOf(spread)],
                ]
              : [String(at + 1), title, '', '', ''],
          };
        }),
      },
    ];
  },
};
