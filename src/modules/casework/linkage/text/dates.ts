const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const PARTS = /YYYY|YY|MMM+|MM?|DD?/g;

/** Reads a date as eight figures, YYYYMMDD, '' when it cannot; 00 stands for a day or month that is not given. */
export type DateReader = (text: string) => string;

/**
 * A reader for a format such as YYYYMMDD, DD/MM/YYYY, D MMM YYYY or DD/MM/YY, or, without one, for the usual ways to
 * write a date (the day before the month where both could be). The calendar is not checked: 19160017 is kept, since a
 * mistyped date still says most of what it says.
 */
export function dateReader(format?: string): DateReader {
  if (format === undefined) return readAnyDate;
  const names: string[] = [];
  const source = format
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(PARTS, (part) => {
      names.push(part[0] ?? '');
      if (part === 'YYYY') return '(\\d{4})';
      if (part.startsWith('MMM')) return '([A-Za-z]{3,})\\.?';
      return part.length === 2 ? '(\\d{1,2})' : '(\\d{1,2})';
    });
  const tight = /YYYY?MMDD|DDMMYYYY|MMDDYYYY|DDMMYY|YYMMDD/.test(format);
  const pattern = new RegExp(`^${tight ? source.replaceAll('{1,2}', '{2}') : source}(?:[T ].*)?$`);
  return (text) => {
    const found = pattern.exec(text.trim());
    if (!found) return '';
    const part = (name: string): string => found[names.indexOf(name) + 1] ?? '';
    const has = (name: string): boolean => names.includes(name);
    return figures(part('Y'), has('M') ? part('M') : '0', has('D') ? part('D') : '0');
  };
}

function readAnyDate(given: string): string {
  const text = given.trim();
  if (/^\d{8}$/.test(text))
    return /^(1[5-9]|20|21)/.test(text) ? text : figures(text.slice(4), text.slice(2, 4), text.slice(0, 2));
  let found = /^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[T ].*)?$/.exec(text);
  if (found) return figures(found[1] ?? '', found[2] ?? '', found[3] ?? '');
  found = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})(?:[T ].*)?$/.exec(text);
  if (found) {
    const american = Number(found[2]) > 12 && Number(found[1]) <= 12;
    return figures(found[3] ?? '', found[american ? 1 : 2] ?? '', found[american ? 2 : 1] ?? '');
  }
  found = /^(\d{1,2})(?:st|nd|rd|th)?[-/. ]([A-Za-z]{3,})\.?,?[-/. ](\d{2}|\d{4})$/.exec(text);
  if (found) return figures(found[3] ?? '', found[2] ?? '', found[1] ?? '');
  found = /^([A-Za-z]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/.exec(text);
  if (found) return figures(found[3] ?? '', found[1] ?? '', found[2] ?? '');
  found = /^(\d{4})(?:-(\d{2}))?$/.exec(text);
  return found ? figures(found[1] ?? '', found[2] ?? '0', '0') : '';
}

/** Two figures of a year are of this century up to 30: 31 is 1931. */
function figures(year: string, month: string, day: string): string {
  const named = /^[A-Za-z]/.test(month) ? MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1 : Number(month);
  if (year === '' || (named === 0 && /^[A-Za-z]/.test(month))) return '';
  const whole = year.length === 2 ? `${Number(year) > 30 ? '19' : '20'}${year}` : year.padStart(4, '0');
  return `${whole}${String(named).padStart(2, '0')}${day.padStart(2, '0')}`;
}
