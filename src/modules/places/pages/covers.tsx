import type { Covered, Covers } from '../geography/covers.ts';

function Listed({ heading, places }: { readonly heading: string; readonly places: readonly Covered[] }) {
  if (places.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">{heading}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {places.map(({ slug, name, geography }) => (
          <li key={slug}>
            <a class="govuk-link" href={`/places/${slug}`}>
              {name}
            </a>{' '}
            <span class="app-quiet">{geography}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What a place covers, into what it fits and what it overlaps, by name. */
export function CoversOfPlace({ covers: { covers, into, overlaps, more } }: { readonly covers: Covers }) {
  return (
    <>
      <Listed heading="It covers" places={covers} />
      <Listed heading="It fits into" places={into} />
      <Listed heading="It overlaps" places={overlaps} />
      {more ? <p class="govuk-body">More than these are known; a lookup names them all.</p> : null}
    </>
  );
}
