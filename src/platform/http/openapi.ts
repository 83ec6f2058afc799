import { z } from 'zod';
import type { ApiDescription, Route } from './route.ts';

/** A part of a JSON document. */
export type Json = { readonly [key: string]: unknown };

type ApiRoute = Route & { readonly api: ApiDescription };

export const isApiRoute = (route: Route): route is ApiRoute => route.api !== undefined;

const PROBLEM = {
  type: 'object',
  description: 'A refusal (RFC 9457). `name` is stable; `detail` says what to do.',
  required: ['type', 'title', 'status', 'detail', 'name'],
  properties: {
    type: { type: 'string', format: 'uri-reference', examples: ['/problems/precondition-failed'] },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    name: { type: 'string' },
    instance: { type: 'string', format: 'uri', description: 'The number of the request, as in the log.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
    details: { type: 'object' },
  },
} as const;

/** Refusals that any operation of a kind may answer, by status. */
export function problemsOf({ method, api }: ApiRoute): Map<string, string[]> {
  const changes = method !== 'GET';
  const open = api.scope === 'anyone';
  const named = (status: string, ...names: string[]): [string, string[]] => [status, names];
  return new Map([
    ...(open ? [] : [named('401', 'sign-in-first', 'token-unknown'), named('403', 'not-allowed')]),
    named('404', 'not-found'),
    ...(changes ? [named('409', 'key-used', 'try-again')] : []),
    ...(api.revised ? [named('412', 'precondition-failed')] : []),
    ...(changes ? [named('415', 'not-json')] : []),
    named('422', 'invalid', ...api.problems),
    ...(api.revised ? [named('428', 'precondition-required')] : []),
    named('429', 'too-many-requests'),
  ]);
}

/** The OpenAPI 3.1 document of all API routes, made from their schemas; nothing in it is written twice. */
export function openApi(routes: readonly Route[], server: string): Json {
  const schemas: Record<string, unknown> = { Problem: PROBLEM };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes.filter(isApiRoute)) {
    const address = route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
    paths[address] = { ...paths[address], [route.method.toLowerCase()]: operationOf(route, schemas) };
  }
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Concord',
      version: '1',
      description: 'The facts of a partnership: what its pages show and do, for programs.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: server }],
    security: [{ token: [] }, { session: [] }],
    tags: [...new Set(routes.filter(isApiRoute).map(tagOf))].sort().map((name) => ({ name })),
    paths,
    components: {
      schemas,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A token made on your account page.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'concord_session',
          description: 'A signed-in browser. Changes need the header x-csrf-token as well.',
        },
      },
    },
  };
}

/** The resource an operation belongs to: the first word after the version. */
export const tagOf = (route: Route): string => (route.path.split('/')[3] ?? '').split('.')[0] ?? '';

function operationOf(route: ApiRoute, schemas: Record<string, unknown>): Json {
  const { method, api } = route;
  return {
    operationId: api.name,
    tags: [tagOf(route)],
    summary: api.summary,
    ...(api.says === undefined ? {} : { description: api.says }),
    ...(api.scope === 'anyone' ? { security: [] } : {}),
    'x-scope': api.scope,
    parameters: [...pathParameters(route), ...queryParameters(route, schemas), ...headerParameters(route)],
    ...(api.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(api.body, 'input', schemas) } },
          },
        }
      : {}),
    responses: {
      [String(api.status)]: {
        description: api.status === 201 ? 'Made' : 'Done',
        headers: {
          ETag: { schema: { type: 'string' }, description: 'For If-None-Match, and If-Match of a change.' },
        },
        content: {
          'application/json': { schema: schemaOf(api.response, 'output', schemas) },
          ...(api.csv ? { 'text/csv': { schema: { type: 'string' } } } : {}),
        },
      },
      ...(method === 'GET' ? { '304': { description: 'What you hold is current' } } : {}),
      ...Object.fromEntries(
        [...problemsOf(route)].map(([status, names]) => [
          status,
          {
            description: `Refused: ${names.join(', ')}`,
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        ]),
      ),
    },
  };
}

const pathParameters = ({ path }: Route): Json[] =>
  [...path.matchAll(/:([A-Za-z]+)/g)].map((match) => ({
    name: match[1],
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));

function queryParameters({ api }: ApiRoute, schemas: Record<string, unknown>): Json[] {
  if (!api.query) return [];
  const schema = schemaOf(api.query, 'input', schemas) as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  return Object.entries(schema.properties ?? {}).map(([name, { description, ...rest }]) => ({
    name,
    in: 'query',
    required: schema.required?.includes(name) ?? false,
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
}

function headerParameters({ method, api }: ApiRoute): Json[] {
  const header = (name: string, required: boolean, description: string): Json => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  return [
    ...(method === 'GET'
      ? [header('If-None-Match', false, 'The ETag you hold: 304 when it is current.')]
      : []),
    ...(method === 'POST'
      ? [
          header(
            'Idempotency-Key',
            false,
            'Any word of 8 to 100 letters, digits or hyphens: sent twice, done once.',
          ),
        ]
      : []),
    ...(api.revised
      ? [header('If-Match', api.revised === true, 'The ETag of what you read before this change.')]
      : []),
  ];
}

/** A schema as JSON Schema; named ones become components that others refer to. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Record<string, unknown>): Json {
  const { $schema: _dialect, $defs = {}, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  for (const [name, definition] of Object.entries($defs)) schemas[name] = moved(definition);
  return moved(rest) as Json;
}

/** Rewrites references from a schema's own definitions to the document's components, and drops long patterns. */
function moved(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(moved);
  if (part === null || typeof part !== 'object') return part;
  const kept = Object.entries(part).filter(
    ([key, value]) => !(key === 'pattern' && 'format' in part && typeof value === 'string'),
  );
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      key === '$ref' ? String(value).replace('#/$defs/', '#/components/schemas/') : moved(value),
    ]),
  );
}
