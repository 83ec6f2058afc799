import { z } from 'zod';
import { isRefusal } from '../../../../kernel/refusal.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { apiGet, apiPost } from '../../../../platform/http/api.ts';
import { apiList } from '../../../../platform/http/api-list.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { findBody } from '../../queries.ts';
import { attendanceIn } from '../attendance/queries.ts';
import { standingEntries } from '../here.ts';
import { attendanceBook } from '../queries.ts';
import type { Quorum as Counted } from '../quorum.ts';
import { quorumAt } from '../quorum-at.ts';
import { recordPresence, strikePresence } from '../record/presence.ts';
import { givenDay, id, RECORDING, sittingOfCall } from './shared.ts';

const Quorum = z
  .object({
    quorate: z.boolean(),
    needed: z.int().nullable().describe('Null where no quorum is laid down'),
    present: z.int(),
    of: z.int(),
    says: z.string(),
    applies: z.boolean().describe('Whether a decision at this item needs it'),
    appliesTo: z.enum(['key-decisions', 'all-decisions', 'none']),
    organisations: z.array(
      z.object({
        agencyId: z.uuid().nullable(),
        agency: z.string(),
        by: z.string(),
        remote: z.boolean(),
        counts: z.boolean(),
        why: z.string(),
      }),
    ),
  })
  .meta({
    id: 'Quorum',
    description: 'Whether enough are here, counted as the terms of reference say, with the evidence.',
  });

const Presence = z
  .object({
    id: z.uuid(),
    kind: z.enum(['arrived', 'left', 'corrected']),
    membershipId: z.uuid().nullable(),
    guest: z.string().nullable(),
    substitute: z.string().nullable(),
    remote: z.boolean(),
    fromItem: z.int().nullable().describe('The number of the item from which it holds; null from the start'),
    strikesOut: z.uuid().nullable(),
    stands: z.boolean().describe('False once it was struck out'),
  })
  .meta({ id: 'Presence', description: 'An entry of a sitting’s attendance, in the order of recording.' });

const Share = {
  sittings: z.int().describe('Each sitting once for every member who might have come'),
  present: z.int(),
  bySubstitute: z.int(),
};

const plain = (quorum: Counted) => ({ ...quorum, organisations: [...quorum.organisations] });

/** Who was there, and whether that was enough. */
export const attendanceApi: readonly Route[] = [
  apiGet(
    '/api/v1/sittings/:id/quorum',
    {
      name: 'getQuorum',
      summary: 'Whether a sitting is quorate, at an item or as it is now',
      permission: 'read',
      query: z.object({ item: id.optional().describe('An item of the agenda; without it, as it is now') }),
      response: Quorum,
    },
    async (c) => {
      const sitting = await sittingOfCall(c);
      if (isRefusal(sitting)) return sitting;
      return { value: plain(await quorumAt(c.tx, sitting.id, c.query.item ?? null)) };
    },
  ),
  apiList(
    '/api/v1/sittings/:id/attendance',
    {
      name: 'listAttendance',
      summary: 'Who came and left, as it was recorded',
      permission: 'read',
      item: Presence,
      order: ({ id: key }) => [key],
    },
    async (c) => {
      const sitting = await sittingOfCall(c);
      if (isRefusal(sitting)) return sitting;
      const book = await attendanceBook(c.tx, sitting.id);
      const stands = new Set(standingEntries(book).map((entry) => entry.id));
      return book.map((entry) => ({
        ...entry,
        fromItem: entry.from,
        strikesOut: entry.correctsId,
        stands: stands.has(entry.id),
      }));
    },
  ),
  apiPost(
    '/api/v1/sittings/:id/attendance',
    {
      name: 'recordPresence',
      summary: 'Record that somebody came or left',
      permission: 'meeting.record',
      status: 201,
      body: z.strictObject({
        kind: z.enum(['arrived', 'left']),
        membershipId: id.optional(),
        guest: z.string().trim().max(200).optional(),
        agencyId: id.optional(),
        substitute: z.string().trim().max(200).optional(),
        remote: z.boolean().default(false),
        fromItemId: id.optional().describe('From which item on; without it, from the start'),
        at: z.iso.time({ precision: -1 }).optional(),
      }),
      fields: { itemId: 'fromItemId' },
      response: z.object({ id: z.uuid(), quorum: Quorum }),
      problems: [...RECORDING, 'presence-is-of-somebody', 'is-here-already', 'is-not-here'],
    },
    async (c) => {
      const entry = await recordPresence(c.tx, c.actor, { ...c.body, sittingId: c.params.id ?? '' });
      if (isRefusal(entry)) return entry;
      const quorum = await quorumAt(c.tx, c.params.id ?? '', c.body.fromItemId ?? null);
      return { value: { id: entry, quorum: plain(quorum) } };
    },
  ),
  apiPost(
    '/api/v1/sittings/:id/attendance/:entry/strikings',
    {
      name: 'strikePresence',
      summary: 'Strike out an entry of the attendance; struck out itself, the entry stands again',
      permission: 'meeting.record',
      status: 201,
      body: z.strictObject({}),
      response: z.object({ id: z.uuid() }),
      problems: [...RECORDING, 'presence-corrects-once'],
    },
    async (c) => {
      const struck = await strikePresence(c.tx, c.actor, {
        sittingId: c.params.id ?? '',
        presenceId: c.params.entry ?? '',
      });
      return isRefusal(struck) ? struck : { value: { id: struck } };
    },
  ),
  apiGet(
    '/api/v1/attendance',
    {
      name: 'getAttendance',
      summary: 'Attendance of a period per body, agency and member; cancelled sittings do not count',
      permission: 'read',
      query: z.object({ from: givenDay, to: givenDay, body: z.string().optional() }),
      response: z.object({
        counted: z.int(),
        unrecorded: z.int(),
        bodies: z.array(z.object({ bodyId: z.uuid(), body: z.string(), ...Share })),
        agencies: z.array(z.object({ agencyId: z.uuid(), agency: z.string(), ...Share })),
        members: z.array(
          z.object({ id: z.uuid(), title: z.string(), agency: z.string().nullable(), ...Share }),
        ),
      }),
    },
    async ({ tx, query }) => {
      const body = query.body === undefined ? undefined : await findBody(tx, query.body);
      if (query.body !== undefined && !body) return notFound('body');
      const attendance = await attendanceIn(tx, { from: query.from, to: query.to, bodyId: body?.id });
      return {
        value: {
          ...attendance,
          bodies: [...attendance.bodies],
          agencies: [...attendance.agencies],
          members: [...attendance.members],
        },
      };
    },
  ),
];
