/** Concerns and flags, by program; a caller names its purpose in the header Concord-Purpose. */
import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { agencyOf, mayFor } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { inCasework } from '../purpose/working.ts';
import { closeConcern } from './close.ts';
import { findConcern, listConcerns } from './queries.ts';
import { recordConcern } from './record.ts';
import {
  ANSWER_NAMES,
  CONCERN_TYPE_NAMES,
  OUTCOME_NAMES,
  PRECISION_NAMES,
  REPORTER_NAMES,
  ROLE_NAMES,
} from './types.ts';

const day = z.iso.date();
const givenDay = day.transform((text) => text as PlainDate);
const text = (longest: number) => z.string().trim().min(1).max(longest);
const answer = z.enum(ANSWER_NAMES).default('not-known');

const LineSchema = z
  .object({
    id: z.uuid(),
    code: z.string().describe('A short reference, such as C-3F7K2QX'),
    agency: z.string(),
    own: z.boolean(),
    type: z.string(),
    onDay: day,
    atTime: z.string().nullable(),
    precision: z.enum(PRECISION_NAMES),
    outward: z.string().nullable(),
    reportedBy: z.enum(REPORTER_NAMES),
    reportedOn: day,
    restricted: z.boolean(),
    incidentId: z.uuid().describe('Reports of one incident share it; count incidents, not reports'),
    closedOn: day.nullable(),
    outcome: z.enum(OUTCOME_NAMES).nullable(),
  })
  .meta({ id: 'ConcernLine', description: 'A concern in a list: codes and days, nobody’s name.' });

const answers = z.strictObject({
  happenedBefore: answer,
  toldOthers: answer,
  feelsTargeted: answer,
  illAtHome: answer,
});

const ConcernSchema = LineSchema.extend({
  address: z.string().nullable(),
  place: z.string().nullable(),
  answers,
  narrative: z.string().nullable(),
  closingReason: z.string().nullable(),
  people: z.array(z.object({ recordId: z.uuid(), role: z.enum(ROLE_NAMES), name: z.string() })),
}).meta({ id: 'Concern', description: 'A low-level incident or observation as one agency was told of it.' });

const address = z.strictObject({
  lines: z.array(text(200)).max(6),
  postcode: text(10).optional(),
  uprn: text(20).optional(),
});
const identity = z.strictObject({
  givenNames: text(200).optional(),
  surname: text(200).optional(),
  otherNames: z.array(text(200)).max(10).optional(),
  dateOfBirth: text(20).optional(),
  sex: text(20).optional(),
  telephones: z.array(text(40)).max(10).optional(),
  emails: z.array(text(200)).max(10).optional(),
  reference: text(100).optional(),
  address: address.optional(),
});

const NewConcern = z
  .strictObject({
    reference: text(100).optional(),
    type: z.enum(CONCERN_TYPE_NAMES),
    onDay: givenDay,
    atTime: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give a time such as 22:15')
      .optional(),
    precision: z.enum(PRECISION_NAMES).default('day'),
    address: address.optional(),
    atHome: z.boolean().default(false).describe('The address is the home of who was affected'),
    placeId: z.uuid().optional(),
    postcode: text(10).optional(),
    reportedBy: z.enum(REPORTER_NAMES),
    reportedOn: givenDay.optional(),
    answers: answers.prefault({}),
    narrative: text(20_000).optional(),
    restricted: z.boolean().default(false),
    people: z
      .array(
        z.union([
          z.strictObject({ role: z.enum(ROLE_NAMES), recordId: z.uuid() }),
          z.strictObject({ role: z.enum(ROLE_NAMES), person: identity }),
        ]),
      )
      .max(20)
      .default([]),
  })
  .meta({ id: 'NewConcern' });

const SavedSchema = z
  .object({
    concernId: z.uuid(),
    incidentId: z.uuid(),
    reports: z
      .int()
      .optional()
      .describe('Reports of the incident, this one counted; for who may read concerns'),
    asked: z
      .int()
      .optional()
      .describe(
        'Other reports that may be of the same incident: somebody is asked; for who may read concerns',
      ),
    flags: z.array(z.uuid()).optional().describe('Patterns that were found by it; for who may read concerns'),
  })
  .meta({ id: 'SavedConcern' });

const one = (c: { params: Readonly<Record<string, string>> }) => ({ kind: 'concern', id: c.params.id ?? '' });

export const concernApi: readonly Route[] = [
  apiPages(
    '/api/v1/casework/concerns',
    {
      name: 'listConcerns',
      summary: 'Concerns of the own agency, or all that others share for the purpose, the latest first',
      permission: 'casework.read',
      anywhere: true,
      item: LineSchema,
      query: z.object({
        everybodys: z.stringbool().optional().describe('Also what other agencies share'),
        open: z.stringbool().optional().describe('Only those that are not closed'),
      }),
      key: z.tuple([day, z.uuid()]),
      order: ({ onDay, id }) => [onDay, id] as [string, string],
      problems: ['choose-a-purpose'],
      reads: () => ({ action: 'concern.list' }),
    },
    ({ tx, actor, query }, page) => listConcerns(tx, actor, { ...query, ...page }),
  ),
  apiGet(
    '/api/v1/casework/concerns/:id',
    {
      name: 'getConcern',
      summary: 'A concern with its people',
      permission: 'casework.read',
      anywhere: true,
      response: ConcernSchema,
      problems: ['choose-a-purpose'],
      reads: (c) => ({ action: 'concern.read', subject: one(c) }),
    },
    async ({ tx, actor, services, params: { id = '' } }) => {
      const found = isUuid(id) ? await findConcern(tx, actor, services.subjects, id) : undefined;
      if (!found) return notFound('concern');
      return {
        value: {
          ...found,
          address: found.address ?? null,
          narrative: found.narrative ?? null,
          closingReason: found.closingReason ?? null,
          people: [...found.people],
        },
      };
    },
  ),
  apiPost(
    '/api/v1/casework/concerns',
    {
      name: 'recordConcern',
      summary: 'Record a concern',
      says: 'It is recognised when others told of the same incident, and looked at together with what was told before.',
      permission: 'concern.record',
      anywhere: true,
      body: NewConcern,
      response: SavedSchema,
      status: 201,
      problems: [
        'choose-a-purpose',
        'concern-says-nobody-and-nowhere',
        'concern-time-unreadable',
        'concern-happened-before-it-was-told',
        'concern-was-told-before-it-was-recorded',
        'concern-reference-unique',
        'record-not-yours',
        'says-nobody',
        'postcode-unreadable',
        'date-of-birth-unreadable',
      ],
    },
    async ({ tx, actor, services, body }) => {
      const saved = await recordConcern(tx, actor, services.subjects, {
        ...body,
        agencyId: agencyOf(actor) ?? '',
        source: 'api',
      });
      if (isRefusal(saved)) return saved;
      const { concernId, incidentId, reports, asked, flags } = saved;
      const own = agencyOf(actor);
      // What others told is for who reads concerns.
      const others =
        own !== undefined && mayFor(actor, 'casework.read', own) ? { reports, asked, flags: [...flags] } : {};
      return {
        value: { concernId, incidentId, ...others },
        location: `/api/v1/casework/concerns/${saved.concernId}`,
      };
    },
  ),
  apiPost(
    '/api/v1/casework/concerns/:id/closure',
    {
      name: 'closeConcern',
      summary: 'Close a concern of the own agency with its outcome; it counts in patterns all the same',
      permission: 'concern.record',
      anywhere: true,
      body: z.strictObject({ outcome: z.enum(OUTCOME_NAMES), reason: text(5000) }),
      response: z.object({ concernId: z.uuid() }),
      status: 201,
      problems: ['choose-a-purpose', 'concern-closure-pkey'],
    },
    async ({ tx, actor, services, body, params: { id = '' } }) => {
      if (!isUuid(id)) return notFound('concern');
      const closed = await closeConcern(tx, actor, services.subjects, { concernId: id, ...body });
      return isRefusal(closed) ? closed : { value: closed };
    },
  ),
].map((route) => inCasework(route));
