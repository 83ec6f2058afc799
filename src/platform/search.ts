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

/** One token that a query looks for, the word it stands for, and the least score at which that word is met. */
interface Asked {
  readonly token: string;
  readonly word: number;
  readonly enough: number;
}

/** The tokens that the words of a query look for; of a long word some letters in threes will do. */
export function queryTokens(text: string): readonly Asked[] {
  const words = [...new Set(wordsOf(text))].slice(0, 8);
  return words.flatMap((word, at) => {
    const letters = word.length > 3 ? lettersOf(word) : [];
    const enough = Math.max(3, Math.min(WEIGHT.beginning, Math.ceil(letters.length / 2)));
    const tokens = new Set([
      `w:${word}`,
      `b:${word.slice(0, LONGEST_BEGINNING)}`,
      ...letters.map((three) => `l:${three}`),
    ]);
    return [...tokens].map((token) => ({ token, word: at, enough }));
  });
}

/**
 * Finds what the actor may see. What meets more of the words comes first; where something meets all of them, what
 * meets only some is left out.
 */
export async function search(tx: Tx, actor: Actor, text: string, limit = 20): Promise<Found[]> {
  const asked = queryTokens(text);
  if (asked.length === 0) return [];
  const words = new Set(asked.map(({ word }) => word)).size;
  const of = <T>(pick: (one: Asked) => T): T[] => asked.map(pick);
  const { rows } = await sql<Found>`
    with asked as (
      select * from unnest(${of((one) => one.token)}::text[], ${of((one) => one.word)}::int[], ${of((one) => one.enough)}::int[]) as a (token, word, enough)
    ), met as (
      select t.kind, t.subject_id, a.word, sum(t.weight) as score
      from platform.search_token t join asked a on a.token = t.token
      where t.partnership_id = ${actor.partnershipId} and t.token = any(${of((one) => one.token)}::text[])
      group by t.kind, t.subject_id, a.word, a.enough having sum(t.weight) >= a.enough
    ), hit as (
      select kind, subject_id, count(*) as words, sum(score) as score from met group by kind, subject_id
      order by words desc, score desc limit ${limit}
    )
    select e.kind, e.subject_id as id, e.title, e.summary, e.path
    from hit
    join platform.search_entry e on e.partnership_id = ${actor.partnershipId} and e.kind = hit.kind and e.subject_id = hit.subject_id
    where hit.words = ${words} or not exists (select from hit whole where whole.words = ${words})
    order by hit.words desc, hit.score desc, length(e.title), e.title`.execute(tx);
  return rows;
}

/** Renews what can be found of one kind, or of one thing of it. Needs the permission `search.index`. */
export async function reindex(tx: Tx, actor: Actor, offer: SearchOffer, id?: string): Promise<number> {
  // One after the other: what another transaction renews meanwhile is deleted too, and not written twice.
  await sql`select pg_advisory_xact_lock(hashtextextended('platform.search ' || platform.partnership()::text || ${offer.kind}, 0))`.execute(
    tx,
  );
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
  for (const { kind, id } of await tell(tx, actor, offers))
    await jobs.enqueue(tx, JOB, { partnershipId: actor.partnershipId, subjectId: `${kind} ${id}` });
}

/**
 * Tells the same and renews what can be found at once: for commands of the operator, which run where no server may be
 * working off jobs. Needs the permission `search.index`.
 */
export async function announceAtOnce(
  tx: Tx,
  actor: Actor,
  offers: ReadonlyMap<string, SearchOffer>,
): Promise<void> {
  for (const { kind, id } of await tell(tx, actor, offers)) {
    const offer = offers.get(kind);
    if (offer) await reindex(tx, actor, offer, id);
  }
}

type Changed = ReturnType<typeof stateOf>['changed'][number];

/** Keeps what changed for the home page, and gives the things that changed, each once, in the order of their kinds. */
async function tell(tx: Tx, actor: Actor, offers: ReadonlyMap<string, SearchOffer>): Promise<Changed[]> {
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
  const each = new Map(told.map((changed) => [`${changed.kind} ${changed.id}`, changed]));
  return [...each.values()].sort((a, b) => a.kind.localeCompare(b.kind));
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
