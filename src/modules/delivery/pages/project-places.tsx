import type { Attempt } from '../../../platform/http/route.ts';
import { ChooseField } from '../../../ui/forms/fields.tsx';
import type { Keys } from '../../../ui/forms/typed.ts';
import { Button, ErrorSummaryFor, Form } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';

interface Placed {
  readonly slug: string;
  readonly name: string;
}

export interface ProjectPlacesProps {
  readonly project: { readonly slug: string; readonly title: string };
  readonly places: readonly Placed[];
  /** Every place that may be chosen; empty for who may not edit. */
  readonly choices: readonly (Placed & { readonly geography: string })[];
  readonly keys: Keys;
  readonly attempt: Attempt;
}

/** Where a project works: the places whose profiles name it. */
export function ProjectPlaces({ project, places, choices, keys, attempt }: ProjectPlacesProps) {
  const path = `/projects/${project.slug}/places`;
  const mayEdit = choices.length > 0;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} />
      <PageHeading
        caption={project.title}
        heading="Where it works"
        lead={
          places.length === 0
            ? 'No place is named: it works in the whole area, or nobody has said where.'
            : `In ${places.map(({ name }) => name).join(', ')}.`
        }
      />
      {places.length > 0 ? (
        <ul class="govuk-list">
          {places.map(({ slug, name }) => (
            <li key={slug}>
              <a class="govuk-link" href={`/places/${slug}/profile`}>
                {name}
              </a>
              {mayEdit ? (
                <Form action={`${path}/${slug}/removal`} {...keys}>
                  <Button kind="secondary" class="app-button--small">
                    Not any more
                    <span class="govuk-visually-hidden"> in {name}</span>
                  </Button>
                </Form>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {mayEdit ? (
        <Form action={path} {...keys}>
          <ChooseField
            name="place"
            label="Another place where it works"
            choices={choices.map(({ slug, name, geography }) => ({
              value: slug,
              text: `${name} (${geography})`,
            }))}
            attempt={attempt}
          />
          <Button>Add the place</Button>
          <p class="govuk-body">
            <a class="govuk-link" href="/projects/places/import">
              Bring a file of where projects work
            </a>
          </p>
        </Form>
      ) : null}
    </>
  );
}
