import { sql } from 'kysely';
import { newId } from '../kernel/ids.ts';
import { type Actor, accountOf, agencyOf } from './actor.ts';
import type { Tx } from './database/transaction.ts';
import { stateOf } from './database/transaction.ts';
import type { JobQueue } from './jobs.ts';
import type { Job, SearchEntry, SearchOffer } from './module.ts';

/** What a search found, best first. */
export interface Found {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly path: string;
}

const LONGEST_BEGINNING = 8;
/** How much a whole word, the beginning of one, and three letters in a row say. */
const WEIGHT = { word: 8, beginning: 4, letters: 1 } as const;

/** Lower-case words without accents or punctuation. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 0);

const lettersOf = (word: string): string[] => {
  const padded = ` ${word} `;
  return Array.from({ length: Math.max(0, padded.length - 2) }, (_, at) => padded.slice(at, at + 3));
};

/**
 * The tokens of an entry with their weights: whole words of title and summary, beginnings of the title's words for
 * searching while typing, and its letters in threes for misspellings. They are compared by equality only, which an
 * index can serve behind row level security.
 */
export function tokensOf(entry: Pick<SearchEntry, 'title' | 'summary'>): Map<string, number> {
  const tokens = new Map<string, number>();
  const add = (token: string, weight: number): void => {
    tokens.set(token, Math.max(weight, tokens.get(token) ?? 0));
  };
  for (const word of wordsOf(entry.summary)) add(`w:${word}`, WEIGHT.word / 2);
  for (const word of wordsOf(entry.title)) {
    add(`w:${word}`, WEIGHT.word);
    for (let length = 2; length <= Math.min(word.length, LONGEST_BEGINNING); length++)
      add(`b:${word.slice(0, length)}`, WEIGHT.beginning);
    if (word.length > 3) for (const three of lettersOf(word)) add(`l:${three}`, WEIGHT.letters);
  }
  return tokens;
}

/** The tokens a query looks for, and the least score that is more than chance. */
export function queryTokens(text: string): { tokens: string[]; enough: number } {
  const words = wordsOf(text).slice(0, 8);
  const tokens = words.flatMap((word) => [
    `w:${word}`,
    `b:${word.slice(0, LONGEST_BEGINNING)}`,
    ...(word.length > 3 ? lettersOf(word).map((three) => `l:${three}`) : []),
  ]);
  const letters = words.map((word) => (word.length > 3 ? word.length : 0));
  const enough = Math.max(
    3,
    Math.min(WEIGHT.beginning, ...letters.filter((n) => n > 0).map((n) => Math.ceil(n / 2))),
  );
  return { tokens: [...new Set(tokens)], enough };
}

/** Finds what the actor may see. */
export async function search(tx: Tx, actor: Actor, text: string, limit = 20): Promise<Found[]> {
  const { tokens, enough } = queryTokens(text);
  if (tokens.length === 0) return [];
  const { rows } = await sql<Found>`
    select e.kind, e.subject_id as id, e.title, e.summary, e.path
    from (select kind, subject_id, sum(weight) as score from platform.search_token
      where partnership_id = ${actor.partnershipId} and token = any(${tokens})
      group by kind, subject_id having sum(weight) >= ${enough} order by 3 desc limit ${limit}) hit
    join platform.search_entry e on e.partnership_id = ${actor.partnershipId} and e.kind = hit.kind and e.subject_id = hit.subject_id
    order by hit.score desc, length(e.title), e.title`.execute(tx);
  return rows;
}

/** Renews what can be found of one kind, or of one thing of it. Needs the permission `search.index`. */
export async function reindex(tx: Tx, actor: Actor, offer: SearchOffer, id?: string): Promise<number> {
  let old = tx
    .deleteFrom('platform.search_entry')
    .where('partnership_id', '=', actor.partnershipId)
    .where('kind', '=', offer.kind);
  if (id !== undefined) old = old.where('subject_id', '=', id);
  await old.execute();
  const entries = await offer.list(tx, id);
  if (entries.length === 0) return 0;
  const of = <T>(pick: (entry: SearchEntry) => T): T[] => entries.map(pick);
  await sql`insert into platform.search_entry (partnership_id, kind, subject_id, title, summary, path, permission)
    select ${actor.partnershipId}, ${offer.kind}, * from unnest(${of((e) => e.id)}::uuid[], ${of((e) => e.title)}::text[],
      ${of((e) => e.summary)}::text[], ${of((e) => e.path)}::text[], ${of((e) => e.permission ?? 'read')}::text[])`.execute(
    tx,
  );
  const tokens = entries.flatMap((entry) =>
    [...tokensOf(entry)].map(([token, weight]) => ({
      id: entry.id,
      token,
      weight,
      permission: entry.permission ?? 'read',
    })),
  );
  await sql`insert into platform.search_token (partnership_id, kind, token, subject_id, weight, permission)
    select ${actor.partnershipId}, ${offer.kind}, * from unnest(${tokens.map((t) => t.token)}::text[], ${tokens.map((t) => t.id)}::uuid[],
      ${tokens.map((t) => t.weight)}::smallint[], ${tokens.map((t) => t.permission)}::text[])`.execute(tx);
  return entries.length;
}

const JOB = 'search.index';

/**
 * Tells of everything the transaction's audit events changed, in that transaction: the newest for the home page, and a
 * job that renews what can be found. Things that cannot be searched for are not told of.
 */
export async function announce(
  tx: Tx,
  actor: Actor,
  offers: ReadonlyMap<string, SearchOffer>,
  jobs: Pick<JobQueue, 'enqueue'>,
): Promise<void> {
  const told = stateOf(tx).changed.filter(({ kind }) => offers.has(kind));
  for (const { kind, id, action } of told)
    await tx
      .insertInto('platform.change')
      .values({
        partnership_id: actor.partnershipId,
        id: newId(),
        at: new Date(),
        kind,
        subject_id: id,
        action,
        agency_id: agencyOf(actor) ?? null,
        account_id: accountOf(actor) ?? null,
      })
      .execute();
  for (const subject of new Set(told.map(({ kind, id }) => `${kind} ${id}`)))
    await jobs.enqueue(tx, JOB, { partnershipId: actor.partnershipId, subjectId: subject });
}

/** Renews what one command changed (`kind id`), or everything. */
export const searchJob: Job = {
  name: JOB,
  run: async ({ subjectId, services, transact }) => {
    const offers = services.offers.search;
    const [kind, id] = subjectId?.split(' ') ?? [];
    const wanted =
      kind === undefined ? [...offers.values()] : [offers.get(kind)].filter((offer) => offer !== undefined);
    for (const offer of wanted)
      await transact(['read', 'search.index'], (tx, actor) => reindex(tx, actor, offer, id));
  },
};
