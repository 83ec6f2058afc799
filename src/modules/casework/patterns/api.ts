/** Flags of early warning, by program. */
import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import type { Route } from '../../../platform/http/route.ts';
import { inCasework } from '../purpose/working.ts';
import { answerFlag } from './answer.ts';
import { type FlagView, findFlag, openFlags } from './queries.ts';

const day = z.iso.date();
const ANSWER_NAMES = ['acknowledged', 'acted', 'dismissed'] as const;

const FlagSchema = z
  .object({
    id: z.uuid(),
    code: z.string(),
    kind: z.enum(['pattern', 'case-review']),
    subjectKind: z.enum(['person', 'household', 'address']),
    subjectId: z.uuid(),
    state: z.enum(['open', ...ANSWER_NAMES]),
    rules: z.array(z.string()),
    evidence: z.array(z.uuid()).describe('Ids of incidents'),
    says: z.array(z.string()).describe('Two sentences that name nobody'),
    raisedOn: day,
    dueOn: day,
    firstOn: day,
    lastOn: day,
    agencyIds: z.array(z.uuid()).describe('Agencies that know, as far as the purpose shows'),
    otherAgencies: z.int(),
    revision: z.int(),
  })
  .meta({ id: 'Pattern', description: 'Incidents that repeat on a person, household or address.' });

const shown = (flag: FlagView): z.input<typeof FlagSchema> => ({
  ...flag,
  rules: [...flag.rules],
  evidence: [...flag.evidence],
  says: [...flag.says],
  agencyIds: [...flag.agencyIds],
});

const one = (c: { params: Readonly<Record<string, string>> }) => ({ kind: 'pattern', id: c.params.id ?? '' });

export const patternApi: readonly Route[] = [
  apiGet(
    '/api/v1/casework/patterns',
    {
      name: 'listPatterns',
      summary: 'Flags that are not settled, what is due first first',
      permission: 'casework.read',
      anywhere: true,
      response: z.object({ items: z.array(FlagSchema) }),
      problems: ['choose-a-purpose'],
      reads: () => ({ action: 'pattern.list' }),
    },
    async ({ tx, actor }) => ({ value: { items: (await openFlags(tx, actor)).map(shown) } }),
  ),
  apiGet(
    '/api/v1/casework/patterns/:id',
    {
      name: 'getPattern',
      summary: 'A flag with what it stands on',
      permission: 'casework.read',
      anywhere: true,
      response: FlagSchema,
      problems: ['choose-a-purpose'],
      reads: (c) => ({ action: 'pattern.read', subject: one(c) }),
    },
    async ({ tx, actor, params: { id = '' } }) => {
      const flag = isUuid(id) ? await findFlag(tx, actor, id) : undefined;
      return flag ? { value: shown(flag), revision: flag.revision } : notFound('pattern');
    },
  ),
  apiPost(
    '/api/v1/casework/patterns/:id/answers',
    {
      name: 'answerPattern',
      summary: 'Acknowledge a flag, say that it was acted on, or dismiss it; always with a reason',
      permission: 'casework.write',
      anywhere: true,
      body: z.strictObject({ answer: z.enum(ANSWER_NAMES), reason: z.string().trim().min(1).max(5000) }),
      response: z.object({ flagId: z.uuid() }),
      status: 201,
      revised: true,
      problems: ['choose-a-purpose', 'pattern-is-settled'],
    },
    async ({ tx, actor, services, body, revision, params: { id = '' } }) => {
      if (!isUuid(id)) return notFound('pattern');
      const done = await answerFlag(tx, actor, services.subjects, { flagId: id, ...body, revision });
      return isRefusal(done) ? done : { value: done };
    },
  ),
].map((route) => inCasework(route));
