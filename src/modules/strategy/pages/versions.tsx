import { longDate } from '../../../kernel/plain-date.ts';
import { GroundNote } from '../../../ui/forms/earlier.tsx';
import { Button, Form, InsetText, SummaryList } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery } from '../../../ui/table/index.ts';
import type { GroundTold } from '../../governance/index.ts';
import type { StrategyVersion } from '../queries.ts';
import type { StrategyView } from '../views.ts';
import { adoptedWhen, VersionTag } from './strategy.tsx';

const versionColumns: readonly Column<StrategyVersion>[] = [
  {
    key: 'title',
    header: 'Version',
    cell: (version) => (
      <a class="govuk-link" href={`/strategy/versions/${version.number}`}>
        {version.number}. {version.title}
      </a>
    ),
  },
  { key: 'status', header: 'Status', cell: (version) => <VersionTag status={version.status} /> },
  { key: 'adopted', header: 'Adopted', cell: (version) => adoptedWhen(version) || 'Not yet' },
  {
    key: 'superseded',
    header: 'Superseded',
    cell: (version) => (version.supersededOn ? longDate(version.supersededOn) : 'No'),
  },
];

/** Every version of the strategy, which one is in force, and what went before. */
export function VersionList(props: {
  readonly versions: readonly StrategyVersion[];
  readonly mayEdit: boolean;
}) {
  const { versions } = props;
  const current = versions.find((version) => version.status === 'adopted');
  return (
    <>
      <PageHeading
        heading="Versions of the strategy"
        lead={
          current
            ? `Version ${current.number} is in force, adopted ${adoptedWhen(current)}.`
            : 'No version has been adopted yet.'
        }
        actions={
          props.mayEdit ? (
            <>
              <Button href="/strategy/versions/new">Start a new version</Button>
              <Button href="/strategy/versions/import" kind="secondary">
                Import a strategy
              </Button>
            </>
          ) : undefined
        }
      />
      <DataTable
        caption="Versions of the strategy"
        captionHidden
        columns={versionColumns}
        rows={versions}
        rowKey={(version) => version.id}
        path="/strategy/versions"
        query={parseTableQuery({}, versionColumns)}
        empty="Drafts and adopted versions of the strategy will be listed here. Start with a draft."
      />
    </>
  );
}

export interface VersionPageProps {
  readonly view: StrategyView;
  readonly mayEdit: boolean;
  readonly mayAdopt: boolean;
  readonly mayDecide: boolean;
  readonly ground: GroundTold | undefined;
  readonly csrf: string;
  readonly formId: string;
}

/** One version with its priorities and outcomes; a draft can be edited here and adopted. */
export function VersionPage({ view, ground, mayEdit, mayAdopt, mayDecide, csrf }: VersionPageProps) {
  const { version, priorities } = view;
  const path = `/strategy/versions/${version.number}`;
  const editable = mayEdit && version.status === 'draft';
  return (
    <>
      <PageHeading
        caption={`Version ${version.number}`}
        heading={version.title}
        lead={version.summary ?? undefined}
        actions={
          <>
            <VersionTag status={version.status} />
            {editable ? (
              <Button href={`${path}/edit`} kind="secondary">
                Change title and vision
              </Button>
            ) : null}
            {mayAdopt && version.status === 'draft' ? (
              <Button href={`${path}/adoption`} kind="secondary">
                Record an earlier adoption
              </Button>
            ) : null}
            {mayDecide && version.status === 'draft' ? (
              <Button href={`/decisions/new?subject=strategy-version:${version.id}`}>
                Record a decision on it
              </Button>
            ) : null}
          </>
        }
      />
      {editable ? (
        <InsetText>
          This is a draft. Add its priorities and outcomes, then have it adopted; the version in force is
          superseded in that moment.
        </InsetText>
      ) : null}
      <GroundNote ground={ground} />
      <SummaryList
        rows={[
          version.adoptedOn !== null && {
            key: 'Adopted',
            value: `${adoptedWhen(version)}${view.adoptedBy ? ` by the ${view.adoptedBy}` : ''}`,
          },
          version.supersededOn !== null && { key: 'Superseded', value: longDate(version.supersededOn) },
          { key: 'Vision', value: version.vision ?? version.visionNote ?? 'Not written yet' },
          version.source !== null && { key: 'Source', value: version.source },
        ]}
      />
      {priorities.map((priority) => (
        <section key={priority.id} class="app-panel" aria-labelledby={`p-${priority.slug}`}>
          <h2 class="govuk-heading-m" id={`p-${priority.slug}`}>
            {priority.title}
          </h2>
          <ul class="govuk-list">
            {priority.outcomes.map((outcome) => (
              <li key={outcome.id}>
                {outcome.letter ? `${outcome.letter}. ` : ''}
                <a class="govuk-link" href={`/strategy/outcomes/${outcome.slug}`}>
                  {outcome.wording}
                </a>
                {editable ? (
                  <Form action={`${path}/outcomes/${outcome.slug}/removal`} csrf={csrf}>
                    <Button kind="secondary" class="app-button--small">
                      Take out<span class="govuk-visually-hidden">: {outcome.wording}</span>
                    </Button>
                  </Form>
                ) : null}
              </li>
            ))}
          </ul>
          {priority.outcomes.length === 0 ? <p class="govuk-body app-quiet">No outcome yet.</p> : null}
          {editable && priority.outcomes.length === 0 ? (
            <Form action={`${path}/priorities/${priority.slug}/removal`} csrf={csrf}>
              <Button kind="secondary" class="app-button--small">
                Take out<span class="govuk-visually-hidden">: {priority.title}</span>
              </Button>
            </Form>
          ) : null}
          {editable ? (
            <p class="govuk-body">
              <a class="govuk-link" href={`${path}/outcomes/new?priority=${priority.slug}`}>
                Add an outcome<span class="govuk-visually-hidden"> to {priority.title}</span>
              </a>
              {' · '}
              <a class="govuk-link" href={`${path}/priorities/${priority.slug}/edit`}>
                Change<span class="govuk-visually-hidden"> {priority.title}</span>
              </a>
            </p>
          ) : null}
        </section>
      ))}
      {editable ? (
        <Button href={`${path}/priorities/new`} kind="secondary">
          Add a priority
        </Button>
      ) : null}
    </>
  );
}
