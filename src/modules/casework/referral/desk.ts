import type { JobQueue } from '../../../platform/jobs.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import type { Services } from '../../../platform/services.ts';
import { siteOf } from '../../../platform/settings.ts';

/** What the commands of a referral work with: the keys of subjects, where links of mails lead, and the job queue. */
export interface Desk {
  readonly subjects: SubjectKeys;
  readonly site: string;
  readonly jobs?: Pick<JobQueue, 'enqueue'> | undefined;
}

export const deskOf = ({ subjects, settings, jobs }: Services): Desk => ({
  subjects,
  site: siteOf(settings),
  jobs,
});
