import type { z } from 'zod';
import { isRefusal } from '../../kernel/refusal.ts';
import { may } from '../../platform/actor.ts';
import { whatBegins } from '../../platform/collect.ts';
import { changedMeanwhile, notFound } from '../../platform/common-refusals.ts';
import { dateValues, readFields, revisionIn, textIn } from '../../platform/http/form.ts';
import { type Attempt, type Context, get, post, type Route } from '../../platform/http/route.ts';
import { filterOf, parseTableQuery, toCsv } from '../../ui/table/index.ts';
import { deprivationRoutes } from './deprivation/page.tsx';
import { coversOf } from './geography/covers.ts';
import { listFittings, listGeographyPlaces, listOverlaps } from './geography/queries.ts';
import { placeImportRoutes } from './import-pages.ts';
import { PlaceForm, PopulationForm } from './pages/forms.tsx';
import { GeographyPage } from './pages/geography.tsx';
import { PlaceList, placeColumns } from './pages/place-list.tsx';
import { PlacePage } from './pages/places.tsx';
import {
  addPlace,
  changePlace,
  correctionFields,
  correctPopulation,
  placeFields,
  populationFields,
  recordPopulation,
} from './place.ts';
import { peopleOf } from './profile/people.ts';
import { profileRoutes } from './profile/routes.tsx';
import {
  findGeography,
  findPlace,
  isDayTaken,
  listGeographies,
  listPlaces,
  listPopulations,
  type Place,
  populationsSeen,
  sayWhen,
} from './queries.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'places.edit' } as const;
const CRUMBS = [{ text: 'Places', href: '/places' }];

async function rows(c: Context) {
  const query = parseTableQuery(c.query, placeColumns);
  const populations = await populationsSeen(c.tx, c.today);
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
    people: await peopleOf(c.tx, place.id, c.today),
    covers: await coversOf(c.tx, place.id),
    today: c.today,
    mayEdit: may(c.actor, 'places.edit'),
  };
  return { title: place.name, breadcrumbs: CRUMBS, body: <PlacePage {...view} /> };
}

async function geographyPage(c: Context) {
  const geography = await findGeography(c.tx, c.params.slug ?? '');
  if (!geography) return notFound('geography');
  const view = {
    geography,
    places: await listGeographyPlaces(c.tx, geography.id, c.today),
    today: c.today,
    fittings: await listFittings(c.tx, geography.id),
    overlaps: await listOverlaps(c.tx, geography.id),
    begins: whatBegins(c.services.offers, c.actor, {
      kind: 'geography',
      path: `/places/geographies/${geography.slug}`,
    }),
  };
  return { title: geography.name, breadcrumbs: CRUMBS, body: <GeographyPage {...view} /> };
}

const valuesOf = (place: Place): Attempt['values'] => ({
  name: place.name,
  geography: place.geographyName,
  vintage: place.vintage,
  code: place.code ?? '',
  within: place.withinSlug ?? '',
  note: place.note ?? '',
  ...dateValues('validFrom', place.validFrom),
  ...dateValues('validTo', place.validTo),
});

/** The form of a new place, or of the one that the address names. */
async function placeForm(c: Context, attempt?: Attempt) {
  const { slug } = c.params;
  const place = slug === undefined ? undefined : await findPlace(c.tx, slug);
  if (slug !== undefined && !place) return notFound('place');
  const path = place ? `/places/${place.slug}` : '/places';
  const heading = place ? `Change ${place.name}` : 'Add a place';
  const shown = attempt ?? { values: place ? valuesOf(place) : {}, errors: {} };
  // A form shown again keeps the revision it was opened with, so that nobody's change is overwritten.
  const revision = place && (attempt ? revisionIn(attempt.values) : place.revision);
  return {
    title: heading,
    breadcrumbs: place ? [...CRUMBS, { text: place.name, href: path }] : CRUMBS,
    body: (
      <PlaceForm
        {...shown}
        {...c.formKeys}
        heading={heading}
        action={path}
        back={path}
        revision={revision}
        places={(await listPlaces(c.tx)).filter(({ id }) => id !== place?.id)}
      />
    ),
  };
}

async function savePlace(c: Context) {
  const { slug } = c.params;
  const place = slug === undefined ? undefined : await findPlace(c.tx, slug);
  if (slug !== undefined && !place) return notFound('place');
  const fields = readFields(placeFields, c.form);
  if (isRefusal(fields)) return fields;
  const within = textIn(c.form, 'within');
  const around = (within === '' ? undefined : await findPlace(c.tx, within))?.id ?? null;
  const saved = place
    ? await changePlace(c.tx, c.actor, place, revisionIn(c.form), fields, around)
    : await addPlace(c.tx, c.actor, fields, around);
  return isRefusal(saved) ? saved : { redirect: `/places/${place?.slug ?? saved?.slug}` };
}

/** The place that the address names, and the population of it, where it names one. */
async function populationIn(c: Context) {
  const place = await findPlace(c.tx, c.params.slug ?? '');
  if (!place) return notFound('place');
  const { id } = c.params;
  if (id === undefined) return { place, population: undefined };
  const population = (await listPopulations(c.tx, place.id)).find((one) => one.id === id);
  // Of what was corrected since, only the later version is listed.
  return population ? { place, population } : changedMeanwhile('population');
}

async function populationForm(c: Context, attempt?: Attempt) {
  const found = await populationIn(c);
  if (isRefusal(found)) return found;
  const { place, population } = found;
  const path = `/places/${place.slug}`;
  const heading = population
    ? `Correct the population of ${place.name} ${sayWhen(population.asOn, isDayTaken(population))}`
    : `Record a population of ${place.name}`;
  const { persons, quality, source, note } = population ?? {};
  const values = population ? { persons: String(persons), quality, source, note: note ?? '' } : {};
  return {
    title: heading,
    breadcrumbs: [...CRUMBS, { text: place.name, href: path }],
    body: (
      <PopulationForm
        {...(attempt ?? { values: values as Attempt['values'], errors: {} })}
        {...c.formKeys}
        heading={heading}
        lead={population && 'What was recorded before is kept as an earlier version.'}
        action={`${path}/populations${population ? `/${population.id}/correction` : ''}`}
        back={path}
        correcting={population !== undefined}
      />
    ),
  };
}

async function savePopulation(c: Context) {
  const found = await populationIn(c);
  if (isRefusal(found)) return found;
  const { place, population } = found;
  const fields = readFields(population ? correctionFields : populationFields, c.form);
  if (isRefusal(fields)) return fields;
  const recorded = population
    ? await correctPopulation(c.tx, c.actor, population, fields)
    : await recordPopulation(c.tx, c.actor, place, fields as z.output<typeof populationFields>);
  return isRefusal(recorded) ? recorded : { redirect: `/places/${place.slug}` };
}

export const routes: readonly Route[] = [
  get('/places', READ, async (c) => ({
    title: 'Places',
    body: (
      <PlaceList
        {...(await rows(c))}
        today={c.today}
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
  ...placeImportRoutes,
  ...deprivationRoutes,
  get('/places/geographies/:slug', READ, geographyPage),
  ...profileRoutes,
  get('/places/:slug', READ, placePage),
  get('/places/:slug/edit', EDIT, (c) => placeForm(c)),
  post('/places/:slug', EDIT, savePlace, { again: placeForm }),
  get('/places/:slug/populations/new', EDIT, (c) => populationForm(c)),
  post('/places/:slug/populations', EDIT, savePopulation, { again: populationForm }),
  get('/places/:slug/populations/:id/correction', EDIT, (c) => populationForm(c)),
  post('/places/:slug/populations/:id/correction', EDIT, savePopulation, { again: populationForm }),
];
