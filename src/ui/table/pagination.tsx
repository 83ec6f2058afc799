import { type TableQuery, tableHref } from './columns.ts';

/** Which page numbers to show: the first, the last, the current with its neighbours, and null for what is skipped. */
export function pagesToShow(current: number, last: number): (number | null)[] {
  const shown = [...new Set([1, current - 1, current, current + 1, last])]
    .filter((page) => page >= 1 && page <= last)
    .sort((a, b) => a - b);
  return shown.flatMap((page, index) => {
    const before = shown[index - 1] ?? page - 1;
    if (page - before === 1) return [page];
    return page - before === 2 ? [page - 1, page] : [null, page];
  });
}

interface PaginationProps {
  readonly path: string;
  readonly query: TableQuery;
  readonly lastPage: number;
  readonly label: string;
}

/** Links to the other pages of a table; nothing when there is only one. */
export function Pagination({ path, query, lastPage, label }: PaginationProps) {
  if (lastPage <= 1) return null;
  const current = Math.min(query.page, lastPage);
  const to = (page: number): string => tableHref(path, query, { page });
  return (
    <nav class="govuk-pagination app-pagination" aria-label={`Pages of ${label}`}>
      {current > 1 ? <Step kind="prev" href={to(current - 1)} /> : null}
      <ul class="govuk-pagination__list">
        {pagesToShow(current, lastPage).map((page, index) => {
          if (page === null) {
            const key = `skipped-${index}`;
            return (
              <li key={key} class="govuk-pagination__item govuk-pagination__item--ellipsis">
                …
              </li>
            );
          }
          const here = page === current;
          return (
            <li key={page} class={`govuk-pagination__item${here ? ' govuk-pagination__item--current' : ''}`}>
              <a
                class="govuk-link govuk-pagination__link"
                href={to(page)}
                aria-label={`Page ${page}`}
                aria-current={here ? 'page' : undefined}
              >
                {page}
              </a>
            </li>
          );
        })}
      </ul>
      {current < lastPage ? <Step kind="next" href={to(current + 1)} /> : null}
    </nav>
  );
}

const ARROWS = {
  prev: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  next: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
} as const;

function Step({ kind, href }: { kind: 'prev' | 'next'; href: string }) {
  const arrow = (
    <svg
      class={`govuk-pagination__icon govuk-pagination__icon--${kind}`}
      height="13"
      width="15"
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 15 13"
    >
      <path d={ARROWS[kind]} />
    </svg>
  );
  return (
    <div class={`govuk-pagination__${kind}`}>
      <a class="govuk-link govuk-pagination__link" href={href} rel={kind}>
        {kind === 'prev' ? arrow : null}
        <span class="govuk-pagination__link-title">
          {kind === 'prev' ? 'Previous' : 'Next'}
          <span class="govuk-visually-hidden"> page</span>
        </span>
        {kind === 'next' ? arrow : null}
      </a>
    </div>
  );
}
