import { listInWords } from '../kernel/names.ts';
import { type Actor, maySomewhere } from './actor.ts';
import type { Route } from './http/route.ts';
import type {
  BeginOffer,
  Check,
  Decidable,
  ExportOffer,
  FigureOffer,
  Job,
  LocalityOffer,
  Measure,
  ModuleManifest,
  NavigationItem,
  PaperOffer,
  Permission,
  SearchOffer,
  SectionOffer,
} from './module.ts';
import { searchCopyEqualsTheOffers } from './search-check.ts';

/** Everything the modules offer, collected once at boot. */
export interface Collected {
  readonly modules: readonly string[];
  readonly routes: readonly Route[];
  readonly navigation: readonly NavigationItem[];
  readonly permissions: ReadonlyMap<string, Permission>;
  readonly jobs: readonly Job[];
  readonly checks: ReadonlyMap<string, Check>;
  /** SQL that unites the views of all modules, for `from (…) as kinds`; undefined when no module offers one. */
  readonly kinds: string | undefined;
  readonly thread: string | undefined;
  readonly duties: string | undefined;
  readonly warnings: string | undefined;
  readonly gaps: string | undefined;
  readonly decidable: ReadonlyMap<string, Decidable>;
  readonly papers: ReadonlyMap<string, PaperOffer>;
  readonly measures: ReadonlyMap<string, Measure>;
  readonly figures: ReadonlyMap<string, FigureOffer>;
  readonly sections: ReadonlyMap<string, SectionOffer>;
  readonly search: ReadonlyMap<string, SearchOffer>;
  readonly exports: ReadonlyMap<string, ExportOffer>;
  readonly begins: readonly BeginOffer[];
  /** In the order in which they stand in a profile. */
  readonly localities: readonly LocalityOffer[];
}

/** What somebody may begin from a thing: links that other modules offer to its pages. */
export const whatBegins = (
  { begins }: Pick<Collected, 'begins'>,
  actor: Actor,
  { kind, path }: { readonly kind: string; readonly path: string },
): readonly { readonly text: string; readonly href: string }[] =>
  begins
    .filter((offer) => offer.kind === kind && maySomewhere(actor, offer.permission))
    .map(({ text, href }) => ({ text, href: href(path) }));

/** The columns every module's view of that name must have, in this order. */
export const VIEW_COLUMNS = {
  kinds: ['partnership_id', 'kind', 'id', 'title', 'path'],
  thread: ['partnership_id', 'from_kind', 'from_id', 'to_kind', 'to_id'],
  duties: [
    'partnership_id',
    'kind',
    'subject_kind',
    'subject_id',
    'title',
    'path',
    'due_on',
    'owner_agency_id',
    'owner_post_id',
    'met_on',
  ],
  warnings: [
    'partnership_id',
    'kind',
    'subject_kind',
    'subject_id',
    'since',
    'severity',
    'sentence',
    'path',
    'owner_agency_id',
  ],
  gaps: [
    'partnership_id',
    'subject_kind',
    'subject_id',
    'title',
    'path',
    'missing',
    'says',
    'for_kind',
    'for_id',
    'since',
    'expected_on',
    'owner_agency_id',
    'owner_post_id',
  ],
} as const;

/** A fault in the modules that must stop the boot. */
export class BootError extends Error {
  override readonly name = 'BootError';
}

const VIEW_NAME = /^[a-z_]+\.[a-z_]+$/;

/** Collects what the modules offer; refuses two that claim one name, a figure without a source, a route without a rule. */
export function collect(modules: readonly ModuleManifest[]): Collected {
  const claimed = new Map<string, string>();
  const claim = (kind: string, name: string, module: string): void => {
    const key = `${kind} "${name}"`;
    const other = claimed.get(key);
    if (other !== undefined)
      throw new BootError(`The modules ${listInWords([other, module])} both claim the ${key}`);
    claimed.set(key, module);
  };
  const named = <T>(
    kind: string,
    offers: (m: ModuleManifest) => readonly T[] | undefined,
    name: (offer: T) => string,
  ) => {
    const byName = new Map<string, T>();
    for (const module of modules)
      for (const offer of offers(module) ?? []) {
        claim(kind, name(offer), module.name);
        byName.set(name(offer), offer);
      }
    return byName;
  };
  const union = (view: keyof typeof VIEW_COLUMNS): string | undefined => {
    const views = modules.flatMap((module) => module[view] ?? []);
    for (const name of views)
      if (!VIEW_NAME.test(name)) throw new BootError(`"${name}" is not the name of a view (schema.view)`);
    return views.length === 0
      ? undefined
      : views.map((name) => `select ${VIEW_COLUMNS[view].join(', ')} from ${name}`).join(' union all ');
  };

  for (const module of modules) claim('module', module.name, module.name);
  const permissions = named(
    'permission',
    (m) => m.permissions,
    (p) => p.name,
  );
  const figures = named(
    'figure',
    (m) => m.figures,
    (f) => f.prefix,
  );
  for (const figure of figures.values())
    if (!figure.source.trim()) throw new BootError(`The figures "${figure.prefix}" have no source`);
  const routes = [
    ...named(
      'route',
      (m) => m.routes,
      (r) => `${r.method} ${r.path}`,
    ).values(),
  ];
  for (const module of modules)
    for (const check of module.checks ?? [])
      if (!check.name.startsWith(`${module.name}.`))
        throw new BootError(
          `The check "${check.name}" must be named ${module.name}.…, so that it is found by its module`,
        );
  for (const route of routes) requireAccess(route, permissions);
  const search = named(
    'search kind',
    (m) => m.search,
    (s) => s.kind,
  );
  const checks = named(
    'check',
    (m) => m.checks,
    (c) => c.name,
  );
  const searchCheck = searchCopyEqualsTheOffers(() => search.values());

  return {
    modules: modules.map((module) => module.name),
    routes,
    permissions,
    navigation: modules.flatMap((module) => module.navigation ?? []).sort((a, b) => a.order - b.order),
    jobs: [
      ...named(
        'job',
        (m) => m.jobs,
        (j) => j.name,
      ).values(),
    ],
    checks: new Map([...checks, [searchCheck.name, searchCheck]]),
    kinds: union('kinds'),
    thread: union('thread'),
    duties: union('duties'),
    warnings: union('warnings'),
    gaps: union('gaps'),
    decidable: named(
      'decidable kind',
      (m) => m.decidable,
      (d) => d.kind,
    ),
    papers: named(
      'paper kind',
      (m) => m.papers,
      (p) => p.kind,
    ),
    measures: leadingUp(
      named(
        'measure',
        (m) => m.measures,
        (x) => x.name,
      ),
    ),
    figures,
    sections: named(
      'section',
      (m) => m.sections,
      (s) => s.name,
    ),
    search,
    exports: named(
      'export',
      (m) => m.exports,
      (e) => e.name,
    ),
    begins: modules.flatMap((module) => module.begins ?? []),
    localities: [
      ...named(
        'locality',
        (m) => m.localities,
        (l) => l.name,
      ).values(),
    ].sort((a, b) => a.order - b.order),
  };
}

/** A measure names as what leads up to it only measures that there are. */
function leadingUp(measures: ReadonlyMap<string, Measure>): ReadonlyMap<string, Measure> {
  for (const { name, after } of measures.values())
    for (const step of after ?? [])
      if (!measures.has(step))
        throw new BootError(`The measure ${name} comes after "${step}", which no module counts`);
  return measures;
}

function requireAccess(route: Route, permissions: ReadonlyMap<string, Permission>): void {
  const name = `${route.method} ${route.path}`;
  // A module written in plain JavaScript could leave the rule out, so the type is not trusted here.
  const access = route.access as Route['access'] | undefined;
  if (!access) throw new BootError(`The route ${name} does not say who may use it`);
  if (route.path.startsWith('/api/v1') && !route.api)
    throw new BootError(`The route ${name} does not say what it takes and gives (see apiGet and apiPost)`);
  if ('permission' in access && !permissions.has(access.permission))
    throw new BootError(
      `The route ${name} asks for the permission "${access.permission}", which no module declares`,
    );
}
