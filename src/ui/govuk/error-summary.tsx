import { type Attributes, type Content, classes, isPresent, type Part } from './parts.ts';

export interface SummarisedError {
  readonly text: Content;
  /** Where the field is: `#` and its id. */
  readonly href?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface ErrorSummaryProps extends Part {
  readonly errors: readonly SummarisedError[];
  /** Default "There is a problem". */
  readonly title?: Content;
  /** A sentence between the title and the list. */
  readonly children?: Content;
  readonly disableAutoFocus?: boolean | undefined;
}

/** All errors of a page at its top, each linking to its field. */
export function ErrorSummary({
  errors,
  title = 'There is a problem',
  children,
  ...props
}: ErrorSummaryProps) {
  return (
    <div
      class={classes('govuk-error-summary', props.class)}
      data-module="govuk-error-summary"
      data-disable-auto-focus={
        props.disableAutoFocus === undefined ? undefined : String(props.disableAutoFocus)
      }
      {...props.attributes}
    >
      {/* The alert is a child of what the script focuses: screen readers lost words when both were one. */}
      <div role="alert">
        <h2 class="govuk-error-summary__title">{title}</h2>
        <div class="govuk-error-summary__body">
          {isPresent(children) && <p>{children}</p>}
          {errors.length > 0 && (
            <ul class="govuk-list govuk-error-summary__list">
              {errors.map(({ text, href, attributes }) => (
                <li>
                  {href ? (
                    <a href={href} {...attributes}>
                      {text}
                    </a>
                  ) : (
                    text
                  )}
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  );
}
