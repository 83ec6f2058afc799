/** All names are invented. */
import { describe, expect, test } from 'vitest';
import { ANOTHER, redactor } from './redact.ts';

const own = { names: ['Imogen Fable'], codes: ['01889 000111'] };
const redact = redactor(own, [
  { names: ['Rufus Fable', 'Rue Fable'], codes: ['07700 900123'] },
  { names: ['Zoë Invented-Smith'], codes: ['zoe@example.org'] },
]);

describe('what is given to a person about themselves', () => {
  test('names no other: whole names in either order, parts of names, numbers', () => {
    expect(redact('Rufus Fable hit the door; FABLE, Rufus left. Rue saw it.')).toBe(
      `${ANOTHER} hit the door; ${ANOTHER} left. ${ANOTHER} saw it.`,
    );
    expect(redact('Call Zoë Invented-Smith or zoe@example.org, 07700 900123')).toBe(
      `Call ${ANOTHER} or ${ANOTHER}, ${ANOTHER}`,
    );
  });

  test('keeps the person’s own name and number, and a surname that they share', () => {
    expect(redact('Imogen Fable, 01889 000111, of the Fable family')).toBe(
      'Imogen Fable, 01889 000111, of the Fable family',
    );
  });

  test('does not touch words that only contain a name', () => {
    expect(redact('Rufusson Street, a fabled place')).toBe('Rufusson Street, a fabled place');
  });

  test('is unchanged where nobody else is known', () => {
    expect(redactor(own, [])('Rufus Fable')).toBe('Rufus Fable');
  });
});
