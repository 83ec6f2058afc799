import { type Content, classes, type Part } from './parts.ts';

export interface InsetTextProps extends Part {
  readonly id?: string | undefined;
  readonly children?: Content;
}

/** Sets a quotation, an example or an aside off from the text around it. */
export function InsetText({ id, children, ...part }: InsetTextProps) {
  return (
    <div {...part.attributes} id={id} class={classes('govuk-inset-text', part.class)}>
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
    <div {...part.attributes} class={classes('govuk-warning-text', part.class)}>
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>{' '}
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">{iconFallbackText}</span> {children}
      </strong>
    </div>
  );
}
