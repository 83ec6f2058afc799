import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { z } from 'zod';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Actor } from '../actor.ts';
import type { Tx } from '../database/transaction.ts';
import type { Services } from '../services.ts';

/**
 * Who may use a route. `permission` is enough when held for any agency (`anywhere`) or only for the whole
 * partnership; row level security decides about the rows either way.
 */
export type Access =
  | { readonly who: 'anyone' }
  | { readonly who: 'signed-in' }
  | { readonly who: 'operator' }
  | { readonly permission: string; readonly anywhere?: true };

/** A page before it gets its layout. `body` is a pure function's result. */
export interface PageContent {
  readonly title: string;
  readonly body: ComponentChildren;
  readonly breadcrumbs?: readonly { readonly text: string; readonly href: string }[];
  /** For wide tables: the main column takes the full width. */
  readonly wide?: boolean;
  readonly status?: number;
}

export type Answer =
  | PageContent
  | { readonly redirect: string }
  | { readonly json: unknown; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly download: Buffer | string; readonly mediaType: string; readonly fileName?: string }
  | { readonly send: (reply: FastifyReply) => Promise<void> | void }
  | Refusal;

export interface Uploaded {
  readonly field: string;
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** What a handler gets. The transaction is read only for GET. */
export interface Context {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** What was posted, as strings; repeated fields as arrays under their own name. */
  readonly form: Readonly<Record<string, string | readonly string[]>>;
  readonly files: readonly Uploaded[];
  /** The body of an API call, before its schema has seen it. */
  readonly json: unknown;
  /** Today by the partnership's business date. */
  readonly today: PlainDate;
  readonly partnership: PartnershipView;
  readonly services: Services;
  readonly request: FastifyRequest;
  /** For `<Form>`: CSRF token and the key that makes sending twice harmless. */
  readonly formKeys: { readonly csrf: string; readonly formId: string };
}

export interface PartnershipView {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly area: string;
  readonly example: boolean;
}

/** What went wrong with a form and what was typed, for showing it again. */
export interface Attempt {
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly errors: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly access: Access;
  readonly handle: (context: Context) => Promise<Answer>;
  /** Shows the form again after a refusal; without it the refusal becomes a plain page. */
  readonly again?: (context: Context, attempt: Attempt) => Promise<Answer>;
  /** A sensitive read: its audit event commits before the handler runs. */
  readonly reads?: (context: Pick<Context, 'params' | 'query'>) => {
    action: string;
    subject?: { kind: string; id: string };
    /** Codes that say which one was read, where it has no id in the address. */
    detail?: Readonly<Record<string, unknown>>;
  };
  /** For multipart forms: how large one file may be, how many may come at once (5) and how large they may be together. */
  readonly upload?: { readonly maxBytes: number; readonly files?: number; readonly allBytes?: number };
  /** A POST that changes nothing worth an audit event (signing out an expired session). */
  readonly unaudited?: true;
  /** Only where the partnership is an example. */
  readonly exampleOnly?: true;
  /** API description; routes under /api/v1 must have one, and are made by the helpers of `api.ts`. */
  readonly api?: ApiDescription;
}

/** What the OpenAPI document says of a route. */
export interface ApiDescription {
  /** Unique over the API: `listProjects`. */
  readonly name: string;
  readonly summary: string;
  readonly says?: string;
  /** The permission that a token must carry; `anyone` for what is no secret. */
  readonly scope: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  readonly response: z.ZodType;
  readonly status: number;
  /** A change that needs If-Match: always, when the thing is there already, or not but heeds it. */
  readonly revised: boolean | 'if-there' | 'if-sent';
  /** The answer can also be had as CSV. */
  readonly csv: boolean;
  /** Names of refusals beyond those every operation may answer. */
  readonly problems: readonly string[];
}

/** GET a page or a document. */
export const get = (
  path: string,
  access: Access,
  handle: Route['handle'],
  more: Partial<Route> = {},
): Route => ({
  method: 'GET',
  path,
  access,
  handle,
  ...more,
});

/** POST a form: parse → call a command → redirect. `again` shows the form with what was typed and the errors. */
export const post = (
  path: string,
  access: Access,
  handle: Route['handle'],
  more: Partial<Route> = {},
): Route => ({
  method: 'POST',
  path,
  access,
  handle,
  ...more,
});
