import { type Attributes, type Content, classes, type Maybe, type Part } from './parts.ts';

export interface Breadcrumb {
  readonly text: Content;
  /** Left out for the page itself. */
  readonly href?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface BreadcrumbsProps extends Part {
  readonly items: readonly Maybe<Breadcrumb>[];
  /** On a narrow screen shows only the first and the last but one. */
  readonly collapseOnMobile?: boolean | undefined;
  /** The name of the landmark. Default "Breadcrumb". */
  readonly label?: string | undefined;
}

/** Where a page stands in the hierarchy of the service. */
export function Breadcrumbs({ items, collapseOnMobile, label = 'Breadcrumb', ...part }: BreadcrumbsProps) {
  return (
    <nav
      class={classes(
        'govuk-breadcrumbs',
        part.class,
        collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile',
      )}
      aria-label={label}
      {...part.attributes}
    >
      <ol class="govuk-breadcrumbs__list">
        {items.map(
          (item) =>
            item && (
              <li class="govuk-breadcrumbs__list-item" aria-current={item.href ? undefined : 'page'}>
                {item.href ? (
                  <a class="govuk-breadcrumbs__link" href={item.href} {...item.attributes}>
                    {item.text}
                  </a>
                ) : (
                  item.text
                )}
              </li>
            ),
        )}
      </ol>
    </nav>
  );
}
