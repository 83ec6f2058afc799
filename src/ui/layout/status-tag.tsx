/** How a status feels; the words say what it is. */
export type Tone = 'good' | 'warning' | 'bad' | 'active' | 'neutral' | 'unknown';

const COLOUR: Readonly<Record<Tone, string>> = {
  good: 'green',
  warning: 'yellow',
  bad: 'red',
  active: 'blue',
  neutral: 'grey',
  unknown: 'grey',
};

/** A shape for each tone, so that the colour is never the only sign. */
const SHAPE: Readonly<Record<Tone, string>> = {
  good: 'm2 6.5 3 3 5-7',
  warning: 'M6 1.5 11 10.5H1zM6 5v2.5',
  bad: 'm2.5 2.5 7 7m0-7-7 7',
  active: 'm4 2 4.5 4L4 10',
  neutral: 'M2 6h8',
  unknown: 'M4 4.2a2 2 0 1 1 2.8 1.9c-.6.3-.8.7-.8 1.4M6 10v.1',
};

/** A status in words with a shape and a colour: `<StatusTag tone="bad">Overdue</StatusTag>`. */
export function StatusTag({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return (
    <strong class={`govuk-tag govuk-tag--${COLOUR[tone]} app-status app-status--${tone}`}>
      <svg
        class="app-status__shape"
        viewBox="0 0 12 12"
        width="12"
        height="12"
        aria-hidden="true"
        focusable="false"
      >
        <path d={SHAPE[tone]} fill="none" stroke="currentColor" stroke-width="1.8" />
      </svg>
      {children}
    </strong>
  );
}
