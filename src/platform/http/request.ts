import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUuid, newId } from '../../kernel/ids.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, may, maySomewhere } from '../actor.ts';
import { recordRead } from '../audit/record.ts';
import { inTransaction, type SensitiveRead, stateOf, transact } from '../database/transaction.ts';
import { announce } from '../search.ts';
import type { Services } from '../services.ts';
import { cleanJson, cleanText, readForm } from './body.ts';
import { errorsOf, statusOf } from './problem.ts';
import { claimReceipt, keepReceipt, type ReceiptAnswer, sentBefore } from './receipt.ts';
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
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) {
    const actor = await authentication.byToken(partnership.id, bearer, request.id);
    if (!actor)
      return refused('token-unknown', 'This token is not known, has ended or was revoked. Make a new one.');
    const purpose = purposeOf(request);
    if (isRefusal(purpose)) return purpose;
    return { partnership, actor: { ...actor, ...purpose }, signedIn: undefined, byToken: true };
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

/** Why a caller with a token reads, by the header Concord-Purpose; a signed-in browser's session keeps its own. */
function purposeOf(request: FastifyRequest): { purpose?: string } | Refusal {
  const purpose = request.headers['concord-purpose'];
  if (purpose === undefined) return {};
  return typeof purpose === 'string' && /^[a-z][a-z0-9-]{1,60}$/.test(purpose)
    ? { purpose }
    : refused('purpose-unknown', 'Concord-Purpose names one purpose, such as crime-and-disorder.');
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
      cleanText(String(Array.isArray(value) ? value.at(-1) : value)),
    ]),
  );

/** Carries out one request: sensitive reads are audited first, GET reads only, a form sent twice is done once. */
export async function carryOut(handling: Handling): Promise<Answer> {
  const { route, request } = handling;
  // HEAD arrives at a GET route, and reads as it does.
  const reading = route.method === 'GET';
  const posted = reading ? { form: {}, files: [] } : await readForm(request, route);
  if (isRefusal(posted)) return posted;
  const context = contextOf(handling, posted);
  if (route.reads) {
    const entry = nameable(route.reads({ params: context.params, query: context.query }));
    await transact(handling.services.pool, context.actor, (tx) => recordRead(tx, context.actor, entry));
  }
  return reading ? show(handling, context) : change(handling, context);
}

/** What is read, without its subject where the address holds no id: that there is no such thing is said by the handler. */
const nameable = ({ subject, ...entry }: ReturnType<NonNullable<Route['reads']>>) =>
  subject && isUuid(subject.id) ? { ...entry, subject } : entry;

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
    json: request.isMultipart() ? undefined : cleanJson(request.body),
    today: businessDate(visitor.partnership),
    partnership: { id, name, slug, area, example },
    services,
    request,
    formKeys: {
      csrf: visitor.byToken ? '' : csrfToken(csrfKey, visitOf(request, reply, https)),
      formId: newId(),
    },
  };
}

const show = ({ route, services }: Handling, context: Omit<Context, 'tx'>): Promise<Answer> =>
  readAndTell(services, context, route.handle);

/** Reads only; what the handler noted as sensitive is audited before the answer leaves, unless it is refused. */
async function readAndTell(
  { pool }: Services,
  context: Omit<Context, 'tx'>,
  handle: Route['handle'],
): Promise<Answer> {
  let reads: readonly SensitiveRead[] = [];
  const answer = await inTransaction<Answer>(
    pool,
    context.actor,
    async (tx) => {
      const answered = await handle({ ...context, tx });
      reads = stateOf(tx).reads;
      return answered;
    },
    { readOnly: true },
  );
  if (reads.length > 0 && !isRefusal(answer))
    await transact(pool, context.actor, async (tx) => {
      for (const read of reads) await recordRead(tx, context.actor, read);
    });
  return answer;
}

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
  if (isRefusal(key)) return key;
  const answer = await inTransaction<Answer>(services.pool, context.actor, async (tx) => {
    const claim =
      key === undefined ? 'new' : await claimReceipt(tx, context.actor, key, sentBy(request, context));
    if (isRefusal(claim))
      return request.headers['idempotency-key'] === undefined
        ? sentBefore(claim, route.again !== undefined)
        : claim;
    if (claim !== 'new') return answeredBefore(claim);
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
  const again = await readAndTell(services, context, async (c) =>
    route.again ? route.again(c, attempt) : refusal,
  );
  return 'title' in again ? { ...again, status: again.status ?? statusOf(refusal) } : again;
}

const csrfOf = (request: FastifyRequest, context: Omit<Context, 'tx'>): unknown =>
  context.form._csrf ?? request.headers['x-csrf-token'];

function keyOf(request: FastifyRequest, context: Omit<Context, 'tx'>): string | undefined | Refusal {
  const given = request.headers['idempotency-key'];
  if (given === undefined) {
    const key = context.form._form;
    return typeof key === 'string' && KEY.test(key) ? key : undefined;
  }
  const key = String(given).replace(/^"(.*)"$/, '$1');
  return KEY.test(key)
    ? key
    : refused('key-unreadable', 'An Idempotency-Key is 8 to 100 letters, digits, hyphens or underscores.');
}

const KEY = /^[\w-]{8,100}$/;

/** All that makes two sendings the same: where it went, what it said, and the files it brought. */
const sentBy = (request: FastifyRequest, { form, files, json }: Omit<Context, 'tx'>): unknown => ({
  to: `${request.method} ${request.url}`,
  form,
  json,
  seen: request.headers['if-match'] ?? null,
  files: files.map((file) => [
    file.field,
    file.fileName,
    createHash('sha256').update(file.bytes).digest('hex'),
  ]),
});

const answeredBefore = (answer: ReceiptAnswer): Answer =>
  answer.redirect === undefined
    ? {
        json: answer.json,
        status: answer.status ?? 200,
        headers: { ...answer.headers, 'idempotency-replayed': 'true' },
      }
    : { redirect: answer.redirect };
