import { Button } from './button.tsx';
import { type Content, classes, isPresent, type Part } from './parts.ts';
import { type Translations, translationAttributes } from './translations.ts';

export interface ExitThisPageProps extends Part {
  /** A harmless page. Default: the weather. */
  readonly href?: string | undefined;
  readonly id?: string | undefined;
  readonly translations?: Translations | undefined;
  /** Default "Emergency Exit this page", its first word for screen readers only. */
  readonly children?: Content;
}

/** Leaves the service at once, for people whom somebody who looks at their screen may harm. */
export function ExitThisPage({ href, id, translations, children, ...part }: ExitThisPageProps) {
  return (
    <div
      id={id}
      class={classes('govuk-exit-this-page', part.class)}
      data-module="govuk-exit-this-page"
      {...translationAttributes(translations)}
      {...part.attributes}
    >
      <Button
        kind="warning"
        class="govuk-exit-this-page__button govuk-js-exit-this-page-button"
        href={href ?? 'https://www.bbc.co.uk/weather'}
        attributes={{ rel: 'nofollow noreferrer' }}
      >
        {isPresent(children) ? (
          children
        ) : (
          <>
            <span class="govuk-visually-hidden">Emergency</span> Exit this page
          </>
        )}
      </Button>
    </div>
  );
}
