import type { Job } from '../../../../platform/module.ts';
import { siteOf } from '../../../../platform/settings.ts';
import { businessDay } from '../../business-day.ts';
import { remindOfActions } from './reminders.ts';

/** Each working morning: reminds of actions that are due within a week, and chases late ones. */
export const remindJob: Job = {
  name: 'governance.actions',
  every: '15 7 * * 1-5',
  run: async ({ services, transact }) => {
    const site = siteOf(services.settings);
    await transact(['read', 'platform.work', 'papers.exempt'], async (tx, actor) =>
      remindOfActions(tx, actor, { today: await businessDay(tx), site }),
    );
  },
};
