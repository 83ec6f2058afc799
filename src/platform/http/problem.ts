import type { Refusal } from '../../kernel/refusal.ts';

const STATUS: Readonly<Record<string, number>> = {
  'sign-in-first': 401,
  'token-unknown': 401,
  'not-allowed': 403,
  'form-expired': 403,
  'not-found': 404,
  'changed-meanwhile': 409,
  'try-again': 409,
  'key-used': 409,
  'file-too-large': 413,
  'precondition-failed': 412,
  'too-many-requests': 429,
};

/** The HTTP status of a refusal: most say that what was sent cannot be taken (422). */
export const statusOf = (refusal: Refusal): number => STATUS[refusal.refused] ?? 422;

/** A refusal as problem+json (RFC 9457); its type is its name. */
export const problemOf = (refusal: Refusal): Record<string, unknown> => ({
  type: `/problems/${refusal.refused}`,
  title: refusal.message,
  status: statusOf(refusal),
  name: refusal.refused,
  ...(refusal.field === undefined ? {} : { field: refusal.field }),
  ...(refusal.details === undefined ? {} : { details: refusal.details }),
});
