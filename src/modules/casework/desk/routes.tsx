import { type Actor, agencyOf, maySomewhere } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type Answer, type Context, get, type Route } from '../../../platform/http/route.ts';
import { inCasework } from '../purpose/working.ts';
import { DeskPage, SettingsPage, type Waiting } from './page.tsx';
import { ROOMS, type Room, SETTINGS } from './rooms.ts';

/** What waits for the actor's agency, the earliest day first. */
async function waitingFor(tx: Tx, actor: Actor): Promise<readonly Waiting[]> {
  const agencyId = agencyOf(actor);
  if (agencyId === undefined) return [];
  const rows = await tx
    .selectFrom('casework.duties')
    .where('partnership_id', '=', actor.partnershipId)
    .where('owner_agency_id', '=', agencyId)
    .where('met_on', 'is', null)
    .orderBy('due_on')
    .orderBy('subject_id')
    .limit(LONGEST)
    .select(['kind', 'subject_id', 'title', 'path', 'due_on'])
    .execute();
  return rows.flatMap((row) =>
    row.subject_id && row.title && row.path
      ? [{ id: `${row.kind}-${row.subject_id}`, title: row.title, path: row.path, dueOn: row.due_on }]
      : [],
  );
}

const LONGEST = 100;

const open = (c: Context, rooms: readonly Room[]): readonly Room[] =>
  rooms.filter(({ permission }) => maySomewhere(c.actor, permission));

const settings = async (c: Context): Promise<Answer> => ({
  title: 'Casework settings',
  body: <SettingsPage rooms={open(c, SETTINGS)} />,
});

const desk = async (c: Context) => ({
  title: 'Casework',
  body: <DeskPage waiting={await waitingFor(c.tx, c.actor)} today={c.today} rooms={open(c, ROOMS)} />,
});

export const deskRoutes: readonly Route[] = [
  inCasework(get('/casework', { who: 'signed-in' }, desk, { reads: () => ({ action: 'casework.entered' }) })),
  get('/casework/settings', { permission: 'casework.settings' }, settings),
];
