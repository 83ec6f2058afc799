import { z } from 'zod';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { agencyOf, mayFor, system } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { givenDate, optionalDate, readFields, revisionIn, textsIn } from '../../../platform/http/form.ts';
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
import { type Choice, ChooseField, DayField, PickField, WordsField } from '../../../ui/forms/fields.tsx';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import { listAgencies } from '../../partners/index.ts';
import { listTasks } from '../cases/queries.ts';
import type { TaskFields } from '../cases/tasks.ts';
import { asMachine, inCasework } from '../purpose/working.ts';
import { briefingOf } from './briefing.ts';
import {
  decideItem,
  planMeeting,
  putOffItem,
  recordAttendance,
  refreshAgenda,
  setMeetingState,
} from './meeting.ts';
import { HubPage, PlanPage } from './pages/hub.tsx';
import { MeetingPage } from './pages/meeting.tsx';
import {
  findItem,
  findMeeting,
  hiddenItems,
  listItems,
  listMeetings,
  listPresent,
  markOf,
} from './queries.ts';
import { explain } from './urgency.ts';

const READ = { permission: 'casework.read', anywhere: true } as const;
const RUN = { permission: 'hub.run', anywhere: true } as const;
const CRUMBS = [{ text: 'Weekly hub', href: '/casework/hub' }];
const readsMeeting =
  (action: string): NonNullable<Route['reads']> =>
  ({ params }) => ({ action, subject: { kind: 'hub-meeting', id: params.id ?? '' } });

const mayRun = (c: Context): boolean => mayFor(c.actor, 'hub.run', agencyOf(c.actor));

const agencyChoices = async (c: Context, ids?: readonly string[]): Promise<readonly Choice[]> =>
  (await listAgencies(c.tx))
    .filter(({ id }) => (ids ? ids.includes(id) : id !== agencyOf(c.actor)))
    .map(({ id, name }) => ({ value: id, text: name }));

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

const itemFields = z.object({
  outcome: z.enum(['decided', 'carried', 'withdrawn'], { error: 'Say what becomes of the item' }),
  words: z.string().trim().default(''),
  says: z.string().trim().default(''),
  ownerAgencyId: z.string().default(''),
  dueOn: optionalDate(),
});

async function itemPage(c: Context, attempt?: Attempt): Promise<Answer> {
  const item = await findItem(c.tx, c.actor, c.params.item ?? '', c.services.subjects);
  if (!item || item.meetingId !== c.params.id) return notFound('item');
  const shown = attempt ?? { values: { outcome: 'decided' }, errors: {} };
  const back = `/casework/hub/${item.meetingId}`;
  return {
    title: `Item ${item.position}`,
    breadcrumbs: CRUMBS,
    body: (
      <FormPage
        sealed
        {...shown}
        {...c.formKeys}
        heading={`${item.position}. ${item.title}`}
        lead={explain(item.why)}
        action={`${back}/items/${item.id}`}
        back={back}
        submit="Save"
        revision={attempt ? revisionIn(attempt.values) : item.revision}
      >
        <PickField
          name="outcome"
          label="What becomes of it?"
          choices={[
            { value: 'decided', text: 'It is decided' },
            { value: 'carried', text: 'Next time' },
            { value: 'withdrawn', text: 'Nothing to say: take it off' },
          ]}
          attempt={shown}
        />
        <WordsField name="words" label="What was decided?" attempt={shown} />
        <h2 class="govuk-heading-m">A task that follows</h2>
        <WordsField
          name="says"
          label="What is to be done?"
          hint="Leave empty when nobody has to do anything."
          rows={2}
          attempt={shown}
        />
        <ChooseField
          name="ownerAgencyId"
          label="Which agency does it?"
          choices={await agencyChoices(c, item.agencyIds)}
          attempt={shown}
        />
        <DayField name="dueOn" label="By when?" attempt={shown} />
      </FormPage>
    ),
  };
}

async function endItem(c: Context): Promise<Answer> {
  const fields = readFields(itemFields, c.form);
  if (isRefusal(fields)) return fields;
  const seen = { itemId: c.params.item ?? '', revision: revisionIn(c.form) };
  const task = taskIn(fields);
  if (isRefusal(task)) return task;
  const done =
    fields.outcome === 'decided'
      ? await decideItem(c.tx, c.actor, c.services.subjects, { ...seen, words: fields.words, task })
      : await putOffItem(c.tx, c.actor, { ...seen, state: fields.outcome });
  return isRefusal(done) ? done : { redirect: `/casework/hub/${done.meetingId}` };
}

/** The task on the form, or nothing where it was left empty; half a task is asked for whole. */
function taskIn({
  outcome,
  says,
  ownerAgencyId,
  dueOn,
}: z.output<typeof itemFields>): TaskFields | Refusal | undefined {
  if (outcome !== 'decided' || (says === '' && ownerAgencyId === '' && dueOn === null)) return undefined;
  const half = (field: string): Refusal =>
    refused('task-is-half-told', 'Say what is to be done, by which agency and by when.', { field });
  if (says === '') return half('says');
  if (ownerAgencyId === '') return half('ownerAgencyId');
  return dueOn === null ? half('dueOn') : { says, ownerAgencyId, dueOn, ownerPostId: null };
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
  inCasework(
    get('/casework/hub/:id/items/:item', RUN, (c) => itemPage(c), { reads: readsMeeting('hub.item-read') }),
  ),
  inCasework(post('/casework/hub/:id/items/:item', RUN, endItem, { again: itemPage })),
];
