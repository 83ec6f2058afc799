import { isUuid } from '../../../kernel/ids.ts';
import type { Context } from '../../../platform/http/route.ts';
import { dayOfSitting, findSitting, type Sitting } from '../queries.ts';
import { pathOfSitting } from './pages/sitting.tsx';

export const READ = { permission: 'read' } as const;
export const EDIT = { permission: 'governance.edit' } as const;
/** The sitting the address names, of the body the address names. */
export async function sittingOf(c: Context): Promise<Sitting | undefined> {
  const { id = '', slug } = c.params;
  const sitting = isUuid(id) ? await findSitting(c.tx, id) : undefined;
  return sitting?.bodySlug === slug ? sitting : undefined;
}

export const crumbsToBody = (slug: string, name: string) => [
  { text: 'Boards and groups', href: '/bodies' },
  { text: name, href: `/bodies/${slug}` },
];

/** The way to a sitting's own pages. */
export const crumbsTo = (sitting: Sitting) => [
  ...crumbsToBody(sitting.bodySlug, sitting.body),
  { text: dayOfSitting(sitting), href: pathOfSitting(sitting) },
];
