/** No route of casework is forgotten: each asks for a purpose, and what is read is audited before it is shown. */
import { expect, test } from 'vitest';
import { modules } from '../../modules.ts';
import type { Route } from '../../platform/http/route.ts';
import { casework } from './module.ts';
import { isInCasework } from './purpose/working.ts';

const routes = casework.routes ?? [];
const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

/** Pages and acts that name nobody, so that no purpose is asked for. */
const NAMES_NOBODY = [
  /^(GET|POST) \/casework\/purpose(\/leaving)?$/,
  /^(GET|POST) \/casework\/sharing(\.csv|\/(purposes|contacts|agreements)(\/.*)?)?$/,
  /^(GET|POST|PUT) \/api\/v1\/(purposes|agreements)(\/|$)/,
  /^GET \/transparency\/automated-suggestions/,
  /^(GET|POST|PUT|PATCH|DELETE) (\/api\/v1)?\/casework\/(settings|checklist|assessments|referral-settings|concern-settings)(\/|$)/,
  // Counts and thresholds, and what is published without anybody in it.
  /^(GET|POST) \/casework\/patterns\/(precision|settings)$/,
  /^GET (\/published\/asb-case-reviews|\/casework\/section-17a|\/api\/v1\/casework\/case-review-figures)(\.csv)?$/,
  // What a device needs to refer without signal: questions, services, a key; no visit.
  /^GET \/casework\/refer\/(device|catalogue|key)$/,
  // What anybody may tell of somebody, where the partnership opened it: it shows nothing of anybody.
  /^(GET|POST) \/(refer(\/sent)?|case-review(\/received)?)$/,
];

/** Pages inside casework that show an empty form and nothing of anybody. */
const EMPTY_FORMS: readonly RegExp[] = [
  /^GET \/casework\/people(\/search)?$/,
  /^GET \/casework\/(records|cases|hub|concerns|case-reviews|cohorts)\/(new|import)$/,
  // The code and the counts of what was just told.
  /^GET \/casework\/concerns\/:id\/recorded$/,
  // What a programme is: for whom, how many places; nobody who is on it.
  /^GET (\/casework|\/api\/v1)\/programmes(\/new|\/:slug\/edit)?$/,
  // Says only that something on the screen changed, never what.
  /^GET \/casework\/hub\/:id\/events$/,
];

const among = (list: readonly RegExp[], route: Route): boolean =>
  list.some((pattern) => pattern.test(nameOf(route)));

test('every route of casework asks for a purpose, or names nobody', () => {
  expect(routes.length).toBeGreaterThan(40);
  const open = routes.filter((route) => !isInCasework(route) && !among(NAMES_NOBODY, route));
  expect(open.map(nameOf)).toEqual([]);
});

test('every page, list and file of casework is audited before it is shown, or names nobody', () => {
  const gets = routes.filter(({ method }) => method === 'GET');
  expect(gets.length).toBeGreaterThan(20);
  const unseen = gets.filter(
    (route) => !route.reads && !among(NAMES_NOBODY, route) && !among(EMPTY_FORMS, route),
  );
  expect(unseen.map(nameOf)).toEqual([]);
});

test('no other module has an address in casework', () => {
  const others = modules
    .filter((module) => module !== casework)
    .flatMap((module) => module.routes ?? [])
    .filter(({ path }) => /^(\/api\/v1)?\/casework(\/|$)/.test(path));
  expect(others.map(nameOf)).toEqual([]);
});
