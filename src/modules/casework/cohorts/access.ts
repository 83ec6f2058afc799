/** What the routes of cohorts share. */
import type { Context, Route } from '../../../platform/http/route.ts';
import type { Choice } from '../../../ui/forms/fields.tsx';
import { listAgencies } from '../../partners/index.ts';

export const READ = { permission: 'casework.read', anywhere: true } as const;
export const WRITE = { permission: 'casework.write', anywhere: true } as const;
export const COHORT_CRUMBS = [{ text: 'Cohorts', href: '/casework/cohorts' }];

export const readsCohort =
  (action: string): NonNullable<Route['reads']> =>
  ({ params }) => ({ action, subject: { kind: 'cohort', id: params.id ?? '' } });

/** These agencies, or all others than `without`, as choices. */
export const agencyChoices = async (
  c: Context,
  which: { readonly ids: readonly string[] } | { readonly without: string | undefined },
): Promise<readonly Choice[]> =>
  (await listAgencies(c.tx))
    .filter(({ id }) => ('ids' in which ? which.ids.includes(id) : id !== which.without))
    .map(({ id, name }) => ({ value: id, text: name }));
