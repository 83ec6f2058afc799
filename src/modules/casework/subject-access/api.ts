/** Everything that is held about one person, for information governance's programs. */
import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiPost } from '../../../platform/http/api.ts';
import type { Route } from '../../../platform/http/route.ts';
import { inCasework } from '../purpose/index.ts';
import { answerSubject } from './gather.ts';

const Answer = z
  .object({
    person: z.string().describe('The code of the person, such as P-3F7K2QX'),
    asAt: z.iso.date(),
    sections: z.array(z.object({ title: z.string(), rows: z.array(z.record(z.string(), z.string())) })),
  })
  .meta({
    id: 'SubjectAccessAnswer',
    description: 'What is held about a person, with everybody else taken out.',
  });

/** The same answer that the page gives; a POST, since it is written into the ledger. */
export const subjectAccessApi: readonly Route[] = [
  inCasework(
    apiPost(
      '/api/v1/casework/people/:id/subject-access',
      {
        name: 'answerSubjectAccess',
        summary: 'Gather everything that is held about one person, with other people taken out',
        says: 'It is written into the ledger of every agency whose record is in it. Send no Idempotency-Key: answers are not kept.',
        permission: 'casework.govern',
        body: z.strictObject({}),
        response: Answer,
        problems: ['choose-a-purpose', 'not-kept'],
      },
      async (c) => {
        if (c.request.headers['idempotency-key'] !== undefined)
          return refused(
            'not-kept',
            'Answers about people are not kept: send the request without Idempotency-Key.',
          );
        const clusterId = asId<'cluster'>(c.params.id ?? '');
        const answer = clusterId && (await answerSubject(c.tx, c.actor, c.services.subjects, clusterId));
        if (!answer) return notFound('person');
        if (isRefusal(answer)) return answer;
        const sections = answer.sections.map(({ title, rows }) => ({
          title,
          rows: rows.map((row) => ({ ...row })),
        }));
        return { value: { ...answer, sections } };
      },
    ),
  ),
];
