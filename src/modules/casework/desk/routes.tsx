import { type Actor, agencyOf, maySomewhere } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type Context, get, type Route } from '../../../platform/http/route.ts';
import { inCasework } from '../purpose/working.ts';
import { DeskPage, type Waiting } from './page.tsx';

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

/** The rooms of casework, in the order of the work; one is shown when it is there and the actor may enter. */
const ROOMS = [
  {
    path: '/casework/refer',
    permission: 'referral.make',
    text: 'Refer somebody',
    says: 'From a doorstep, in two minutes',
  },
  {
    path: '/casework/concerns/new',
    permission: 'concern.record',
    text: 'Tell of a concern',
    says: 'Something seen, heard or reported',
  },
  {
    path: '/casework/people',
    permission: 'casework.read',
    text: 'Find a person',
    says: 'By a name, however it is spelt',
  },
  {
    path: '/casework/referrals',
    permission: 'referral.receive',
    text: 'Referrals',
    says: 'What your services were asked for',
  },
  {
    path: '/casework/referrals/mine',
    permission: 'referral.make',
    text: 'My referrals',
    says: 'What became of them',
  },
  {
    path: '/casework/concerns',
    permission: 'casework.read',
    text: 'Concerns',
    says: 'What was told, and to whom',
  },
  { path: '/services', permission: 'read', text: 'Services', says: 'What helps, whom, and how to reach it' },
  {
    path: '/casework/patterns',
    permission: 'casework.read',
    text: 'Early warning',
    says: 'Patterns that wait for an answer',
  },
  { path: '/casework/cases', permission: 'casework.read', text: 'Cases', says: 'What agencies do together' },
  {
    path: '/casework/hub',
    permission: 'casework.read',
    text: 'Weekly hub',
    says: 'What is new, changed, overdue or flagged',
  },
  {
    path: '/casework/cohorts',
    permission: 'casework.read',
    text: 'Cohorts',
    says: 'People managed together',
  },
  {
    path: '/casework/programmes',
    permission: 'casework.read',
    text: 'Programmes',
    says: 'Courses and schemes',
  },
  {
    path: '/casework/restorative',
    permission: 'casework.read',
    text: 'Restorative justice',
    says: 'Conferences, panels, mediation, community resolutions',
  },
  {
    path: '/casework/victims',
    permission: 'casework.read',
    text: 'Support for victims',
    says: 'Who is supported, and what they were promised',
  },
  {
    path: '/casework/case-studies',
    permission: 'casework.read',
    text: 'Case studies',
    says: 'Stories in which nobody is recognised, for reports',
  },
  {
    path: '/casework/assessments',
    permission: 'casework.read',
    text: 'Risk assessments',
    says: 'Questions, scores and bands',
  },
  {
    path: '/casework/case-reviews',
    permission: 'casework.read',
    text: 'ASB case reviews',
    says: 'Applications of victims',
  },
  {
    path: '/casework/matches',
    permission: 'match.decide',
    text: 'One person or two?',
    says: 'Records that may be the same',
  },
  {
    path: '/casework/sharing',
    permission: 'casework.read',
    text: 'Sharing',
    says: 'Agreements, and what was disclosed',
  },
  {
    path: '/casework/governance',
    permission: 'casework.govern',
    text: 'Governance',
    says: 'Reviews, unusual reading, subject access',
  },
] as const;

const desk = async (c: Context) => ({
  title: 'Casework',
  body: (
    <DeskPage
      waiting={await waitingFor(c.tx, c.actor)}
      today={c.today}
      rooms={ROOMS.filter(
        (room) =>
          maySomewhere(c.actor, room.permission) &&
          c.services.offers.routes.some(({ path, method }) => method === 'GET' && path === room.path),
      )}
    />
  ),
});

export const deskRoutes: readonly Route[] = [
  inCasework(get('/casework', { who: 'signed-in' }, desk, { reads: () => ({ action: 'casework.entered' }) })),
];
