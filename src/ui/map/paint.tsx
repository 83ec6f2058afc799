import type { Paint } from './banding.ts';

/**
 * Fills as attributes, so that a map can leave the page; `62-maps.css` gives the same for a dark screen. The ramp grows
 * darker; of the two-sided one all that lies below is hatched, so that it can be told from above in grey too.
 */
const FILLS: Readonly<Record<Paint, string>> = {
  'step-1': '#e3edf7',
  'step-2': '#b3d1ec',
  'step-3': '#6bace6',
  'step-4': '#2073bc',
  'step-5': '#12436d',
  'far-below': '#28a197',
  below: '#b5deda',
  near: '#f0f0f0',
  above: '#dba0be',
  'far-above': '#801650',
};

const HATCHED: readonly Paint[] = ['far-below', 'below'];

/** The fill of a band, of a place without a figure, and whether lines stand over it. */
export const fillOf = (paint: Paint | undefined): string => (paint ? FILLS[paint] : '#ffffff');
export const isHatched = (paint: Paint | undefined): boolean =>
  paint === undefined || HATCHED.includes(paint);
export const paintClass = (paint: Paint | undefined): string =>
  `app-map__area app-map__area--${paint ?? 'unknown'}`;
const DARK: readonly Paint[] = ['step-4', 'step-5', 'far-above'];

/** The class of letters that stand on an area. */
export const letterClass = (kind: 'mark' | 'name', paint: Paint | undefined): string =>
  `app-map__${kind}${paint && DARK.includes(paint) ? ' app-map__text--on-dark' : ''}`;

/** The pattern that stands over an area: dots where nothing is known, lines below the average. */
export const hatchOf = (id: string, paint: Paint | undefined): string =>
  `url(#${id}-${paint === undefined ? 'dots' : 'lines'})`;

/** The patterns of one drawing. */
export function Patterns({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern
        id={`${id}-lines`}
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <line class="app-map__hatch" x1="0" y1="0" x2="0" y2="6" stroke="#0b0c0c" stroke-width="1.2" />
      </pattern>
      <pattern id={`${id}-dots`} width="7" height="7" patternUnits="userSpaceOnUse">
        <circle class="app-map__dot" cx="2" cy="2" r="0.9" fill="#505a5f" />
      </pattern>
    </defs>
  );
}
