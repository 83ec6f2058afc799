import { agencyOf, mayFor } from '../../../platform/actor.ts';
import type { Context, Route } from '../../../platform/http/route.ts';
import { listPlacements, listProgrammes, type Programme } from './queries.ts';

export const READ = { permission: 'casework.read', anywhere: true } as const;
export const WRITE = { permission: 'casework.write', anywhere: true } as const;
export const CRUMBS = [{ text: 'Programmes', href: '/casework/programmes' }];

export const programmeIn = async (c: Context): Promise<Programme | undefined> =>
  (await listProgrammes(c.tx, c.actor, c.params.slug ?? ''))[0];
export const runsIt = (c: Context, agencyId: string): boolean =>
  agencyOf(c.actor) === agencyId && mayFor(c.actor, 'casework.write', agencyId);
export const placementIn = async (c: Context) =>
  (await listPlacements(c.tx, c.actor, c.services.subjects, { id: c.params.id ?? '' }))[0];

export const readsPlacement: NonNullable<Route['reads']> = ({ params }) => ({
  action: 'placement.read',
  subject: { kind: 'placement', id: params.id ?? '' },
});
export const readsProgramme = { reads: () => ({ action: 'placement.list' }) };
