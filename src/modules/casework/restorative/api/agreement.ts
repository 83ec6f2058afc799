/** What was agreed in restorative matters, and whether it was kept, for programs. */
import { z } from 'zod';
import { plainDate } from '../../../../kernel/plain-date.ts';
import { apiPost } from '../../../../platform/http/api.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { agreeOn, judgeItem } from '../agreement.ts';
import { KEPT, keysOf } from '../words.ts';
import { BASE, COMMON, partAfter, WRITE } from './after.ts';
import { ItemSchema } from './shapes.ts';

const day = z.iso.date().transform((text) => plainDate(text));

export const agreementRoutesApi: readonly Route[] = [
  apiPost(
    `${BASE}/:id/agreement`,
    {
      name: 'agreeInRestorativeMatter',
      summary: 'One thing that both sides agreed',
      ...WRITE,
      body: z.strictObject({ says: z.string().trim().min(1).max(5000), dueOn: day, checkedBy: z.uuid() }),
      response: ItemSchema,
      status: 201,
      problems: [...COMMON, 'agreed-at-the-meeting', 'due-after-the-meeting', 'checked-by-who-takes-part'],
    },
    async ({ body, ...c }) =>
      partAfter(
        c,
        await agreeOn(c.tx, c.actor, c.services.subjects, { ...body, matterId: c.params.id ?? '' }),
        ({ agreement }) => agreement,
      ),
  ),
  apiPost(
    `${BASE}/:id/agreement/:item/outcome`,
    {
      name: 'judgeRestorativeAgreement',
      summary: 'Whether something agreed was kept',
      ...WRITE,
      revised: true,
      fields: { day: 'on' },
      body: z.strictObject({ kept: z.enum(keysOf(KEPT)), on: day }),
      response: ItemSchema,
      status: 201,
      problems: [...COMMON, 'judged-ahead'],
    },
    async ({ body, revision, ...c }) =>
      partAfter(
        c,
        await judgeItem(c.tx, c.actor, {
          ...body,
          revision,
          matterId: c.params.id ?? '',
          id: c.params.item ?? '',
        }),
        ({ agreement }) => agreement,
      ),
  ),
];
