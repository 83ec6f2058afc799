import { parsePounds } from '../../kernel/pence.ts';
import { parsePlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { readFields } from '../../platform/http/form.ts';
import { did, importer, saysTheSame } from '../../platform/import-rows.ts';
import { idOf, idsOf } from './import-names.ts';
import { receive } from './ledger/money.ts';
import { streamFields } from './streams/form.ts';
import { findStream } from './streams/queries.ts';
import { addRule } from './streams/rules.ts';
import { addStream, changeStream } from './streams/stream.ts';
import { businessToday } from './today.ts';

export const STREAM_IMPORT_COLUMNS = [
  { name: 'slug, name', says: 'Short address, and the name of the stream' },
  { name: 'kind', says: 'grant, partner-contribution, reserve or commissioning-pot' },
  { name: 'holder', says: 'Short address of the agency that holds it' },
  { name: 'arrangement', says: 'pooled, aligned, grant, procurement or partnership-arrangement' },
  { name: 'promised', says: 'Amount in pounds; empty when it is not known' },
  { name: 'received, received_on', says: 'What came in so far, and when; for a stream that is new' },
  { name: 'restricted_to', says: 'priority:… or outcome:… with their short addresses, separated by blanks' },
  {
    name: 'letter, letter_on',
    says: 'The funder’s letter and its date; where a stream that is there lapses later than before',
  },
  { name: 'restriction', says: 'The funder’s words for that restriction' },
  {
    name: 'source, source_agency, vat_host, starts_on, lapses_on, carries_over (yes or no), conditions, quality, note',
    says: 'May be left out',
  },
] as const;

/** Imports streams from CSV; see `STREAM_IMPORT_COLUMNS`. Rows are known by their slug; money is received once, by a new stream. */
export const importStreams = importer({
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
    'letter',
    'letter_on',
    'carries_over',
    'conditions',
    'restricted_to',
    'restriction',
    'quality',
    'note',
  ],
  what: (row) => row.name || row.slug,
  async row(tx, actor, row) {
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
    if (there && saysTheSame(there, fields)) return 'unchanged';
    if (there) {
      return did(
        'changed',
        await changeStream(tx, actor, row.slug, there.revision, {
          ...fields,
          letter: row.letter,
          letterOn: parsePlainDate(row.letter_on) ?? null,
        }),
      );
    }
    const added = await addStream(tx, actor, { ...fields, slug: row.slug });
    if (isRefusal(added)) return added;
    return (
      (await firstMoney(tx, actor, added.id, row)) ?? (await restrict(tx, actor, added.id, row)) ?? 'added'
    );
  },
});

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
