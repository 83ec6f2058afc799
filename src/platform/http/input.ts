import type { z } from 'zod';
import { type Refusal, refused } from '../../kernel/refusal.ts';

/** Reads what came from outside by its schema; a refusal names every field that cannot be taken. */
export function readInput<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
): z.output<Schema> | Refusal {
  const parsed = schema.safeParse(given, { error: inPlainWords });
  if (parsed.success) return parsed.data;
  return refused('invalid', 'Some of what was sent cannot be taken. The list of errors says what to do.', {
    details: { fields: fieldsOf(parsed.error) },
  });
}

const inPlainWords: z.core.$ZodErrorMap = (issue) =>
  issue.code === 'invalid_type' && issue.input === undefined ? 'Give a value.' : undefined;

function fieldsOf(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) {
    const at = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys)
        fields[[...at, key].join('.')] ??= 'There is no field of this name. Leave it out.';
    else fields[at.join('.') || 'body'] ??= issue.message;
  }
  return fields;
}
