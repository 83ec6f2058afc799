/** Acts on a thing of casework, for programs: the commands that its pages call; the thing as it is then is the answer. */
import type { z } from 'zod';
import { isUuid } from '../../kernel/ids.ts';
import { isRefusal, type Refusal } from '../../kernel/refusal.ts';
import { notFound } from '../../platform/common-refusals.ts';
import { type ApiContext, apiPost, type Given, type Operation } from '../../platform/http/api.ts';
import type { Route } from '../../platform/http/route.ts';

/** What reading a thing takes. */
export type Within = Pick<ApiContext<unknown, unknown>, 'tx' | 'actor' | 'services'>;

type About = Pick<
  Operation<z.ZodType, z.ZodObject, z.ZodObject>,
  'name' | 'summary' | 'revised' | 'problems'
>;

/** The things of one address, and what every act on one of them has in common. */
interface Things<Shown extends z.ZodType>
  extends Pick<
    Operation<Shown, z.ZodObject, z.ZodObject>,
    'permission' | 'anywhere' | 'response' | 'status'
  > {
  /** `/api/v1/casework/cohorts` */
  readonly base: string;
  /** How a sentence calls one. */
  readonly called: string;
  /** What any act on it may be refused by. */
  readonly problems: readonly string[];
  readonly now: (c: Within, id: string) => Promise<Given<z.input<Shown>> | Refusal>;
}

/** Gives the maker of routes of acts: `run` gets the request and the id of the thing, and may refuse. */
export const actsOn =
  <Shown extends z.ZodType>({ base, called, problems, now, ...common }: Things<Shown>) =>
  <Body extends z.ZodObject>(
    path: string,
    about: About,
    body: Body,
    run: (c: ApiContext<unknown, z.output<Body>>, id: string) => Promise<object | Refusal>,
  ): Route =>
    apiPost(
      `${base}/:id/${path}`,
      { ...about, ...common, body, problems: [...problems, ...(about.problems ?? [])] },
      async (c) => {
        const { id = '' } = c.params;
        if (!isUuid(id)) return notFound(called);
        const done = await run(c as never, id);
        return isRefusal(done) ? done : now(c, id);
      },
    );
