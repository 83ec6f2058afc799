import type pg from 'pg';
import { type Refusal, refused } from '../../kernel/refusal.ts';

/** Constraint name → the field it speaks of and what to do, as written in the database (`comment on constraint`). */
const spoken = new Map<string, { field?: string; message: string }>();

/** Foreign key → the field that refers: its last column, as forms and bodies call it. */
const refers = new Map<string, string>();

/**
 * Reads what the database says of its constraints. A comment of the form `field: Sentence.` names the form field;
 * any other comment is the sentence alone.
 */
export async function learnConstraints(client: pg.ClientBase | pg.Pool): Promise<number> {
  const { rows } = await client.query<{ name: string; comment: string }>(
    `select c.conname as name, d.description as comment
     from pg_constraint c join pg_description d on d.objoid = c.oid and d.classoid = 'pg_constraint'::regclass`,
  );
  for (const { name, comment } of rows) {
    const [, field, message] = /^([a-zA-Z]\w*): (.+)$/s.exec(comment) ?? [];
    spoken.set(name, field && message ? { field, message } : { message: comment });
  }
  const keys = await client.query<{ name: string; column: string }>(
    `select c.conname as name, a.attname as column
     from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
     where c.contype = 'f' and a.attname not in ('partnership_id', 'exempt')
     order by array_position(c.conkey, a.attnum)`,
  );
  for (const { name, column } of keys.rows)
    refers.set(
      name,
      column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    );
  return rows.length;
}

interface DatabaseError {
  readonly code: string;
  readonly constraint?: string;
}

const isDatabaseError = (error: unknown): error is Error & DatabaseError =>
  error instanceof Error && typeof (error as { code?: unknown }).code === 'string';

const inWords = (constraint: string): string => {
  const text = constraint.replaceAll('_', ' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
};

/** A reference to what is not there: nobody need say so of every constraint. What is still referred to is no such case. */
const dangling = (constraint: string, { message }: Error): { field: string; message: string } | undefined => {
  const field = refers.get(constraint);
  return field === undefined || !message.startsWith('insert or update')
    ? undefined
    : { field, message: 'There is nothing of this id here. Choose one that is there.' };
};

/** What is said of a constraint of which the database says nothing itself. */
function usual(
  code: string,
  constraint: string,
  error: Error,
): { field?: string; message: string } | undefined {
  if (code === '23503') return dangling(constraint, error);
  return code === '23505'
    ? { message: 'There is one like this already. Change what tells the two apart, such as the name.' }
    : undefined;
}

/** The refusal behind a database error, where it is one that a person can mend; undefined for bugs. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!isDatabaseError(error)) return undefined;
  const { code, constraint } = error;
  if (code === '42501')
    return refused('not-allowed', 'You may not do this. Ask your administrator if you should be able to.');
  if (code === '40001' || code === '40P01')
    return refused('try-again', 'Somebody else was changing the same thing. Try again.');
  if (code === '22003' || code === '22008')
    return refused('out-of-range', 'A number or a date is beyond what can be kept.');
  // An id in an address or a field that is none is of nothing.
  if (code === '22P02' && error.message.includes('type uuid'))
    return refused('not-found', 'There is nothing here of this id. Check the address, or choose again.');
  if (code === '22021')
    return refused('character-unreadable', 'Take out the characters that cannot be kept, and try again.');
  if (!constraint || !['23505', '23514', '23503', '23P01'].includes(code)) return undefined;
  const known = spoken.get(constraint) ?? usual(code, constraint, error);
  return refused(constraint.replaceAll('_', '-'), known?.message ?? inWords(constraint), {
    ...(known?.field === undefined ? {} : { field: known.field }),
  });
}
