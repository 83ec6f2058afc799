/** When an item begins, from when the sitting begins and what the items before it take; as far as both are known. */
export function beginnings(
  startsAt: string | null,
  items: readonly { readonly minutes: number | null }[],
): readonly (string | null)[] {
  let minutes = startsAt === null ? null : minutesOf(startsAt);
  return items.map((item) => {
    const at = minutes === null ? null : clockOf(minutes);
    minutes = minutes === null || item.minutes === null ? null : minutes + item.minutes;
    return at;
  });
}

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
