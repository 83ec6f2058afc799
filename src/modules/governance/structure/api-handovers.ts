import { z } from 'zod';
import type { Id } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import type { Services } from '../../../platform/services.ts';
import { findPlace } from '../../places/index.ts';
import { findBody } from '../queries.ts';
import { day, givenDay } from '../terms/api.ts';
import { changeHandover, completeHandover, noteReadiness, planHandover } from './handover.ts';
import {
  findHandover,
  handoverSubjects,
  listHandoverItems,
  listHandovers,
  projectsOf,
} from './handover-queries.ts';

const subject = z.strictObject({ kind: z.string().max(40), id: z.uuid() });
const words = z.string().trim().max(4000).default('');
const slug = z.string().trim().min(1).max(200);

const Handover = z
  .object({
    id: z.uuid(),
    fromBodyId: z.uuid(),
    from: z.string(),
    toBodyId: z.uuid().nullable().describe('Null while nobody takes it, or each project has its own'),
    to: z.string().nullable(),
    subject,
    plannedOn: day,
    placeId: z.uuid().nullable(),
    areaFocus: z.string().describe('How the focus on the area survives'),
    note: z.string(),
    revision: z.int(),
    completedOn: day.nullable(),
    completedSays: z.string().nullable(),
    items: z.int().describe('Of how many projects something is said'),
    ready: z.int(),
  })
  .meta({ id: 'Handover', description: 'A programme’s projects are handed from one body to another.' });

const WholeHandover = Handover.extend({
  projects: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      ready: z.boolean().nullable().describe('Null while nothing is said of it'),
      toBodyId: z.uuid().nullable(),
      plannedOn: day.nullable(),
      says: z.string(),
      notedOn: day.nullable(),
    }),
  ),
}).meta({ id: 'WholeHandover', description: 'A hand-over with what is said last of each project.' });

const planned = {
  from: slug.describe('The slug of the body that hands over'),
  to: slug.nullable().default(null).describe('The slug of the body that takes it'),
  plannedOn: givenDay,
  place: slug.nullable().default(null).describe('The slug of the area whose focus must survive'),
  areaFocus: words,
  note: words,
};
const FIELDS = { fromBodyId: 'from', toBodyId: 'to', placeId: 'place' };

/** What a call says of a hand-over, with the ids of what it names by slug. */
async function fieldsOf(
  tx: Tx,
  given: z.output<z.ZodObject<typeof planned>>,
): Promise<Parameters<typeof changeHandover>[4] | Refusal> {
  const from = await findBody(tx, given.from);
  const to = given.to === null ? null : await findBody(tx, given.to);
  const place = given.place === null ? null : await findPlace(tx, given.place);
  if (!from || to === undefined) return notFound('body');
  if (place === undefined) return notFound('place');
  const { plannedOn, areaFocus, note } = given;
  return {
    fromBodyId: from.id,
    toBodyId: to?.id ?? null,
    placeId: place?.id ?? null,
    plannedOn,
    areaFocus,
    note,
  };
}

async function answer(tx: Tx, { offers }: Pick<Services, 'offers'>, id: string | undefined) {
  const handover = z.uuid().safeParse(id).success ? await findHandover(tx, id ?? '') : undefined;
  if (!handover) return notFound('hand-over');
  const items = await listHandoverItems(tx, handover.id);
  const projects = (await projectsOf(tx, offers, handover.subject)).map((project) => {
    const item = items.find(({ subjectId }) => subjectId === project.id);
    return {
      id: project.id,
      title: project.title,
      ready: item?.ready ?? null,
      toBodyId: item?.toBodyId ?? null,
      plannedOn: item?.plannedOn ?? null,
      says: item?.says ?? '',
      notedOn: item?.notedOn ?? null,
    };
  });
  const { fromSlug: _, toSlug: __, ...rest } = handover;
  return { value: { ...rest, projects }, revision: handover.revision };
}

/** Hand-overs of a programme's projects between bodies, by program. */
export const handoverApi: readonly Route[] = [
  apiList(
    '/api/v1/handovers',
    {
      name: 'listHandovers',
      summary: 'Hand-overs that are planned, and those that are done',
      permission: 'read',
      item: Handover,
      order: ({ plannedOn, id }) => [plannedOn, id],
    },
    async ({ tx }) => (await listHandovers(tx)).map(({ fromSlug: _, toSlug: __, ...rest }) => rest),
  ),
  apiGet(
    '/api/v1/handovers/:id',
    {
      name: 'getHandover',
      summary: 'A hand-over with the readiness of each project',
      permission: 'read',
      response: WholeHandover,
    },
    async ({ tx, services, params }) => answer(tx, services, params.id),
  ),
  apiPost(
    '/api/v1/handovers',
    {
      name: 'planHandover',
      summary: 'Plan the hand-over of a programme, or of one project',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({ ...planned, subject: subject.describe('A programme or a project') }),
      fields: FIELDS,
      response: WholeHandover,
    },
    async ({ tx, actor, services, body }) => {
      const fields = await fieldsOf(tx, body);
      if (isRefusal(fields)) return fields;
      const known = (await handoverSubjects(tx, services.offers.kinds)).some(
        ({ kind, id }) => kind === body.subject.kind && id === body.subject.id,
      );
      if (!known) return notFound('programme');
      const id = await planHandover(tx, actor, { ...fields, subject: body.subject });
      if (isRefusal(id)) return id;
      const made = await answer(tx, services, id);
      return isRefusal(made) ? made : { ...made, location: `/api/v1/handovers/${id}` };
    },
  ),
  apiPut(
    '/api/v1/handovers/:id',
    {
      name: 'changeHandover',
      summary: 'Change what is planned of a hand-over',
      permission: 'governance.edit',
      revised: true,
      body: z.strictObject(planned),
      fields: FIELDS,
      response: WholeHandover,
      problems: ['handover-completed-already'],
    },
    async ({ tx, actor, services, params, body, revision }) => {
      const there = await answer(tx, services, params.id);
      if (isRefusal(there)) return there;
      const fields = await fieldsOf(tx, body);
      if (isRefusal(fields)) return fields;
      const changed = await changeHandover(tx, actor, there.value.id, revision, fields);
      return isRefusal(changed) ? changed : answer(tx, services, params.id);
    },
  ),
  apiPost(
    '/api/v1/handovers/:id/readiness',
    {
      name: 'noteReadiness',
      summary:
        'Note whether a project is ready to be handed over, to whom and by when; the latest note counts',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({
        project: z.uuid(),
        ready: z.boolean(),
        to: slug.nullable().default(null),
        plannedOn: givenDay.nullable().default(null),
        says: words,
      }),
      fields: FIELDS,
      response: WholeHandover,
      problems: ['handover-completed-already'],
    },
    async ({ tx, actor, services, params, today, body: { project, to, ...said } }) => {
      const there = await answer(tx, services, params.id);
      if (isRefusal(there)) return there;
      if (!there.value.projects.some(({ id }) => id === project)) return notFound('project');
      const body = to === null ? null : await findBody(tx, to);
      if (body === undefined) return notFound('body');
      const noted = await noteReadiness(
        tx,
        actor,
        there.value.id,
        { kind: 'project', id: project },
        { ...said, toBodyId: (body?.id ?? null) as Id<'body'> | null, notedOn: today },
      );
      return isRefusal(noted) ? noted : answer(tx, services, params.id);
    },
  ),
  apiPost(
    '/api/v1/handovers/:id/completions',
    {
      name: 'completeHandover',
      summary: 'Complete a hand-over: the receiving body becomes the programme board from the next day on',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({ on: givenDay, says: words }),
      fields: FIELDS,
      response: WholeHandover,
      problems: [
        'handover-completed-already',
        'area-focus-unsaid',
        'handover-not-ready',
        'handover-to-nobody',
      ],
    },
    async ({ tx, actor, services, params, body }) => {
      const there = await answer(tx, services, params.id);
      if (isRefusal(there)) return there;
      const projects = there.value.projects.map(({ id }) => id);
      const done = await completeHandover(tx, actor, there.value.id, { ...body, projects });
      return isRefusal(done) ? done : answer(tx, services, params.id);
    },
  ),
];
