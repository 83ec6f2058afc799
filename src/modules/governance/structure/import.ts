import { parsePlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { did, importer } from '../../../platform/import-rows.ts';
import { businessDay } from '../business-day.ts';
import { findBody } from '../queries.ts';
import { abolishBody, mergeBody, recordEstablished, renameBody, restructureBody } from './changes.ts';
import { listBodyChanges } from './queries.ts';

export const CHANGE_COLUMNS = [
  { name: 'body', says: 'Short address of the body' },
  { name: 'kind', says: 'established, renamed, restructured, merged or abolished' },
  { name: 'day', says: 'YYYY-MM-DD: the first day of what is new, the last day of a body that ends' },
  { name: 'name, into', says: 'The new name of a renamed body; the short address of the body merged into' },
  { name: 'reason', says: 'Why' },
] as const;

/** Imports body-changes.csv; see `CHANGE_COLUMNS`. A change is known by its body, kind and day. */
export const importBodyChanges = importer({
  required: ['body', 'kind', 'day', 'reason'],
  optional: ['name', 'into'],
  what: (row) => `${row.body} ${row.kind} on ${row.day}`,
  async row(tx, actor, row) {
    const body = await findBody(tx, row.body);
    if (!body) return refused('body-unknown', `There is no body "${row.body}". Import it first.`);
    const on = parsePlainDate(row.day);
    if (!on) return refused('date-unreadable', 'Write the day as YYYY-MM-DD.');
    const changes = await listBodyChanges(tx, body.id);
    if (changes.some(({ kind, onDay }) => kind === row.kind && onDay === on)) return 'unchanged';
    const change = { slug: body.slug, on, reason: row.reason };
    const acts: Readonly<Record<string, () => Promise<undefined | Refusal>>> = {
      established: () => recordEstablished(tx, actor, change),
      renamed: async () => renameBody(tx, actor, { ...change, name: row.name, today: await businessDay(tx) }),
      restructured: () => restructureBody(tx, actor, change),
      merged: () => mergeBody(tx, actor, { ...change, into: row.into }),
      abolished: () => abolishBody(tx, actor, change),
    };
    const act = acts[row.kind];
    if (!act) return refused('body-change-kind', `Write one of ${Object.keys(acts).join(', ')}.`);
    return did('added', await act());
  },
});
