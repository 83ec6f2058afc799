declare const brand: unique symbol;

/** Money in whole pence. Never a fraction, never a float of pounds. */
export type Pence = number & { readonly [brand]: 'Pence' };

/** Whole pence; throws when the number is not a safe integer. */
export function pence(amount: number): Pence {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is not a whole number of pence`);
  return amount as Pence;
}

/** Reads what people type: `£23,902`, `1000`, `12.50`, `£20k`. Undefined when it is not an amount. */
export function parsePounds(text: string): Pence | undefined {
  const match = /^£?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?\s*(k)?$/i.exec(text.trim());
  if (!match) return undefined;
  const whole = Number((match[1] ?? '').replaceAll(',', ''));
  const hundredths = Number((match[2] ?? '').padEnd(2, '0'));
  const amount = (whole * 100 + hundredths) * (match[3] ? 1000 : 1);
  return Number.isSafeInteger(amount) ? (amount as Pence) : undefined;
}

/** `£23,902`, or `£12.50` when there are odd pence. */
export function formatPence(amount: Pence | number): string {
  const sign = amount < 0 ? '−' : '';
  const absolute = Math.abs(amount);
  const pounds = Math.floor(absolute / 100).toLocaleString('en-GB');
  const odd = absolute % 100;
  return odd === 0 ? `${sign}£${pounds}` : `${sign}£${pounds}.${String(odd).padStart(2, '0')}`;
}
