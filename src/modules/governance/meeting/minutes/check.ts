import type { Check } from '../../../../platform/module.ts';
import { hashOfMinutes } from './minutes.ts';
import type { Minutes } from './queries.ts';

/** Minutes are as they were when they were written: each version still has its hash. */
export const minutesIntact: Check = {
  name: 'governance.minutes-are-as-they-were-written',
  says: 'Every version of minutes still has the hash it was written with',
  find: async (tx) => {
    const versions = await tx
      .selectFrom('governance.minutes')
      .select(['sitting_id as sittingId', 'version', 'state', 'contents', 'hash'])
      .$castTo<Minutes>()
      .execute();
    return versions
      .filter((version) => !hashOfMinutes(version).equals(version.hash))
      .map(
        ({ sittingId, version }) => `Version ${version} of the minutes of sitting ${sittingId} was changed`,
      );
  },
};
