import { type Content, classes, type Part } from './parts.ts';

export interface GenericHeaderProps extends Part {
  /** The name or mark of whose service it is. */
  readonly logo: Content;
  /** Default `/`. */
  readonly href?: string | undefined;
  /** Default `govuk-width-container`. */
  readonly containerClass?: string | undefined;
}

/** The header of a service that is not on GOV.UK: without the crown. */
export function GenericHeader({ logo, href = '/', containerClass, ...part }: GenericHeaderProps) {
  return (
    <div class={classes('govuk-generic-header', part.class)} {...part.attributes}>
      <div class={classes('govuk-generic-header__container', containerClass ?? 'govuk-width-container')}>
        <div class="govuk-generic-header__logo">
          <a href={href} class="govuk-generic-header__homepage-link">
            {logo}
          </a>
        </div>
      </div>
    </div>
  );
}
