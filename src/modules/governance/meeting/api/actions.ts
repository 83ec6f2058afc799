import { z } from 'zod';
import { isUuid } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../../kernel/refusal.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { apiGet, apiPost, apiPut } from '../../../../platform/http/api.ts';
import { apiPages } from '../../../../platform/http/api-list.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { findBody } from '../../queries.ts';
import { addAction, carryAction, closeAction, postponeAction } from '../actions/action.ts';
import { type Action as ActionRow, findAction, listActions, stateOfAction } from '../actions/queries.ts';
import { day, givenDay, givenText, id } from './shared.ts';

const outcome = z.enum(['done', 'partly-done', 'not-doing', 'overtaken']);

const Action = z
  .object({
    id: z.uuid(),
    body: z.string(),
    bodySlug: z.string(),
    sittingId: z.uuid().nullable(),
    itemId: z.uuid().nullable(),
    says: z.string(),
    ownerAgencyId: z.uuid().nullable(),
    ownerPostId: z.uuid().nullable(),
    owner: z.string(),
    setOn: day,
    dueOn: day,
    state: z.enum(['open', 'late', 'closed']),
    closedOn: day.nullable(),
    outcome: outcome.nullable(),
    evidence: z.string().nullable(),
    carriedTimes: z.int(),
    revision: z.int(),
  })
  .meta({ id: 'Action', description: 'An action that a body set: who does what by when.' });

const shown = (action: ActionRow, today: PlainDate) => ({ ...action, state: stateOfAction(action, today) });

async function answer(
  tx: Tx,
  today: PlainDate,
  actionId = '',
): Promise<Refusal | { value: z.input<typeof Action>; revision: number }> {
  const action = isUuid(actionId) ? await findAction(tx, actionId) : undefined;
  return action ? { value: shown(action, today), revision: action.revision } : notFound('action');
}

/** Actions across all bodies. */
export const actionApi: readonly Route[] = [
  apiPages(
    '/api/v1/actions',
    {
      name: 'listActions',
      summary: 'Actions by the day they are due, of all bodies and agencies or of one',
      permission: 'read',
      item: Action,
      query: z.object({
        body: z.string().optional().describe('The slug of a body'),
        agency: id.optional(),
        state: z.enum(['open', 'late', 'closed']).optional(),
      }),
      key: z.tuple([day, z.uuid()]),
      order: ({ dueOn, id: key }) => [dueOn, key],
    },
    async ({ tx, query, today }, page) => {
      const body = query.body === undefined ? undefined : await findBody(tx, query.body);
      if (query.body !== undefined && !body) return notFound('body');
      const found = await listActions(tx, {
        ...page,
        today,
        bodyId: body?.id,
        agencyId: query.agency,
        state: query.state,
      });
      return found.map((action) => shown(action, today));
    },
  ),
  apiGet(
    '/api/v1/actions/:id',
    { name: 'getAction', summary: 'An action', permission: 'read', response: Action },
    ({ tx, params, today }) => answer(tx, today, params.id),
  ),
  apiPost(
    '/api/v1/bodies/:slug/actions',
    {
      name: 'addAction',
      summary: 'Set an action of a body',
      permission: 'meeting.record',
      status: 201,
      body: z.strictObject({
        sittingId: id.optional(),
        itemId: id.optional(),
        says: givenText,
        ownerAgencyId: id.optional(),
        ownerPostId: id.optional(),
        dueOn: givenDay,
        setOn: givenDay.optional().describe('Today, unless given'),
      }),
      response: Action,
      problems: [
        'action-has-an-owner',
        'action-is-due-after-it-is-set',
        'post-unknown',
        'not-on-this-agenda',
      ],
    },
    async ({ tx, actor, params, body, today }) => {
      const sets = await findBody(tx, params.slug ?? '');
      if (!sets) return notFound('body');
      const added = await addAction(tx, actor, { ...body, bodyId: sets.id, setOn: body.setOn ?? today });
      if (isRefusal(added)) return added;
      const made = await answer(tx, today, added);
      return isRefusal(made) ? made : { ...made, location: `/api/v1/actions/${added}` };
    },
  ),
  apiPost(
    '/api/v1/actions/:id/closures',
    {
      name: 'closeAction',
      summary: 'Close an action with what shows it: its own agency, or who records meetings',
      permission: 'read',
      status: 201,
      body: z.strictObject({ outcome, evidence: givenText }),
      response: Action,
      problems: ['action-is-closed'],
    },
    async ({ tx, actor, params, body, today }) => {
      const closed = await closeAction(tx, actor, { ...body, actionId: params.id ?? '', on: today });
      return closed ?? answer(tx, today, params.id);
    },
  ),
  apiPut(
    '/api/v1/actions/:id/day',
    {
      name: 'postponeAction',
      summary: 'Give an open action another day',
      permission: 'meeting.record',
      revised: true,
      body: z.strictObject({ dueOn: givenDay }),
      response: Action,
      problems: ['action-is-closed', 'action-is-due-after-it-is-set'],
    },
    async ({ tx, actor, params, body, revision, today }) => {
      const moved = await postponeAction(tx, actor, { ...body, actionId: params.id ?? '', revision });
      return moved ?? answer(tx, today, params.id);
    },
  ),
  apiPost(
    '/api/v1/actions/:id/agenda-items',
    {
      name: 'carryAction',
      summary: 'Put an open action on the agenda of its body’s next sitting',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({}),
      response: z.object({ id: z.uuid() }),
      problems: ['action-is-closed', 'no-sitting-to-come', 'is-on-the-agenda'],
    },
    async ({ tx, actor, params, today }) => {
      const item = await carryAction(tx, actor, { actionId: params.id ?? '', from: today });
      return isRefusal(item) ? item : { value: { id: item } };
    },
  ),
];
