import { encode } from 'uqr';
import type { Typed } from '../../../ui/forms/typed.ts';

/** The text that was typed into a field, to show it again. */
export const typedIn = ({ values }: Typed, name: string, otherwise = ''): string => {
  const value = values[name];
  return typeof value === 'string' ? value : (value?.at(-1) ?? otherwise);
};

const MOMENT = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `17 January 2013 at 14:05`, in London. */
export const momentInWords = (at: Date): string => MOMENT.format(at).replace(', ', ' at ');

/** A moment that a program can read too. */
export const Moment = ({ at }: { readonly at: Date }) => (
  <time dateTime={at.toISOString()}>{momentInWords(at)}</time>
);

/** A QR code as a drawing: dark on white in every colour scheme, since cameras expect that. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, data } = encode(text, { border: 4, ecc: 'M' });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg
      class="app-qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      width="220"
      height="220"
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={squares.join('')} fill="#000000" />
    </svg>
  );
}
