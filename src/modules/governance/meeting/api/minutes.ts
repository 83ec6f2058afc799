import { z } from 'zod';
import { isRefusal } from '../../../../kernel/refusal.ts';
import { apiPost } from '../../../../platform/http/api.ts';
import { apiList } from '../../../../platform/http/api-list.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { agreeMinutes, correctMinutes, draftMinutes, publishMinutes } from '../minutes/minutes.ts';
import { listMinutes } from '../minutes/queries.ts';
import { day, givenText, sittingOfCall } from './shared.ts';

const Minutes = z
  .object({
    version: z.int(),
    state: z.enum(['drafted', 'corrected', 'agreed', 'published']),
    onDay: day,
    reason: z.string(),
    agreedBy: z.enum(['chair', 'recorded-for-the-chair']).nullable(),
    hash: z.string(),
    parts: z.array(
      z.object({ key: z.string(), heading: z.string(), markdown: z.string(), exempt: z.boolean() }),
    ),
  })
  .meta({ id: 'Minutes', description: 'A version of a sitting’s minutes; the last one counts.' });

const seen = { version: z.int().min(0).describe('The version that was read; 0 before there is one') };
const Kept = z.object({ version: z.int() });

/** Minutes: drafted, corrected, agreed, published. */
export const minutesApi: readonly Route[] = [
  apiList(
    '/api/v1/sittings/:id/minutes',
    {
      name: 'listMinutes',
      summary: 'Every version of a sitting’s minutes',
      permission: 'papers.exempt',
      item: Minutes,
      order: ({ version }) => [version],
    },
    async (c) => {
      const sitting = await sittingOfCall(c);
      if (isRefusal(sitting)) return sitting;
      return (await listMinutes(c.tx, sitting.id)).map(({ contents, hash, ...version }) => ({
        ...version,
        hash: hash.toString('hex'),
        parts: [...contents.sections],
      }));
    },
  ),
  apiPost(
    '/api/v1/sittings/:id/minutes/drafts',
    {
      name: 'draftMinutes',
      summary: 'Draft the minutes from what was recorded',
      permission: 'meeting.record',
      status: 201,
      body: z.strictObject(seen),
      response: Kept,
      problems: ['sitting-was-not-held', 'minutes-are-agreed'],
    },
    async (c) => {
      const kept = await draftMinutes(c.tx, c.actor, {
        ...c.body,
        sittingId: c.params.id ?? '',
        on: c.today,
      });
      return isRefusal(kept) ? kept : { value: kept };
    },
  ),
  apiPost(
    '/api/v1/sittings/:id/minutes/corrections',
    {
      name: 'correctMinutes',
      summary: 'Correct one part of the minutes, with the reason',
      permission: 'meeting.record',
      status: 201,
      body: z.strictObject({ ...seen, key: givenText, markdown: givenText, reason: givenText }),
      response: Kept,
      problems: ['minutes-are-agreed', 'minutes-are-not-drafted'],
    },
    async (c) => {
      const kept = await correctMinutes(c.tx, c.actor, {
        ...c.body,
        sittingId: c.params.id ?? '',
        on: c.today,
      });
      return isRefusal(kept) ? kept : { value: kept };
    },
  ),
  apiPost(
    '/api/v1/sittings/:id/minutes/agreements',
    {
      name: 'agreeMinutes',
      summary: 'Agree the minutes as the chair, or record how the chair agreed them',
      permission: 'read',
      status: 201,
      body: z.strictObject({ ...seen, how: z.string().trim().max(2000).default('') }),
      response: Kept,
      problems: [
        'only-the-chair-agrees',
        'agreement-says-how',
        'minutes-are-agreed',
        'minutes-are-not-drafted',
      ],
    },
    async (c) => {
      const kept = await agreeMinutes(c.tx, c.actor, {
        ...c.body,
        sittingId: c.params.id ?? '',
        on: c.today,
      });
      return isRefusal(kept) ? kept : { value: kept };
    },
  ),
  apiPost(
    '/api/v1/sittings/:id/minutes/publications',
    {
      name: 'publishMinutes',
      summary: 'Publish agreed minutes without exempt items, and the open decisions of the sitting',
      permission: 'meeting.record',
      status: 201,
      body: z.strictObject(seen),
      response: Kept,
      problems: ['minutes-are-not-agreed', 'minutes-are-not-drafted'],
    },
    async (c) => {
      const kept = await publishMinutes(c.tx, c.actor, {
        ...c.body,
        sittingId: c.params.id ?? '',
        on: c.today,
      });
      return isRefusal(kept) ? kept : { value: kept };
    },
  ),
];
