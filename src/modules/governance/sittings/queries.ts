import type { Id } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

export type ItemType = 'information' | 'discussion' | 'decision';

/** From what an item was carried in. */
export type ItemSource = 'item' | 'forward-plan' | 'action' | 'escalation';

/** A soft link to something of any module. */
export interface Subject {
  readonly kind: string;
  readonly id: string;
}

export interface AgendaItem {
  readonly id: Id<'agenda-item'>;
  readonly sittingId: Id<'sitting'>;
  /** Its place on the agenda from 1, without gaps, the same for everybody; 0 when it was withdrawn. */
  readonly number: number;
  readonly title: string;
  readonly type: ItemType;
  readonly keyDecision: boolean;
  readonly ownerPostId: Id<'post'> | null;
  readonly ownerPost: string | null;
  readonly ownerAgencyId: Id<'agency'> | null;
  readonly ownerAgency: string | null;
  readonly minutes: number | null;
  /** Why it is exempt; null for an open item. */
  readonly exemptReason: string | null;
  readonly proposal: string;
  readonly subject: Subject | null;
  readonly from: { readonly kind: ItemSource; readonly id: string } | null;
  readonly withdrawnOn: PlainDate | null;
  readonly revision: number;
}

const items = (tx: Tx) =>
  tx
    .selectFrom('governance.agenda_item as i')
    .leftJoin('partners.post as p', (join) =>
      join.onRef('p.partnership_id', '=', 'i.partnership_id').onRef('p.id', '=', 'i.owner_post_id'),
    )
    .leftJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'i.partnership_id').onRef('a.id', '=', 'i.owner_agency_id'),
    )
    .select([
      'i.id',
      'i.sitting_id as sittingId',
      'i.position as number',
      'i.title',
      'i.type',
      'i.key_decision as keyDecision',
      'i.owner_post_id as ownerPostId',
      'p.title as ownerPost',
      'i.owner_agency_id as ownerAgencyId',
      'a.name as ownerAgency',
      'i.minutes',
      'i.exempt_reason as exemptReason',
      'i.proposal',
      'i.subject_kind',
      'i.subject_id',
      'i.from_kind',
      'i.from_id',
      'i.withdrawn_on as withdrawnOn',
      'i.revision',
    ]);

type StoredItem = Awaited<ReturnType<ReturnType<typeof items>['executeTakeFirstOrThrow']>>;

const asItem = ({ subject_kind, subject_id, from_kind, from_id, ...row }: StoredItem): AgendaItem => ({
  ...row,
  id: row.id as Id<'agenda-item'>,
  sittingId: row.sittingId as Id<'sitting'>,
  ownerPostId: row.ownerPostId as Id<'post'> | null,
  ownerAgencyId: row.ownerAgencyId as Id<'agency'> | null,
  subject: subject_kind !== null && subject_id !== null ? { kind: subject_kind, id: subject_id } : null,
  from: from_kind !== null && from_id !== null ? { kind: from_kind, id: from_id } : null,
});

/** The agenda of a sitting in order, as far as the actor may see it; `withdrawn` gives what was taken off too. */
export const listAgenda = async (
  tx: Tx,
  sittingId: string,
  { withdrawn = false }: { readonly withdrawn?: boolean } = {},
): Promise<readonly AgendaItem[]> =>
  (
    await items(tx)
      .where('i.sitting_id', '=', sittingId)
      .$if(!withdrawn, (all) => all.where('i.withdrawn_on', 'is', null))
      .orderBy('i.position')
      .orderBy('i.id')
      .execute()
  ).map(asItem);

/** The item of that id, a withdrawn one too. */
export async function findAgendaItem(tx: Tx, id: string): Promise<AgendaItem | undefined> {
  const row = await items(tx).where('i.id', '=', id).executeTakeFirst();
  return row && asItem(row);
}

export interface Paper {
  readonly id: Id<'paper'>;
  readonly sittingId: Id<'sitting'>;
  readonly itemId: Id<'agenda-item'> | null;
  readonly title: string;
  readonly exempt: boolean;
  /** What the paper is, where it is something of another module: an edition of a report. */
  readonly subject: Subject | null;
  readonly position: number;
  readonly withdrawnOn: PlainDate | null;
  readonly revision: number;
  /** The last version; null while a paper that is an edition of a report needs none. */
  readonly version: PaperVersion | null;
}

export interface PaperVersion {
  readonly id: Id<'paper-version'>;
  readonly paperId: Id<'paper'>;
  readonly version: number;
  /** Markdown; null for a file. */
  readonly words: string | null;
  readonly file: PaperFile | null;
  readonly addedOn: PlainDate;
  readonly reason: string;
}

export interface PaperFile {
  readonly id: Id<'file'>;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: Buffer;
}

const versions = (tx: Tx) =>
  tx
    .selectFrom('governance.paper_version as v')
    .leftJoin('platform.file as f', (join) =>
      join.onRef('f.partnership_id', '=', 'v.partnership_id').onRef('f.id', '=', 'v.file_id'),
    )
    .select([
      'v.id',
      'v.paper_id as paperId',
      'v.version',
      'v.words',
      'v.file_id as fileId',
      'f.name as fileName',
      'f.media_type as mediaType',
      'f.size',
      'f.sha256',
      'v.added_on as addedOn',
      'v.reason',
    ]);

type StoredVersion = Awaited<ReturnType<ReturnType<typeof versions>['executeTakeFirstOrThrow']>>;

const asVersion = ({ fileId, fileName, mediaType, size, sha256, ...row }: StoredVersion): PaperVersion => ({
  ...row,
  id: row.id as Id<'paper-version'>,
  paperId: row.paperId as Id<'paper'>,
  file:
    fileId !== null && fileName !== null && mediaType !== null && size !== null && sha256 !== null
      ? { id: fileId as Id<'file'>, name: fileName, mediaType, size: Number(size), sha256 }
      : null,
});

/** All versions of a paper, the latest first. */
export const listPaperVersions = async (tx: Tx, paperId: string): Promise<readonly PaperVersion[]> =>
  (await versions(tx).where('v.paper_id', '=', paperId).orderBy('v.version', 'desc').execute()).map(
    asVersion,
  );

/** The version of that id, if the actor may see it. */
export async function findPaperVersion(tx: Tx, id: string): Promise<PaperVersion | undefined> {
  const row = await versions(tx).where('v.id', '=', id).executeTakeFirst();
  return row && asVersion(row);
}

const papers = (tx: Tx) =>
  tx
    .selectFrom('governance.paper as p')
    .select([
      'p.id',
      'p.sitting_id as sittingId',
      'p.item_id as itemId',
      'p.title',
      'p.exempt',
      'p.subject_kind',
      'p.subject_id',
      'p.position',
      'p.withdrawn_on as withdrawnOn',
      'p.revision',
    ]);

type StoredPaper = Awaited<ReturnType<ReturnType<typeof papers>['executeTakeFirstOrThrow']>>;

async function withVersions(tx: Tx, rows: readonly StoredPaper[]): Promise<readonly Paper[]> {
  if (rows.length === 0) return [];
  const last = new Map(
    (
      await versions(tx)
        .where(
          'v.paper_id',
          'in',
          rows.map(({ id }) => id),
        )
        .orderBy('v.version')
        .execute()
    ).map((version) => [version.paperId, asVersion(version)]),
  );
  return rows.map(({ subject_kind, subject_id, ...row }) => ({
    ...row,
    id: row.id as Id<'paper'>,
    sittingId: row.sittingId as Id<'sitting'>,
    itemId: row.itemId as Id<'agenda-item'> | null,
    subject: subject_kind !== null && subject_id !== null ? { kind: subject_kind, id: subject_id } : null,
    version: last.get(row.id) ?? null,
  }));
}

/** The papers of a sitting with their last versions, as far as the actor may see them, without withdrawn ones. */
export const listPapers = async (tx: Tx, sittingId: string): Promise<readonly Paper[]> =>
  withVersions(
    tx,
    await papers(tx)
      .where('p.sitting_id', '=', sittingId)
      .where('p.withdrawn_on', 'is', null)
      .orderBy('p.position')
      .orderBy('p.id')
      .execute(),
  );

/** The paper of that id, a withdrawn one too. */
export async function findPaper(tx: Tx, id: string): Promise<Paper | undefined> {
  const [paper] = await withVersions(tx, await papers(tx).where('p.id', '=', id).execute());
  return paper;
}
