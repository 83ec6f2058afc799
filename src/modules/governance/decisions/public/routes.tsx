import { z } from 'zod';
import { notFound } from '../../../../platform/common-refusals.ts';
import { apiGet } from '../../../../platform/http/api.ts';
import { type Answer, type Context, get, type Route } from '../../../../platform/http/route.ts';
import { parseTableQuery } from '../../../../ui/table/index.ts';
import { INTEREST_COLUMNS } from '../plan/interest-pages.tsx';
import {
  PublicDecisionPage,
  PublicDecisionsPage,
  PublicInterestsPage,
  PublicPlanPage,
} from './decision-pages.tsx';
import { PublicBoardsPage, PublicBodyPage } from './pages.tsx';
import { popoloOf } from './popolo.ts';
import {
  publicBodies,
  publicDecisions,
  publicInterests,
  publicPapers,
  publicPlan,
  publicSeats,
} from './reading.ts';

const ANYONE = { who: 'anyone' } as const;
const CRUMBS = [{ text: 'Boards and their decisions', href: '/published/boards' }];

async function boards(c: Context): Promise<Answer> {
  const view = {
    bodies: await publicBodies(c.tx, c.actor, c.today),
    decisions: await publicDecisions(c.tx),
    papers: (await publicPapers(c.tx)).slice(0, 20),
    planned: (await publicPlan(c.tx, c.actor, c.today)).length,
  };
  return { title: 'Boards and their decisions', body: <PublicBoardsPage {...view} /> };
}

async function board(c: Context): Promise<Answer> {
  const { slug = '' } = c.params;
  const body = (await publicBodies(c.tx, c.actor, c.today)).find((one) => one.slug === slug);
  if (!body) return notFound('board');
  const view = {
    body,
    seats: (await publicSeats(c.tx, c.actor, c.today)).filter(({ bodyId }) => bodyId === body.id),
    papers: await publicPapers(c.tx, slug),
    decisions: await publicDecisions(c.tx, { bodySlug: slug }),
  };
  return { title: body.name, breadcrumbs: CRUMBS, body: <PublicBodyPage {...view} /> };
}

async function decisions(c: Context): Promise<Answer> {
  const all = await publicDecisions(c.tx);
  return { title: 'What was decided', breadcrumbs: CRUMBS, body: <PublicDecisionsPage decisions={all} /> };
}

async function decision(c: Context): Promise<Answer> {
  const [one] = await publicDecisions(c.tx, { reference: c.params.reference ?? '' });
  if (!one) return notFound('published decision');
  return {
    title: `${one.reference} ${one.title}`,
    breadcrumbs: [...CRUMBS, { text: 'What was decided', href: '/published/decisions' }],
    body: <PublicDecisionPage decision={one} />,
  };
}

async function plan(c: Context): Promise<Answer> {
  const items = await publicPlan(c.tx, c.actor, c.today);
  return { title: 'What is to be decided', breadcrumbs: CRUMBS, body: <PublicPlanPage items={items} /> };
}

async function interests(c: Context): Promise<Answer> {
  const all = await publicInterests(c.tx, c.actor, c.today);
  const query = parseTableQuery(c.query, INTEREST_COLUMNS);
  return {
    title: 'Register of members’ interests',
    breadcrumbs: CRUMBS,
    body: <PublicInterestsPage interests={all} query={query} />,
  };
}

async function boardsInPopolo(c: Context): Promise<Answer> {
  const boards = await popoloOf(c.tx, c.actor);
  return {
    download: `${JSON.stringify(boards, null, 2)}\n`,
    mediaType: 'application/json; charset=utf-8',
    fileName: 'boards.json',
  };
}

const entries = z.array(z.record(z.string(), z.unknown()));

const Popolo = z
  .object({
    persons: entries,
    organizations: entries,
    posts: entries,
    memberships: entries,
    motions: entries,
    vote_events: entries,
  })
  .meta({ id: 'Popolo', description: 'The boards in Popolo (popoloproject.com): posts, never names.' });

export const publicRoutes: readonly Route[] = [
  get('/published/boards', ANYONE, boards),
  get('/published/boards.json', ANYONE, boardsInPopolo),
  get('/published/boards/:slug', ANYONE, board),
  get('/published/decisions', ANYONE, decisions),
  get('/published/decisions/:reference', ANYONE, decision),
  get('/published/forward-plan', ANYONE, plan),
  get('/published/interests', ANYONE, interests),
  apiGet(
    '/api/v1/popolo',
    {
      name: 'getPopolo',
      summary: 'What is public of the boards, in Popolo JSON',
      permission: 'read',
      response: Popolo,
    },
    async ({ tx, actor }) => {
      const { persons, organizations, posts, memberships, motions, vote_events } = await popoloOf(tx, actor);
      const copy = (list: readonly Readonly<Record<string, unknown>>[]) => list.map((one) => ({ ...one }));
      return {
        value: {
          persons: copy(persons),
          organizations: copy(organizations),
          posts: copy(posts),
          memberships: copy(memberships),
          motions: copy(motions),
          vote_events: copy(vote_events),
        },
      };
    },
  ),
];
