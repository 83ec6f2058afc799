/** Size of the text in a chart, in the units of its drawing. */
export const TEXT_SIZE = 13;
export const LINE_HEIGHT = 16;
const WIDTH_PER_CHARACTER = TEXT_SIZE * 0.62;

/** Room that a text takes, estimated: a server cannot measure. */
export const widthOf = (text: string): number => Math.ceil(text.length * WIDTH_PER_CHARACTER);

/**
 * Which of the labels along an axis to show so that no two touch: every one, or every nth counted back from the
 * last, since the newest period is the one people look for.
 */
export function labelsThatFit(labels: readonly string[], spacing: number): ReadonlySet<number> {
  const widest = Math.max(0, ...labels.map(widthOf)) + TEXT_SIZE;
  const every = Math.max(1, Math.ceil(widest / Math.max(1, spacing)));
  return new Set(
    labels.map((_, index) => index).filter((index) => (labels.length - 1 - index) % every === 0),
  );
}

/** Breaks a text into lines of at most so many characters, between words. */
export function wrapText(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * Moves labels apart along one direction, as little as needed, keeping their order and staying within bounds.
 * Answers the new middle of each label, in the order given.
 */
export function spreadApart(
  labels: readonly { readonly at: number; readonly height: number }[],
  bounds: { readonly from: number; readonly to: number },
): number[] {
  const order = labels.map((_, index) => index).sort((a, b) => (labels[a]?.at ?? 0) - (labels[b]?.at ?? 0));
  const middles = labels.map((label) => label.at);
  let free = bounds.from;
  for (const index of order) {
    const half = (labels[index]?.height ?? 0) / 2;
    middles[index] = Math.max(middles[index] ?? 0, free + half);
    free = (middles[index] ?? 0) + half;
  }
  let limit = bounds.to;
  for (const index of order.toReversed()) {
    const half = (labels[index]?.height ?? 0) / 2;
    middles[index] = Math.min(middles[index] ?? 0, limit - half);
    limit = (middles[index] ?? 0) - half;
  }
  return middles;
}
