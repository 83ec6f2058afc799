/** Files of cases, for programs. */
import { z } from 'zod';
import { asId } from '../../../../kernel/ids.ts';
import { isRefusal } from '../../../../kernel/refusal.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { FINISH_WITHDRAWALS, withdrawFile } from '../files/withdraw.ts';
import { act } from './act.ts';

export const caseFilesApi: readonly Route[] = [
  act(
    'files/:part/withdrawal',
    {
      name: 'withdrawCaseFile',
      summary:
        'Take a file of your agency out of the case: its content is destroyed, that it was there stays',
      problems: ['not-found', 'not-allowed', 'file-of-another-agency', 'say-why', 'on-legal-hold'],
    },
    z.strictObject({ reason: z.string().trim().min(1).max(20_000) }),
    async (c, caseId) => {
      const taken = await withdrawFile(c.tx, c.actor, c.services.subjects, {
        ...{ caseId, id: asId<'attachment'>(c.params.part ?? '') ?? caseId },
        ...{ reason: c.body.reason, on: c.today },
      });
      if (!isRefusal(taken))
        await c.services.jobs.enqueue(c.tx, FINISH_WITHDRAWALS, { partnershipId: c.actor.partnershipId });
      return taken;
    },
  ),
];
