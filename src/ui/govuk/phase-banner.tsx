import { type Content, classes, type Part } from './parts.ts';
import { Tag } from './tag.tsx';

export interface PhaseBannerProps extends Part {
  /** "Alpha", "Beta" or another word for the state of the service. */
  readonly tag: Content;
  readonly tagClass?: string | undefined;
  readonly children?: Content;
}

/** Says that a service is still being worked on, and where to send remarks. */
export function PhaseBanner({ tag, tagClass, children, ...part }: PhaseBannerProps) {
  return (
    <div class={classes('govuk-phase-banner govuk-width-container', part.class)} {...part.attributes}>
      <p class="govuk-phase-banner__content">
        <Tag class={classes('govuk-phase-banner__content__tag', tagClass)}>{tag}</Tag>{' '}
        <span class="govuk-phase-banner__text">{children}</span>
      </p>
    </div>
  );
}
