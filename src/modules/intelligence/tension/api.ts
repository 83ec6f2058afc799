import { z } from 'zod';
import { parsePlainDate } from '../../../kernel/plain-date.ts';
import { apiList, apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { listGrades } from './grade.ts';
import { ItemSchema, shown, tensionItemApi } from './item-api.ts';
import { listItems } from './item-queries.ts';
import { noteInner } from './reads.ts';
import { FORMS, keysOf, TIERS } from './words.ts';

const day = z.iso.date();

const GradeSchema = z
  .object({
    month: z.string().describe('`2012-12`'),
    level: z.int(),
    levelName: z.string(),
    reason: z.string(),
    forumSays: z.string(),
    gradedOn: day,
    by: z.string().describe('The post and the partner that gave it'),
  })
  .meta({ id: 'TensionGrade', description: 'How tense a month was over all, as last graded.' });

/** What programs read and record of tension: no more than their account would on the pages. */
export const tensionApi: readonly Route[] = [
  ...tensionItemApi,
  apiPages(
    '/api/v1/tension-items',
    {
      name: 'listTensionItems',
      summary: 'Signs of tension, the latest first, as far as the caller’s tier goes',
      permission: 'read',
      item: ItemSchema,
      key: z.tuple([day, z.uuid()]),
      order: ({ happenedOn, id }: z.input<typeof ItemSchema>) => [happenedOn, id] as [string, string],
      query: z.object({
        form: z.enum(keysOf(FORMS)).optional(),
        tier: z.enum(keysOf(TIERS)).optional(),
        from: day.optional(),
        to: day.optional(),
      }),
    },
    async ({ tx, query: { from, to, ...query } }, { after, limit }) => {
      const span = { from: parsePlainDate(from ?? ''), to: parsePlainDate(to ?? '') };
      const items = await listItems(tx, { ...query, ...span }, { after, limit });
      // The last row only shows that another page follows.
      noteInner(tx, 'tension-item.list', items.slice(0, limit - 1));
      return items.map(shown);
    },
  ),
  apiList(
    '/api/v1/tension-grades',
    {
      name: 'listTensionGrades',
      summary: 'How tense each month was over all',
      permission: 'read',
      item: GradeSchema,
      order: ({ month }) => [month],
    },
    async ({ tx }) =>
      (await listGrades(tx, { limit: 600 }))
        .map((grade) => ({ ...grade, month: grade.month.slice(0, 7) }))
        .toReversed(),
  ),
];
