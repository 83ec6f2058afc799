import { type Refusal, refused } from '../../../kernel/refusal.ts';

/** One opening in an ordinary week: weekday 1 is Monday, times as `09:00`. */
export interface Opening {
  readonly weekday: number;
  readonly opens: string;
  readonly closes: string;
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const PART =
  /^([a-z]{3})[a-z]*(?:\s*(?:-|–|to)\s*([a-z]{3})[a-z]*)?\s+(\d{1,2}[:.]\d\d)\s*(?:-|–|to)\s*(\d{1,2}[:.]\d\d)$/i;

const dayOf = (text: string): number =>
  DAYS.findIndex((day) => day.toLowerCase() === text.toLowerCase().slice(0, 3)) + 1;

const timeOf = (text: string): string | undefined => {
  const [hour = '', minute = ''] = text.split(/[:.]/);
  return Number(hour) < 24 && Number(minute) < 60 ? `${hour.padStart(2, '0')}:${minute}` : undefined;
};

/** Reads hours as people write them: `Mon-Fri 09:00-17:00; Sat 10:00-12:00`. Empty text gives none. */
export function readHours(text: string): readonly Opening[] | Refusal {
  const openings: Opening[] = [];
  const parts = text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
  for (const part of parts) {
    const [, first = '', last = first, from = '', until = ''] = PART.exec(part) ?? [];
    const [begin, end, opens, closes] = [dayOf(first), dayOf(last), timeOf(from), timeOf(until)];
    if (!begin || !end || begin > end || !opens || !closes || opens >= closes)
      return refused('hours-unreadable', `Write hours like Mon-Fri 09:00-17:00; "${part}" cannot be read.`, {
        field: 'hours',
      });
    for (let weekday = begin; weekday <= end; weekday += 1) openings.push({ weekday, opens, closes });
  }
  return openings.toSorted((a, b) => a.weekday - b.weekday || a.opens.localeCompare(b.opens));
}

/** Writes hours as `readHours` reads them, days of equal hours together. */
export function writeHours(openings: readonly Opening[]): string {
  const runs: { from: number; until: number; times: string }[] = [];
  for (const times of new Set(openings.map(({ opens, closes }) => `${opens}-${closes}`)))
    for (const { weekday } of openings.filter(({ opens, closes }) => `${opens}-${closes}` === times)) {
      const last = runs.at(-1);
      if (last && last.times === times && last.until === weekday - 1) last.until = weekday;
      else runs.push({ from: weekday, until: weekday, times });
    }
  return runs
    .toSorted((a, b) => a.from - b.from || a.times.localeCompare(b.times))
    .map(({ from, until, times }) => `${DAYS[from - 1]}${until > from ? `-${DAYS[until - 1]}` : ''} ${times}`)
    .join('; ');
}
