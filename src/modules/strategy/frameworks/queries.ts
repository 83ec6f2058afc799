import { sql } from 'kysely';
import type { Id } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

export interface Framework {
  readonly id: Id<'framework'>;
  readonly slug: string;
  readonly title: string;
  readonly publisher: string;
  readonly publishedOn: PlainDate | null;
  readonly startsOn: PlainDate | null;
  readonly endsOn: PlainDate | null;
  /** How many entries it has as published; null when not known. */
  readonly entriesInAll: number | null;
  readonly source: string;
  readonly note: string;
  readonly revision: number;
}

/** How far what an entry asks for is covered: an outcome by an outcome of ours, an indicator by what measures it. */
export type Coverage = 'whole' | 'part' | 'none';

export interface Entry {
  readonly id: Id<'framework-entry'>;
  readonly reference: string;
  readonly title: string;
  readonly kind: 'outcome' | 'indicator';
  readonly grouping: string;
  readonly partOf: string;
  readonly definition: string;
  readonly monitoringBody: string;
  /** Null when it is not known whether it was chosen for the local agreement. */
  readonly inAgreement: boolean | null;
  readonly coverage: Coverage;
  readonly revision: number;
}

/** Something of ours that an entry is joined to. */
export interface EntryJoined {
  readonly entryId: Id<'framework-entry'>;
  readonly kind: 'outcome' | 'indicator';
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  /** Of an indicator: whether it measures the entry as it is defined. */
  readonly fit: 'whole' | 'part' | null;
  readonly note: string;
  /** Of an indicator: the body of ours that monitors it, where one is named. */
  readonly monitor: string | null;
}

const frameworks = (tx: Tx) =>
  tx
    .selectFrom('strategy.framework')
    .select([
      'id',
      'slug',
      'title',
      'publisher',
      'published_on as publishedOn',
      'starts_on as startsOn',
      'ends_on as endsOn',
      'entries_in_all as entriesInAll',
      'source',
      'note',
      'revision',
    ])
    .$castTo<Framework>();

export const findFramework = (tx: Tx, slug: string): Promise<Framework | undefined> =>
  frameworks(tx).where('slug', '=', slug).executeTakeFirst();

export interface Covered {
  readonly entries: number;
  readonly whole: number;
  readonly part: number;
  readonly agreed: number;
}

/** Every framework by title, or the one of that slug, with how far it is covered. */
export async function listFrameworks(tx: Tx, slug?: string): Promise<readonly (Framework & Covered)[]> {
  const all = await frameworks(tx)
    .$if(slug !== undefined, (some) => some.where('slug', '=', slug ?? ''))
    .orderBy('title')
    .orderBy('id')
    .execute();
  const { rows } = await sql<Covered & { id: string }>`
    select c.framework_id as id, count(*)::integer as entries,
      count(*) filter (where c.coverage = 'whole')::integer as whole,
      count(*) filter (where c.coverage = 'part')::integer as part,
      count(*) filter (where e.in_agreement)::integer as agreed
    from strategy.entry_coverage c
    join strategy.framework_entry e on e.partnership_id = c.partnership_id and e.id = c.id
    where c.framework_id = any(${all.map(({ id }) => id)}::uuid[])
    group by c.framework_id`.execute(tx);
  const counts = new Map(rows.map((row) => [row.id, row]));
  return all.map((one) => {
    const { entries = 0, whole = 0, part = 0, agreed = 0 } = counts.get(one.id) ?? {};
    return { ...one, entries, whole, part, agreed };
  });
}

const entries = (tx: Tx) =>
  tx
    .selectFrom('strategy.framework_entry as e')
    .innerJoin('strategy.entry_coverage as c', (join) =>
      join.onRef('c.partnership_id', '=', 'e.partnership_id').onRef('c.id', '=', 'e.id'),
    )
    .select([
      'e.id',
      'e.reference',
      'e.title',
      'e.kind',
      'e.grouping',
      'e.part_of as partOf',
      'e.definition',
      'e.monitoring_body as monitoringBody',
      'e.in_agreement as inAgreement',
      'c.coverage',
      'e.revision',
    ])
    .$castTo<Entry>();

export const findEntry = (tx: Tx, frameworkId: string, reference: string): Promise<Entry | undefined> =>
  entries(tx)
    .where('e.framework_id', '=', frameworkId)
    .where('e.reference', '=', reference)
    .executeTakeFirst();

export interface EntriesWanted {
  readonly coverage?: string | undefined;
  readonly agreement?: string | undefined;
  readonly words?: string | undefined;
  readonly limit?: number;
  readonly offset?: number;
}

/** The entries of a framework in its own order, all or some; `total` is how many match. */
export async function listEntries(
  tx: Tx,
  frameworkId: string,
  wanted: EntriesWanted = {},
): Promise<{ readonly rows: readonly Entry[]; readonly total: number }> {
  const { coverage, agreement, words } = wanted;
  const some = entries(tx)
    .where('e.framework_id', '=', frameworkId)
    .$if(coverage !== undefined, (all) => all.where('c.coverage', '=', coverage ?? ''))
    .$if(agreement !== undefined, (all) => all.where('e.in_agreement', 'is', agreement === 'yes'))
    .$if(words !== undefined, (all) =>
      all.where(
        sql<boolean>`(e.title || ' ' || e.reference) ilike ${`%${(words ?? '').replace(/[\\%_]/g, '\\$&')}%`}`,
      ),
    );
  const { total } = await some
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await some
    .orderBy('e.position')
    .orderBy('e.id')
    .$if(wanted.limit !== undefined, (all) => all.limit(wanted.limit ?? 0).offset(wanted.offset ?? 0))
    .execute();
  return { rows, total: Number(total) };
}

/** What of ours these entries are joined to: outcomes first, each by title. */
export async function listJoined(tx: Tx, entryIds: readonly string[]): Promise<readonly EntryJoined[]> {
  if (entryIds.length === 0) return [];
  const { rows } = await sql<EntryJoined>`
    select x.entry_id as "entryId", 'outcome' as kind, o.id, o.slug, o.wording as title, null as fit, x.note, null as monitor
    from strategy.entry_outcome x
    join strategy.outcome_now o on o.partnership_id = x.partnership_id and o.id = x.outcome_id
    where x.entry_id = any(${entryIds}::uuid[])
    union all
    select x.entry_id, 'indicator', i.id, i.slug, i.title, x.fit, x.note, b.name
    from strategy.entry_indicator x
    join intelligence.indicator i on i.partnership_id = x.partnership_id and i.id = x.indicator_id
    left join strategy.monitoring m on m.partnership_id = x.partnership_id and m.indicator_id = x.indicator_id
    left join governance.body b on b.partnership_id = m.partnership_id and b.id = m.body_id
    where x.entry_id = any(${entryIds}::uuid[])
    order by 2 desc, 5`.execute(tx);
  return rows;
}

/** An indicator of ours that is measured still, the body that monitors it, and whether a framework asks for it. */
export interface Monitored {
  readonly id: Id<'indicator'>;
  readonly slug: string;
  readonly title: string;
  readonly bodyId: Id<'body'> | null;
  readonly monitor: string | null;
  readonly note: string;
  readonly asked: boolean;
}

/** Indicators by title: those whose monitoring body is not named first. */
export async function listMonitored(
  tx: Tx,
  { limit, offset, slug }: { readonly limit?: number; readonly offset?: number; readonly slug?: string } = {},
): Promise<{ readonly rows: readonly Monitored[]; readonly total: number; readonly unnamed: number }> {
  const { rows } = await sql<Monitored & { total: number; unnamed: number }>`
    select i.id, i.slug, i.title, m.body_id as "bodyId", b.name as monitor, coalesce(m.note, '') as note,
      exists (select from strategy.entry_indicator x where x.partnership_id = i.partnership_id and x.indicator_id = i.id) as asked,
      (count(*) over ())::integer as total, (count(*) filter (where m.body_id is null) over ())::integer as unnamed
    from intelligence.indicator i
    left join strategy.monitoring m on m.partnership_id = i.partnership_id and m.indicator_id = i.id
    left join governance.body b on b.partnership_id = m.partnership_id and b.id = m.body_id
    where i.ended_on is null and (${slug ?? null}::text is null or i.slug = ${slug ?? null}::text)
    order by (m.body_id is not null), i.title, i.id
    limit ${limit ?? null}::integer offset ${offset ?? 0}`.execute(tx);
  return {
    rows: rows.map(({ total: _total, unnamed: _unnamed, ...row }) => row),
    total: rows[0]?.total ?? 0,
    unnamed: rows[0]?.unnamed ?? 0,
  };
}
