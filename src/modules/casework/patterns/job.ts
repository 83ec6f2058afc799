/** The nightly look: at what was told in the last weeks, once matching and settings have moved on. */
import { addDays } from '../../../kernel/plain-date.ts';
import type { Job } from '../../../platform/module.ts';
import { noticeVictims } from '../case-review/notice.ts';
import { businessToday } from '../retention/review-on.ts';
import { watchSubjects } from './watch.ts';

const DAYS_BACK = 45;
const AT_A_TIME = 100;

/** Looks again at every person and address of the concerns recorded lately, a hundred in each transaction. */
export const watchPatterns: Job = {
  name: 'casework-watch-patterns',
  every: '40 2 * * *',
  async run({ transact, services }) {
    const machine = ['read', 'casework.machine'];
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const last = await transact(machine, async (tx, actor) => {
        const today = await businessToday(tx);
        const rows = await tx
          .selectFrom('casework.concern')
          .where('partnership_id', '=', actor.partnershipId)
          .where('on_day', '>=', addDays(today, -DAYS_BACK))
          .where('id', '>', after)
          .orderBy('id')
          .limit(AT_A_TIME)
          .select(['id', 'address_id', 'on_day'])
          .execute();
        for (const row of rows) {
          const named = await tx
            .selectFrom('casework.concern_person as p')
            .innerJoin('casework.record as r', (on) =>
              on.onRef('r.partnership_id', '=', 'p.partnership_id').onRef('r.id', '=', 'p.record_id'),
            )
            .where('p.partnership_id', '=', actor.partnershipId)
            .where('p.concern_id', '=', row.id)
            .where('p.role', '=', 'affected')
            .select('r.cluster_id')
            .distinct()
            .execute();
          const about = {
            clusterIds: named.map((one) => one.cluster_id),
            addressIds: row.address_id === null ? [] : [row.address_id],
            since: row.on_day,
            today,
          };
          await watchSubjects(tx, actor, services.subjects, about);
          await noticeVictims(tx, actor, services.subjects, about);
        }
        return rows.length < AT_A_TIME ? undefined : rows.at(-1)?.id;
      });
      if (last === undefined) return;
      after = last;
    }
  },
};
