/** Distances between strings that lie in one array of character codes: no strings are made while millions are compared. */

const MOST = 64;
const rows = [new Uint8Array(MOST + 1), new Uint8Array(MOST + 1), new Uint8Array(MOST + 1)] as const;
const seenA = new Uint8Array(MOST);
const seenB = new Uint8Array(MOST);

/**
 * Edits between two strings (insert, delete, replace, exchange two neighbours), or `most + 1` when there are more.
 * Optimal string alignment; strings are compared up to 64 characters.
 * Source: Damerau 1964, Communications of the ACM 7(3).
 */
export function editsWithin(
  a: Uint16Array,
  startA: number,
  givenA: number,
  b: Uint16Array,
  startB: number,
  givenB: number,
  most: number,
): number {
  const lengthA = Math.min(givenA, MOST);
  const lengthB = Math.min(givenB, MOST);
  if (Math.abs(lengthA - lengthB) > most) return most + 1;
  let [before, last, row] = rows as unknown as [Uint8Array, Uint8Array, Uint8Array];
  for (let y = 0; y <= lengthB; y += 1) last[y] = y;
  for (let x = 1; x <= lengthA; x += 1) {
    row[0] = x;
    let least = x;
    const letter = a[startA + x - 1];
    for (let y = 1; y <= lengthB; y += 1) {
      const other = b[startB + y - 1];
      let edits = (last[y - 1] ?? 0) + (letter === other ? 0 : 1);
      edits = Math.min(edits, (last[y] ?? 0) + 1, (row[y - 1] ?? 0) + 1);
      if (x > 1 && y > 1 && letter === b[startB + y - 2] && a[startA + x - 2] === other)
        edits = Math.min(edits, (before[y - 2] ?? 0) + 1);
      row[y] = edits;
      if (edits < least) least = edits;
    }
    if (least > most) return most + 1;
    [before, last, row] = [last, row, before];
  }
  return Math.min(last[lengthB] ?? 0, most + 1);
}

/**
 * Jaro's similarity with Winkler's reward for a common beginning, from 0 (nothing in common) to 1 (the same).
 * Source: Winkler 1990, String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model.
 */
export function jaroWinkler(
  a: Uint16Array,
  startA: number,
  givenA: number,
  b: Uint16Array,
  startB: number,
  givenB: number,
): number {
  const lengthA = Math.min(givenA, MOST);
  const lengthB = Math.min(givenB, MOST);
  if (lengthA === 0 || lengthB === 0) return 0;
  const reach = Math.max(0, (Math.max(lengthA, lengthB) >> 1) - 1);
  seenA.fill(0, 0, lengthA);
  seenB.fill(0, 0, lengthB);
  let common = 0;
  for (let x = 0; x < lengthA; x += 1) {
    const letter = a[startA + x];
    const to = Math.min(lengthB, x + reach + 1);
    for (let y = Math.max(0, x - reach); y < to; y += 1) {
      if (seenB[y] !== 0 || b[startB + y] !== letter) continue;
      seenA[x] = 1;
      seenB[y] = 1;
      common += 1;
      break;
    }
  }
  if (common === 0) return 0;
  let moved = 0;
  for (let x = 0, y = 0; x < lengthA; x += 1) {
    if (seenA[x] === 0) continue;
    while (seenB[y] === 0) y += 1;
    if (a[startA + x] !== b[startB + y]) moved += 1;
    y += 1;
  }
  const jaro = (common / lengthA + common / lengthB + (common - moved / 2) / common) / 3;
  let start = 0;
  while (start < 4 && start < lengthA && start < lengthB && a[startA + start] === b[startB + start])
    start += 1;
  return jaro + start * 0.1 * (1 - jaro);
}
