import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { siteOf } from '../../../platform/settings.ts';
import { findBody, listBodies, listSittingsByDay } from '../queries.ts';
import { type FeedOccasion, personalFeed, publicFeed } from './calendar.ts';
import {
  endCalendarLink,
  listCalendarLinks,
  makeCalendarLink,
  personOfCalendarLink,
} from './calendar-link.ts';
import { CalendarAddressPage, CalendarPage, OwnCalendarPage } from './pages/calendar.tsx';

const ANYONE = { who: 'anyone' } as const;
const SIGNED_IN = { who: 'signed-in' } as const;
const ACCOUNT = [{ text: 'Your account', href: '/account' }];
const CALENDAR = 'text/calendar; charset=utf-8';

const occasionOf = ({ today, services }: Context): FeedOccasion => ({
  today,
  now: new Date(),
  site: siteOf(services.settings),
});

async function yearPage(c: Context): Promise<Answer> {
  const { body: slug = '', year: wanted = '' } = c.query;
  const body = slug === '' ? undefined : await findBody(c.tx, slug);
  if (slug !== '' && !body) return notFound('body');
  const year = /^(19|20)\d\d$/.test(wanted) ? wanted : c.today.slice(0, 4);
  const view = {
    year: Number(year),
    today: c.today,
    body,
    bodies: await listBodies(c.tx, { on: c.today }),
    sittings: await listSittingsByDay(c.tx, {
      bodyId: body?.id,
      from: plainDate(`${year}-01-01`),
      to: plainDate(`${year}-12-31`),
    }),
    mayEdit: may(c.actor, 'governance.edit'),
    mayHaveOwn: c.actor.kind === 'member',
  };
  const breadcrumbs = [{ text: 'Boards and groups', href: '/bodies' }];
  return { title: `Sittings in ${year}`, breadcrumbs, body: <CalendarPage {...view} /> };
}

async function bodyFeed(c: Context): Promise<Answer> {
  const slug = c.params.slug ?? '';
  const feed = await publicFeed(c.tx, c.actor, slug, occasionOf(c));
  return feed === undefined
    ? notFound('calendar')
    : { download: feed, mediaType: CALENDAR, fileName: `${slug}.ics` };
}

async function ownFeed(c: Context): Promise<Answer> {
  const person = await personOfCalendarLink(c.tx, c.actor, c.params.token ?? '');
  if (!person) return notFound('calendar');
  const feed = await personalFeed(c.tx, c.actor, person, occasionOf(c));
  return { download: feed, mediaType: CALENDAR, fileName: 'sittings.ics' };
}

async function ownLinks(c: Context): Promise<Answer> {
  const links = await listCalendarLinks(c.tx);
  return {
    title: 'Your calendar',
    breadcrumbs: ACCOUNT,
    body: <OwnCalendarPage links={links} keys={c.formKeys} />,
  };
}

async function makeLink(c: Context): Promise<Answer> {
  const token = await makeCalendarLink(c.tx, c.actor);
  if (isRefusal(token)) return token;
  const address = `${siteOf(c.services.settings)}/calendar/own/${token}.ics`;
  return {
    title: 'Copy your calendar address',
    breadcrumbs: ACCOUNT,
    body: <CalendarAddressPage address={address} />,
  };
}

const endLink = async (c: Context): Promise<Answer> =>
  (await endCalendarLink(c.tx, c.actor, c.params.id ?? '', new Date())) ?? { redirect: '/account/calendar' };

/** When bodies sit, for readers and for their calendars. */
export const calendarRoutes: readonly Route[] = [
  get('/sittings', { permission: 'read' }, yearPage),
  get('/calendar/:slug.ics', ANYONE, bodyFeed),
  get('/calendar/own/:token.ics', ANYONE, ownFeed),
  get('/account/calendar', SIGNED_IN, ownLinks),
  post('/account/calendar', SIGNED_IN, makeLink),
  post('/account/calendar/:id/ending', SIGNED_IN, endLink),
];
