import type { Refusal } from '../../kernel/refusal.ts';

const STATUS: Readonly<Record<string, number>> = {
  'bad-request': 400,
  'key-unreadable': 400,
  'sign-in-first': 401,
  'token-unknown': 401,
  'not-allowed': 403,
  'form-expired': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'changed-meanwhile': 409,
  'try-again': 409,
  'key-used': 409,
  'file-too-large': 413,
  'too-large': 413,
  'precondition-failed': 412,
  'not-json': 415,
  'precondition-required': 428,
  'too-many-requests': 429,
  error: 500,
};

/** One thing that is wrong with what was sent. `field` is the name it was sent under, `''` for the whole. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** The HTTP status of a refusal: most say that what was sent cannot be taken (422). */
export const statusOf = (refusal: Refusal): number => STATUS[refusal.refused] ?? 422;

/** Field → message; a refusal of several fields carries them in `details.fields`. */
export function errorsOf(refusal: Refusal): Record<string, string> {
  const fields = refusal.details?.fields;
  return fields !== undefined
    ? (fields as Record<string, string>)
    : { [refusal.field ?? '']: refusal.message };
}

const inWords = (name: string): string => {
  const text = name.replaceAll('-', ' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
};

/** Forms and columns write `due_on` for what programs send as `dueOn`. */
const asSent = (field: string): string =>
  field.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/**
 * A refusal as problem+json (RFC 9457): its type and `name` are its name, `detail` says what to do, `errors` names
 * the fields that cannot be taken, and `instance` is the request's number, as it stands in the log.
 */
export function problemOf(
  refusal: Refusal,
  { status = statusOf(refusal), requestId }: { status?: number; requestId?: string } = {},
): Record<string, unknown> {
  const errors: FieldProblem[] = Object.entries(errorsOf(refusal))
    .filter(([field]) => field !== '')
    .map(([field, message]) => ({ field: asSent(field), message }));
  const { fields: _listed, ...details } = refusal.details ?? {};
  return {
    type: `/problems/${refusal.refused}`,
    title: inWords(refusal.refused),
    status,
    detail: refusal.message,
    name: refusal.refused,
    ...(requestId === undefined ? {} : { instance: `urn:uuid:${requestId}` }),
    ...(errors.length === 0 ? {} : { errors }),
    ...(Object.keys(details).length === 0 ? {} : { details }),
  };
}
