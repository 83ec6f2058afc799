/** The door of casework: nobody passes without a purpose, and what other agencies share for it is resolved once. */
import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, agencyOf } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import type { Answer, Context, Route } from '../../../platform/http/route.ts';
import { withPurposeBar } from './bar.tsx';
import { CASEWORK_PATH, PURPOSE_PATH } from './next.ts';
import { type Purpose, purposeInUse } from './queries.ts';
import { sharedWith } from './shared.ts';

/** Names the person whom a request is about, so that what was opened for that person alone counts too. */
export type About = (context: Pick<Context, 'params' | 'query'>) => string | undefined;

/**
 * A route inside casework: the actor that its handlers get reads for the chosen purpose and sees what agreements share
 * for it. Without a purpose a page asks for one and comes back; an API call is refused by name.
 */
export function inCasework(route: Route, about: About = () => undefined): Route {
  const { again } = route;
  const wrapped: Route = {
    ...route,
    handle: (context) => inside(context, route, about, route.handle),
    ...(again
      ? {
          again: (context, attempt) => inside(context, route, about, (within) => again(within, attempt)),
        }
      : {}),
  };
  WRAPPED.add(wrapped);
  return wrapped;
}

const WRAPPED = new WeakSet<Route>();

/** Whether nobody passes this route without a purpose: for the test that no route of casework was forgotten. */
export const isInCasework = (route: Route): boolean => WRAPPED.has(route);

async function inside(
  context: Context,
  route: Route,
  about: About,
  handle: (context: Context) => Promise<Answer>,
): Promise<Answer> {
  const { url } = context.request;
  const person = about(context);
  if (person !== undefined && !isUuid(person)) return notFound('person');
  const answer = await withPurpose(context.tx, context.actor, person, async (actor, purpose) =>
    withPurposeBar(
      await handle({ ...context, actor }),
      purpose,
      route.method === 'GET' ? url : CASEWORK_PATH,
    ),
  );
  return isRefusal(answer) && answer.refused === 'choose-a-purpose' && route.method === 'GET' && !route.api
    ? { redirect: `${PURPOSE_PATH}?next=${encodeURIComponent(url)}` }
    : answer;
}

/** Continues the transaction for the actor's purpose; `about` is the person (cluster) that the work is about. */
export const forPurpose = <T>(
  tx: Tx,
  actor: Actor,
  about: string | undefined,
  work: (actor: Actor) => Promise<T>,
): Promise<T | Refusal> => withPurpose(tx, actor, about, work);

async function withPurpose<T>(
  tx: Tx,
  actor: Actor,
  about: string | undefined,
  work: (actor: Actor, purpose: Purpose) => Promise<T>,
): Promise<T | Refusal> {
  const agencyId = agencyOf(actor);
  if (agencyId === undefined) return refused('not-allowed', 'Only somebody of an agency works on cases.');
  const purpose = actor.purpose === undefined ? undefined : await purposeInUse(tx, actor, actor.purpose);
  if (!purpose)
    return refused(
      'choose-a-purpose',
      'Say first what you read personal data for: choose a purpose, or name one in Concord-Purpose.',
    );
  const within: Actor = { ...actor, sharedBy: await sharedWith(tx, actor, agencyId, purpose.slug, about) };
  return actingAs(tx, actor, within, (inside) => work(inside, purpose));
}

/**
 * What the machinery of casework may, beside whoever set it off: matching, patterns, retention, measures. Its permission
 * stands first: every row that it reads is asked for it, and a list is searched from its beginning.
 */
export const asMachine = <T>(tx: Tx, actor: Actor, work: (machine: Actor) => Promise<T>): Promise<T> =>
  actingAs(tx, actor, { ...actor, permissions: ['casework.machine', ...actor.permissions] }, work);
