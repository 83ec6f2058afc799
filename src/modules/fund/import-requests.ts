import { parsePounds } from '../../kernel/pence.ts';
import { type PlainDate, parsePlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { importer } from '../../platform/import-rows.ts';
import { idOf, idsOf } from './import-names.ts';
import { requestIn } from './requests/form.ts';
import { findRequest } from './requests/queries.ts';
import { addRequest } from './requests/request.ts';
import { proposeSplit } from './requests/split.ts';
import { submitRequest } from './requests/steps.ts';

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

/** Imports requests from CSV; see `REQUEST_IMPORT_COLUMNS`. Rows are known by their slug; one that is there is not changed. */
export const importRequests = importer({
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
  async row(tx, actor, row) {
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
      return there.title === fields.title && (fields.shape === 'recurring' || there.pence === fields.pence)
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
});

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
