/** One entry of the attendance book, in the order in which it was recorded. `from` is the item's place; null from the start. */
export interface PresenceEntry {
  readonly id: string;
  readonly kind: 'arrived' | 'left' | 'corrected';
  readonly membershipId: string | null;
  readonly guest: string | null;
  readonly substitute: string | null;
  readonly remote: boolean;
  readonly from: number | null;
  readonly correctsId: string | null;
}

/** The entries that still stand: what was struck out is gone, unless the striking out was struck out in turn. */
export function standingEntries<Entry extends Pick<PresenceEntry, 'id' | 'correctsId'>>(
  entries: readonly Entry[],
): readonly Entry[] {
  const struck = new Set<string>();
  for (const entry of entries.toReversed())
    if (entry.correctsId !== null && !struck.has(entry.id)) struck.add(entry.correctsId);
  return entries.filter((entry) => entry.correctsId === null && !struck.has(entry.id));
}

/** Whose entry it is: a member's, or a guest's by name. */
export const whose = ({ membershipId, guest }: Pick<PresenceEntry, 'membershipId' | 'guest'>): string =>
  membershipId ?? `guest:${(guest ?? '').trim().toLowerCase()}`;

/**
 * Who is here at a place of the agenda, by `whose`; with null, after everything recorded so far. What holds from an
 * earlier item comes first whenever it was written down; within an item the later entry counts.
 */
export function whoIsHere<Entry extends PresenceEntry>(
  entries: readonly Entry[],
  at: number | null,
): ReadonlyMap<string, Entry> {
  const place = ({ from }: Entry) => from ?? Number.NEGATIVE_INFINITY;
  const here = new Map<string, Entry>();
  const upTo = standingEntries(entries).filter((entry) => at === null || place(entry) <= at);
  for (const entry of upTo.toSorted((a, b) => Math.sign(place(a) - place(b)) || 0))
    if (entry.kind === 'arrived') here.set(whose(entry), entry);
    else here.delete(whose(entry));
  return here;
}
