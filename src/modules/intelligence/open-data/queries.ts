import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { SERIES_COLUMNS } from '../course/series.ts';
import type { Licence, Shows } from './licences.ts';
import type { OpenFigure } from './small-numbers.ts';

/** The terms under which an indicator is published, now or from a day on. */
export interface Publication {
  readonly id: string;
  readonly indicatorId: string;
  readonly version: number;
  readonly slug: string;
  readonly licence: Licence;
  readonly embargoUntil: PlainDate | null;
  readonly shows: Shows;
  readonly provenance: string;
  readonly publishedOn: PlainDate;
  readonly withdrawnOn: PlainDate | null;
  readonly withdrawnBecause: string | null;
}

/** The last publications of indicators, withdrawn or not; of all, or of some. */
export async function listPublications(tx: Tx, ids?: readonly string[]): Promise<readonly Publication[]> {
  const { rows } = await sql<Publication>`
    select p.id, p.indicator_id as "indicatorId", p.version, p.slug, p.licence, p.embargo_until as "embargoUntil", p.shows,
      p.provenance, p.published_on as "publishedOn", w.withdrawn_on as "withdrawnOn", w.reason as "withdrawnBecause"
    from intelligence.open_publication p
    left join intelligence.open_withdrawal w on w.partnership_id = p.partnership_id and w.publication_id = p.id
    where ${ids ? sql`p.indicator_id = any(${ids}::uuid[])` : sql`true`}
      and not exists (
        select from intelligence.open_publication later where later.partnership_id = p.partnership_id
          and later.indicator_id = p.indicator_id and later.version > p.version)
    order by p.slug`.execute(tx);
  return rows;
}

/** The last publication of an indicator, withdrawn or not. */
export const findPublication = async (tx: Tx, indicatorId: string): Promise<Publication | undefined> =>
  (await listPublications(tx, [indicatorId]))[0];

/** What stands beside the figures of a published indicator. */
export interface About {
  readonly definition: string;
  readonly unit: string;
  readonly kind: string;
  readonly direction: string;
  readonly uncertainty: string;
  readonly numeratorSays: string;
  readonly denominatorSays: string;
  readonly publisher: string;
  readonly source: string;
  readonly provenance: string;
  readonly frequency: string;
  readonly shows: Shows;
}

/** A published indicator without its figures. */
export interface OpenDataset {
  readonly slug: string;
  readonly title: string;
  readonly about: About;
  readonly licence: Licence;
  readonly issuedOn: PlainDate;
  readonly modifiedOn: PlainDate;
  readonly rows: number;
  readonly tag: string;
}

const DATASET = sql`slug, title, about, licence, issued_on as "issuedOn", modified_on as "modifiedOn", rows, tag`;

/** Which data sets: that of one address, or a part of all. */
interface Wanted {
  readonly slug?: string;
  readonly limit?: number;
  readonly offset?: number;
}

/** What everybody may read, by title. Needs `public` or `read`. */
export async function listOpenDatasets(
  tx: Tx,
  { slug, limit, offset = 0 }: Wanted = {},
): Promise<readonly OpenDataset[]> {
  const { rows } = await sql<OpenDataset>`
    select ${DATASET} from intelligence.open_dataset
    where partnership_id = platform.partnership() and ${slug === undefined ? sql`true` : sql`slug = ${slug}`}
    order by title, slug limit ${limit ?? null} offset ${offset}`.execute(tx);
  return rows;
}

/** How many data sets everybody may read. */
export async function countOpenDatasets(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from intelligence.open_dataset where partnership_id = platform.partnership()`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}

/** A published indicator by its address; undefined when there is none, or it may not be known yet. */
export const findOpenDataset = async (tx: Tx, slug: string): Promise<OpenDataset | undefined> =>
  (await listOpenDatasets(tx, { slug }))[0];

/** The figures of a published indicator, as they are promised. */
export async function openFiguresOf(tx: Tx, slug: string): Promise<readonly OpenFigure[]> {
  const { rows } = await sql<{ figures: readonly (readonly unknown[])[] }>`
    select figures from intelligence.open_dataset
    where partnership_id = platform.partnership() and slug = ${slug}`.execute(tx);
  return (rows[0]?.figures ?? []).map(
    (cells) =>
      Object.fromEntries(SERIES_COLUMNS.map((name, at) => [name, cells[at]])) as unknown as OpenFigure,
  );
}

/** Where members find the indicator of a published address; undefined for who may not read indicators. */
export async function findMembersPath(tx: Tx, slug: string): Promise<string | undefined> {
  const { rows } = await sql<{ slug: string }>`
    select i.slug from intelligence.open_dataset d
    join intelligence.indicator i on i.partnership_id = d.partnership_id and i.id = d.indicator_id
    where d.partnership_id = platform.partnership() and d.slug = ${slug}`.execute(tx);
  return rows[0] && `/indicators/${rows[0].slug}`;
}
