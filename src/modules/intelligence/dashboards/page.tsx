import { plural } from '../../../kernel/names.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { Button, InsetText } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import { LaterNote } from '../pages/later-note.tsx';
import { StandingTag, TrackTag } from '../pages/tags.tsx';
import { marked, sayMarked } from '../seen.ts';
import { writeValue } from '../words.ts';
import { SmallControlChart } from './small-chart.tsx';
import type { IndicatorTile, ProjectTile, Tile } from './tiles.ts';

export interface DashboardProps {
  readonly title: string;
  readonly kindSays: string;
  /** The thing that it is the dashboard of. */
  readonly subjectPath: string;
  readonly path: string;
  readonly tiles: readonly Tile[];
  readonly today: PlainDate;
  readonly chosen: boolean;
  readonly mayEdit: boolean;
  /** For a screen on the wall: large, without what is only for a reader at a desk. */
  readonly big: boolean;
}

/** The answer before the tiles: how many get worse, and how many leave their path. */
function leadOf(tiles: readonly Tile[]): string {
  const indicators = tiles.filter((tile) => tile.kind === 'indicator');
  const projects = tiles.filter((tile) => tile.kind === 'project');
  const worse = indicators.filter(({ standing }) => standing.status === 'worsening').length;
  const better = indicators.filter(({ standing }) => standing.status === 'improving').length;
  const off = indicators.filter(({ standing }) =>
    ['off-track', 'missed'].includes(standing.track.track),
  ).length;
  const warned = projects.filter(({ warnings }) => warnings.length > 0).length;
  return [
    indicators.length > 0
      ? `Of ${plural(indicators.length, 'indicator')}, ${better} ${better === 1 ? 'improves' : 'improve'}, ${worse} ${worse === 1 ? 'worsens' : 'worsen'} and ${off} ${off === 1 ? 'is' : 'are'} off track.`
      : '',
    projects.length > 0
      ? `Of ${plural(projects.length, 'project')}, ${warned} ${warned === 1 ? 'has a warning' : 'have warnings'}.`
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** What a board, a place or a theme looks at, each as a tile. */
export function DashboardPage(props: DashboardProps) {
  const { tiles, big, path } = props;
  return (
    <div class={big ? 'app-dashboard app-dashboard--big' : 'app-dashboard'}>
      <PageHeading
        caption={`${props.kindSays} dashboard`}
        heading={props.title}
        lead={leadOf(tiles)}
        actions={
          props.mayEdit && !big ? (
            <Button href={`${path}/edit`} kind="secondary">
              Choose what stands here
            </Button>
          ) : undefined
        }
      />
      {tiles.length === 0 ? (
        <InsetText>
          Indicators and projects that matter here will stand on this page with their latest figures.{' '}
          {props.mayEdit
            ? 'Choose them above, or link them to the strategy.'
            : 'Who edits indicators can choose them.'}
        </InsetText>
      ) : (
        <>
          <LaterNote
            note={
              tiles.some((tile) => tile.kind === 'indicator' && tile.later)
                ? sayMarked(props.today)
                : undefined
            }
          />
          <ul class="app-tiles">
            {tiles.map((tile) =>
              tile.kind === 'indicator' ? (
                <IndicatorCard key={tile.standing.indicator.id} tile={tile} />
              ) : (
                <ProjectCard key={tile.path} tile={tile} />
              ),
            )}
          </ul>
        </>
      )}
      <p class="govuk-body app-dashboard__foot">
        {props.chosen ? '' : 'Nobody chose what stands here: it follows from the golden thread. '}
        <a class="govuk-link" href={props.subjectPath}>
          {props.title}
        </a>
        {' · '}
        <a class="govuk-link" href={big ? path : `${path}?screen=big`}>
          {big ? 'For reading at a desk' : 'For a big screen'}
        </a>
        {' · '}
        <a class="govuk-link" href="/dashboards">
          All dashboards
        </a>
      </p>
    </div>
  );
}

function IndicatorCard({ tile }: { readonly tile: IndicatorTile }) {
  const { standing, shown, later, ofPlace } = tile;
  const { indicator, track } = standing;
  const { latest, change, status } = shown;
  return (
    <li class="app-tiles__tile">
      <h2 class="govuk-heading-s app-tiles__title">
        <a class="govuk-link" href={`/indicators/${indicator.slug}`}>
          {indicator.title}
        </a>
      </h2>
      <p class="app-tiles__value">{latest ? writeValue(indicator, latest.value) : 'Not known'}</p>
      <p class="govuk-body-s app-tiles__words">
        {latest
          ? [
              [marked(latest.period.label, later), latest.quality === 'final' ? '' : latest.quality]
                .filter(Boolean)
                .join(', '),
              ofPlace ? 'of this place' : '',
              change?.text ?? 'nothing to compare',
            ]
              .filter(Boolean)
              .join('; ')
          : 'No figure has been recorded.'}
      </p>
      <SmallControlChart standing={shown} />
      <p class="app-tiles__tags">
        <StandingTag status={status} /> <TrackTag track={track.track} />
      </p>
    </li>
  );
}

const MOST_WARNINGS = 2;

function ProjectCard({ tile: { title, path, warnings } }: { readonly tile: ProjectTile }) {
  return (
    <li class="app-tiles__tile">
      <h2 class="govuk-heading-s app-tiles__title">
        <a class="govuk-link" href={path}>
          {title}
        </a>
      </h2>
      <p class="app-tiles__tags">
        <StatusTag
          tone={warnings.length === 0 ? 'neutral' : warnings[0]?.severity === 'high' ? 'bad' : 'warning'}
        >
          {warnings.length === 0 ? 'Project' : plural(warnings.length, 'warning')}
        </StatusTag>
      </p>
      {warnings.length === 0 ? (
        <p class="govuk-body-s app-tiles__words">No rule reports anything going wrong.</p>
      ) : (
        <ul class="govuk-list app-tiles__list">
          {warnings.slice(0, MOST_WARNINGS).map(({ sentence }) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </li>
  );
}
