import { expect, test } from 'vitest';
import { modules } from '../modules.ts';
import { collect } from '../platform/collect.ts';
import { caseworkImports } from './casework-imports.ts';
import { importFiguresCommand } from './figures.ts';
import { frameworkImports } from './framework-imports.ts';
import { importCommands } from './imports.ts';
import { placeImports } from './place-imports.ts';
import { importStreetCommand } from './street.ts';

/** Where the page of each import is. */
const PAGES = {
  agencies: '/agencies/import',
  posts: '/agencies/posts/import',
  places: '/places/import',
  populations: '/places/populations/import',
  boundaries: '/places/boundaries/import',
  lookup: '/places/lookups/import',
  deprivation: '/places/deprivation/import',
  grid: '/places/grids/import',
  bodies: '/bodies/import',
  'reporting-lines': '/bodies/reporting-lines/import',
  sittings: '/bodies/sittings/import',
  'agenda-items': '/bodies/agenda-items/import',
  papers: '/bodies/papers/import',
  members: '/bodies/members/import',
  'body-changes': '/bodies/changes/import',
  actions: '/actions/import',
  decisions: '/decisions/import',
  'survey-waves': '/indicators/import/survey-waves',
  indicators: '/indicators/import/indicators',
  targets: '/indicators/import/targets',
  observations: '/indicators/import',
  figures: '/indicators/import/tables',
  'police-street': '/indicators/street-crime/import',
  strategy: '/strategy/versions/import',
  framework: '/strategy/frameworks/import',
  'framework-joins': '/strategy/frameworks/joins/import',
  monitoring: '/strategy/monitoring/import',
  'delivery-plan': '/plans/import',
  'project-places': '/projects/places/import',
  streams: '/fund/streams/import',
  requests: '/fund/requests/import',
  'partner-spend': '/fund/partner-spend/import',
  services: '/services/import',
  attendances: '/training/import',
  records: '/casework/records/import',
  concerns: '/casework/concerns/import',
} as const;

test('whatever can be imported has a page with a preview and a command', () => {
  const routes = collect(modules).routes;
  const has = (method: string, path: string) =>
    routes.some((route) => route.method === method && route.path === path);
  expect(
    [
      ...importCommands,
      ...placeImports,
      ...frameworkImports,
      importFiguresCommand,
      importStreetCommand,
      ...caseworkImports,
    ]
      .map(({ name }) => name.replace('import ', ''))
      .sort(),
  ).toEqual(Object.keys(PAGES).sort());
  const pages = routes
    .filter(({ method, path }) => method === 'GET' && /\/import(\/[a-z-]+)?$/.test(path))
    .map(({ path }) => path)
    .filter((path) => !path.startsWith('/reports/templates'))
    // What is brought into one thing is brought on its own page.
    .filter((path) => !path.includes('/:'));
  expect(pages.sort()).toEqual(Object.values(PAGES).sort());
  for (const page of Object.values(PAGES)) {
    expect([page, has('GET', page)]).toEqual([page, true]);
    expect([page, has('POST', page)]).toEqual([page, true]);
  }
});

test('every command of an import can be tried without writing, and told to programs', () => {
  for (const { options } of [...importCommands, ...frameworkImports])
    expect(Object.keys(options ?? {})).toEqual(['dry-run', 'json']);
  for (const { options } of [...placeImports, importFiguresCommand])
    expect(Object.keys(options ?? {}).slice(0, 2)).toEqual(['dry-run', 'json']);
  for (const { options } of caseworkImports)
    expect(Object.keys(options ?? {})).toEqual(['dry-run', 'json', 'agency']);
});
