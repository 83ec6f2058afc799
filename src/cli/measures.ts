import { RefusedError } from '../kernel/refusal.ts';
import { type Releasing, releaseAgain, releaseDue, releasePeriod } from '../modules/intelligence/index.ts';
import { transact } from '../platform/database/transaction.ts';
import {
  type Command,
  operator,
  partnershipOf,
  required,
  sayRefusal,
  UsageError,
  withConcord,
} from './command.ts';

/** `concord release measures`: what the nightly job does, now; or one period again, with a reason. */
export const measureCommands: readonly Command[] = [
  {
    name: 'release measures',
    summary: 'Count what has ended and settled, and release it with small counts hidden',
    usage: '[--again PERIOD --measure NAME --reason WORDS] [--json]',
    help: 'A period is released once. With --again its figures are counted anew and released as a further revision, such as --again "2012/13 Q3".',
    options: {
      again: { type: 'string' },
      measure: { type: 'string' },
      reason: { type: 'string' },
      json: { type: 'boolean' },
    },
    run: (call) =>
      withConcord(call, async (concord) => {
        const { id } = await partnershipOf(concord, call);
        const { services } = concord;
        const actor = operator(concord, id, 'release measures');
        const releasing: Releasing = {
          statistics: services.statistics,
          partnershipId: id,
          transact: (work) => transact(services.pool, actor, (tx) => work(tx, actor)) as never,
        };
        const again = async () => {
          const measure = services.offers.measures.get(
            required(call.values, 'measure', 'referrals-by-source'),
          );
          const period = releasePeriod(String(call.values.again));
          if (!measure)
            throw new UsageError(
              `--measure must be one of ${[...services.offers.measures.keys()].join(', ')}`,
            );
          if (!period)
            throw new UsageError('--again must be a quarter or a year, such as "2012/13 Q3" or 2012/13');
          const one = await releaseAgain(
            releasing,
            measure,
            period,
            required(call.values, 'reason', '"Recorded late"'),
          );
          return one ? [one] : [];
        };
        try {
          const released =
            call.values.again === undefined
              ? await releaseDue(releasing, [...services.offers.measures.values()])
              : await again();
          const lines = released.map(({ measure, period, revision, figures }) => ({
            measure,
            period: period.text,
            revision,
            figures: figures.length,
            hidden: figures.filter(({ value }) => value === null).length,
          }));
          if (call.values.json) call.print(JSON.stringify(lines, null, 2));
          else if (lines.length === 0)
            call.print('Nothing is due: every period that has ended and settled is released.');
          else
            for (const { measure, period, figures, hidden } of lines)
              call.print(`${measure}\t${period}\t${figures} figures, ${hidden} hidden`);
          return 0;
        } catch (error) {
          if (error instanceof RefusedError) return sayRefusal(call, error.refusal);
          throw error;
        }
      }),
  },
];
