import { formatPence } from '../../../../kernel/pence.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { Button, SummaryList } from '../../../../ui/govuk/index.ts';
import { KeyFigures, PageHeading } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import type { Placement, Programme } from '../queries.ts';
import { type PlacementState, PROGRAMME_KINDS, TAKES_A_PLACE } from '../words.ts';

import { PATH, StateTag } from './parts.tsx';

const gone = 'Disposed of';

const COLUMNS: readonly Column<Programme>[] = [
  {
    key: 'title',
    header: 'Programme',
    cell: ({ slug, title }) => (
      <a class="govuk-link" href={`${PATH}/${slug}`}>
        {title}
      </a>
    ),
  },
  { key: 'kind', header: 'Kind', cell: ({ kind }) => PROGRAMME_KINDS[kind] },
  { key: 'agency', header: 'Run by', cell: ({ agency }) => agency },
  { key: 'eligibility', header: 'For', cell: ({ eligibility }) => eligibility },
];

/** What there is to refer somebody to. */
export const ProgrammesPage = (props: {
  readonly programmes: readonly Programme[];
  readonly mayWrite: boolean;
}) => (
  <>
    <PageHeading
      heading="Programmes"
      lead="Courses and schemes of the partners. Refer somebody from their page."
      actions={
        props.mayWrite ? (
          <Button href={`${PATH}/new`} kind="secondary">
            Set up a programme
          </Button>
        ) : null
      }
    />
    <DataTable
      caption="Programmes"
      captionHidden
      columns={COLUMNS}
      rows={props.programmes}
      rowKey={({ id }) => id}
      path={PATH}
      empty="Courses and schemes that people can be referred to will stand here. Set up the first one."
    />
  </>
);

/** How a programme stands, from the placements that the reader sees. */
export function standingOf(programme: Programme, placements: readonly Placement[]) {
  const count = (...states: readonly PlacementState[]): number =>
    placements.filter(({ state }) => states.includes(state)).length;
  const completed = count('completed', 'followed-up');
  return {
    waiting: count('referred'),
    taken: count(...TAKES_A_PLACE),
    completed,
    notTakenUp: count('no-take-up'),
    better: placements.filter(({ outcome }) => outcome === 'better').length,
    asked: count('followed-up'),
    costEach:
      programme.costPence === null || completed === 0
        ? undefined
        : Math.round(programme.costPence / completed),
    sources: [...Map.groupBy(placements, ({ from }) => from)]
      .map(([from, all]) => ({
        from,
        referred: all.length,
        completed: all.filter(({ state }) => state === 'completed' || state === 'followed-up').length,
      }))
      .sort((a, b) => b.referred - a.referred || a.from.localeCompare(b.from)),
  };
}
export type ProgrammeStanding = ReturnType<typeof standingOf>;

const PEOPLE: readonly Column<Placement>[] = [
  {
    key: 'name',
    header: 'Person',
    cell: ({ id, name }) => (
      <a class="govuk-link" href={`/casework/placements/${id}`}>
        {name ?? gone}
      </a>
    ),
  },
  { key: 'from', header: 'Referred by', cell: ({ from }) => from },
  { key: 'on', header: 'Referred on', cell: ({ referredOn }) => longDate(referredOn) },
  { key: 'state', header: 'Stands', cell: (placement) => <StateTag {...placement} /> },
  {
    key: 'there',
    header: 'Was there',
    cell: ({ sessions, attended }) => (sessions === 0 ? '' : `${attended} of ${sessions} days`),
  },
];

const SOURCES: readonly Column<ProgrammeStanding['sources'][number]>[] = [
  { key: 'from', header: 'Agency', cell: ({ from }) => from },
  { key: 'referred', header: 'Referred', numeric: true, cell: ({ referred }) => String(referred) },
  { key: 'completed', header: 'Completed', numeric: true, cell: ({ completed }) => String(completed) },
];

/** One programme: who is on it, where they came from, what a completion costs. */
export function ProgrammePage(props: {
  readonly programme: Programme;
  readonly placements: readonly Placement[];
  readonly runs: boolean;
}) {
  const { programme, placements, runs } = props;
  const standing = standingOf(programme, placements);
  const path = `${PATH}/${programme.slug}`;
  return (
    <>
      <PageHeading
        caption={PROGRAMME_KINDS[programme.kind]}
        heading={programme.title}
        lead={
          runs
            ? `${standing.taken} of ${programme.places} places are taken; ${standing.waiting} ${standing.waiting === 1 ? 'referral waits' : 'referrals wait'} for an answer.`
            : `Run by ${programme.agency}. You see whom your agency referred.`
        }
        actions={
          runs ? (
            <>
              <Button href={`${path}/register`}>Keep the register</Button>
              <Button href={`${path}/edit`} kind="secondary">
                Change the programme
              </Button>
            </>
          ) : null
        }
      />
      <KeyFigures
        figures={[
          { label: 'Referred', value: String(placements.length) },
          { label: 'Completed', value: String(standing.completed) },
          { label: 'Not taken up', value: String(standing.notTakenUp) },
          {
            label: 'Better after six months',
            value: standing.asked === 0 ? 'Not known' : `${standing.better} of ${standing.asked}`,
          },
          ...(runs && standing.costEach !== undefined
            ? [{ label: 'Cost of a completion', value: formatPence(standing.costEach as never) }]
            : []),
        ]}
      />
      <DataTable
        caption="People"
        columns={PEOPLE}
        rows={placements}
        rowKey={({ id }) => id}
        path={path}
        empty="Nobody was referred yet. Open the page of a person and refer them from there."
      />
      {runs && standing.sources.length > 0 ? (
        <DataTable
          caption="Who refers"
          columns={SOURCES}
          rows={standing.sources}
          rowKey={({ from }) => from}
          path={path}
          empty=""
        />
      ) : null}
      <About {...programme} />
    </>
  );
}

const ages = ({ minimumAge, maximumAge }: Programme): string =>
  minimumAge === null && maximumAge === null
    ? 'Any'
    : maximumAge === null
      ? `From ${minimumAge}`
      : `${minimumAge ?? 0} to ${maximumAge}`;

const About = (programme: Programme) => (
  <SummaryList
    rows={[
      { key: 'For whom', value: programme.eligibility },
      { key: 'Ages', value: ages(programme) },
      programme.triggers.length > 0
        ? { key: 'Signs that lead to it', value: programme.triggers.join(', ') }
        : undefined,
      programme.says === '' ? undefined : { key: 'What happens', value: programme.says },
      { key: 'Taster', value: programme.taster ? 'Yes, before it begins' : 'No' },
      {
        key: 'Runs',
        value: `From ${longDate(programme.startsOn)}${programme.endsOn ? ` to ${longDate(programme.endsOn)}` : ''}`,
      },
    ]}
  />
);
