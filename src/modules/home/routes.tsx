import { plural } from '../../kernel/names.ts';
import { addDays } from '../../kernel/plain-date.ts';
import { type Context, get, type PageContent, post, type Route } from '../../platform/http/route.ts';
import { search } from '../../platform/search.ts';
import { PageHeading } from '../../ui/layout/index.ts';
import { lastLooked, markLooked } from '../access/index.ts';
import { actionsFor } from './actions.ts';
import { DatesPage } from './pages/dates.tsx';
import { Home, Welcome } from './pages/home.tsx';
import { WarningList } from './pages/lists.tsx';
import { SearchResults } from './pages/search.tsx';
import { listChanges, listDuties, listWarnings } from './queries.ts';
import { listSteps } from './starting.ts';

const SOON_DAYS = 30;
const WEEK_MS = 7 * 86_400_000;

async function home(context: Context): Promise<PageContent> {
  const { tx, actor, today, partnership, services } = context;
  if (actor.kind !== 'member')
    return {
      title: partnership.name,
      body: <Welcome partnership={partnership.name} area={partnership.area} example={partnership.example} />,
    };
  const { duties, warnings } = services.offers;
  const since = (await lastLooked(tx, actor)) ?? new Date(Date.now() - WEEK_MS);
  const mine = await listDuties(tx, actor, duties, { mine: true, limit: 8 });
  const soon = addDays(today, SOON_DAYS);
  const needs = mine.filter((duty) => duty.dueOn <= soon);
  const view = {
    name: partnership.name,
    partnership: partnership.name,
    today,
    duties: needs,
    later: mine.slice(needs.length, Math.max(needs.length, 4)),
    warnings: await listWarnings(tx, actor, warnings, 6),
    changes: await listChanges(tx, actor, since, 8),
    actions: actionsFor(actor),
    steps: await listSteps(tx, actor, services.offers.kinds),
    csrf: context.formKeys.csrf,
  };
  return { title: 'Home', body: <Home {...view} /> };
}

async function calendar({ tx, actor, today, services, query }: Context): Promise<PageContent> {
  const mine = query.whose === 'mine';
  const { offers } = services;
  const duties = await listDuties(tx, actor, offers.duties, { mine, kinds: offers.kinds });
  return {
    title: 'Dates',
    breadcrumbs: [{ text: 'Home', href: '/' }],
    body: <DatesPage duties={duties} today={today} mine={mine} />,
  };
}

async function warnings({ tx, actor, services }: Context): Promise<PageContent> {
  const found = await listWarnings(tx, actor, services.offers.warnings);
  const grave = found.filter((warning) => warning.severity === 'high').length;
  return {
    title: 'Warnings',
    breadcrumbs: [{ text: 'Home', href: '/' }],
    body: (
      <>
        <PageHeading
          heading="What is going wrong"
          lead={`${plural(found.length, 'warning')}, ${grave} serious. Each is found by a rule from what was recorded, and goes when its cause does.`}
        />
        {found.length > 0 ? (
          <WarningList warnings={found} />
        ) : (
          <p class="govuk-body">No rule reports anything going wrong.</p>
        )}
      </>
    ),
  };
}

async function find({ tx, actor, query }: Context): Promise<PageContent> {
  const text = (query.q ?? '').trim().slice(0, 200);
  return {
    title: text ? `Search: ${text}` : 'Search',
    breadcrumbs: [{ text: 'Home', href: '/' }],
    body: <SearchResults query={text} found={await search(tx, actor, text)} />,
  };
}

export const routes: readonly Route[] = [
  get('/', { who: 'anyone' }, home),
  post('/looked', { permission: 'read' }, async ({ tx, actor }) => {
    await markLooked(tx, actor, new Date());
    return { redirect: '/' };
  }),
  get('/calendar', { permission: 'read' }, calendar),
  get('/warnings', { permission: 'read' }, warnings),
  get('/search', { permission: 'read' }, find),
];
