import { type Content, classes, isPresent, type Part } from './parts.ts';

export type TextSize = 's' | 'm' | 'l' | 'xl';

export interface LabelProps extends Part {
  readonly for?: string | undefined;
  readonly size?: TextSize | undefined;
  /** Wraps the label in the page's `h1`: for a page that asks one thing. */
  readonly isPageHeading?: boolean | undefined;
  readonly children?: Content;
}

/** The name of a field. Renders nothing when it has no content. */
export function Label({ for: target, size, isPageHeading, children, ...part }: LabelProps) {
  if (!isPresent(children)) return null;
  const label = (
    <label
      class={classes('govuk-label', size && `govuk-label--${size}`, part.class)}
      for={target}
      {...part.attributes}
    >
      {children}
    </label>
  );
  return isPageHeading ? <h1 class="govuk-label-wrapper">{label}</h1> : label;
}

export interface HintProps extends Part {
  readonly id?: string | undefined;
  readonly children?: Content;
}

/** Help that applies to everybody who answers a question. */
export function Hint({ id, children, ...part }: HintProps) {
  return (
    <div id={id} class={classes('govuk-hint', part.class)} {...part.attributes}>
      {children}
    </div>
  );
}

export interface ErrorMessageProps extends Part {
  readonly id?: string | undefined;
  /** Said before the message by screen readers only; `''` leaves it out. Default "Error". */
  readonly prefix?: string | undefined;
  readonly children?: Content;
}

/** What is wrong with one field and how to put it right. */
export function ErrorMessage({ id, prefix = 'Error', children, ...part }: ErrorMessageProps) {
  return (
    <p id={id} class={classes('govuk-error-message', part.class)} {...part.attributes}>
      {prefix && <span class="govuk-visually-hidden">{prefix}:</span>}
      {prefix && ' '}
      {children}
    </p>
  );
}
