import { type Content, classes, type Part } from './parts.ts';

export interface SkipLinkProps extends Part {
  /** Default `#content`. */
  readonly href?: string | undefined;
  /** Default "Skip to main content". */
  readonly children?: Content;
}

/** Lets keyboard users pass over what every page repeats. */
export function SkipLink({ href = '#content', children = 'Skip to main content', ...part }: SkipLinkProps) {
  return (
    <a
      href={href}
      class={classes('govuk-skip-link', part.class)}
      data-module="govuk-skip-link"
      {...part.attributes}
    >
      {children}
    </a>
  );
}
