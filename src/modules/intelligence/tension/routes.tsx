import { isUuid } from '../../../kernel/ids.ts';
import { monthAndYear, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { agencyOf, may, mayFor } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, readFields, revisionIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { filterOf, parseTableQuery, type TableQuery, toCsv } from '../../../ui/table/index.ts';
import { listPlaces } from '../../places/index.ts';
import { listGrades, monthOf } from './grade.ts';
import { changeItem, itemFields, recordItem } from './item.ts';
import { ItemForm, ItemPage } from './item-pages.tsx';
import {
  countItems,
  findItem,
  type ItemsWanted,
  listItems,
  placesAndAgencies,
  type TensionItem,
} from './item-queries.ts';
import { ITEM_COLUMNS, TensionList } from './list-page.tsx';
import { listScales, listTerms, termsOn } from './lists.ts';
import { noteInner } from './reads.ts';
import { lastDayOf } from './report.ts';

const READ = { permission: 'read' } as const;
const RECORD = { permission: 'tension.record', anywhere: true } as const;
const PAGE_SIZE = 50;

const INDICATORS = { text: 'Indicators', href: '/indicators' };
export const TENSION_CRUMBS = [INDICATORS, { text: 'Tension monitoring', href: '/tension' }];

const idIn = (query: TableQuery, name: string): string | undefined => {
  const id = filterOf(query, name);
  return id !== undefined && isUuid(id) ? id : undefined;
};

/** The first and the last day of the month that is asked for. */
const monthIn = (query: TableQuery): Pick<ItemsWanted, 'from' | 'to'> => {
  const month = monthOf(filterOf(query, 'month') ?? '');
  return month === undefined ? {} : { from: month, to: lastDayOf(month) };
};

const wantedBy = (query: TableQuery): ItemsWanted => {
  const state = filterOf(query, 'state');
  return {
    form: filterOf(query, 'form'),
    typeId: idIn(query, 'type'),
    communityId: idIn(query, 'community'),
    placeId: idIn(query, 'place'),
    ownerAgencyId: idIn(query, 'agency'),
    ...monthIn(query),
    open: state === 'open' ? true : state === 'closed' ? false : undefined,
  };
};

async function listPage(c: Context): Promise<Answer> {
  const query = parseTableQuery(c.query, ITEM_COLUMNS);
  const wanted = wantedBy(query);
  const [grade] = await listGrades(c.tx, { limit: 1 });
  const items = await listItems(c.tx, wanted, { limit: PAGE_SIZE, offset: (query.page - 1) * PAGE_SIZE });
  noteInner(c.tx, 'tension-item.list', items);
  return {
    title: 'Tension monitoring',
    breadcrumbs: [INDICATORS],
    wide: true,
    body: (
      <TensionList
        items={items}
        total={await countItems(c.tx, wanted)}
        open={await countItems(c.tx, { open: true })}
        pageSize={PAGE_SIZE}
        query={query}
        grade={grade}
        terms={await listTerms(c.tx)}
        named={await placesAndAgencies(c.tx)}
        today={c.today}
        mayRecord={mayFor(c.actor, 'tension.record', agencyOf(c.actor))}
        mayGrade={may(c.actor, 'tension.group')}
        hasScale={(await listScales(c.tx)).some(({ startsOn }) => startsOn <= c.today)}
      />
    ),
  };
}

/** The item in the address, as far as the reader may see it; that it was read is noted. */
async function itemIn(c: Context): Promise<TensionItem | undefined> {
  const { id = '' } = c.params;
  const item = isUuid(id) ? await findItem(c.tx, id) : undefined;
  if (item) noteInner(c.tx, 'tension-item.read', [item]);
  return item;
}

async function csv(c: Context): Promise<Answer> {
  const items = await listItems(c.tx, wantedBy(parseTableQuery(c.query, ITEM_COLUMNS)), {});
  noteInner(c.tx, 'tension-item.list', items);
  return {
    download: toCsv(ITEM_COLUMNS, items),
    mediaType: 'text/csv; charset=utf-8',
    fileName: 'tension.csv',
  };
}

const mayChange = (c: Context, { ownerAgencyId }: TensionItem): boolean =>
  mayFor(c.actor, 'tension.record', ownerAgencyId) && agencyOf(c.actor) === ownerAgencyId;

async function itemPage(c: Context): Promise<Answer> {
  const item = await itemIn(c);
  if (!item) return notFound('item');
  return {
    title: `${item.type}, ${monthAndYear(item.happenedOn)}`,
    breadcrumbs: TENSION_CRUMBS,
    body: <ItemPage item={item} mayChange={mayChange(c, item)} />,
  };
}

const named = ({ id, name }: { readonly id: string; readonly name: string }) => ({ value: id, text: name });

async function choicesOn(c: Context, day: PlainDate, item: TensionItem | undefined) {
  const terms = await listTerms(c.tx);
  const scales = await listScales(c.tx);
  const scale =
    scales.find(({ id }) => id === item?.scaleId) ?? scales.find(({ startsOn }) => startsOn <= day);
  const kept = terms.filter(({ id }) => id === item?.typeId || id === item?.communityId);
  const of = (kind: 'type' | 'community') =>
    [...new Set([...termsOn(terms, kind, day), ...kept.filter((term) => term.kind === kind)])].map(named);
  return {
    levels: (scale?.levels ?? []).map(({ position, name, says }) => ({
      value: String(position),
      text: `${position}: ${name}${says ? `, ${says}` : ''}`,
    })),
    types: of('type'),
    communities: of('community'),
    places: (await listPlaces(c.tx)).map(({ id, name, geography }) => ({
      value: id,
      text: `${name}, ${geography}`,
    })),
  };
}

const valuesOf = (item: TensionItem): Attempt['values'] => ({
  form: item.form,
  ...dateValues('happenedOn', item.happenedOn),
  level: String(item.level),
  typeId: item.typeId,
  communityId: item.communityId ?? '',
  placeId: item.placeId ?? '',
  source: item.source,
  says: item.says,
  doing: item.doing,
  tier: item.tier,
  forumSays: item.forumSays,
  ...dateValues('closedOn', item.closedOn),
  closedSays: item.closedSays,
});

async function itemForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const item = c.params.id === undefined ? undefined : await itemIn(c);
  if (c.params.id !== undefined && (!item || !mayChange(c, item))) return notFound('item');
  const heading = item ? 'Change or close this sign' : 'Record a sign of tension';
  const base = item ? `/tension/items/${item.id}` : '/tension';
  return {
    title: heading,
    breadcrumbs: TENSION_CRUMBS,
    body: (
      <ItemForm
        heading={heading}
        action={item ? `${base}/edit` : `${base}/new`}
        back={base}
        keys={c.formKeys}
        attempt={
          attempt ?? {
            values: item ? valuesOf(item) : { ...dateValues('happenedOn', c.today), tier: 'group' },
            errors: {},
          }
        }
        revision={item && (attempt ? revisionIn(attempt.values) : item.revision)}
        choices={await choicesOn(c, c.today, item)}
      />
    ),
  };
}

async function save(c: Context): Promise<Answer> {
  const fields = readFields(itemFields, c.form);
  if (isRefusal(fields)) return fields;
  const { id } = c.params;
  if (id !== undefined && !isUuid(id)) return notFound('item');
  const saved =
    id === undefined
      ? await recordItem(c.tx, c.actor, fields)
      : await changeItem(c.tx, c.actor, id, revisionIn(c.form), fields);
  return isRefusal(saved) ? saved : { redirect: `/tension/items/${saved.id}` };
}

/** Signs of tension: the list, one of them, its forms. */
export const tensionItemRoutes: readonly Route[] = [
  get('/tension', READ, listPage),
  get('/tension.csv', READ, csv),
  get('/tension/new', RECORD, (c) => itemForm(c)),
  post('/tension/new', RECORD, save, { again: itemForm }),
  get('/tension/items/:id', READ, itemPage),
  get('/tension/items/:id/edit', RECORD, (c) => itemForm(c)),
  post('/tension/items/:id/edit', RECORD, save, { again: itemForm }),
];
