import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import type { Route } from '../../../platform/http/route.ts';
import { findPlace } from '../../places/index.ts';
import { changeItem, type ItemFields, recordItem } from './item.ts';
import { findItem, type TensionItem } from './item-queries.ts';
import { listTerms, type TermKind } from './lists.ts';
import { noteInner } from './reads.ts';
import { FORMS, keysOf, MOST_LETTERS, TIERS, TOO_LONG } from './words.ts';

const day = z.iso.date();

export const ItemSchema = z
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
    revision: z.int(),
  })
  .meta({ id: 'TensionItem', description: 'A sign of tension, as far as the caller may see any.' });

/** An item as programs read it. */
export const shown = (item: TensionItem): z.input<typeof ItemSchema> => ({
  ...item,
  agency: item.ownerAgency,
});

const words = z.string().trim().max(MOST_LETTERS, TOO_LONG).default('');
const ItemBody = z.object({
  form: z.enum(keysOf(FORMS)),
  happenedOn: day.transform((text) => plainDate(text)).describe('When it happened, or when it may'),
  level: z.int().min(0).max(20).describe('A position on the scale of that day'),
  type: z.string().trim().min(1).describe('Its name in the list of types'),
  community: z.string().trim().nullable().default(null).describe('Its name in the list of communities'),
  place: z.string().trim().nullable().default(null).describe('Slug, code or name'),
  source: words.describe('Who told the partner, where it was another'),
  says: z.string().trim().min(1, 'Say what was seen, heard or is expected.').max(MOST_LETTERS, TOO_LONG),
  doing: words,
  tier: z.enum(keysOf(TIERS)).describe('Who may see it'),
  forumSays: words.describe('What may be told at forums; needed for the tier forums'),
  closedOn: day
    .transform((text) => plainDate(text))
    .nullable()
    .default(null),
  closedSays: words,
  namesChecked: z.boolean().default(false).describe('Somebody has looked: these words name nobody'),
});

/** The id of an entry of the lists by its name, of those that are named now before those that were once. */
async function termNamed(tx: Tx, kind: TermKind, name: string): Promise<string | Refusal> {
  const term = (await listTerms(tx)).find(
    (one) => one.kind === kind && one.name.toLowerCase() === name.toLowerCase(),
  );
  return (
    term?.id ??
    refused(`${kind}-unknown`, `Choose a ${kind} of the list: there is no “${name.slice(0, 80)}”.`, {
      field: kind,
    })
  );
}

/** What is sent, by ids as the command takes it. */
async function fieldsOf(
  tx: Tx,
  { type, community, place, ...fields }: z.output<typeof ItemBody>,
): Promise<ItemFields | Refusal> {
  const typeId = await termNamed(tx, 'type', type);
  if (isRefusal(typeId)) return typeId;
  const communityId = community === null ? null : await termNamed(tx, 'community', community);
  if (isRefusal(communityId)) return communityId;
  const found = place === null ? null : await findPlace(tx, place);
  if (found === undefined)
    return refused('place-unknown', 'There is no place of this name or code.', { field: 'place' });
  return { ...fields, typeId, communityId, placeId: found?.id ?? null };
}

const given = (item: TensionItem) => ({
  value: shown(item),
  revision: item.revision,
  location: `/api/v1/tension-items/${item.id}`,
});

const itemIn = async (tx: Tx, id = ''): Promise<TensionItem | Refusal> =>
  (isUuid(id) ? await findItem(tx, id) : undefined) ?? notFound('item');

const SAID = {
  permission: 'tension.record',
  anywhere: true,
  body: ItemBody,
  response: ItemSchema,
  fields: { typeId: 'type', communityId: 'community', placeId: 'place' },
} as const;
const REFUSED = [
  'not-allowed',
  'type-unknown',
  'community-unknown',
  'place-unknown',
  'may-name-somebody',
  'no-scale',
  'day-is-in-the-future',
  'tension-item-graded',
  'tension-item-for-forums-says-what-is-told',
  'tension-item-closes-after-it-happened',
  'tension-item-closed-says-how',
];

/** One sign of tension for programs: reading it, recording one, changing or closing it. */
export const tensionItemApi: readonly Route[] = [
  apiGet(
    '/api/v1/tension-items/:id',
    {
      name: 'getTensionItem',
      summary: 'One sign of tension, as far as the caller’s tier goes',
      says: 'Reading one of the tiers agency and group is recorded.',
      permission: 'read',
      response: ItemSchema,
      problems: ['not-found'],
    },
    async ({ tx, params }) => {
      const item = await itemIn(tx, params.id);
      if (isRefusal(item)) return item;
      noteInner(tx, 'tension-item.read', [item]);
      return given(item);
    },
  ),
  apiPost(
    '/api/v1/tension-items',
    {
      ...SAID,
      name: 'recordTensionItem',
      summary: 'Record a sign of tension for the caller’s agency',
      says: 'No person is named. Words that may name one are refused until `namesChecked` says that somebody looked.',
      status: 201,
      problems: REFUSED,
    },
    async ({ tx, actor, body }) => {
      const fields = await fieldsOf(tx, body);
      if (isRefusal(fields)) return fields;
      const recorded = await recordItem(tx, actor, fields);
      if (isRefusal(recorded)) return recorded;
      const item = await itemIn(tx, recorded.id);
      return isRefusal(item) ? item : given(item);
    },
  ),
  apiPut(
    '/api/v1/tension-items/:id',
    {
      ...SAID,
      name: 'changeTensionItem',
      summary: 'Change what is said of a sign, who sees it, or close it',
      revised: true,
      problems: ['not-found', ...REFUSED],
    },
    async ({ tx, actor, params, body, revision }) => {
      const before = await itemIn(tx, params.id);
      if (isRefusal(before)) return before;
      const fields = await fieldsOf(tx, body);
      if (isRefusal(fields)) return fields;
      const changed = await changeItem(tx, actor, before.id, revision, fields);
      if (isRefusal(changed)) return changed;
      const item = await itemIn(tx, changed.id);
      return isRefusal(item) ? item : given(item);
    },
  ),
];
