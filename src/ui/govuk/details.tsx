import { type Content, classes, type Part } from './parts.ts';

export interface DetailsProps extends Part {
  readonly summary: Content;
  readonly id?: string | undefined;
  readonly open?: boolean | undefined;
  readonly children?: Content;
}

/** More for those who want it, behind a line that opens it. */
export function Details({ summary, id, open, children, ...part }: DetailsProps) {
  return (
    <details id={id} class={classes('govuk-details', part.class)} open={open} {...part.attributes}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{summary}</span>
      </summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  );
}
