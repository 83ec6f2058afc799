/** How many letters must be changed, added, dropped or swapped with their neighbour to get from one word to another. */
export function editDistance(a: string, b: string): number {
  let twoBack: number[] = [];
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (before[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (twoBack[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    twoBack = before;
    before = row;
  }
  return before[b.length] ?? 0;
}

const LONGEST = 100;

/** The known word that was probably meant; undefined when none is near. */
export function nearMiss(word: string, known: Iterable<string>): string | undefined {
  const typed = word.trim().toLowerCase().slice(0, LONGEST);
  if (typed.length < 2) return undefined;
  const allowed = Math.max(1, Math.min(4, Math.floor(typed.length / 4) + 1));
  let best: { word: string; distance: number } | undefined;
  let beginning: string | undefined;
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    if (typed.length >= 4 && (other.startsWith(typed) || typed.startsWith(other))) beginning ??= candidate;
    if (Math.abs(other.length - typed.length) > allowed) continue;
    const distance = editDistance(typed, other);
    if (distance <= allowed && distance < (best?.distance ?? Number.POSITIVE_INFINITY))
      best = { word: candidate, distance };
  }
  return best?.word ?? beginning;
}

/** ` Did you mean “x”?`, or nothing. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const meant = nearMiss(word, known);
  return meant === undefined ? '' : ` Did you mean “${meant}”?`;
}

/** Why a line that names this indicator cannot be understood. */
export const noIndicator = (word: string, known: Iterable<string>): string =>
  `There is no indicator “${word}”.${didYouMean(word, known)}`;
