import type { z } from 'zod';
import { isRefusal, type Refusal, RefusedError, refused } from '../../kernel/refusal.ts';
import { refusalOf } from '../database/refusals.ts';
import { entityTag, isHeld, preconditionFailed, revisionSeen } from './conditional.ts';
import { readInput } from './input.ts';
import type { Access, Answer, ApiDescription, Context, Route } from './route.ts';

export type NoQuery = z.ZodObject<Record<never, never>, z.core.$strict>;

/** How an API route is described; all of it stands in the OpenAPI document. */
export interface Operation<Response extends z.ZodType, Query extends z.ZodObject, Body extends z.ZodObject> {
  /** Unique over the API, a verb and a noun: `listProjects`, `reportProgress`. */
  readonly name: string;
  readonly summary: string;
  /** What else a caller should know. */
  readonly says?: string;
  /** The permission that caller and token must hold; `anyone` for what is no secret. */
  readonly permission: string;
  /** True when holding it for any agency is enough to try; the command decides about the rest. */
  readonly anywhere?: true;
  readonly query?: Query;
  readonly body?: Body;
  readonly response: Response;
  readonly status?: 200 | 201;
  /**
   * A change of something that has a revision: If-Match is needed and `revision` is given to the handler; with
   * `if-there` the thing may also be new, and the handler asks `requireRevision` when it is not. An act whose form has
   * no revision is `if-sent`: If-Match counts where it is sent, and the command gets the revision to refuse by.
   */
  readonly revised?: true | 'if-there' | 'if-sent';
  /** Names of refusals beyond those every operation may answer. */
  readonly problems?: readonly string[];
  /** Fields of a page's form that are called otherwise in the body: refusals name them as the body does. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly reads?: NonNullable<Route['reads']>;
  /** A POST that may rightly change nothing, and so write no audit event: a trial. */
  readonly unaudited?: true;
  /** True when the answer can also be had as CSV; the handler then gives `csv` when `wantsCsv`. */
  readonly csv?: true;
}

/** What the handler of an API route gets: query and body have been read by their schemas. */
export interface ApiContext<Query, Body> extends Omit<Context, 'query' | 'json'> {
  readonly query: Query;
  readonly body: Body;
  /** The revision that the caller read, of an operation that is `revised`; 0 when none was sent and none is needed. */
  readonly revision: number;
}

/** What a handler gives: a value of the response's schema, with the revision and address of the thing it shows. */
export interface Given<Value> {
  readonly value: Value;
  readonly revision?: number;
  readonly location?: string;
}

/** For an operation that is revised `if-there`: what is there may only be replaced by whom has read it. */
export const requireRevision = (there: number | undefined, revision: number): Refusal | undefined => {
  if (there === undefined || there === revision) return undefined;
  const missing = revision === 0 ? revisionSeen(undefined) : preconditionFailed();
  return isRefusal(missing) ? missing : undefined;
};

/** A table as a file, instead of a value. */
interface GivenCsv {
  readonly csv: string;
  readonly fileName: string;
}

/** True when a caller asks for CSV: by `?format=csv`, or by Accept. */
export const wantsCsv = ({
  request,
  query,
}: Pick<Context, 'request'> & { query: { format?: string | undefined } }): boolean =>
  query.format === undefined ? /^\s*text\/csv\b/.test(request.headers.accept ?? '') : query.format === 'csv';

type Handle<Response extends z.ZodType, Query extends z.ZodObject, Body extends z.ZodObject> = (
  context: ApiContext<z.output<Query>, z.output<Body>>,
) => Promise<Given<z.input<Response>> | GivenCsv | Refusal>;

type Declare = <
  Response extends z.ZodType,
  Query extends z.ZodObject = NoQuery,
  Body extends z.ZodObject = NoQuery,
>(
  path: string,
  operation: Operation<Response, Query, Body>,
  handle: Handle<Response, Query, Body>,
) => Route;

const accessOf = ({ permission, anywhere }: { permission: string; anywhere?: true }): Access =>
  permission === 'anyone' ? { who: 'anyone' } : { permission, ...(anywhere ? { anywhere } : {}) };

const declare =
  (method: Route['method']): Declare =>
  (path, operation, handle) => ({
    method,
    path,
    access: accessOf(operation),
    api: descriptionOf(operation),
    ...(operation.reads ? { reads: operation.reads } : {}),
    ...(operation.unaudited ? { unaudited: true } : {}),
    handle: async (context) => {
      const read = readRequest(method, operation, context);
      if (isRefusal(read)) return read;
      const given = await handle(read as never).catch((error: unknown) => {
        throw inBodyToo(error, operation.fields);
      });
      if (isRefusal(given))
        return given.refused === 'changed-meanwhile' ? preconditionFailed() : inBody(given, operation.fields);
      if ('csv' in given)
        return { download: given.csv, mediaType: 'text/csv; charset=utf-8', fileName: given.fileName };
      return answerOf(method, operation, context, given);
    },
  });

/** What the database refuses, at the field as the body calls it; everything else as it was thrown. */
function inBodyToo(error: unknown, names: Readonly<Record<string, string>> = {}): unknown {
  const refusal = refusalOf(error);
  return refusal?.field !== undefined && refusal.field in names
    ? new RefusedError(inBody(refusal, names))
    : error;
}

/** A refusal whose field is called as the body calls it. */
const inBody = ({ field, ...refusal }: Refusal, names: Readonly<Record<string, string>> = {}): Refusal =>
  field === undefined ? refusal : { ...refusal, field: names[field] ?? field };

const descriptionOf = <R extends z.ZodType, Q extends z.ZodObject, B extends z.ZodObject>(
  operation: Operation<R, Q, B>,
): ApiDescription => ({
  name: operation.name,
  summary: operation.summary,
  ...(operation.says === undefined ? {} : { says: operation.says }),
  scope: operation.permission,
  ...(operation.query ? { query: operation.query.strict() } : {}),
  ...(operation.body ? { body: operation.body.strict() } : {}),
  response: operation.response,
  status: operation.status ?? 200,
  revised: operation.revised ?? false,
  csv: operation.csv ?? false,
  problems: operation.problems ?? [],
});

function readRequest<R extends z.ZodType, Q extends z.ZodObject, B extends z.ZodObject>(
  method: Route['method'],
  operation: Operation<R, Q, B>,
  context: Context,
): ApiContext<unknown, unknown> | Refusal {
  const query = operation.query
    ? readInput(operation.query.strict(), context.query)
    : noneExpected(context.query);
  if (isRefusal(query)) return query;
  const body = method === 'GET' ? {} : readBody(operation, context);
  if (isRefusal(body)) return body;
  const seen = context.request.headers['if-match'];
  const needed = operation.revised === true || (operation.revised !== undefined && seen !== undefined);
  const revision = needed ? revisionSeen(seen) : 0;
  if (isRefusal(revision)) return revision;
  return { ...context, query, body, revision };
}

function noneExpected(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> | Refusal {
  const unknown = Object.keys(given);
  return unknown.length === 0
    ? given
    : refused('invalid', 'This address takes no query.', {
        details: {
          fields: Object.fromEntries(unknown.map((name) => [name, 'There is no field of this name.'])),
        },
      });
}

function readBody<R extends z.ZodType, Q extends z.ZodObject, B extends z.ZodObject>(
  { body }: Operation<R, Q, B>,
  { json, request }: Context,
): unknown {
  if (
    json !== undefined &&
    json !== null &&
    !/^application\/([\w.-]+\+)?json\b/.test(request.headers['content-type'] ?? '')
  )
    return refused('not-json', 'Send the body as JSON, with content-type: application/json.');
  if (!body) return {};
  return readInput(body.strict(), json ?? {});
}

/** What leaves is what the schema says: a field that is not described does not slip out. */
function answerOf<R extends z.ZodType, Q extends z.ZodObject, B extends z.ZodObject>(
  method: Route['method'],
  { response, status = 200 }: Operation<R, Q, B>,
  { request }: Context,
  { value, revision, location }: Given<z.input<R>>,
): Answer {
  const json: unknown = response.parse(value);
  const etag = entityTag(json, revision);
  if (method === 'GET' && isHeld(request.headers['if-none-match'], etag))
    return { send: (reply) => void reply.code(304).header('etag', etag).send() };
  const next = nextOf(json);
  return {
    json,
    status,
    headers: {
      etag,
      ...(location === undefined ? {} : { location }),
      ...(next === undefined ? {} : { link: `<${next}>; rel="next"` }),
    },
  };
}

const nextOf = (json: unknown): string | undefined =>
  typeof json === 'object' && json !== null && 'next' in json && typeof json.next === 'string'
    ? json.next
    : undefined;

/** GET one thing or a small whole. */
export const apiGet = declare('GET');
/** POST a new thing or an act. Idempotency-Key makes sending twice harmless. */
export const apiPost = declare('POST');
/** PUT the whole of a thing. */
export const apiPut = declare('PUT');
/** PATCH some fields of a thing. */
export const apiPatch = declare('PATCH');
