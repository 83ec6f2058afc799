import type { Id } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Actor } from '../../platform/actor.ts';
import { type Part, partOf } from '../../platform/database/keyset.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Format } from './render.ts';

/** The hashes of an edition's frozen files. */
export type Hashes = Readonly<Record<Format, Buffer | null>>;

export interface EditionRow {
  readonly id: Id<'edition'>;
  readonly reportId: Id<'report'>;
  readonly slug: string;
  readonly title: string;
  readonly periodStart: PlainDate;
  readonly asAt: PlainDate;
  readonly approvedOn: PlainDate;
  readonly approvedBy: string | null;
  readonly approvedFor: string | null;
  readonly alone: boolean;
  readonly publishedOn: PlainDate | null;
  readonly rowHash: Buffer;
  readonly hashes: Hashes;
}

const HASHES = ['html_sha256', 'pdf_sha256', 'docx_sha256', 'json_sha256'] as const;
type StoredHashes = Readonly<Record<(typeof HASHES)[number], Buffer | null>>;

const hashesOf = (row: StoredHashes): Hashes => ({
  html: row.html_sha256,
  pdf: row.pdf_sha256,
  docx: row.docx_sha256,
  json: row.json_sha256,
});

const editionRows = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('reporting.edition as e')
    .leftJoin('reporting.publication as p', (join) =>
      join.onRef('p.partnership_id', '=', 'e.partnership_id').onRef('p.edition_id', '=', 'e.id'),
    )
    .leftJoin('partners.person as w', (join) =>
      join.onRef('w.partnership_id', '=', 'e.partnership_id').onRef('w.id', '=', 'e.approved_by_person'),
    )
    .leftJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'e.partnership_id').onRef('a.id', '=', 'e.approved_by_agency'),
    )
    .select([
      'e.id',
      'e.report_id as reportId',
      'e.slug',
      'e.title',
      'e.period_start as periodStart',
      'e.as_at as asAt',
      'e.approved_on as approvedOn',
      'w.name as approvedBy',
      'a.name as approvedFor',
      'e.alone',
      'p.published_on as publishedOn',
      'e.row_hash as rowHash',
      'e.html_sha256',
      'e.pdf_sha256',
      'e.docx_sha256',
      'e.json_sha256',
    ])
    .where('e.partnership_id', '=', actor.partnershipId);

type Stored = Awaited<ReturnType<ReturnType<typeof editionRows>['executeTakeFirstOrThrow']>>;

const asEdition = ({ html_sha256, pdf_sha256, docx_sha256, json_sha256, ...row }: Stored): EditionRow => ({
  ...row,
  id: row.id as Id<'edition'>,
  reportId: row.reportId as Id<'report'>,
  hashes: hashesOf({ html_sha256, pdf_sha256, docx_sha256, json_sha256 }),
});

/** All editions, the latest first. */
export const listEditions = async (tx: Tx, actor: Actor): Promise<readonly EditionRow[]> =>
  (await editionRows(tx, actor).orderBy('e.as_at', 'desc').orderBy('e.slug').execute()).map(asEdition);

/** Editions by date and id, the earliest first, all or a part. */
export const listEditionsByDate = async (tx: Tx, actor: Actor, part: Part): Promise<readonly EditionRow[]> =>
  (await partOf(editionRows(tx, actor), ['e.as_at', 'e.id'], part).execute()).map(asEdition);

export async function findEdition(tx: Tx, actor: Actor, id: string): Promise<EditionRow | undefined> {
  const row = await editionRows(tx, actor).where('e.id', '=', id).executeTakeFirst();
  return row && asEdition(row);
}

export async function findEditionOf(tx: Tx, actor: Actor, reportId: string): Promise<EditionRow | undefined> {
  const row = await editionRows(tx, actor).where('e.report_id', '=', reportId).executeTakeFirst();
  return row && asEdition(row);
}

/** A published edition, as everybody may see it. */
export interface PublicationRow {
  readonly editionId: Id<'edition'>;
  readonly slug: string;
  readonly title: string;
  readonly asAt: PlainDate;
  readonly publishedOn: PlainDate;
  readonly hashes: Hashes;
}

/** Published editions, the latest first. Needs `public` or `read`. */
export async function listPublications(
  tx: Tx,
  actor: Actor,
  slug?: string,
): Promise<readonly PublicationRow[]> {
  const rows = await tx
    .selectFrom('reporting.publication')
    .select(['edition_id', 'slug', 'title', 'as_at', 'published_on', ...HASHES])
    .where('partnership_id', '=', actor.partnershipId)
    .$if(slug !== undefined, (query) => query.where('slug', '=', slug ?? ''))
    .orderBy('as_at', 'desc')
    .orderBy('slug')
    .execute();
  return rows.map((row) => ({
    editionId: row.edition_id as Id<'edition'>,
    slug: row.slug,
    title: row.title,
    asAt: row.as_at,
    publishedOn: row.published_on,
    hashes: hashesOf(row),
  }));
}
