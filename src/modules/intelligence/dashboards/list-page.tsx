import { PageHeading } from '../../../ui/layout/index.ts';
import { SUBJECT_KINDS, type SubjectKind } from './dashboard.ts';

export interface DashboardLink {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly title: string;
  readonly chosen: boolean;
}

const HEADINGS: Readonly<Record<SubjectKind, string>> = {
  body: 'Boards',
  priority: 'Priorities',
  theme: 'Themes',
  place: 'Places',
};

/** Which dashboards there are: every board, priority and theme has one, and places for which one was chosen. */
export function DashboardList({ links }: { readonly links: readonly DashboardLink[] }) {
  const kinds = (Object.keys(HEADINGS) as SubjectKind[]).filter((kind) =>
    links.some((link) => link.kind === kind),
  );
  return (
    <>
      <PageHeading
        heading="Dashboards"
        lead="What a board, a place or a theme looks at: the latest figures, how they change, and what goes wrong."
      />
      {kinds.length === 0 ? (
        <p class="govuk-body">
          Boards, priorities and themes will have a dashboard here as soon as there are any.
        </p>
      ) : (
        kinds.map((kind) => (
          <section key={kind} aria-labelledby={`of-${kind}`}>
            <h2 class="govuk-heading-m" id={`of-${kind}`}>
              {HEADINGS[kind]}
            </h2>
            <ul class="govuk-list">
              {links
                .filter((link) => link.kind === kind)
                .map(({ id, title, chosen }) => (
                  <li key={id}>
                    <a class="govuk-link" href={`/dashboards/${kind}/${id}`}>
                      {title}
                      <span class="govuk-visually-hidden">, {SUBJECT_KINDS[kind].toLowerCase()}</span>
                    </a>
                    {chosen ? ' (figures chosen by hand)' : ''}
                  </li>
                ))}
            </ul>
          </section>
        ))
      )}
      <p class="govuk-body">
        Every place has a dashboard too, which opens from{' '}
        <a class="govuk-link" href="/places">
          the page of the place
        </a>
        .
      </p>
    </>
  );
}
