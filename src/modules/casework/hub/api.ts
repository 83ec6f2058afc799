/** The weekly hub for programs: its agenda as far as the caller takes part, attendance, and decisions that become tasks. */
import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { type ApiContext, apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { actsOn, type Within } from '../api-acts.ts';
import { inCasework } from '../purpose/working.ts';
import {
  decideItem,
  planMeeting,
  putOffItem,
  recordAttendance,
  refreshAgenda,
  setMeetingState,
} from './meeting.ts';
import { findItem, findMeeting, hiddenItems, listItems, listMeetings, listPresent } from './queries.ts';
import { explain } from './urgency.ts';

const PATH = '/api/v1/casework/hub-meetings';
const READ = { permission: 'casework.read', anywhere: true } as const;
const RUN = { permission: 'hub.run', anywhere: true } as const;
const day = z.iso.date();
const givenDay = day.transform((text) => plainDate(text));

const MeetingLine = z
  .object({
    id: z.uuid(),
    onDay: day,
    since: day.describe('It looks back to this day'),
    state: z.enum(['planned', 'open', 'closed']),
    agencyIds: z.array(z.uuid()),
    revision: z.int(),
  })
  .meta({ id: 'HubMeetingLine', description: 'A meeting of the weekly hub in a list.' });

const Meeting = MeetingLine.extend({
  presentAgencyIds: z.array(z.uuid()),
  hidden: z.int().describe('Items that your agency takes no part in: a number alone'),
  items: z.array(
    z.object({
      id: z.uuid(),
      position: z.int(),
      subject: z.object({
        kind: z.string().describe('case, flag, referral, case-review …'),
        id: z.uuid(),
      }),
      title: z.string(),
      why: z.string().describe('Why it is talked about now, in a sentence'),
      urgency: z.int(),
      state: z.enum(['waiting', 'open', 'decided', 'carried', 'withdrawn']),
      decision: z.string().nullable(),
      revision: z.int(),
    }),
  ),
}).meta({
  id: 'HubMeeting',
  description: 'A meeting of the weekly hub, with the items that your agency takes part in.',
});

/** The meeting as it stands for the caller. */
async function now({ tx, actor, services }: Within, id: string) {
  const meeting = isUuid(id) ? await findMeeting(tx, actor, id) : undefined;
  if (!meeting) return notFound('meeting');
  const items = await listItems(tx, actor, services.subjects, id);
  const value = {
    ...meeting,
    agencyIds: [...meeting.agencyIds],
    presentAgencyIds: [...(await listPresent(tx, actor, id))],
    hidden: await hiddenItems(tx, actor, id, items.length),
    items: items.map(({ subjectKind, subjectId, why, ...item }) => ({
      ...item,
      subject: { kind: subjectKind, id: subjectId },
      why: explain(why),
    })),
  };
  return { value, revision: meeting.revision, location: `${PATH}/${id}` };
}

const act = actsOn({
  ...{ base: PATH, called: 'meeting', ...RUN, response: Meeting },
  problems: ['choose-a-purpose', 'hub-is-closed'],
  now,
});

/** The item of the address, where it is of the meeting of the address. */
async function itemIn(c: ApiContext<unknown, unknown>, meetingId: string): Promise<string | Refusal> {
  const { item: itemId = '' } = c.params;
  const item = isUuid(itemId) ? await findItem(c.tx, c.actor, itemId) : undefined;
  return item?.meetingId === meetingId ? itemId : notFound('item');
}

export const hubApi: readonly Route[] = [
  apiList(
    PATH,
    {
      name: 'listHubMeetings',
      summary: 'Meetings of the weekly hub that your agency takes part in, the latest first',
      ...READ,
      item: MeetingLine,
      order: ({ onDay, id }) => [onDay, id],
      reads: () => ({ action: 'hub.list' }),
      problems: ['choose-a-purpose'],
    },
    async ({ tx, actor }) =>
      (await listMeetings(tx, actor)).map((one) => ({ ...one, agencyIds: [...one.agencyIds] })),
  ),
  apiGet(
    `${PATH}/:id`,
    {
      name: 'getHubMeeting',
      summary: 'One meeting: its agenda, who is here, and what was decided',
      ...READ,
      response: Meeting,
      reads: ({ params }) => ({
        action: 'hub.read',
        subject: { kind: 'hub-meeting', id: params.id ?? '' },
      }),
      problems: ['choose-a-purpose'],
    },
    (c) => now(c, c.params.id ?? ''),
  ),
  apiPost(
    PATH,
    {
      name: 'planHubMeeting',
      summary: 'Plan a meeting; its agenda is built from what is new, changed, overdue or flagged',
      ...RUN,
      status: 201,
      body: z.strictObject({ onDay: givenDay, agencyIds: z.array(z.uuid()).max(100).default([]) }),
      response: Meeting,
      problems: ['choose-a-purpose'],
    },
    async (c) => {
      const planned = await planMeeting(c.tx, c.actor, c.body);
      return isRefusal(planned) ? planned : now(c, planned.id);
    },
  ),
  act(
    'agenda',
    { name: 'refreshHubAgenda', summary: 'Look again for what came up; what stands on the agenda stays' },
    z.strictObject({}),
    (c, id) => refreshAgenda(c.tx, c.actor, id),
  ),
  act(
    'opening',
    { name: 'openHubMeeting', summary: 'Open the meeting', revised: true },
    z.strictObject({}),
    (c, id) => setMeetingState(c.tx, c.actor, { id, revision: c.revision, state: 'open' }),
  ),
  act(
    'closure',
    {
      name: 'closeHubMeeting',
      summary: 'Close the meeting; what was not decided is carried over',
      revised: true,
    },
    z.strictObject({}),
    (c, id) => setMeetingState(c.tx, c.actor, { id, revision: c.revision, state: 'closed' }),
  ),
  act(
    'attendance',
    {
      name: 'recordHubAttendance',
      summary: 'Say which agencies are here; sent again it corrects',
      problems: ['agency-is-not-of-the-hub'],
    },
    z.strictObject({ present: z.array(z.uuid()).max(100) }),
    (c, id) => recordAttendance(c.tx, c.actor, { id, present: c.body.present }),
  ),
  act(
    'items/:item/decision',
    {
      name: 'decideHubItem',
      summary: 'Record what was decided of an item, with a task where somebody is to do something',
      revised: true,
      problems: ['hub-is-not-open', 'item-is-decided', 'task-is-empty', 'task-owner-sees-it'],
    },
    z.strictObject({
      words: z.string().trim().max(20_000).default(''),
      task: z
        .strictObject({
          says: z.string().trim().min(1).max(20_000),
          ownerAgencyId: z.uuid(),
          ownerPostId: z.uuid().nullable().default(null),
          dueOn: givenDay,
        })
        .optional(),
    }),
    async (c, id) => {
      const itemId = await itemIn(c, id);
      if (isRefusal(itemId)) return itemId;
      return decideItem(c.tx, c.actor, c.services.subjects, { itemId, revision: c.revision, ...c.body });
    },
  ),
  act(
    'items/:item/deferral',
    {
      name: 'putOffHubItem',
      summary: 'Put an item off to the next meeting, or take it off',
      revised: true,
    },
    z.strictObject({ state: z.enum(['carried', 'withdrawn']) }),
    async (c, id) => {
      const itemId = await itemIn(c, id);
      if (isRefusal(itemId)) return itemId;
      return putOffItem(c.tx, c.actor, { itemId, revision: c.revision, state: c.body.state });
    },
  ),
].map((route) => inCasework(route));
