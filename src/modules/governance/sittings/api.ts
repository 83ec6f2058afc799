import { z } from 'zod';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { findSitting, type Sitting } from '../queries.ts';
import { addAgendaItem, changeAgendaItem, moveAgendaItem, withdrawAgendaItem } from './agenda.ts';
import { carryIn, listCarried } from './carry.ts';
import { markedByTerms } from './key-beforehand.ts';
import { type AgendaItem, findAgendaItem, listAgenda } from './queries.ts';

export const day = z.iso.date();
export const subject = z.strictObject({ kind: z.string().min(1).max(40), id: z.uuid() });
export const optionalWords = z.string().trim().max(10_000).nullable().default(null);
const types = z.enum(['information', 'discussion', 'decision']);

const Item = z
  .object({
    id: z.uuid(),
    sittingId: z.uuid(),
    number: z.int().describe('Its place on the agenda; 0 when it was withdrawn'),
    title: z.string(),
    type: types,
    keyDecision: z.boolean(),
    ownerPostId: z.uuid().nullable(),
    ownerAgencyId: z.uuid().nullable(),
    minutes: z.int().nullable(),
    exemptReason: z.string().nullable(),
    proposal: z.string(),
    subject: subject.nullable(),
    withdrawnOn: day.nullable(),
    revision: z.int(),
  })
  .meta({ id: 'AgendaItem', description: 'An item of a sitting’s agenda.' });

const itemBody = z.strictObject({
  title: z.string().trim().min(1).max(1000),
  type: types,
  keyDecision: z
    .boolean()
    .default(false)
    .describe('Always true for a decision that the terms of reference make a key decision'),
  ownerPostId: z.uuid().nullable().default(null),
  ownerAgencyId: z.uuid().nullable().default(null),
  minutes: z.int().min(1).max(600).nullable().default(null),
  exemptReason: optionalWords.describe('Makes the item and its papers exempt'),
  proposal: z.string().max(20_000).default(''),
  subject: subject.nullable().default(null).describe('What a decision of this item takes effect on'),
});

/** The sitting that the address names. */
export async function sittingIn(
  tx: Tx,
  params: Readonly<Record<string, string>>,
): Promise<Sitting | Refusal> {
  const id = z.uuid().safeParse(params.id);
  return (id.success ? await findSitting(tx, id.data) : undefined) ?? notFound('sitting');
}

async function itemIn(tx: Tx, params: Readonly<Record<string, string>>): Promise<AgendaItem | Refusal> {
  const id = z.uuid().safeParse(params.id);
  return (id.success ? await findAgendaItem(tx, id.data) : undefined) ?? notFound('agenda item');
}

async function itemAnswer(tx: Tx, id: string) {
  const item = await findAgendaItem(tx, id);
  return item ? { value: item, revision: item.revision } : notFound('agenda item');
}

/** Agendas by program, with the refusals of the pages. */
export const agendaApi: readonly Route[] = [
  apiList(
    '/api/v1/sittings/:id/agenda',
    {
      name: 'listAgenda',
      summary: 'The agenda of a sitting',
      permission: 'read',
      item: Item,
      order: ({ number, id }) => [number, id],
    },
    async ({ tx, params }) => {
      const sitting = await sittingIn(tx, params);
      return isRefusal(sitting) ? sitting : listAgenda(tx, sitting.id);
    },
  ),
  apiPost(
    '/api/v1/sittings/:id/agenda',
    {
      name: 'addAgendaItem',
      summary: 'Put an item on the agenda',
      permission: 'governance.edit',
      status: 201,
      body: itemBody.extend({ at: z.int().min(1).optional().describe('Its number; the last when left out') }),
      response: Item,
      problems: ['sitting-is-cancelled', 'agenda-item-key-ones-are-decided'],
    },
    async ({ tx, actor, params, services, body: { at, ...given } }) => {
      const sitting = await sittingIn(tx, params);
      if (isRefusal(sitting)) return sitting;
      const fields = await markedByTerms(tx, services.offers.decidable, sitting, given);
      const input = { ...fields, sittingId: sitting.id, ...(at === undefined ? {} : { at }) };
      const id = await addAgendaItem(tx, actor, input);
      if (isRefusal(id)) return id;
      const answer = await itemAnswer(tx, id);
      return isRefusal(answer) ? answer : { ...answer, location: `/api/v1/agenda-items/${id}` };
    },
  ),
  apiGet(
    '/api/v1/agenda-items/:id',
    { name: 'getAgendaItem', summary: 'An item of an agenda', permission: 'read', response: Item },
    async ({ tx, params }) => {
      const item = await itemIn(tx, params);
      return isRefusal(item) ? item : { value: item, revision: item.revision };
    },
  ),
  apiPut(
    '/api/v1/agenda-items/:id',
    {
      name: 'changeAgendaItem',
      summary: 'Change an item of an agenda',
      permission: 'governance.edit',
      revised: true,
      body: itemBody,
      response: Item,
      problems: ['item-was-withdrawn', 'agenda-item-key-ones-are-decided'],
    },
    async ({ tx, actor, params, services, body, revision }) => {
      const item = await itemIn(tx, params);
      if (isRefusal(item)) return item;
      const sitting = await findSitting(tx, item.sittingId);
      if (!sitting) return notFound('sitting');
      const fields = await markedByTerms(tx, services.offers.decidable, sitting, body);
      const changed = await changeAgendaItem(tx, actor, item.id, revision, fields);
      return isRefusal(changed) ? changed : itemAnswer(tx, item.id);
    },
  ),
  apiPut(
    '/api/v1/agenda-items/:id/number',
    {
      name: 'moveAgendaItem',
      summary: 'Give an item another place on the agenda',
      permission: 'governance.edit',
      body: z.strictObject({ number: z.int().min(1) }),
      response: Item,
      problems: ['item-was-withdrawn'],
    },
    async ({ tx, actor, params, body }) => {
      const item = await itemIn(tx, params);
      if (isRefusal(item)) return item;
      const moved = await moveAgendaItem(tx, actor, item.id, body.number);
      return isRefusal(moved) ? moved : itemAnswer(tx, item.id);
    },
  ),
  apiPost(
    '/api/v1/agenda-items/:id/withdrawals',
    {
      name: 'withdrawAgendaItem',
      summary: 'Take an item off the agenda',
      permission: 'governance.edit',
      revised: 'if-sent',
      body: z.strictObject({}),
      response: Item,
      problems: ['item-was-withdrawn'],
    },
    async ({ tx, actor, params, revision, today }) => {
      const item = await itemIn(tx, params);
      if (isRefusal(item)) return item;
      const seen = { revision: revision || item.revision, on: today };
      const withdrawn = await withdrawAgendaItem(tx, actor, item.id, seen);
      return isRefusal(withdrawn) ? withdrawn : itemAnswer(tx, item.id);
    },
  ),
  apiGet(
    '/api/v1/sittings/:id/agenda/waiting',
    {
      name: 'listWaitingItems',
      summary: 'What waits to be put on the agenda: from last time, the forward plan, actions, escalations',
      permission: 'read',
      response: z.object({
        items: z.array(
          z.object({
            kind: z.enum(['item', 'forward-plan', 'action', 'escalation']),
            id: z.uuid(),
            title: z.string(),
            why: z.string(),
          }),
        ),
      }),
    },
    async ({ tx, params }) => {
      const sitting = await sittingIn(tx, params);
      if (isRefusal(sitting)) return sitting;
      const items = (await listCarried(tx, sitting)).map(({ kind, id, fields, why }) => ({
        kind,
        id,
        title: fields.title,
        why,
      }));
      return { value: { items } };
    },
  ),
  apiPost(
    '/api/v1/sittings/:id/agenda/carried',
    {
      name: 'carryIn',
      summary: 'Put on the agenda what waits to be put there; what is on it already stays there once',
      unaudited: true,
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({ items: z.array(z.strictObject({ kind: z.string(), id: z.uuid() })).min(1) }),
      fields: { carry: 'items' },
      response: z.object({ added: z.int() }),
      problems: ['nothing-chosen', 'sitting-is-cancelled'],
    },
    async ({ tx, actor, params, services, body }) => {
      const sitting = await sittingIn(tx, params);
      if (isRefusal(sitting)) return sitting;
      const wanted = body.items.map(({ kind, id }) => `${kind}:${id}`);
      const added = await carryIn(tx, actor, services.offers.decidable, sitting.id, wanted);
      return isRefusal(added) ? added : { value: { added } };
    },
  ),
];
