import {
  type Content,
  classes,
  type HeadingLevel,
  headingTag,
  isPresent,
  isText,
  type Part,
} from './parts.ts';

export interface NotificationBannerProps extends Part {
  readonly type?: 'success' | undefined;
  /** Default "Important", or "Success". */
  readonly title?: Content;
  readonly titleHeadingLevel?: HeadingLevel | undefined;
  readonly titleId?: string | undefined;
  /** Default `region`, or `alert` for a success. */
  readonly role?: 'alert' | 'region' | 'banner' | undefined;
  readonly disableAutoFocus?: boolean | undefined;
  /** Words alone are shown as a heading. */
  readonly children?: Content;
}

/** News that is not about the page itself, or the result of what the user just did. */
export function NotificationBanner({ type, title, children, ...props }: NotificationBannerProps) {
  const Heading = headingTag(props.titleHeadingLevel ?? 2);
  const titleId = props.titleId ?? 'govuk-notification-banner-title';
  const success = type === 'success';
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both of its roles take a name
    <div
      class={classes(
        'govuk-notification-banner',
        success && 'govuk-notification-banner--success',
        props.class,
      )}
      role={props.role ?? (success ? 'alert' : 'region')}
      aria-labelledby={titleId}
      data-module="govuk-notification-banner"
      data-disable-auto-focus={
        props.disableAutoFocus === undefined ? undefined : String(props.disableAutoFocus)
      }
      {...props.attributes}
    >
      <div class="govuk-notification-banner__header">
        <Heading class="govuk-notification-banner__title" id={titleId}>
          {isPresent(title) ? title : success ? 'Success' : 'Important'}
        </Heading>
      </div>
      <div class="govuk-notification-banner__content">
        {isPresent(children) && isText(children) ? (
          <p class="govuk-notification-banner__heading">{children}</p>
        ) : (
          children
        )}
      </div>
    </div>
  );
}
