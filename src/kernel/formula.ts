/**
 * Text in files that spreadsheets open: what they would run as a formula gets an apostrophe before it, and imports take it
 * off again. Full-width signs are run too, and so is what follows a tab or the end of a line. Numbers stay numbers, those
 * below nought too.
 */

const RUNS = String.raw`'*[=+\-@\t\r\n＝＋－＠]`;
const WOULD_RUN = new RegExp(`^${RUNS}`);
const WAS_STOPPED = new RegExp(`^'(?=${RUNS})`);
const PLAIN_NUMBER = /^[+-]?\d[\d,]*(\.\d+)?%?$/;

/** The text, so that no spreadsheet runs it. */
export const stopFormula = (text: string): string =>
  WOULD_RUN.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;

/** The text as it was before `stopFormula`. */
export const unstopFormula = (text: string): string => text.replace(WAS_STOPPED, '');
