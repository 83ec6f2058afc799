import { createHash } from 'node:crypto';

/** As many answers are kept, the latest that were asked for. */
const MOST_KEPT = 100;

/** What is of fewer figures is soon worked out anew, and would drive out what is dear. */
const FEWEST_WORTH_KEEPING = 300;

const kept = new Map<string, ReadonlySet<string>>();

/**
 * What was worked out of exactly the same figures, else works it out: page after page asks the same of figures that change
 * once a month. Kept are names of figures, none of their values.
 */
export function remembered(
  figures: readonly unknown[],
  of: unknown,
  workOut: () => ReadonlySet<string>,
): ReadonlySet<string> {
  if (figures.length < FEWEST_WORTH_KEEPING) return workOut();
  const key = createHash('sha256')
    .update(JSON.stringify([figures, of]))
    .digest('base64');
  const found = kept.get(key) ?? workOut();
  kept.delete(key);
  kept.set(key, found);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return found;
}
