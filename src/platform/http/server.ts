import { randomUUID } from 'node:crypto';
import path from 'node:path';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import fixed from '@fastify/static';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { listInWords } from '../../kernel/names.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import type { Services } from '../services.ts';
import { lastAddressIn } from './address.ts';
import { type Assets, refusalPage, sendPage } from './answer.ts';
import { health } from './health.ts';
import { methodsByAddress, pageAbove } from './methods.ts';
import { metrics } from './metrics.ts';
import { problemOf, statusOf } from './problem.ts';
import { accessRefusal, carryOut, identify, type Visitor } from './request.ts';
import type { Answer, Route } from './route.ts';
import { cookieName, setSecurityHeaders } from './security.ts';
import type { Authentication, PartnershipDirectory } from './visitor.ts';

export interface ServerParts {
  readonly services: Services;
  readonly authentication: Authentication;
  readonly directory: PartnershipDirectory;
  readonly assets: Assets;
}

const BODY_LIMIT = 1_048_576;

/** The HTTP application: every route of every module under its access rule. Listens nowhere yet. */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const { services, assets } = parts;
  const app = fastify({
    loggerInstance: services.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    // One hop: what a visitor writes into X-Forwarded-For stands before the proxy's own entry, and counts for nothing.
    trustProxy: services.settings.trustProxy && ((_address, hop) => hop === 0),
    genReqId: () => randomUUID(),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  });
  if (services.settings.trustProxy)
    // Before the limit of requests, and whatever else asks for an address: with its port each connection would be another.
    app.addHook('onRequest', async ({ headers }) => {
      const forwarded = headers['x-forwarded-for'];
      if (forwarded !== undefined) headers['x-forwarded-for'] = lastAddressIn(String(forwarded));
    });
  const https = services.settings.publicUrl?.startsWith('https://') ?? false;
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: BODY_LIMIT });
  await app.register(multipart);
  await app.register(rateLimit, {
    max: services.settings.requestsPerMinute,
    timeWindow: '1 minute',
    enableDraftSpec: true,
    allowList: (request) => request.url.startsWith('/assets/') || request.url.startsWith('/health/'),
    errorResponseBuilder: () => Object.assign(new Error('too many requests'), { statusCode: 429 }),
  });
  await app.register(fixed, {
    root: path.resolve(assets.folder),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    cacheControl: true,
    index: false,
    setHeaders: (reply, file) => {
      if (!file.endsWith('/service-worker.js')) return;
      // The one asset without a hash in its name: asked for again, and allowed to serve pages above its folder.
      reply.header('cache-control', 'no-cache');
      reply.header('service-worker-allowed', '/');
    },
  });
  app.addHook('onRequest', async (_request, reply) => setSecurityHeaders(reply, https));
  health(app, services);
  metrics(app, services);
  for (const route of services.offers.routes) mount(app, parts, route, https);
  const methodsAt = methodsByAddress(services.offers.routes);
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) => {
    const allowed = methodsAt(request.url);
    if (allowed.length === 0)
      return answerOutside(
        parts,
        request,
        reply,
        https,
        refused('not-found', 'Page not found. Check the address, or go to the home page.'),
      );
    reply.header('allow', allowed.join(', '));
    const above = request.method === 'GET' ? pageAbove(methodsAt, request.url) : undefined;
    if (above !== undefined) return reply.redirect(above, 303);
    return request.method === 'OPTIONS'
      ? reply.code(204).send()
      : answerOutside(
          parts,
          request,
          reply,
          https,
          refused('method-not-allowed', `This address takes ${listInWords(allowed)}.`),
        );
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500)
      services.log.error(
        { err: error, requestId: request.id, route: request.routeOptions.url },
        'A request failed',
      );
    return answerOutside(parts, request, reply, https, refusalOfError(status, request.id), status);
  });
  return app;
}

function refusalOfError(status: number, requestId: string): Refusal {
  if (status === 429)
    return refused('too-many-requests', 'Too many requests from your address. Wait a minute and try again.');
  if (status === 413) return refused('too-large', 'What was sent is too large.');
  if (status < 500) return refused('bad-request', 'The request could not be read.');
  return refused(
    'error',
    `Something went wrong here, and nothing was changed. Try again; if it stays, tell your administrator the number ${requestId}.`,
  );
}

function mount(app: FastifyInstance, parts: ServerParts, route: Route, https: boolean): void {
  app.route({
    method: route.method,
    url: route.path,
    ...(route.upload ? { bodyLimit: route.upload.maxBytes + BODY_LIMIT } : {}),
    handler: async (request, reply) => {
      const visitor = await visitorOf(parts, request, https);
      if (isRefusal(visitor)) return send(parts, request, reply, undefined, visitor);
      const refusal =
        route.exampleOnly && !visitor.partnership.example
          ? refused('not-found', 'Page not found.')
          : accessRefusal(route, visitor.actor);
      if (refusal) return send(parts, request, reply, visitor, refusal);
      const csrfKey = parts.services.keys.secret('csrf');
      const answer = await carryOut({
        services: parts.services,
        route,
        request,
        reply,
        visitor,
        csrfKey,
        https,
      });
      return send(parts, request, reply, visitor, answer);
    },
  });
}

async function visitorOf(
  parts: ServerParts,
  request: FastifyRequest,
  https: boolean,
): Promise<Visitor | Refusal> {
  const partnership = await parts.directory.of(request.hostname);
  if (!partnership)
    return refused(
      'not-found',
      'No partnership has this address yet. An operator makes one with: concord load example',
    );
  return identify(request, partnership, parts.authentication, cookieName('session', https));
}

/** Everything below /api answers in JSON, except the pages that describe it to people. */
const wantsJson = (request: FastifyRequest): boolean => /^\/api(\/|\?|$)(?!docs\b)/.test(request.url);

async function send(
  parts: ServerParts,
  request: FastifyRequest,
  reply: FastifyReply,
  visitor: Visitor | undefined,
  answer: Answer,
): Promise<FastifyReply> {
  if (isRefusal(answer)) return sendRefusal(parts, request, reply, visitor, answer);
  if ('redirect' in answer) return reply.redirect(answer.redirect, 303);
  if ('json' in answer)
    return reply
      .code(answer.status ?? 200)
      .headers({ ...answer.headers })
      .type('application/json; charset=utf-8')
      .send(answer.json);
  if ('send' in answer) {
    await answer.send(reply);
    return reply;
  }
  if ('download' in answer) {
    if (answer.fileName)
      reply.header(
        'content-disposition',
        `attachment; filename*=UTF-8''${encodeURIComponent(answer.fileName)}`,
      );
    return reply.type(answer.mediaType).send(answer.download);
  }
  return sendPage(parts, request, reply, visitor, answer);
}

function sendRefusal(
  parts: ServerParts,
  request: FastifyRequest,
  reply: FastifyReply,
  visitor: Visitor | undefined,
  refusal: Refusal,
): FastifyReply {
  const status = statusOf(refusal);
  if (wantsJson(request)) return sendProblem(request, reply, refusal, status);
  if (refusal.refused === 'sign-in-first' && request.method === 'GET')
    return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 303);
  return sendPage(parts, request, reply, visitor, refusalPage(refusal, status));
}

function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  status: number,
): FastifyReply {
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="Concord"');
  const said =
    refusal.refused === 'sign-in-first'
      ? { ...refusal, message: 'Send a token: authorization: Bearer …, or sign in.' }
      : refusal;
  return reply
    .code(status)
    .type('application/problem+json; charset=utf-8')
    .send(problemOf(said, { status, requestId: request.id }));
}

async function answerOutside(
  parts: ServerParts,
  request: FastifyRequest,
  reply: FastifyReply,
  https: boolean,
  refusal: Refusal,
  status?: number,
): Promise<FastifyReply> {
  if (wantsJson(request)) return sendProblem(request, reply, refusal, status ?? statusOf(refusal));
  const visitor = await visitorOf(parts, request, https).catch(() => undefined);
  return sendPage(
    parts,
    request,
    reply,
    visitor === undefined || isRefusal(visitor) ? undefined : visitor,
    refusalPage(refusal, status ?? statusOf(refusal)),
  );
}
