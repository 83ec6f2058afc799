import { type Content, classes, type Part } from './parts.ts';

export interface BackLinkProps extends Part {
  readonly href: string;
  /** Default "Back". */
  readonly children?: Content;
}

/** The way to the page before, at the top of a page. */
export function BackLink({ href, children = 'Back', ...part }: BackLinkProps) {
  return (
    <a href={href} class={classes('govuk-back-link', part.class)} {...part.attributes}>
      {children}
    </a>
  );
}
