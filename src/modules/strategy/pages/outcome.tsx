import { plural } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { Button, Details, SummaryList, Table } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Standing, StandingTag, TrackTag, writeValue } from '../../intelligence/index.ts';
import type { Theme } from '../links.ts';
import type { Wording } from '../queries.ts';
import { kindInWords } from '../thread/layout.ts';
import type { CorporateView, OutcomeView } from '../views.ts';

export interface OutcomePageProps {
  readonly outcome: OutcomeView;
  readonly wordings: readonly Wording[];
  readonly themes: readonly Theme[];
  readonly corporate: readonly CorporateView[];
  readonly mayEdit: boolean;
  readonly mayReword: boolean;
}

/** One outcome: what difference is to be made, how we are doing, what is being done about it. */
export function OutcomePage(props: OutcomePageProps) {
  const { outcome, wordings } = props;
  const path = `/strategy/outcomes/${outcome.slug}`;
  return (
    <>
      <PageHeading
        caption={`Outcome of ${outcome.priority}`}
        heading={outcome.wording}
        lead={inShort(outcome)}
        actions={
          <>
            <Button href={`/thread/outcome/${outcome.id}`} kind="secondary">
              Golden thread
            </Button>
            {props.mayReword ? (
              <Button href={`${path}/rewording`} kind="secondary">
                Reword
              </Button>
            ) : null}
            {props.mayEdit ? <Button href={`${path}/joins`}>Change what it is joined to</Button> : null}
          </>
        }
      />
      {outcome.versionStatus === 'adopted' ? null : (
        <p class="govuk-body app-quiet">This outcome is not in the strategy that is in force.</p>
      )}
      <h2 class="govuk-heading-m">How are we doing?</h2>
      <IndicatorTable standings={outcome.standings} mayEdit={props.mayEdit} path={path} />
      <h2 class="govuk-heading-m">What is being done?</h2>
      <Served outcome={outcome} />
      <h2 class="govuk-heading-m">Where it belongs</h2>
      <SummaryList
        rows={[
          {
            key: 'Priority',
            value: (
              <a class="govuk-link" href={`/strategy/priorities/${outcome.prioritySlug}`}>
                {outcome.priority}
              </a>
            ),
          },
          {
            key: 'Contributes to',
            value:
              props.corporate.length === 0 ? (
                <span class="app-quiet">No corporate priority yet</span>
              ) : (
                props.corporate.map((priority) => (
                  <div key={priority.id}>
                    <a class="govuk-link" href={`/strategy/corporate-priorities/${priority.slug}`}>
                      {priority.title}
                    </a>{' '}
                    of {priority.agency}
                  </div>
                ))
              ),
          },
          props.themes.length > 0 && {
            key: 'Themes',
            value: props.themes.map((theme) => (
              <div key={theme.id}>
                <a class="govuk-link" href={`/strategy/themes/${theme.slug}`}>
                  {theme.title}
                </a>
              </div>
            )),
          },
        ]}
      />
      {wordings.length > 1 ? <Wordings wordings={wordings} /> : null}
    </>
  );
}

function inShort({ standings, served }: OutcomePageProps['outcome']): string {
  const better = standings.filter(({ status }) => status === 'improving').length;
  const worse = standings.filter(({ status }) => status === 'worsening').length;
  const projects = served.filter(({ kind }) => kind === 'project').length;
  const judged =
    standings.length === 0
      ? 'No indicator judges it yet'
      : `${better} of ${plural(standings.length, 'indicator')} improving, ${worse} worsening`;
  return `${judged}; ${projects === 0 ? 'no project serves it' : `${plural(projects, 'project')} ${projects === 1 ? 'serves' : 'serve'} it`}.`;
}

function IndicatorTable(props: {
  readonly standings: readonly Standing[];
  readonly mayEdit: boolean;
  readonly path: string;
}) {
  if (props.standings.length === 0)
    return (
      <div class="app-empty">
        <p class="govuk-body">
          The indicators by which this outcome is judged will be here, each with where it stands.{' '}
          {props.mayEdit ? (
            <a class="govuk-link" href={`${props.path}/joins`}>
              Choose its indicators
            </a>
          ) : null}
        </p>
      </div>
    );
  return (
    <>
      {props.standings.map((standing) => (
        <div key={standing.indicator.id} class="app-list__item">
          <p class="govuk-body">
            <a class="govuk-link" href={`/indicators/${standing.indicator.slug}`}>
              {standing.indicator.title}
            </a>
            :{' '}
            <strong>
              {standing.latest ? writeValue(standing.indicator, standing.latest.value) : 'no figure yet'}
            </strong>{' '}
            <StandingTag status={standing.status} /> <TrackTag track={standing.track.track} />
          </p>
          <p class="govuk-body app-quiet">
            {standing.sentence} {standing.track.sentence}
          </p>
        </div>
      ))}
      <p class="govuk-body" />
    </>
  );
}

function Served({ outcome }: { readonly outcome: OutcomeView }) {
  if (outcome.served.length === 0)
    return (
      <div class="app-empty">
        <p class="govuk-body">
          The projects that serve this outcome will be here. A project names its outcomes in its project plan.
        </p>
      </div>
    );
  const kinds = [...new Set(outcome.served.map(({ kind }) => kind))].sort(
    (a, b) => Number(b === 'project') - Number(a === 'project'),
  );
  return (
    <>
      {kinds.map((kind) => (
        <div key={kind}>
          <h3 class="govuk-heading-s">{kindInWords(kind)}</h3>
          <ul class="govuk-list govuk-list--bullet">
            {outcome.served
              .filter((thing) => thing.kind === kind)
              .map((thing) => (
                <li key={thing.id}>
                  <a class="govuk-link" href={thing.path}>
                    {thing.title}
                  </a>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </>
  );
}

function Wordings({ wordings }: { readonly wordings: readonly Wording[] }) {
  return (
    <Details summary="How it was worded before">
      <Table
        head={['Wording', 'From', 'Why', 'Source']}
        rows={wordings.map((wording) => [
          wording.wording,
          wording.startsOn ? longDate(wording.startsOn) : `version ${wording.version}`,
          wording.reason ?? '',
          wording.source ?? '',
        ])}
      />
    </Details>
  );
}
