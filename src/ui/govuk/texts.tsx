import { type Content, classes, type Part } from './parts.ts';

export interface InsetTextProps extends Part {
  readonly id?: string | undefined;
  readonly children?: Content;
}

/** Sets a quotation, an example or an aside off from the text around it. */
export function InsetText({ id, children, ...part }: InsetTextProps) {
  return (
    <div id={id} class={classes('govuk-inset-text', part.class)} {...part.attributes}>
      {children}
    </div>
  );
}

export interface WarningTextProps extends Part {
  /** What the exclamation mark says to screen readers. Default "Warning". */
  readonly iconFallbackText?: string | undefined;
  readonly children?: Content;
}

/** Warns of something important, such as a consequence in law. */
export function WarningText({ iconFallbackText = 'Warning', children, ...part }: WarningTextProps) {
  return (
    <div class={classes('govuk-warning-text', part.class)} {...part.attributes}>
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>{' '}
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">{iconFallbackText}</span> {children}
      </strong>
    </div>
  );
}
