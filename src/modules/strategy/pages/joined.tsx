import { Button } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { Need } from '../links.ts';
import type { OutcomeView } from '../views.ts';
import { OutcomeTable } from './outcome-table.tsx';

export interface JoinedPageProps {
  readonly kind: string;
  readonly id: string;
  readonly caption: string;
  readonly title: string;
  readonly description: string | null;
  readonly source: string | null;
  readonly outcomes: readonly OutcomeView[];
  readonly needs?: readonly Need[];
  /** What other modules offer to begin from it. */
  readonly begins?: readonly { readonly text: string; readonly href: string }[];
  /** Address of the form that changes it, for who may. */
  readonly editPath?: string | undefined;
}

/** A priority, a theme or a corporate priority: what it says, and how its outcomes stand. */
export function JoinedPage(props: JoinedPageProps) {
  return (
    <>
      <PageHeading
        caption={props.caption}
        heading={props.title}
        lead={props.description ?? undefined}
        actions={
          <>
            <Button href={`/thread/${props.kind}/${props.id}`} kind="secondary">
              Golden thread
            </Button>
            {props.kind === 'corporate-priority' ? null : (
              <Button href={`/dashboards/${props.kind}/${props.id}`} kind="secondary">
                Dashboard
              </Button>
            )}
            {props.begins?.map(({ text, href }) => (
              <Button key={href} href={href} kind="secondary">
                {text}
              </Button>
            ))}
            {props.editPath ? (
              <Button href={props.editPath} kind="secondary">
                Change
              </Button>
            ) : null}
          </>
        }
      />
      <h2 class="govuk-heading-m">Its outcomes</h2>
      <OutcomeTable outcomes={props.outcomes} caption={`Outcomes of ${props.title}`} />
      {props.needs && props.needs.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">Needs it answers</h2>
          <ul class="govuk-list govuk-list--bullet">
            {props.needs.map((need) => (
              <li key={need.id}>
                <a class="govuk-link" href={`/strategy/needs/${need.slug}`}>
                  {need.title}
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {props.source ? <p class="govuk-body app-quiet">Source: {props.source}</p> : null}
    </>
  );
}
