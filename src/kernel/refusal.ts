/**
 * An expected "no", with a name that pages turn into a sentence, the API into a problem+json type and tests
 * assert. Bugs are exceptions; refusals are values.
 */
export interface Refusal<Name extends string = string> {
  readonly refused: Name;
  /** What to do, in plain English, for a person. */
  readonly message: string;
  /** The form field it belongs to, where there is one. */
  readonly field?: string;
  /** Facts the caller may show: a remaining balance, a list of what is missing. Never personal data. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export const refused = <Name extends string>(
  name: Name,
  message: string,
  more: { field?: string; details?: Readonly<Record<string, unknown>> } = {},
): Refusal<Name> => ({ refused: name, message, ...more });

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && typeof (value as Refusal).refused === 'string';

/** A refusal on its way through code that cannot return one: the transaction rolls back and the edge answers with it. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Unwraps a value or throws its refusal, for callers that need a transaction to roll back. */
export function orThrow<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new RefusedError(value);
  return value;
}
