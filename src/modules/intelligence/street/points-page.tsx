import { isLater, sayLater } from '../../../kernel/later.ts';
import { plural } from '../../../kernel/names.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { type Answer, type Context, get, type Route } from '../../../platform/http/route.ts';
import { Button, Select } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Area, MapFigure, PointMap } from '../../../ui/map/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import { listOutlines } from '../../places/index.ts';
import { LaterNote } from '../pages/later-note.tsx';
import { readPeriod } from '../period.ts';
import { periodFor } from '../seen.ts';
import { codedGeography } from './counts.ts';
import { listStreetMonths, listStreetSpots, type StreetSpot, type StreetWhat } from './points.ts';

const PATH = '/indicators/street-crime/map';
const WORDS: Readonly<Record<StreetWhat, string>> = { crimes: 'Crimes', asb: 'Anti-social behaviour' };
const IN_TABLE = 25;

interface PointsPageProps {
  readonly months: readonly string[];
  readonly month: string | undefined;
  readonly what: StreetWhat;
  /** Where the month is of a later time than the installation's day: that it is. */
  readonly note?: string | undefined;
  readonly spots: readonly StreetSpot[];
  readonly outlines: readonly Area[];
}

const uncapital = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const labelOf = (month: string): string => readPeriod(month)?.label ?? month;

const columns: readonly Column<StreetSpot>[] = [
  { key: 'location', header: 'Place', cell: ({ location }) => location },
  { key: 'count', header: 'How many', numeric: true, cell: ({ count }) => count },
];

/** Where the published crimes of a month lie. */
export function StreetPoints({ months, month, what, note, spots, outlines }: PointsPageProps) {
  const all = spots.reduce((sum, { count }) => sum + count, 0);
  const [most] = spots;
  const noun = WORDS[what].toLowerCase();
  return (
    <>
      <PageHeading
        caption="Street crime from police.uk"
        heading="Where it was"
        lead={
          month
            ? `${WORDS[what]} of ${labelOf(month)} at ${plural(spots.length, 'spot')} in our places: ${all} in all.`
            : 'No street file of the police has been imported yet.'
        }
      />
      {month ? (
        <>
          <form class="app-filter" method="get" action={PATH} aria-label="What the map shows">
            <div class="app-filter__fields">
              <Select
                name="month"
                label="Month"
                value={month}
                items={months.map((value) => ({ value, text: labelOf(value) }))}
              />
              <Select
                name="what"
                label="What"
                value={what}
                items={Object.entries(WORDS).map(([value, text]) => ({ value, text }))}
              />
            </div>
            <div class="app-filter__actions">
              <Button kind="secondary" class="app-button--small">
                Show
              </Button>
            </div>
          </form>
          <LaterNote note={note} />
          <MapFigure
            id="points"
            headline={most ? `Most ${uncapital(most.location)}: ${most.count}` : `No ${noun} in our places`}
            subtitle={`${WORDS[what]}, ${labelOf(month)}`}
            source="data.police.uk, street-level crime, Open Government Licence v3"
            notes={[
              'A circle’s area stands for how many. The police move every crime to one of a list of spots near it, so that no home is told.',
            ]}
            table={
              <DataTable
                caption={spots.length > IN_TABLE ? `The ${IN_TABLE} spots with most` : 'Where most are'}
                columns={columns}
                rows={spots.slice(0, IN_TABLE)}
                rowKey={({ location, longitude, latitude }) => `${location} ${longitude} ${latitude}`}
                path={PATH}
                empty="No row of this month lies in places of the partnership."
              />
            }
          >
            <PointMap
              id="points-map"
              title={`${WORDS[what]} of ${labelOf(month)}`}
              description={`${plural(spots.length, 'spot')}, ${all} in all. The table beside it names those with most.`}
              outlines={outlines}
              spots={spots.map((spot) => ({
                key: `${spot.location} ${spot.longitude} ${spot.latitude}`,
                at: [spot.longitude, spot.latitude],
                count: spot.count,
                says: `${spot.location}: ${spot.count}`,
              }))}
            />
          </MapFigure>
        </>
      ) : (
        <p class="govuk-body">
          Circles will stand here, over the outlines of places, once street files are imported:{' '}
          <a class="govuk-link" href="/indicators/street-crime">
            on their page
          </a>
          , or with concord import police-street.
        </p>
      )}
    </>
  );
}

async function page(c: Context): Promise<Answer> {
  const months = await listStreetMonths(c.tx);
  const period = periodFor(
    months.flatMap((text) => readPeriod(text) ?? []),
    c.today,
  );
  const month = c.query.month ?? period?.text;
  if (month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return notFound('month');
  const what: StreetWhat = c.query.what === 'asb' ? 'asb' : 'crimes';
  const shown = month === undefined ? undefined : readPeriod(month);
  const geographyId = month === undefined ? undefined : await codedGeography(c.tx, month);
  if (c.query.month !== undefined && geographyId === undefined) return notFound('month');
  return {
    title: 'Where street crime was',
    breadcrumbs: [
      { text: 'Indicators', href: '/indicators' },
      { text: 'Street crime from police.uk', href: '/indicators/street-crime' },
    ],
    wide: true,
    body: (
      <StreetPoints
        months={month === undefined || months.includes(month) ? months : [...months, month]}
        month={geographyId === undefined ? undefined : month}
        what={what}
        note={shown && isLater(shown.end, c.today) ? sayLater('These rows are', c.today) : undefined}
        spots={geographyId && month ? await listStreetSpots(c.tx, month, geographyId, what) : []}
        outlines={geographyId ? await listOutlines(c.tx, geographyId) : []}
      />
    ),
  };
}

/** The map of a month's street crime. */
export const streetPointRoutes: readonly Route[] = [get(PATH, { permission: 'read' }, page)];
