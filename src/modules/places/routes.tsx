import { isRefusal } from '../../kernel/refusal.ts';
import { may } from '../../platform/actor.ts';
import { notFound } from '../../platform/common-refusals.ts';
import { readFields, textIn } from '../../platform/http/form.ts';
import { importRoutes } from '../../platform/http/import-routes.tsx';
import { type Attempt, type Context, get, post, type Route } from '../../platform/http/route.ts';
import { filterOf, parseTableQuery, toCsv } from '../../ui/table/index.ts';
import { importPlaces, importPopulations, PLACE_COLUMNS, POPULATION_COLUMNS } from './import.ts';
import { PlaceForm, PopulationForm } from './pages/forms.tsx';
import { PlaceList, PlacePage, placeColumns } from './pages/places.tsx';
import { addPlace, placeFields, populationFields, recordPopulation } from './place.ts';
import { findPlace, latestPopulations, listGeographies, listPlaces, listPopulations } from './queries.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'places.edit' } as const;
const CRUMBS = [{ text: 'Places', href: '/places' }];
const BLANK: Attempt = { values: {}, errors: {} };

async function rows(c: Context) {
  const query = parseTableQuery(c.query, placeColumns);
  const populations = await latestPopulations(c.tx, c.today);
  const all = (await listPlaces(c.tx)).map((place) => ({ ...place, population: populations.get(place.id) }));
  const name = (filterOf(query, 'name') ?? '').toLowerCase();
  const geography = filterOf(query, 'geography');
  const places = all.filter(
    (place) =>
      place.name.toLowerCase().includes(name) &&
      (geography === undefined || place.geographySlug === geography),
  );
  return { query, places, total: all.length };
}

async function placePage(c: Context) {
  const place = await findPlace(c.tx, c.params.slug ?? '');
  if (!place) return notFound('place');
  const view = {
    place,
    inside: (await listPlaces(c.tx)).filter(({ withinId }) => withinId === place.id),
    populations: await listPopulations(c.tx, place.id),
    mayEdit: may(c.actor, 'places.edit'),
  };
  return { title: place.name, breadcrumbs: CRUMBS, body: <PlacePage {...view} /> };
}

const placeForm = async (c: Context, attempt: Attempt = BLANK) => ({
  title: 'Add a place',
  breadcrumbs: CRUMBS,
  body: (
    <PlaceForm
      {...attempt}
      {...c.formKeys}
      heading="Add a place"
      action="/places"
      back="/places"
      places={await listPlaces(c.tx)}
    />
  ),
});

async function savePlace(c: Context) {
  const fields = readFields(placeFields, c.form);
  if (isRefusal(fields)) return fields;
  const within = textIn(c.form, 'within');
  const around = within === '' ? undefined : await findPlace(c.tx, within);
  const added = await addPlace(c.tx, c.actor, fields, around?.id ?? null);
  return isRefusal(added) ? added : { redirect: `/places/${added.slug}` };
}

async function populationForm(c: Context, attempt: Attempt = BLANK) {
  const place = await findPlace(c.tx, c.params.slug ?? '');
  if (!place) return notFound('place');
  const path = `/places/${place.slug}`;
  const heading = `Record a population of ${place.name}`;
  return {
    title: heading,
    breadcrumbs: [...CRUMBS, { text: place.name, href: path }],
    body: (
      <PopulationForm
        {...attempt}
        {...c.formKeys}
        heading={heading}
        action={`${path}/populations`}
        back={path}
      />
    ),
  };
}

async function savePopulation(c: Context) {
  const place = await findPlace(c.tx, c.params.slug ?? '');
  if (!place) return notFound('place');
  const fields = readFields(populationFields, c.form);
  if (isRefusal(fields)) return fields;
  const recorded = await recordPopulation(c.tx, c.actor, place, fields);
  return isRefusal(recorded) ? recorded : { redirect: `/places/${place.slug}` };
}

export const routes: readonly Route[] = [
  get('/places', READ, async (c) => ({
    title: 'Places',
    body: (
      <PlaceList
        {...(await rows(c))}
        geographies={await listGeographies(c.tx)}
        mayEdit={may(c.actor, 'places.edit')}
      />
    ),
  })),
  get('/places.csv', READ, async (c) => ({
    download: toCsv(placeColumns, (await rows(c)).places),
    mediaType: 'text/csv',
    fileName: 'places.csv',
  })),
  get('/places/new', EDIT, (c) => placeForm(c)),
  post('/places', EDIT, savePlace, { again: placeForm }),
  ...importRoutes({
    path: '/places/import',
    things: 'places',
    access: EDIT,
    afterwards: '/places',
    breadcrumbs: CRUMBS,
    columns: PLACE_COLUMNS,
    run: importPlaces,
  }),
  ...importRoutes({
    path: '/places/populations/import',
    things: 'populations',
    access: EDIT,
    afterwards: '/places',
    breadcrumbs: CRUMBS,
    columns: POPULATION_COLUMNS,
    run: importPopulations,
  }),
  get('/places/:slug', READ, placePage),
  get('/places/:slug/populations/new', EDIT, (c) => populationForm(c)),
  post('/places/:slug/populations', EDIT, savePopulation, { again: populationForm }),
];
