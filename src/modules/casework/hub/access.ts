/** What the routes of the hub share. */
import { agencyOf, mayFor } from '../../../platform/actor.ts';
import type { Context, Route } from '../../../platform/http/route.ts';
import type { Choice } from '../../../ui/forms/fields.tsx';
import { listAgencies } from '../../partners/index.ts';

export const READ = { permission: 'casework.read', anywhere: true } as const;
export const RUN = { permission: 'hub.run', anywhere: true } as const;
export const CRUMBS = [{ text: 'Weekly hub', href: '/casework/hub' }];
export const readsMeeting =
  (action: string): NonNullable<Route['reads']> =>
  ({ params }) => ({ action, subject: { kind: 'hub-meeting', id: params.id ?? '' } });

export const mayRun = (c: Context): boolean => mayFor(c.actor, 'hub.run', agencyOf(c.actor));

export const agencyChoices = async (c: Context, ids?: readonly string[]): Promise<readonly Choice[]> =>
  (await listAgencies(c.tx))
    .filter(({ id }) => (ids ? ids.includes(id) : id !== agencyOf(c.actor)))
    .map(({ id, name }) => ({ value: id, text: name }));
