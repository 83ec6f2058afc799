import type { z } from 'zod';
import { asId } from '../../../../kernel/ids.ts';
import { isRefusal, type Refusal } from '../../../../kernel/refusal.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { type ApiContext, apiPost } from '../../../../platform/http/api.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { inCasework } from '../../purpose/working.ts';
import { Made } from './schemas.ts';

export const WRITE = { permission: 'casework.write', anywhere: true } as const;
const COMMON = ['choose-a-purpose', 'case-is-closed'];

/** An act on a case: its body, and the command that the page calls too. */
export function act<Body extends z.ZodObject>(
  path: string,
  about: { name: string; summary: string; problems?: readonly string[]; revised?: true },
  body: Body,
  run: (
    c: ApiContext<unknown, z.output<Body>>,
    caseId: string,
    revision: number,
  ) => Promise<{ readonly id: string } | Refusal>,
): Route {
  const { problems = [], ...named } = about;
  return inCasework(
    apiPost(
      `/api/v1/casework/cases/:id/${path}`,
      { ...named, ...WRITE, body, response: Made, status: 201, problems: [...COMMON, ...problems] },
      async (c) => {
        const caseId = asId<'case'>(c.params.id ?? '');
        if (!caseId) return notFound('case');
        const done = await run(c as never, caseId, c.revision);
        return isRefusal(done) ? done : { value: { id: done.id } };
      },
    ),
  );
}
