import { z } from 'zod';
import { parsePlainDate } from '../../../kernel/plain-date.ts';
import { apiList, apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { listGrades } from './grade.ts';
import { listItems, type TensionItem } from './item-queries.ts';
import { FORMS, keysOf, TIERS } from './words.ts';

const day = z.iso.date();

const ItemSchema = z
  .object({
    id: z.uuid(),
    tier: z.enum(keysOf(TIERS)).describe('Who may see it'),
    form: z.enum(keysOf(FORMS)),
    happenedOn: day,
    recordedOn: day,
    level: z.int().describe('The grade: a position on the scale, 0 the calmest'),
    levelName: z.string(),
    type: z.string(),
    community: z.string().nullable(),
    place: z.string().nullable(),
    agency: z.string().describe('The partner that holds it'),
    source: z.string().describe('Who told that partner, where it was another'),
    says: z.string(),
    doing: z.string().describe('What is being done'),
    forumSays: z.string().describe('What may be told at forums, for an item of that tier'),
    closedOn: day.nullable(),
    closedSays: z.string(),
  })
  .meta({ id: 'TensionItem', description: 'A sign of tension, as far as the caller may see any.' });

const shown = (item: TensionItem): z.input<typeof ItemSchema> => ({ ...item, agency: item.ownerAgency });

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

/** What programs read of tension: no more than their account would on the pages. */
export const tensionApi: readonly Route[] = [
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
    async ({ tx, query: { from, to, ...query } }, { after, limit }) =>
      (
        await listItems(
          tx,
          { ...query, from: parsePlainDate(from ?? ''), to: parsePlainDate(to ?? '') },
          { after, limit },
        )
      ).map(shown),
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
