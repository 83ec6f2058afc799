import { sql } from 'kysely';
import type { ModuleManifest } from '../../platform/module.ts';
import { getAgency, getPost, listAgencies, listPosts } from './queries.ts';
import { routes } from './routes.tsx';
import { SECTORS } from './sectors.ts';
import { listServices, serviceEntries, serviceRoutes } from './services/index.ts';
import { trainingRoutes } from './training/index.ts';

export const partners: ModuleManifest = {
  name: 'partners',
  routes: [...routes, ...serviceRoutes, ...trainingRoutes],
  navigation: [{ text: 'Agencies', href: '/agencies', also: ['/services'], order: 70, permission: 'read' }],
  permissions: [
    {
      name: 'partners.edit',
      says: 'Add and change agencies, posts and who holds them, services and training',
    },
  ],
  checks: [
    {
      name: 'partners.post-at-an-agency-that-ended',
      says: 'A post that is still open belongs to an agency that has not ended before the business date',
      find: async (tx) => {
        const { rows } = await sql<{ says: string }>`
          select 'The post ' || p.title || ' is open although ' || a.name || ' has ended' as says
          from partners.post p
          join partners.agency a on a.partnership_id = p.partnership_id and a.id = p.agency_id
          join partners.partnership here on here.partnership_id = p.partnership_id
          where p.ends_on is null and a.left_on < partners.business_date(here)`.execute(tx);
        return rows.map(({ says }) => says);
      },
    },
  ],
  kinds: 'partners.kinds',
  search: [
    {
      kind: 'agency',
      list: async (tx, id) =>
        (id === undefined ? await listAgencies(tx) : [await getAgency(tx, id)]).map((agency) => ({
          id: agency.id,
          title: agency.name,
          summary: `${agency.shortName} ${SECTORS[agency.sector]}`,
          path: `/agencies/${agency.slug}`,
        })),
    },
    {
      kind: 'post',
      list: async (tx, id) =>
        (id === undefined ? await listPosts(tx) : [await getPost(tx, id)]).map((post) => ({
          id: post.id,
          title: post.title,
          summary: `Post at ${post.agency}`,
          path: `/agencies/posts/${post.slug}`,
        })),
    },
    { kind: 'service', list: serviceEntries },
  ],
  exports: [
    {
      name: 'agencies',
      says: 'The agencies of the partnership',
      rows: async (tx) => (await listAgencies(tx)).map(({ id, revision, ...agency }) => agency),
    },
    {
      name: 'services',
      says: 'The services that people can be referred or pointed to',
      rows: async (tx, actor) =>
        (await listServices(tx, actor)).map(({ id, agencyId, revision, inbox, ...service }) => ({
          ...service,
          languages: service.languages.join(', '),
          indicators: service.indicators.join(', '),
        })),
    },
    {
      name: 'posts',
      says: 'The posts of the agencies',
      rows: async (tx) =>
        (await listPosts(tx)).map(({ slug, title, agencySlug, email, telephone, startsOn, endsOn }) => ({
          slug,
          agency: agencySlug,
          title,
          email,
          telephone,
          startsOn,
          endsOn,
        })),
    },
  ],
};
