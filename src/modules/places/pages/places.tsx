import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { formatNumber } from '../../../ui/charts/index.ts';
import { Button, SummaryList } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery } from '../../../ui/table/index.ts';
import type { Covers } from '../geography/covers.ts';
import { sayPeople } from '../profile/people.ts';
import type { People } from '../profile/people-by-fit.ts';
import { isDayTaken, type Place, type Population, type PopulationQuality, sayWhen } from '../queries.ts';
import { CoversOfPlace } from './covers.tsx';

const QUALITY: Readonly<Record<PopulationQuality, { tone: Tone; words: string }>> = {
  final: { tone: 'good', words: 'Final' },
  provisional: { tone: 'active', words: 'Provisional' },
  estimated: { tone: 'warning', words: 'Estimated' },
};

export interface PlacePageProps {
  readonly place: Place;
  readonly inside: readonly Place[];
  readonly populations: readonly Population[];
  /** How many live there, by its own count or by those of smaller places in it. */
  readonly people: People | undefined;
  readonly covers: Covers;
  readonly today: PlainDate;
  readonly mayEdit: boolean;
}

const correction = (place: Place): Column<Population> => ({
  key: 'correction',
  header: 'Correct',
  cell: (one) => (
    <a class="govuk-link" href={`/places/${place.slug}/populations/${one.id}/correction`}>
      Correct
      <span class="govuk-visually-hidden">
        {' '}
        the population {sayWhen(one.asOn, isDayTaken(one))}
        {one.ageBand ? `, ages ${one.ageBand}` : ''}
      </span>
    </a>
  ),
});

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const populationColumns: readonly Column<Population>[] = [
  {
    key: 'day',
    header: 'Day',
    cell: (one) => (isDayTaken(one) ? capitalised(sayWhen(one.asOn, true)) : longDate(one.asOn)),
  },
  { key: 'ages', header: 'Ages', cell: (one) => one.ageBand ?? 'All' },
  { key: 'people', header: 'People', numeric: true, cell: (one) => formatNumber(one.persons) },
  {
    key: 'quality',
    header: 'Quality',
    cell: (one) => <StatusTag tone={QUALITY[one.quality].tone}>{QUALITY[one.quality].words}</StatusTag>,
  },
  {
    key: 'source',
    header: 'Source and note',
    cell: (one) => (
      <>
        {one.source}
        {one.note ? <div class="app-quiet">{one.note}</div> : null}
        {one.version > 1 ? <div class="app-quiet">Corrected; earlier versions are kept</div> : null}
      </>
    ),
  },
];

/** One place: what it is, where it lies, how many people live there and how that is known. */
export function PlacePage(props: PlacePageProps) {
  const { place, inside, populations, people, covers, today, mayEdit } = props;
  const columns = mayEdit ? [...populationColumns, correction(place)] : populationColumns;
  return (
    <>
      <PageHeading
        caption={place.geography}
        heading={place.name}
        lead={people ? sayPeople(people, undefined, today) : 'How many people live here is not known yet.'}
        actions={
          mayEdit ? (
            <>
              <Button href={`/places/${place.slug}/populations/new`}>Record a population</Button>
              <Button href={`/places/${place.slug}/edit`} kind="secondary">
                Change this place
              </Button>
            </>
          ) : undefined
        }
      />
      <SummaryList
        rows={[
          place.within !== null && {
            key: 'Lies in',
            value: (
              <a class="govuk-link" href={`/places/${place.withinSlug}`}>
                {place.within}
              </a>
            ),
          },
          { key: 'Official code', value: place.code ?? <span class="app-quiet">Not known</span> },
          {
            key: 'How it stands',
            value: (
              <a class="govuk-link" href={`/dashboards/place/${place.id}`}>
                Its dashboard
              </a>
            ),
          },
          place.validFrom !== null && { key: 'From', value: longDate(place.validFrom) },
          place.validTo !== null && { key: 'Until', value: longDate(place.validTo) },
          place.note !== null && { key: 'Note', value: place.note },
        ]}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={`/places/${place.slug}/profile`}>
          Locality profile: people, deprivation, indicators, projects and money here
        </a>
      </p>
      <h2 class="govuk-heading-m">Population</h2>
      <DataTable
        caption="Populations"
        captionHidden
        columns={columns}
        rows={populations}
        rowKey={(one) => one.id}
        path={`/places/${place.slug}`}
        query={parseTableQuery({}, columns)}
        empty="Counts and estimates of who lives here will be listed here, each with its source."
      />
      <CoversOfPlace covers={covers} />
      {inside.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">Places inside it</h2>
          <ul class="govuk-list govuk-list--bullet">
            {inside.map((one) => (
              <li key={one.id}>
                <a class="govuk-link" href={`/places/${one.slug}`}>
                  {one.name}
                </a>{' '}
                <span class="app-quiet">{one.geography}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}
