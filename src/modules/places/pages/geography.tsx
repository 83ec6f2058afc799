import { isLater, sayLater } from '../../../kernel/later.ts';
import { plural } from '../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { formatNumber } from '../../../ui/charts/index.ts';
import { InsetText } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import type { Fitting, GeographyPlace, Overlap } from '../geography/queries.ts';
import { type Geography, sayWhen } from '../queries.ts';

export interface GeographyPageProps {
  readonly geography: Geography;
  readonly places: readonly GeographyPlace[];
  readonly fittings: readonly Fitting[];
  readonly overlaps: readonly Overlap[];
  readonly today: PlainDate;
  /** What other modules show of its places. */
  readonly begins: readonly { readonly text: string; readonly href: string }[];
}

const placeColumns: readonly Column<GeographyPlace>[] = [
  {
    key: 'name',
    header: 'Place',
    cell: ({ slug, name }) => (
      <a class="govuk-link" href={`/places/${slug}`}>
        {name}
      </a>
    ),
  },
  { key: 'code', header: 'Code', cell: ({ code }) => code ?? '' },
  {
    key: 'population',
    header: 'Population',
    numeric: true,
    cell: ({ persons }) => (persons === null ? 'Not known' : formatNumber(persons)),
  },
  {
    key: 'peopled',
    header: 'Population of',
    cell: ({ peopledOn, dayTaken, peopledBy }) =>
      peopledOn === null
        ? ''
        : [dayTaken ? sayWhen(peopledOn, true) : longDate(peopledOn), peopledBy].filter(Boolean).join(', '),
  },
  { key: 'boundary', header: 'Boundary', cell: ({ bounded }) => (bounded ? 'Known' : 'Not known') },
  {
    key: 'holds',
    header: 'Places that fit into it',
    numeric: true,
    cell: ({ holds }) => formatNumber(holds),
  },
];

const fittingColumns: readonly Column<Fitting>[] = [
  {
    key: 'with',
    header: 'Geography',
    cell: ({ slug, name }) => (
      <a class="govuk-link" href={`/places/geographies/${slug}`}>
        {name}
      </a>
    ),
  },
  {
    key: 'way',
    header: 'How',
    cell: ({ way }) => (way === 'into' ? 'These fit into it' : 'It fits into these'),
  },
  {
    key: 'fitted',
    header: 'Places with a fit',
    numeric: true,
    cell: ({ fitted, places }) => `${formatNumber(fitted)} of ${formatNumber(places)}`,
  },
  {
    key: 'shared',
    header: 'In several at once',
    numeric: true,
    cell: ({ shared }) => formatNumber(shared),
  },
];

const overlapColumns: readonly Column<Overlap>[] = [
  { key: 'one', header: 'Place', cell: ({ one }) => one },
  { key: 'other', header: 'Overlaps', cell: ({ other }) => other },
  {
    key: 'in',
    header: 'In',
    cell: ({ places, shared }) =>
      `${places.join(', ')}${shared > places.length ? ` and ${shared - places.length} more` : ''}`,
  },
];

/** One geography in its vintage: its places, what is known of them, and how it fits with others. */
export function GeographyPage(props: GeographyPageProps) {
  const { geography, places, fittings, overlaps, begins, today } = props;
  const path = `/places/geographies/${geography.slug}`;
  const bounded = places.filter((place) => place.bounded).length;
  const peopled = places.filter(({ persons }) => persons !== null).length;
  return (
    <>
      <PageHeading
        caption="Geography"
        heading={geography.vintage ? `${geography.name} (${geography.vintage})` : geography.name}
        lead={`${plural(places.length, 'place')}: the boundary of ${formatNumber(bounded)} and the population of ${formatNumber(peopled)} are known.`}
      />
      {begins.map(({ text, href }) => (
        <p key={href} class="govuk-body">
          <a class="govuk-link" href={href}>
            {text}
          </a>
        </p>
      ))}
      {places.some(({ peopledOn }) => peopledOn !== null && isLater(peopledOn, today)) ? (
        <InsetText>{sayLater('These populations, or some of them, are', today)}</InsetText>
      ) : null}
      <DataTable
        caption="Its places"
        columns={placeColumns}
        rows={places}
        rowKey={({ id }) => id}
        path={path}
        empty="Its places will stand here. Import their boundaries, or a list of places."
      />
      <DataTable
        caption="How it fits with other geographies"
        columns={fittingColumns}
        rows={fittings}
        rowKey={({ slug, way }) => `${slug} ${way}`}
        path={path}
        empty="Lookups will stand here, with how much of each geography they cover. Import one with concord import lookup."
      />
      <DataTable
        caption="Places that overlap"
        columns={overlapColumns}
        rows={overlaps}
        rowKey={({ one, other }) => `${one} ${other}`}
        path={path}
        empty="No two places of this geography are known to overlap."
      />
    </>
  );
}
