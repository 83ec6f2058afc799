import { parsePounds } from '../../kernel/pence.ts';
import { type PlainDate, parsePlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { readFields } from '../../platform/http/form.ts';
import { type ImportResult, importRows } from '../../platform/import-rows.ts';
import { receive } from './ledger/money.ts';
import { requestIn } from './requests/form.ts';
import { findRequest } from './requests/queries.ts';
import { addRequest, proposeSplit } from './requests/request.ts';
import { submitRequest } from './requests/steps.ts';
import { streamFields } from './streams/form.ts';
import { findStream, type Stream } from './streams/queries.ts';
import { addRule } from './streams/rules.ts';
import { addStream, changeStream, type StreamFields } from './streams/stream.ts';
import { businessToday } from './today.ts';

export const STREAM_IMPORT_COLUMNS = [
  { name: 'slug, name', says: 'Short address, and the name of the stream' },
  { name: 'kind', says: 'grant, partner-contribution, reserve or commissioning-pot' },
  { name: 'holder', says: 'Short address of the agency that holds it' },
  { name: 'arrangement', says: 'pooled, aligned, grant, procurement or partnership-arrangement' },
  { name: 'promised', says: 'Amount in pounds; empty when it is not known' },
  { name: 'received, received_on', says: 'What came in so far, and when; for a stream that is new' },
  { name: 'restricted_to', says: 'priority:… or outcome:… with their short addresses, separated by blanks' },
  { name: 'restriction', says: 'The funder’s words for that restriction' },
  {
    name: 'source, source_agency, vat_host, starts_on, lapses_on, carries_over (yes or no), conditions, quality, note',
    says: 'May be left out',
  },
] as const;

export const REQUEST_IMPORT_COLUMNS = [
  { name: 'slug, title', says: 'Short address, and the title of the request' },
  { name: 'project', says: 'Short address of the project; may be left out' },
  { name: 'agency, place', says: 'Short addresses; may be left out' },
  { name: 'shape', says: 'one-off, instalments or recurring' },
  { name: 'spending', says: 'revenue or capital' },
  { name: 'amount, monthly, match', says: 'Amounts in pounds' },
  { name: 'split', says: 'Which streams would pay: short address and amount, separated by |' },
  { name: 'asked_on', says: 'The day on which it was asked for' },
  { name: 'submitted', says: 'yes when it lies before the boards' },
  { name: 'purpose, from_on, until_on, instalments, match_from, note', says: 'May be left out' },
] as const;

type Write = { readonly write: boolean };
type Table =
  | 'partners.agency'
  | 'places.place'
  | 'delivery.project'
  | 'strategy.priority'
  | 'strategy.outcome'
  | 'fund.stream';

/** The id behind a slug; '' for an empty one. */
async function idOf(tx: Tx, table: Table, slug: string, what: string): Promise<string | Refusal> {
  if (slug === '') return '';
  const row = await tx.selectFrom(table).select('id').where('slug', '=', slug).executeTakeFirst();
  return row?.id ?? refused('no-such-thing', `There is no ${what} "${slug}".`);
}

/** The ids behind several slugs by name; the first refusal ends it. */
async function idsOf<Name extends string>(
  tx: Tx,
  wanted: Readonly<Record<Name, readonly [Table, string, string]>>,
): Promise<Record<Name, string> | Refusal> {
  const ids = {} as Record<Name, string>;
  for (const [name, [table, slug, what]] of Object.entries(wanted) as [
    Name,
    readonly [Table, string, string],
  ][]) {
    const id = await idOf(tx, table, slug, what);
    if (isRefusal(id)) return id;
    ids[name] = id;
  }
  return ids;
}

const sameStream = (there: Stream, fields: StreamFields): boolean =>
  Object.entries(fields).every(([name, value]) => there[name as keyof Stream] === value);

/** Imports streams from CSV; see `STREAM_IMPORT_COLUMNS`. Rows are known by their slug; money is received once, by a new stream. */
export const importStreams = (
  tx: Tx,
  actor: Actor,
  text: string,
  options: Write,
): Promise<ImportResult | Refusal> =>
  importRows(
    tx,
    text,
    {
      required: ['slug', 'name', 'kind', 'holder', 'arrangement'],
      optional: [
        'source',
        'source_agency',
        'vat_host',
        'promised',
        'received',
        'received_on',
        'starts_on',
        'lapses_on',
        'carries_over',
        'conditions',
        'restricted_to',
        'restriction',
        'quality',
        'note',
      ],
      what: (row) => row.name || row.slug,
      async row(row) {
        const agencies = await idsOf(tx, {
          holderAgencyId: ['partners.agency', row.holder, 'agency'],
          sourceAgencyId: ['partners.agency', row.source_agency, 'agency'],
          vatHostAgencyId: ['partners.agency', row.vat_host, 'agency'],
        });
        if (isRefusal(agencies)) return agencies;
        const fields = readFields(streamFields, {
          ...row,
          ...agencies,
          startsOn: row.starts_on,
          lapsesOn: row.lapses_on,
          carriesOver: row.carries_over || 'yes',
          quality: row.quality || 'final',
        });
        if (isRefusal(fields)) return fields;
        const there = await findStream(tx, row.slug);
        if (there && sameStream(there, fields)) return 'unchanged';
        if (there) {
          const changed = await changeStream(tx, actor, row.slug, there.revision, fields);
          return isRefusal(changed) ? changed : 'changed';
        }
        const added = await addStream(tx, actor, { ...fields, slug: row.slug });
        if (isRefusal(added)) return added;
        return (
          (await firstMoney(tx, actor, added.id, row)) ??
          (await restrict(tx, actor, added.id, row)) ??
          'added'
        );
      },
    },
    options,
  );

async function firstMoney(
  tx: Tx,
  actor: Actor,
  streamId: string,
  row: { received: string; received_on: string },
): Promise<Refusal | undefined> {
  if (row.received === '') return undefined;
  const pence = parsePounds(row.received);
  const on = parsePlainDate(row.received_on);
  if (pence === undefined || on === undefined)
    return refused('received-when', 'Give the amount received in pounds, and its day as YYYY-MM-DD.');
  const received = await receive(tx, actor, {
    streamId,
    pence,
    on,
    says: 'Received before it was kept here',
  });
  return isRefusal(received) ? received : undefined;
}

async function restrict(
  tx: Tx,
  actor: Actor,
  streamId: string,
  row: { restricted_to: string; restriction: string },
): Promise<Refusal | undefined> {
  const things = row.restricted_to.split(/\s+/).filter(Boolean);
  for (const kind of ['priority', 'outcome'] as const) {
    const own = things.filter((thing) => thing.startsWith(`${kind}:`));
    if (own.length === 0) continue;
    const allowed: string[] = [];
    for (const thing of own) {
      const id = await idOf(tx, `strategy.${kind}`, thing.slice(kind.length + 1), kind);
      if (isRefusal(id)) return id;
      allowed.push(id);
    }
    const rule = {
      kind,
      allowed,
      spending: null,
      fromOn: null,
      untilOn: null,
      ratioPercent: null,
      pence: null,
    };
    const added = await addRule(tx, actor, {
      ...rule,
      streamId,
      says: row.restriction,
      on: await businessToday(tx),
    });
    if (isRefusal(added)) return added;
  }
  return undefined;
}

/** Imports requests from CSV; see `REQUEST_IMPORT_COLUMNS`. Rows are known by their slug; one that is there is not changed. */
export const importRequests = (
  tx: Tx,
  actor: Actor,
  text: string,
  options: Write,
): Promise<ImportResult | Refusal> =>
  importRows(
    tx,
    text,
    {
      required: ['slug', 'title', 'shape', 'spending', 'asked_on'],
      optional: [
        'project',
        'agency',
        'place',
        'purpose',
        'amount',
        'monthly',
        'from_on',
        'until_on',
        'instalments',
        'match',
        'match_from',
        'split',
        'submitted',
        'note',
      ],
      what: (row) => row.title || row.slug,
      async row(row) {
        const ids = await idsOf(tx, {
          projectId: ['delivery.project', row.project, 'project'],
          agencyId: ['partners.agency', row.agency, 'agency'],
          placeId: ['places.place', row.place, 'place'],
        });
        if (isRefusal(ids)) return ids;
        const fields = requestIn({
          ...row,
          ...ids,
          fromOn: row.from_on,
          untilOn: row.until_on,
          matchFrom: row.match_from,
        });
        if (isRefusal(fields)) return fields;
        const on = parsePlainDate(row.asked_on);
        if (!on) return refused('asked-when', 'Give the day on which it was asked for as YYYY-MM-DD.');
        const there = await findRequest(tx, row.slug);
        if (there)
          return there.title === fields.title &&
            (fields.shape === 'recurring' || there.pence === fields.pence)
            ? 'unchanged'
            : refused(
                'request-is-there',
                'A request of this short address is there already. Change it on its page.',
              );
        const added = await addRequest(tx, actor, { ...fields, slug: row.slug, on });
        if (isRefusal(added)) return added;
        return (
          (await sharesOf(tx, actor, added.id, row.split)) ??
          (await submitted(tx, actor, added.id, row.submitted, on)) ??
          'added'
        );
      },
    },
    options,
  );

async function sharesOf(
  tx: Tx,
  actor: Actor,
  requestId: string,
  split: string,
): Promise<Refusal | undefined> {
  if (split === '') return undefined;
  const shares: { streamId: string; pence: number }[] = [];
  for (const part of split.split('|')) {
    const [slug = '', ...rest] = part.trim().split(/\s+/);
    const streamId = await idOf(tx, 'fund.stream', slug, 'stream');
    if (isRefusal(streamId)) return streamId;
    const pence = parsePounds(rest.join(' '));
    if (pence === undefined)
      return refused(
        'share-unreadable',
        `Write the short address of a stream and an amount instead of "${part.trim()}".`,
      );
    shares.push({ streamId, pence });
  }
  const proposed = await proposeSplit(tx, actor, { requestId, shares });
  return isRefusal(proposed) ? proposed : undefined;
}

async function submitted(
  tx: Tx,
  actor: Actor,
  requestId: string,
  answer: string,
  on: PlainDate,
): Promise<Refusal | undefined> {
  if (answer !== 'yes') return undefined;
  const done = await submitRequest(tx, actor, { requestId, on });
  return isRefusal(done) ? done : undefined;
}
