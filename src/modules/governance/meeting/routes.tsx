import { isUuid } from '../../../kernel/ids.ts';
import { accountOf, may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { actingAs } from '../../../platform/database/transaction.ts';
import { textIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { dayOfSitting, findSitting, type Sitting } from '../queries.ts';
import { nameSubjects } from '../sittings/subjects.ts';
import { looker, markOf, streamMeeting } from './live/stream.ts';
import type { Option } from './pages/parts.tsx';
import { MeetingScreen } from './pages/screen.tsx';
import { readMeeting } from './queries.ts';
import { quorumOf } from './quorum-at.ts';
import {
  decideHere,
  declareHere,
  moveHere,
  noteHere,
  presenceHere,
  setActionHere,
  strikeHere,
  strikePresenceHere,
  voteHere,
  withdrawHere,
} from './record-forms.ts';

const READ = { permission: 'read' } as const;
const RECORD = { permission: 'meeting.record' } as const;

/** The sitting the address names, of the body the address names. */
export async function sittingIn(c: Context): Promise<Sitting | undefined> {
  const { id = '', slug } = c.params;
  const sitting = isUuid(id) ? await findSitting(c.tx, id) : undefined;
  return sitting?.bodySlug === slug ? sitting : undefined;
}

export const pathOf = (sitting: Pick<Sitting, 'bodySlug' | 'id'>): string =>
  `/bodies/${sitting.bodySlug}/sittings/${sitting.id}`;

export const crumbsOf = (sitting: Sitting) => [
  { text: 'Boards and groups', href: '/bodies' },
  { text: sitting.body, href: `/bodies/${sitting.bodySlug}` },
  { text: dayOfSitting(sitting), href: pathOf(sitting) },
];

const options = async (
  c: Context,
  table: 'partners.post' | 'partners.agency',
): Promise<readonly Option[]> => {
  if (!may(c.actor, 'meeting.record')) return [];
  const rows =
    table === 'partners.post'
      ? await c.tx
          .selectFrom('partners.post')
          .select(['id', 'title as name'])
          .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', c.today)]))
          .orderBy('title')
          .execute()
      : await c.tx.selectFrom('partners.agency').select(['id', 'name']).orderBy('name').execute();
  const kind = table === 'partners.post' ? 'post' : 'agency';
  return rows.map(({ id, name }) => ({ value: `${kind}:${id}`, text: name }));
};

/** The screen of the meeting, at the item that the address or the refused form names. */
async function screen(c: Context, form?: string, attempt?: Attempt): Promise<Answer> {
  const sitting = await sittingIn(c);
  if (!sitting) return notFound('sitting');
  // Before the rest is read: a page may be newer than its mark and is then fetched once more, but never older.
  const mark = await actingAs(c.tx, c.actor, looker(c.actor.partnershipId), () => markOf(c.tx, sitting.id));
  const meeting = await readMeeting(c.tx, sitting);
  const wanted = attempt ? textIn(attempt.values, 'item') : c.query.item;
  const item = meeting.agenda.find(({ id }) => id === wanted) ?? meeting.agenda[0];
  const subjects = await nameSubjects(c.tx, c.services.offers, [item?.subject ?? null]);
  return {
    title: `Meeting of the ${sitting.body}, ${dayOfSitting(sitting)}`,
    breadcrumbs: crumbsOf(sitting),
    wide: true,
    body: (
      <MeetingScreen
        view={{
          meeting,
          item,
          about: (item?.subject && subjects.get(`${item.subject.kind}:${item.subject.id}`)) || undefined,
          quorum: quorumOf(meeting.facts, item?.id ?? null),
          base: `${pathOf(sitting)}/meeting`,
          mark,
          keys: c.formKeys,
          attempts: form && attempt ? { [form]: attempt } : {},
          mayRecord: may(c.actor, 'meeting.record'),
          accountId: accountOf(c.actor),
          today: c.today,
          posts: await options(c, 'partners.post'),
          agencies: await options(c, 'partners.agency'),
        }}
      />
    ),
  };
}

type Deed = (c: Context, sitting: Sitting) => Promise<unknown>;

/** Carries out what a form of the screen asks and returns to its place; refused, the screen keeps what was typed. */
const act = (path: string, deed: Deed, place: string, form: string | ((c: Context) => string)): Route =>
  post(
    `/bodies/:slug/sittings/:id/meeting/${path}`,
    RECORD,
    async (c) => {
      const sitting = await sittingIn(c);
      if (!sitting) return notFound('sitting');
      const done = await deed(c, sitting);
      if (isRefused(done)) return done;
      const item = textIn(c.form, 'item');
      return {
        redirect: `${pathOf(sitting)}/meeting${isUuid(item) ? `?item=${item}` : ''}#${place}`,
      };
    },
    { again: (c, attempt) => screen(c, typeof form === 'string' ? form : form(c), attempt) },
  );

const isRefused = (value: unknown): value is Extract<Answer, { refused: string }> =>
  typeof value === 'object' && value !== null && 'refused' in value;

export const meetingRoutes: readonly Route[] = [
  get('/bodies/:slug/sittings/:id/meeting', READ, (c) => screen(c)),
  get('/bodies/:slug/sittings/:id/meeting/events', READ, async (c) => {
    const sitting = await sittingIn(c);
    return sitting ? streamMeeting(c, sitting.id) : notFound('sitting');
  }),
  act('attendance', presenceHere, 'here', (c) => `attendance-${textIn(c.form, 'membershipId') || 'guest'}`),
  act('attendance/:entry/striking-out', strikePresenceHere, 'here', (c) => `attendance-${c.params.entry}`),
  act('declarations', declareHere, 'interests', 'declarations'),
  act(
    'declarations/:fact/striking-out',
    strikeHere('declaration'),
    'interests',
    (c) => `strike-${c.params.fact}`,
  ),
  act('interests/:fact/withdrawal', withdrawHere, 'interests', (c) => `withdraw-${c.params.fact}`),
  act('motions', moveHere, 'motions', 'motions'),
  act('motions/:fact/striking-out', strikeHere('motion'), 'motions', (c) => `strike-${c.params.fact}`),
  act('motions/:motion/votes', voteHere, 'motions', (c) => `votes-${c.params.motion}`),
  act('notes', noteHere, 'notes', 'notes'),
  act('decisions', decideHere, 'decided', 'decisions'),
  act('actions', setActionHere, 'actions-set', 'actions'),
];
