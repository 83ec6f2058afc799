import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { EvidenceKind } from './words.ts';

/** An entry of the library. */
export interface Evidence {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly kind: EvidenceKind;
  readonly publisher: string;
  readonly publishedOn: PlainDate | null;
  /** When it was published, where the day is not known. */
  readonly publishedSays: string;
  readonly says: string;
  readonly url: string;
  readonly fileId: string | null;
  readonly fileName: string | null;
  readonly keptAt: string;
  readonly licence: string;
  readonly reviewOn: PlainDate | null;
  readonly ownerAgencyId: string | null;
  readonly ownerAgency: string | null;
  readonly ownerPostId: string | null;
  readonly ownerPost: string | null;
  readonly note: string;
  readonly withdrawnOn: PlainDate | null;
  readonly withdrawnSays: string;
  readonly addedOn: PlainDate;
  readonly addedBy: string;
  readonly revision: number;
  /** How many things rest on it. */
  readonly supports: number;
}

export interface EvidenceWanted {
  readonly words?: string | undefined;
  readonly kind?: string | undefined;
  /** What it supports. */
  readonly subjectId?: string | undefined;
  readonly withdrawn?: boolean | undefined;
}

const when = (asked: unknown, condition: RawBuilder<unknown>): RawBuilder<unknown> =>
  asked === undefined ? sql`true` : condition;

const wanted = ({ words, kind, subjectId, withdrawn }: EvidenceWanted): RawBuilder<unknown> => {
  const like = `%${(words ?? '').replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return sql.join(
    [
      sql`e.partnership_id = platform.partnership()`,
      when(words, sql`(e.title ilike ${like} or e.publisher ilike ${like} or e.says ilike ${like})`),
      when(kind, sql`e.kind = ${kind}`),
      when(withdrawn, sql`(e.withdrawn_on is not null) = ${withdrawn ?? false}`),
      when(
        subjectId,
        sql`e.id in (select s.evidence_id from intelligence.evidence_support s
          where s.partnership_id = platform.partnership() and s.subject_id = ${subjectId}::uuid)`,
      ),
    ],
    sql` and `,
  );
};

const select = (condition: RawBuilder<unknown>, tail: RawBuilder<unknown>) => sql<Evidence>`
  select e.id, e.slug, e.title, e.kind, e.publisher, e.published_on as "publishedOn", e.published_says as "publishedSays", e.says, e.url,
    e.file_id as "fileId", f.name as "fileName", e.kept_at as "keptAt", e.licence, e.review_on as "reviewOn",
    e.owner_agency_id as "ownerAgencyId", a.name as "ownerAgency", e.owner_post_id as "ownerPostId", t.title as "ownerPost", e.note,
    e.withdrawn_on as "withdrawnOn", e.withdrawn_says as "withdrawnSays", e.added_on as "addedOn",
    coalesce(nullif(concat_ws(', ', kt.title, ka.name), ''), 'The import') as "addedBy", e.revision,
    (select count(*)::integer from intelligence.evidence_support s where s.partnership_id = e.partnership_id and s.evidence_id = e.id) as supports
  from (select * from intelligence.evidence e where ${condition} ${tail}) e
  left join platform.file f on f.partnership_id = e.partnership_id and f.id = e.file_id
  left join partners.agency a on a.partnership_id = e.partnership_id and a.id = e.owner_agency_id
  left join partners.post t on t.partnership_id = e.partnership_id and t.id = e.owner_post_id
  left join partners.agency ka on ka.partnership_id = e.partnership_id and ka.id = e.added_agency_id
  left join access.account k on k.partnership_id = e.partnership_id and k.id = e.added_by
  left join partners.post kt on kt.partnership_id = k.partnership_id and kt.id = k.post_id
  order by e.title, e.id`;

/** Entries by title, a part of them. */
export async function listEvidence(
  tx: Tx,
  asked: EvidenceWanted,
  { limit, offset = 0 }: { readonly limit?: number; readonly offset?: number } = {},
): Promise<readonly Evidence[]> {
  const tail = sql`order by e.title, e.id limit ${limit ?? null} offset ${offset}`;
  return (await select(wanted(asked), tail).execute(tx)).rows;
}

export async function countEvidence(tx: Tx, asked: EvidenceWanted): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from intelligence.evidence e where ${wanted(asked)}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** The entry of that slug, or of that id. */
export async function findEvidence(
  tx: Tx,
  by: { readonly slug: string } | { readonly id: string },
): Promise<Evidence | undefined> {
  const condition = 'slug' in by ? sql`e.slug = ${by.slug}` : sql`e.id = ${by.id}::uuid`;
  const own = sql`e.partnership_id = platform.partnership() and ${condition}`;
  return (await select(own, sql``).execute(tx)).rows[0];
}

/** The entries that were added last and are relied on, for choosing one of them. */
export async function listTitles(
  tx: Tx,
): Promise<readonly { readonly id: string; readonly title: string }[]> {
  const { rows } = await sql<{ id: string; title: string }>`
    select id, title from intelligence.evidence
    where partnership_id = platform.partnership() and withdrawn_on is null order by added_on desc, title, id limit 200`.execute(
    tx,
  );
  return rows;
}
