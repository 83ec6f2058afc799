const WAYS = {
  compare: 'Places compared',
  gap: 'Closing the gap',
  contribution: 'Who contributes to a change',
  quality: 'Quality of the figures',
} as const;
export type Way = keyof typeof WAYS;

/** The pages that look at one indicator from other sides, the present one named and not linked. */
export function WaysToCompare({ path, here }: { readonly path: string; readonly here?: Way | undefined }) {
  return (
    <nav aria-label="More about this indicator">
      <ul class="govuk-list">
        {(Object.keys(WAYS) as Way[]).map((way) => (
          <li key={way}>
            {way === here ? (
              <strong aria-current="page">{WAYS[way]}</strong>
            ) : (
              <a class="govuk-link" href={`${path}/${way}`}>
                {WAYS[way]}
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
