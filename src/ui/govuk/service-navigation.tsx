import { type Attributes, type Content, classes, isPresent, type Maybe, type Part } from './parts.ts';

export interface NavigationItem {
  readonly text: Content;
  readonly href?: string | undefined;
  /** It is this page. */
  readonly current?: boolean | undefined;
  /** This page belongs to it. */
  readonly active?: boolean | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface ServiceNavigationProps extends Part {
  readonly serviceName?: string | undefined;
  readonly serviceUrl?: string | undefined;
  readonly navigation?: readonly Maybe<NavigationItem>[] | undefined;
  readonly navigationLabel?: string | undefined;
  readonly navigationClass?: string | undefined;
  readonly navigationId?: string | undefined;
  /** Default: when there is more than one item. */
  readonly collapseOnMobile?: boolean | undefined;
  readonly menuButtonText?: string | undefined;
  readonly menuButtonLabel?: string | undefined;
  /** The name of the landmark. Default "Service information". */
  readonly label?: string | undefined;
  /** What stands before and after everything, and as list items before and after the navigation. */
  readonly start?: Content;
  readonly end?: Content;
  readonly endInline?: boolean | undefined;
  readonly navigationStart?: Content;
  readonly navigationEnd?: Content;
}

function Item({ item }: { readonly item: NavigationItem }) {
  const marked = item.active || item.current;
  const current = marked ? (item.current ? 'page' : 'true') : undefined;
  // The strong element shows where one is to users whose own colours hide the style.
  const text = marked ? (
    <strong class="govuk-service-navigation__active-fallback">{item.text}</strong>
  ) : (
    item.text
  );
  return (
    <li class={classes('govuk-service-navigation__item', marked && 'govuk-service-navigation__item--active')}>
      {item.href ? (
        <a
          class="govuk-service-navigation__link"
          href={item.href}
          aria-current={current}
          {...item.attributes}
        >
          {text}
        </a>
      ) : (
        isPresent(item.text) && (
          <span class="govuk-service-navigation__text" aria-current={current}>
            {text}
          </span>
        )
      )}
    </li>
  );
}

function ServiceName({ name, href }: { readonly name: string; readonly href: string | undefined }) {
  return (
    <span class="govuk-service-navigation__service-name">
      {href ? (
        <a href={href} class="govuk-service-navigation__link">
          {name}
        </a>
      ) : (
        <span class="govuk-service-navigation__text">{name}</span>
      )}
    </span>
  );
}

function Navigation(props: ServiceNavigationProps) {
  const { menuButtonText = 'Menu', menuButtonLabel, navigationId = 'navigation' } = props;
  const items = (props.navigation ?? []).flatMap((item) => (item ? [item] : []));
  const collapses = props.collapseOnMobile ?? items.length > 1;
  if (items.length === 0 && !isPresent(props.navigationStart) && !isPresent(props.navigationEnd)) return null;
  return (
    <nav
      aria-label={props.navigationLabel ?? menuButtonText}
      class={classes('govuk-service-navigation__wrapper', props.navigationClass)}
    >
      {collapses && (
        // biome-ignore lint/a11y/noAriaHiddenOnFocusable: hidden until the script shows it
        <button
          type="button"
          class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
          aria-controls={navigationId}
          aria-label={menuButtonLabel === menuButtonText ? undefined : menuButtonLabel}
          hidden
          aria-hidden="true"
        >
          {menuButtonText}
        </button>
      )}
      <ul class="govuk-service-navigation__list" id={navigationId}>
        {props.navigationStart}
        {items.map((item) => (
          <Item item={item} />
        ))}
        {props.navigationEnd}
      </ul>
    </nav>
  );
}

/** The name of the service and the ways to its parts, below the header. */
export function ServiceNavigation(props: ServiceNavigationProps) {
  const common = {
    class: classes('govuk-service-navigation', props.class),
    'data-module': 'govuk-service-navigation',
    ...props.attributes,
  };
  const inner = (
    <div
      class={classes(
        'govuk-width-container',
        props.endInline && 'govuk-service-navigation__inlining-container',
      )}
    >
      {props.start}
      <div class="govuk-service-navigation__container">
        {props.serviceName && <ServiceName name={props.serviceName} href={props.serviceUrl} />}
        <Navigation {...props} />
      </div>
      {props.end}
    </div>
  );
  // With more than the navigation in it, it is a landmark of its own.
  if (props.serviceName || isPresent(props.start) || isPresent(props.end))
    return (
      <section {...common} aria-label={props.label ?? 'Service information'}>
        {inner}
      </section>
    );
  return <div {...common}>{inner}</div>;
}
