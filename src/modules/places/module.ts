import { plainDate } from '../../kernel/plain-date.ts';
import type { ModuleManifest } from '../../platform/module.ts';
import { checks } from './checks.ts';
import { listPlaces, populationsSeen } from './queries.ts';
import { routes } from './routes.tsx';

const END_OF_TIME = plainDate('9999-12-31');

export const places: ModuleManifest = {
  name: 'places',
  routes,
  navigation: [{ text: 'Places', href: '/places', order: 80, permission: 'read' }],
  permissions: [{ name: 'places.edit', says: 'Add places and record their populations' }],
  checks,
  kinds: 'places.kinds',
  search: [
    {
      kind: 'place',
      list: async (tx, id) =>
        (await listPlaces(tx))
          .filter((place) => id === undefined || place.id === id)
          .map((place) => ({
            id: place.id,
            title: place.name,
            summary: [place.geography, place.code, place.within].filter(Boolean).join(' '),
            path: `/places/${place.slug}`,
          })),
    },
  ],
  exports: [
    {
      name: 'places',
      says: 'Places with their latest population',
      rows: async (tx) => {
        const populations = await populationsSeen(tx, END_OF_TIME);
        return (await listPlaces(tx)).map((place) => {
          const population = populations.get(place.id);
          return {
            slug: place.slug,
            name: place.name,
            geography: place.geography,
            code: place.code,
            within: place.withinSlug,
            population: population?.persons ?? null,
            populationOn: population?.asOn ?? null,
            populationQuality: population?.quality ?? null,
          };
        });
      },
    },
  ],
};
