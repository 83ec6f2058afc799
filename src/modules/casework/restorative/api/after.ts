/** What an act on a restorative matter answers with: the matter, or one part of it, as it is afterwards. */
import { isRefusal, type Refusal } from '../../../../kernel/refusal.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import type { ApiContext } from '../../../../platform/http/api.ts';
import { findMatter } from '../queries.ts';
import { shown } from './shapes.ts';

export const READ = { permission: 'casework.read', anywhere: true } as const;
export const WRITE = { permission: 'casework.write', anywhere: true } as const;
export const BASE = '/api/v1/restorative-matters';
export const COMMON = ['not-found', 'not-allowed', 'matter-is-over'] as const;

type In = Pick<ApiContext<unknown, unknown>, 'tx' | 'actor' | 'services' | 'params'>;

/** The matter after an act on it. */
export async function matterAfter({ tx, actor, services }: In, id: string, done: unknown) {
  if (isRefusal(done)) return done as Refusal;
  const view = await findMatter(tx, actor, services.subjects, id);
  return view
    ? { value: shown(view), revision: view.row.revision, location: `${BASE}/${id}` }
    : notFound('restorative matter');
}

/** One part of the matter after an act on it. */
export async function partAfter<Part extends { readonly id: string; readonly revision: number }>(
  c: In,
  done: { readonly id: string } | Refusal,
  pick: (matter: ReturnType<typeof shown>) => readonly Part[],
) {
  if (isRefusal(done)) return done;
  const view = await findMatter(c.tx, c.actor, c.services.subjects, c.params.id ?? '');
  const part = view && pick(shown(view)).find(({ id }) => id === done.id);
  return part ? { value: part, revision: part.revision } : notFound('part of this matter');
}

export const ofPerson = (c: In, done: { readonly id: string } | Refusal) =>
  partAfter(c, done, ({ people }) => people);
