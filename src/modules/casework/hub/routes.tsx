import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { system } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { givenDate, readFields, revisionIn, textsIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { streamMarks } from '../../../platform/live.ts';
import { DocumentView, renderPdf } from '../../../ui/document/index.ts';
import { listTasks } from '../cases/queries.ts';
import { asMachine, inCasework } from '../purpose/working.ts';
import { agencyChoices, CRUMBS, mayRun, READ, RUN, readsMeeting } from './access.ts';
import { briefingOf } from './briefing.ts';
import { itemRoutes } from './item-routes.tsx';
import { planMeeting, recordAttendance, refreshAgenda, setMeetingState } from './meeting.ts';
import { HubPage, PlanPage } from './pages/hub.tsx';
import { MeetingPage } from './pages/meeting.tsx';
import { findMeeting, hiddenItems, listItems, listMeetings, listPresent, markOf } from './queries.ts';

const planFields = z.object({ onDay: givenDate('Say on which day the hub meets') });

const planPage = async (c: Context, attempt?: Attempt): Promise<Answer> => ({
  title: 'Plan a meeting of the hub',
  breadcrumbs: CRUMBS,
  body: (
    <PlanPage
      attempt={attempt ?? { values: {}, errors: {} }}
      keys={c.formKeys}
      agencies={await agencyChoices(c)}
    />
  ),
});

async function plan(c: Context): Promise<Answer> {
  const fields = readFields(planFields, c.form);
  if (isRefusal(fields)) return fields;
  const planned = await planMeeting(c.tx, c.actor, { ...fields, agencyIds: textsIn(c.form, 'agencies') });
  return isRefusal(planned) ? planned : { redirect: `/casework/hub/${planned.id}` };
}

async function meetingPage(c: Context, shared: boolean): Promise<Answer> {
  const meeting = await findMeeting(c.tx, c.actor, c.params.id ?? '');
  if (!meeting) return notFound('meeting');
  const items = await listItems(c.tx, c.actor, c.services.subjects, meeting.id);
  const tasks = await listTasks(c.tx, c.actor, c.services.subjects, {
    hubItemIds: items.map(({ id }) => id),
  });
  return {
    title: 'Weekly hub',
    breadcrumbs: CRUMBS,
    wide: shared,
    body: (
      <MeetingPage
        meeting={meeting}
        items={items}
        hidden={await hiddenItems(c.tx, c.actor, meeting.id, items.length)}
        tasks={tasks}
        present={await listPresent(c.tx, c.actor, meeting.id)}
        agencies={await agencyChoices(c, meeting.agencyIds)}
        mark={await asMachine(c.tx, c.actor, () => markOf(c.tx, meeting.id))}
        mayRun={mayRun(c)}
        shared={shared}
        keys={() => c.formKeys}
      />
    ),
  };
}

async function briefing(c: Context, as: 'page' | 'pdf'): Promise<Answer> {
  const meeting = await findMeeting(c.tx, c.actor, c.params.id ?? '');
  if (!meeting) return notFound('meeting');
  const sheet = await briefingOf(c.tx, c.actor, c.services.subjects, meeting, c.today, c.partnership.name);
  if (as === 'pdf') {
    const pdf = await renderPdf(sheet);
    return isRefusal(pdf)
      ? pdf
      : {
          download: Buffer.from(pdf.bytes),
          mediaType: 'application/pdf',
          fileName: `hub-briefing-${meeting.onDay}.pdf`,
        };
  }
  return {
    title: 'Hub briefing',
    breadcrumbs: [...CRUMBS, { text: 'Meeting', href: `/casework/hub/${meeting.id}` }],
    body: (
      <>
        <p class="govuk-body">
          <a class="govuk-link" href={`/casework/hub/${meeting.id}/briefing.pdf`}>
            As PDF
          </a>
        </p>
        <DocumentView document={sheet} />
      </>
    ),
  };
}

/** An act of who runs the meeting, that leads back to it. */
const acts = (path: string, act: (c: Context, id: string) => Promise<unknown>): Route =>
  inCasework(
    post(`/casework/hub/:id/${path}`, RUN, async (c) => {
      const id = c.params.id ?? '';
      const done = await act(c, id);
      return isRefusal(done) ? done : { redirect: `/casework/hub/${id}` };
    }),
  );

export const hubRoutes: readonly Route[] = [
  inCasework(
    get(
      '/casework/hub',
      READ,
      async (c) => ({
        title: 'Weekly hub',
        body: <HubPage meetings={await listMeetings(c.tx, c.actor)} mayRun={mayRun(c)} />,
      }),
      { reads: () => ({ action: 'hub.list' }) },
    ),
  ),
  inCasework(get('/casework/hub/new', RUN, (c) => planPage(c))),
  inCasework(post('/casework/hub/new', RUN, plan, { again: planPage })),
  inCasework(
    get('/casework/hub/:id', READ, (c) => meetingPage(c, false), { reads: readsMeeting('hub.read') }),
  ),
  inCasework(
    get('/casework/hub/:id/screen', READ, (c) => meetingPage(c, true), {
      reads: readsMeeting('hub.shown-to-the-room'),
    }),
  ),
  inCasework(
    get('/casework/hub/:id/briefing', READ, (c) => briefing(c, 'page'), {
      reads: readsMeeting('hub.briefing-read'),
    }),
  ),
  inCasework(
    get('/casework/hub/:id/briefing.pdf', READ, (c) => briefing(c, 'pdf'), {
      reads: readsMeeting('hub.briefing-printed'),
    }),
  ),
  inCasework(
    get('/casework/hub/:id/events', READ, async (c) => {
      const meeting = await findMeeting(c.tx, c.actor, c.params.id ?? '');
      const sees = system('casework.hub', c.actor.partnershipId, ['read', 'casework.machine']);
      return meeting ? streamMarks(c, meeting.id, sees, markOf) : notFound('meeting');
    }),
  ),
  acts('open', (c, id) =>
    setMeetingState(c.tx, c.actor, { id, revision: revisionIn(c.form), state: 'open' }),
  ),
  acts('close', (c, id) =>
    setMeetingState(c.tx, c.actor, { id, revision: revisionIn(c.form), state: 'closed' }),
  ),
  acts('agenda', (c, id) => refreshAgenda(c.tx, c.actor, id)),
  acts('attendance', (c, id) => recordAttendance(c.tx, c.actor, { id, present: textsIn(c.form, 'present') })),
  ...itemRoutes,
];
