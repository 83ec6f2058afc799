import type { FastifyReply, FastifyRequest } from 'fastify';
import { newId } from '../../kernel/ids.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, may, maySomewhere } from '../actor.ts';
import { recordRead } from '../audit/record.ts';
import { inTransaction, stateOf, transact } from '../database/transaction.ts';
import { announce } from '../search.ts';
import type { Services } from '../services.ts';
import { readForm } from './body.ts';
import { claimReceipt, keepReceipt } from './receipt.ts';
import type { Answer, Context, PageContent, Route } from './route.ts';
import { csrfHolds, csrfToken, visitOf } from './security.ts';
import { type Authentication, businessDate, type PartnershipRow, type SignedIn } from './visitor.ts';

/** Who asks, as far as the request shows. */
export interface Visitor {
  readonly partnership: PartnershipRow;
  readonly actor: Actor;
  readonly signedIn: SignedIn | undefined;
  /** True for an API call with a bearer token, which no other site can make a browser send. */
  readonly byToken: boolean;
}

export const PUBLIC_PERMISSIONS: readonly string[] = ['public'];

export async function identify(
  request: FastifyRequest,
  partnership: PartnershipRow,
  authentication: Authentication,
  sessionCookie: string,
): Promise<Visitor | Refusal> {
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) {
    const actor = await authentication.byToken(partnership.id, bearer, request.id);
    if (!actor)
      return refused('token-unknown', 'This token is not known, has ended or was revoked. Make a new one.');
    return { partnership, actor, signedIn: undefined, byToken: true };
  }
  const token = request.cookies[sessionCookie];
  const signedIn = token ? await authentication.bySession(partnership.id, token, request.id) : undefined;
  const actor: Actor = signedIn?.actor ?? {
    kind: 'public',
    partnershipId: partnership.id,
    permissions: PUBLIC_PERMISSIONS,
    requestId: request.id,
  };
  return { partnership, actor, signedIn, byToken: false };
}

/** Why somebody may not use a route; undefined when they may. */
export function accessRefusal(route: Route, actor: Actor): Refusal | undefined {
  const { access } = route;
  if ('who' in access && access.who === 'anyone') return undefined;
  if (actor.kind === 'public') return refused('sign-in-first', 'Sign in to see this page.');
  if ('who' in access)
    return access.who === 'signed-in' ? undefined : refused('not-allowed', 'Only the operator may do this.');
  const held = access.anywhere ? maySomewhere(actor, access.permission) : may(actor, access.permission);
  return held
    ? undefined
    : refused('not-allowed', 'Your role does not include this. Ask your administrator.');
}

interface Handling {
  readonly services: Services;
  readonly route: Route;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly visitor: Visitor;
  readonly csrfKey: Buffer;
  readonly https: boolean;
}

const strings = (values: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries((values ?? {}) as Record<string, unknown>).map(([key, value]) => [
      key,
      String(Array.isArray(value) ? value.at(-1) : value),
    ]),
  );

/** Carries out one request: sensitive reads are audited first, GET reads only, a form sent twice is done once. */
export async function carryOut(handling: Handling): Promise<Answer> {
  const { route, request } = handling;
  const posted = request.method === 'GET' ? { form: {}, files: [] } : await readForm(request, route);
  if (isRefusal(posted)) return posted;
  const context = contextOf(handling, posted);
  if (route.reads) {
    const entry = route.reads({ params: context.params, query: context.query });
    await transact(handling.services.pool, context.actor, (tx) => recordRead(tx, context.actor, entry));
  }
  return request.method === 'GET' ? show(handling, context) : change(handling, context);
}

function contextOf(
  { services, request, reply, visitor, csrfKey, https }: Handling,
  posted: Pick<Context, 'form' | 'files'>,
): Omit<Context, 'tx'> {
  const { id, name, slug, area, example } = visitor.partnership;
  return {
    actor: visitor.actor,
    params: strings(request.params),
    query: strings(request.query),
    ...posted,
    json: request.body,
    today: businessDate(visitor.partnership),
    partnership: { id, name, slug, area, example },
    services,
    request,
    formKeys: { csrf: csrfToken(csrfKey, visitOf(request, reply, https)), formId: newId() },
  };
}

const show = ({ route, services }: Handling, context: Omit<Context, 'tx'>): Promise<Answer> =>
  inTransaction<Answer>(services.pool, context.actor, (tx) => route.handle({ ...context, tx }), {
    readOnly: true,
  });

async function change(handling: Handling, context: Omit<Context, 'tx'>): Promise<Answer> {
  const { services, route, request, reply, visitor, csrfKey, https } = handling;
  if (
    !visitor.byToken &&
    !csrfHolds(request, csrfKey, visitOf(request, reply, https), csrfOf(request, context))
  )
    return refused(
      'form-expired',
      'This form is too old or was not opened here. Go back, reload the page and send it again.',
    );
  const key = keyOf(request, context);
  const answer = await inTransaction<Answer>(services.pool, context.actor, async (tx) => {
    const claim = key === undefined ? 'new' : await claimReceipt(tx, context.actor, key, context.form);
    if (claim !== 'new') return isRefusal(claim) ? claim : (claim as Answer);
    const result = await route.handle({ ...context, tx });
    if (isRefusal(result)) return result;
    if ('title' in result && (result.status ?? 200) >= 400) throw new PageInstead(result);
    if (!route.unaudited && stateOf(tx).audited === 0)
      throw new Error(`${route.method} ${route.path} changed something without an audit event`);
    await announce(tx, context.actor, services.offers.search, services.jobs);
    if (key !== undefined && ('redirect' in result || 'json' in result))
      await keepReceipt(tx, context.actor, key, result);
    return result;
  }).catch((error: unknown) => {
    if (error instanceof PageInstead) return error.page;
    throw error;
  });
  return isRefusal(answer) && route.again ? showAgain(handling, context, answer) : answer;
}

/** A form that was refused with a page of its own: the transaction must roll back all the same. */
class PageInstead extends Error {
  readonly page: PageContent;

  constructor(page: PageContent) {
    super('The form was answered with a page');
    this.page = page;
  }
}

async function showAgain(
  { services, route }: Handling,
  context: Omit<Context, 'tx'>,
  refusal: Refusal,
): Promise<Answer> {
  const attempt = { values: context.form, errors: errorsOf(refusal) };
  const again = await inTransaction<Answer>(
    services.pool,
    context.actor,
    async (tx) => (route.again ? route.again({ ...context, tx }, attempt) : refusal),
    { readOnly: true },
  );
  return 'title' in again ? { ...again, status: again.status ?? 422 } : again;
}

/** Field → message; a refusal of several fields carries them in `details.fields`. */
export function errorsOf(refusal: Refusal): Record<string, string> {
  const fields = refusal.details?.fields;
  return fields !== undefined
    ? (fields as Record<string, string>)
    : { [refusal.field ?? '']: refusal.message };
}

const csrfOf = (request: FastifyRequest, context: Omit<Context, 'tx'>): unknown =>
  context.form._csrf ?? request.headers['x-csrf-token'];

function keyOf(request: FastifyRequest, context: Omit<Context, 'tx'>): string | undefined {
  const key = request.headers['idempotency-key'] ?? context.form._form;
  return typeof key === 'string' && /^[\w-]{8,100}$/.test(key) ? key : undefined;
}
