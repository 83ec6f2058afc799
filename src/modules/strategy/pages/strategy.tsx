import { plural } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { Button, Details, InsetText, Table } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../ui/layout/index.ts';
import type { StrategyVersion } from '../queries.ts';
import type { VersionStatus } from '../states.ts';
import type { PriorityView, StrategyView } from '../views.ts';
import { OutcomeTable } from './outcome-table.tsx';

const TONE: Readonly<Record<VersionStatus, Tone>> = {
  draft: 'active',
  adopted: 'good',
  superseded: 'neutral',
};
const WORD: Readonly<Record<VersionStatus, string>> = {
  draft: 'Draft',
  adopted: 'Adopted',
  superseded: 'Superseded',
};

export const VersionTag = ({ status }: { readonly status: VersionStatus }) => (
  <StatusTag tone={TONE[status]}>{WORD[status]}</StatusTag>
);

/** `on 14 December 2012`, or `by 19 January 2012` where only a day is known on which it had been adopted. */
export const adoptedWhen = (version: Pick<StrategyVersion, 'adoptedOn' | 'adoptedPrecision'>): string =>
  version.adoptedOn === null
    ? ''
    : `${version.adoptedPrecision === 'by' ? 'by' : 'on'} ${longDate(version.adoptedOn)}`;

export interface StrategyPageProps {
  readonly view: StrategyView | undefined;
  readonly partnership: string;
  readonly mayEdit: boolean;
}

/** What the partnership wants to change, why, and how it is doing. */
export function StrategyPage({ view, partnership, mayEdit }: StrategyPageProps) {
  if (!view) return <NoStrategy mayEdit={mayEdit} />;
  const { version, priorities } = view;
  const outcomes = priorities.flatMap((priority) => priority.outcomes);
  return (
    <>
      <PageHeading
        caption={`Strategy of ${partnership}`}
        heading={version.title}
        lead={`${plural(priorities.length, 'priority', 'priorities')} and ${plural(outcomes.length, 'outcome')}${
          version.adoptedOn || view.adoptedBy ? ', adopted' : ''
        }${view.adoptedBy ? ` by the ${view.adoptedBy}` : ''}${version.adoptedOn ? ` ${adoptedWhen(version)}` : ''}.`}
        actions={
          <>
            <VersionTag status={version.status} />
            <a class="govuk-link" href="/strategy/versions">
              All versions
            </a>
          </>
        }
      />
      <Vision version={version} />
      {priorities.map((priority) => (
        <PrioritySection key={priority.id} priority={priority} />
      ))}
      {priorities.length === 0 ? (
        <div class="app-empty">
          <p class="govuk-body">
            The priorities and outcomes of this strategy will be here. Open its version to add them.
          </p>
        </div>
      ) : null}
      <Around view={view} mayEdit={mayEdit} />
    </>
  );
}

function NoStrategy({ mayEdit }: { readonly mayEdit: boolean }) {
  return (
    <>
      <PageHeading heading="Strategy" />
      <div class="app-empty">
        <p class="govuk-body">
          The vision, priorities and outcomes of the partnership will be here. Start with a draft; it becomes
          the strategy once it is adopted.
        </p>
        {mayEdit ? <Button href="/strategy/versions/new">Start a draft</Button> : null}
      </div>
    </>
  );
}

function Vision({ version }: { readonly version: StrategyVersion }) {
  return (
    <section aria-labelledby="vision">
      <h2 class="govuk-heading-m" id="vision">
        Vision
      </h2>
      {version.vision ? (
        <InsetText>{version.vision}</InsetText>
      ) : (
        <p class="govuk-body">
          <StatusTag tone="unknown">Not known</StatusTag>{' '}
          {version.visionNote ? '' : 'Nobody has written it down here yet.'}
        </p>
      )}
      {version.visionNote ? <p class="govuk-body app-quiet">{version.visionNote}</p> : null}
    </section>
  );
}

function PrioritySection({ priority }: { readonly priority: PriorityView }) {
  return (
    <section class="app-panel" aria-labelledby={`priority-${priority.slug}`}>
      <h2 class="govuk-heading-m" id={`priority-${priority.slug}`}>
        <a class="govuk-link govuk-link--no-visited-state" href={`/strategy/priorities/${priority.slug}`}>
          {priority.title}
        </a>
      </h2>
      {priority.description ? <p class="govuk-body">{priority.description}</p> : null}
      <OutcomeTable outcomes={priority.outcomes} caption={`Outcomes of ${priority.title}`} />
    </section>
  );
}

function Around({ view, mayEdit }: { readonly view: StrategyView; readonly mayEdit: boolean }) {
  const open = view.needs.filter((need) => need.closedOn === null);
  return (
    <>
      <section aria-labelledby="needs">
        <h2 class="govuk-heading-m" id="needs">
          Needs it answers
        </h2>
        {open.length === 0 ? (
          <p class="govuk-body app-quiet">No need is recorded yet.</p>
        ) : (
          <ul class="govuk-list govuk-list--bullet">
            {open.map((need) => (
              <li key={need.id}>
                <a class="govuk-link" href={`/strategy/needs/${need.slug}`}>
                  {need.title}
                </a>
              </li>
            ))}
          </ul>
        )}
        <p class="govuk-body">
          <a class="govuk-link" href="/strategy/needs">
            Needs and their evidence
          </a>
          {', '}
          <a class="govuk-link" href="/strategy/exercises">
            how members score them
          </a>
          {', '}
          <a class="govuk-link" href="/strategy/frameworks">
            what frameworks of others ask for
          </a>
        </p>
      </section>
      {view.themes.length > 0 ? (
        <Table
          class="app-table"
          caption="Themes that cut across the priorities"
          captionSize="m"
          head={['Theme', 'Outcomes it runs through']}
          rows={view.themes.map((theme) => [
            <a class="govuk-link" href={`/strategy/themes/${theme.slug}`}>
              {theme.title}
            </a>,
            theme.outcomes.length === 0 ? 'None yet' : plural(theme.outcomes.length, 'outcome'),
          ])}
        />
      ) : null}
      {view.corporate.length > 0 ? (
        <Table
          class="app-table"
          caption="Corporate priorities of partners that it contributes to"
          captionSize="m"
          head={['Corporate priority', 'Agency', 'Outcomes that contribute']}
          rows={view.corporate.map((priority) => [
            <a class="govuk-link" href={`/strategy/corporate-priorities/${priority.slug}`}>
              {priority.title}
            </a>,
            priority.agency,
            plural(priority.outcomes.length, 'outcome'),
          ])}
        />
      ) : null}
      {mayEdit ? (
        <Details summary="Add to the strategy">
          <ul class="govuk-list">
            <li>
              <a class="govuk-link" href="/strategy/needs/new">
                Record a need
              </a>
            </li>
            <li>
              <a class="govuk-link" href="/strategy/themes/new">
                Add a theme
              </a>
            </li>
            <li>
              <a class="govuk-link" href="/strategy/corporate-priorities/new">
                Add a corporate priority of an agency
              </a>
            </li>
            <li>
              <a class="govuk-link" href="/strategy/versions/new">
                Start a new version
              </a>
            </li>
          </ul>
        </Details>
      ) : null}
    </>
  );
}
