import { plural } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { Button, Details, InsetText, Table } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../ui/layout/index.ts';
import { StandingTag, writeValue } from '../../intelligence/index.ts';
import type { StrategyVersion } from '../queries.ts';
import type { VersionStatus } from '../states.ts';
import type { OutcomeView, PriorityView, StrategyView } from '../views.ts';

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
          version.adoptedOn ? `, adopted ${adoptedWhen(version)}` : ''
        }${view.adoptedBy ? ` by the ${view.adoptedBy}` : ''}.`}
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

/** Cards on a phone are made with `display: block`, which takes a table's meaning away; saying the roles gives it back. */
const ROLE = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  header: { role: 'columnheader' },
  rowHeader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;

/** Outcomes with how their indicators stand, one row each. */
export function OutcomeTable(props: { readonly outcomes: readonly OutcomeView[]; readonly caption: string }) {
  if (props.outcomes.length === 0)
    return <p class="govuk-body app-quiet">No outcome has been agreed here yet.</p>;
  return (
    <table class="govuk-table app-table app-table--cards" {...ROLE.table}>
      <caption class="govuk-visually-hidden">{props.caption}</caption>
      <thead class="govuk-table__head" {...ROLE.group}>
        <tr class="govuk-table__row" {...ROLE.row}>
          {['Outcome', 'How we are doing', 'Served by'].map((text) => (
            <th key={text} scope="col" class="govuk-table__header" {...ROLE.header}>
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body" {...ROLE.group}>
        {props.outcomes.map((outcome) => (
          <tr key={outcome.id} class="govuk-table__row" {...ROLE.row}>
            <th scope="row" class="govuk-table__header" {...ROLE.rowHeader}>
              {outcome.letter ? `${outcome.letter}. ` : ''}
              <a class="govuk-link" href={`/strategy/outcomes/${outcome.slug}`}>
                {outcome.wording}
              </a>
            </th>
            <td class="govuk-table__cell" data-label="How we are doing" {...ROLE.cell}>
              <div class="app-table__value">
                <Standings outcome={outcome} />
              </div>
            </td>
            <td class="govuk-table__cell" data-label="Served by" {...ROLE.cell}>
              <div class="app-table__value">{servedInWords(outcome)}</div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Standings({ outcome }: { readonly outcome: OutcomeView }) {
  if (outcome.standings.length === 0) return <span class="app-quiet">No indicator yet</span>;
  return (
    <ul class="govuk-list">
      {outcome.standings.map(({ indicator, latest, status }) => (
        <li key={indicator.id}>
          <a class="govuk-link" href={`/indicators/${indicator.slug}`}>
            {indicator.title}
          </a>
          {latest ? `: ${writeValue(indicator, latest.value)}` : ''} <StandingTag status={status} />
        </li>
      ))}
    </ul>
  );
}

function servedInWords(outcome: OutcomeView): string {
  const projects = outcome.served.filter(({ kind }) => kind === 'project').length;
  return projects === 0 ? 'No project yet' : plural(projects, 'project');
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
