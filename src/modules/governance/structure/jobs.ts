import type { Job } from '../../../platform/module.ts';
import { businessDay } from '../business-day.ts';
import { takeNewNames } from './changes.ts';

/** Each morning, bodies take the names whose day has come. */
export const nameJob: Job = {
  name: 'governance.take-new-names',
  every: '5 0 * * *',
  run: async ({ transact }) => {
    await transact(['read', 'governance.edit'], async (tx, actor) =>
      takeNewNames(tx, actor, await businessDay(tx)),
    );
  },
};
