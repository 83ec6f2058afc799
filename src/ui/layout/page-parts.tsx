import type { ComponentChildren } from 'preact';
import type { PageProps } from './view-model.ts';

/** What kind of site this is. */
export function PhaseBanner({ tag, text }: NonNullable<PageProps['banner']>) {
  return (
    <div class="govuk-phase-banner govuk-width-container app-phase-banner">
      <p class="govuk-phase-banner__content">
        <strong class="govuk-tag govuk-phase-banner__content__tag">{tag}</strong>
        <span class="govuk-phase-banner__text">{text}</span>
      </p>
    </div>
  );
}

/** The way back, outermost first. */
export function Breadcrumbs({
  items,
}: {
  items: readonly { readonly text: string; readonly href: string }[];
}) {
  if (items.length === 0) return null;
  return (
    <nav class="govuk-breadcrumbs" aria-label="Breadcrumb">
      <ol class="govuk-breadcrumbs__list">
        {items.map((item) => (
          <li key={item.href} class="govuk-breadcrumbs__list-item">
            <a class="govuk-breadcrumbs__link" href={item.href}>
              {item.text}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** What has to be put right before a form is accepted. */
export function ErrorSummary({ errors }: { errors: NonNullable<PageProps['errors']> }) {
  if (errors.length === 0) return null;
  return (
    <div class="govuk-error-summary" data-module="govuk-error-summary">
      <div role="alert">
        <h2 class="govuk-error-summary__title">There is a problem</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            {errors.map((error) => (
              <li key={error.text}>{error.href ? <a href={error.href}>{error.text}</a> : error.text}</li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}

/** What has just been done. */
export function Notice({ children }: { children: ComponentChildren }) {
  return (
    <div
      class="govuk-notification-banner govuk-notification-banner--success app-notice"
      role="alert"
      aria-labelledby="notice-title"
      data-module="govuk-notification-banner"
    >
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id="notice-title">
          Done
        </h2>
      </div>
      <div class="govuk-notification-banner__content">
        <div class="govuk-notification-banner__heading">{children}</div>
      </div>
    </div>
  );
}

/** The heading of a page: what it belongs to, what it is, and what can be done with it. */
export function PageHeading(props: {
  readonly heading: ComponentChildren;
  readonly caption?: string | undefined;
  readonly lead?: ComponentChildren;
  readonly actions?: ComponentChildren;
}) {
  return (
    <div class="app-page-heading">
      <div>
        {props.caption ? <span class="govuk-caption-l">{props.caption}</span> : null}
        <h1 class="govuk-heading-xl">{props.heading}</h1>
        {props.lead ? <p class="app-lead">{props.lead}</p> : null}
      </div>
      {props.actions ? <div class="app-page-heading__actions">{props.actions}</div> : null}
    </div>
  );
}
