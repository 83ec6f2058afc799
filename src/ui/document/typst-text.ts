/**
 * Arbitrary words as Typst content. Words travel as string literals in code, never as markup, so nothing in them
 * can be read as Typst; the semicolon ends the expression, so that what follows cannot continue it.
 */
export const typstText = (words: string, unshown: ReadonlySet<string> = new Set()): string =>
  words === '' ? '' : `#${typstString(words, unshown)};`;

/** Words as a Typst string literal, for arguments and metadata. */
export function typstString(words: string, unshown: ReadonlySet<string> = new Set()): string {
  const shown = [...printable(words)].map((character) => showable(character, unshown)).join('');
  return `"${shown.replace(/[\\"]/g, '\\$&')}"`;
}

/** A character that no font of the machine can draw is named by its code, so that its loss is seen. */
const showable = (character: string, unshown: ReadonlySet<string>): string =>
  unshown.has(character) ? `[${codeOf(character)}]` : character;

/** `U+0A2A` */
export const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Without characters that are no text (controls, halves of pairs, noncharacters); line ends become spaces. */
export const printable = (words: string): string =>
  words
    .toWellFormed()
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Noncharacter_Code_Point}]/gu, '');
