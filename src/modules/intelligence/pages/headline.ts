import type { Standing } from '../types.ts';

/** The finding in a sentence: what changed, or that nothing can be said. */
export function headlineOf({ indicator, latest, change, status }: Standing): string {
  if (!latest) return `${indicator.title}: no figure is known yet`;
  if (!change) return `${indicator.title}: one figure is known`;
  const claim =
    status === 'cannot-tell'
      ? ', but the change cannot be told from chance'
      : status === 'no-real-change'
        ? ', which is no real change'
        : '';
  return `${indicator.title}: ${change.text}${claim}`;
}
