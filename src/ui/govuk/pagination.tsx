import { type Attributes, type Content, classes, isPresent, type Maybe, type Part } from './parts.ts';

export interface PageItem {
  readonly number: number | string;
  readonly href: string;
  readonly current?: boolean | undefined;
  /** What a screen reader says. Default "Page" and the number. */
  readonly label?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** Stands for the pages that are left out. */
export interface Ellipsis {
  readonly ellipsis: true;
}

export interface PageTurn {
  readonly href: string;
  /** Default "Previous page" or "Next page". */
  readonly text?: Content;
  /** The title of that page; shown where there is no list of pages. */
  readonly labelText?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface PaginationProps extends Part {
  readonly previous?: PageTurn | undefined;
  readonly next?: PageTurn | undefined;
  readonly items?: readonly Maybe<PageItem | Ellipsis>[] | undefined;
  /** The name of the landmark. Default "Pagination". */
  readonly label?: string | undefined;
}

const ARROWS = {
  prev: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  next: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
};

function Arrow({ rel }: { readonly rel: 'prev' | 'next' }) {
  return (
    <svg
      class={`govuk-pagination__icon govuk-pagination__icon--${rel}`}
      xmlns="http://www.w3.org/2000/svg"
      height="13"
      width="15"
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 15 13"
    >
      <path d={ARROWS[rel]} />
    </svg>
  );
}

interface TurnProps {
  readonly turn: PageTurn;
  readonly rel: 'prev' | 'next';
  /** Whether the links stand below each other, without a list of pages between them. */
  readonly block: boolean;
}

function Turn({ turn, rel, block }: TurnProps) {
  const arrow = <Arrow rel={rel} />;
  const arrowFirst = block || rel === 'prev';
  const decorated = block && !turn.labelText && 'govuk-pagination__link-title--decorated';
  return (
    <div class={`govuk-pagination__${rel}`}>
      <a class="govuk-link govuk-pagination__link" href={turn.href} rel={rel} {...turn.attributes}>
        {arrowFirst && arrow}
        <span class={classes('govuk-pagination__link-title', decorated)}>
          {isPresent(turn.text) ? (
            turn.text
          ) : (
            <>
              {rel === 'prev' ? 'Previous' : 'Next'}
              <span class="govuk-visually-hidden"> page</span>
            </>
          )}
        </span>
        {turn.labelText && block && (
          <>
            {' '}
            <span class="govuk-visually-hidden">:</span>{' '}
            <span class="govuk-pagination__link-label">{turn.labelText}</span>
          </>
        )}
        {!arrowFirst && arrow}
      </a>
    </div>
  );
}

function Page({ item }: { readonly item: PageItem | Ellipsis }) {
  if ('ellipsis' in item)
    return <li class="govuk-pagination__item govuk-pagination__item--ellipsis">{'\u22ef'}</li>;
  return (
    <li class={classes('govuk-pagination__item', item.current && 'govuk-pagination__item--current')}>
      <a
        class="govuk-link govuk-pagination__link"
        href={item.href}
        aria-label={item.label ?? `Page ${item.number}`}
        aria-current={item.current ? 'page' : undefined}
        {...item.attributes}
      >
        {item.number}
      </a>
    </li>
  );
}

/** The ways from one page of a list to the others. */
export function Pagination({ previous, next, items, label = 'Pagination', ...part }: PaginationProps) {
  const block = !items && Boolean(next ?? previous);
  return (
    <nav
      class={classes('govuk-pagination', block && 'govuk-pagination--block', part.class)}
      aria-label={label}
      {...part.attributes}
    >
      {previous && <Turn turn={previous} rel="prev" block={block} />}
      {items && <ul class="govuk-pagination__list">{items.map((item) => item && <Page item={item} />)}</ul>}
      {next && <Turn turn={next} rel="next" block={block} />}
    </nav>
  );
}
