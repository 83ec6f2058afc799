import type { Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Context } from '../../../platform/http/route.ts';
import { listAgencies, listPosts } from '../../partners/index.ts';
import type { Choice } from '../pages/parts.tsx';
import { findStanding } from '../queries.ts';
import type { Indicator, Standing } from '../types.ts';

export const READ = { permission: 'read' } as const;
export const EDIT = { permission: 'indicators.edit', anywhere: true } as const;
export const RECORD = { permission: 'observations.record', anywhere: true } as const;

export const CRUMBS = [{ text: 'Indicators', href: '/indicators' }];
export const crumbsTo = ({ slug, title }: Pick<Indicator, 'slug' | 'title'>) => [
  ...CRUMBS,
  { text: title, href: `/indicators/${slug}` },
];

/** The standing of the indicator in the address, on the business date. */
export async function standingIn(c: Context): Promise<Standing | Refusal> {
  return (await findStanding(c.tx, c.params.slug ?? '', c.today)) ?? notFound('indicator');
}

export async function ownersToChoose(c: Context): Promise<{ agencies: Choice[]; posts: Choice[] }> {
  const agencies = await listAgencies(c.tx);
  const posts = await listPosts(c.tx);
  return {
    agencies: agencies.map(({ id, name }) => ({ id, name })),
    posts: posts.map(({ id, title, agencyShortName }) => ({ id, name: `${title}, ${agencyShortName}` })),
  };
}
