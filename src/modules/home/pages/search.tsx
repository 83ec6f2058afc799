import { plural } from '../../../kernel/names.ts';
import type { Found } from '../../../platform/search.ts';

/** Results of the global search: only what the reader may see. */
export function SearchResults({
  query,
  found,
}: {
  readonly query: string;
  readonly found: readonly Found[];
}) {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <h1 class="govuk-heading-xl">Search</h1>
        <form class="app-search-page" action="/search" method="get">
          <div class="govuk-form-group">
            <label class="govuk-label" for="search-q">
              A project, an indicator, an outcome, an agency, a report …
            </label>
            <input class="govuk-input" id="search-q" name="q" type="search" value={query} />
          </div>
          <button type="submit" class="govuk-button" data-module="govuk-button">
            Search
          </button>
        </form>
        {query === '' ? null : found.length === 0 ? (
          <p class="govuk-body">
            Nothing that you may see matches “{query}”. Try fewer letters, or another word.
          </p>
        ) : (
          <>
            <p class="govuk-body">{plural(found.length, 'result')}</p>
            <ol class="govuk-list app-list">
              {found.map((hit) => (
                <li key={`${hit.kind} ${hit.id}`} class="app-list__item">
                  <a class="govuk-link" href={hit.path}>
                    {hit.title}
                  </a>
                  <span class="app-list__detail">
                    {hit.kind.replaceAll('-', ' ')}
                    {hit.summary ? `: ${hit.summary}` : ''}
                  </span>
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
    </div>
  );
}
