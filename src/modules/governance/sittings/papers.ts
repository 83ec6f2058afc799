import { type Id, newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type FileStore, storeFile } from '../../../platform/files.ts';
import type { PaperOffer } from '../../../platform/module.ts';
import { findSitting } from '../queries.ts';
import { findAgendaItem, findPaper, type Paper, type Subject } from './queries.ts';

/** What a paper says: words in Markdown, or a file. */
export interface PaperContent {
  readonly words?: string | null;
  readonly file?: { readonly fileName: string; readonly bytes: Buffer } | undefined;
}

export interface PaperInput extends PaperContent {
  readonly sittingId: string;
  readonly itemId?: string | null;
  readonly title: string;
  /** A paper of an exempt item is exempt whatever this says. */
  readonly exempt?: boolean;
  /** What it is, where another module has it: an edition of a report. It needs no words or file then. */
  readonly subject?: Subject | null;
  /** The period that it is about, of a report, by which the report that was owed is found; see `coversOf`. */
  readonly covers?: { readonly from: PlainDate; readonly to: PlainDate } | undefined;
  readonly on: PlainDate;
}

/** The period that something is about which another module keeps. */
export const coversOf = async (
  tx: Tx,
  actor: Actor,
  papers: ReadonlyMap<string, PaperOffer>,
  subject: Subject | null,
): Promise<PaperInput['covers']> =>
  subject ? papers.get(subject.kind)?.covers?.(tx, actor, subject.id) : undefined;

/** Adds a paper to a sitting, under an item of its agenda or beside them. Without a store it can only be words. */
export async function addPaper(
  tx: Tx,
  actor: Actor,
  store: FileStore | null,
  input: PaperInput,
): Promise<Id<'paper'> | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const sitting = await findSitting(tx, input.sittingId);
  if (!sitting) return notFound('sitting');
  if (sitting.status === 'cancelled')
    return refused('sitting-is-cancelled', 'This sitting is cancelled. Plan it again first.');
  const item = input.itemId ? await findAgendaItem(tx, input.itemId) : undefined;
  if (input.itemId && item?.sittingId !== sitting.id) return notFound('agenda item');
  const itemExempt = item !== undefined && item.exemptReason !== null;
  const exempt = itemExempt || (input.exempt ?? false);
  const id = newId<'paper'>();
  await tx
    .insertInto('governance.paper')
    .values({
      partnership_id: actor.partnershipId,
      id,
      sitting_id: sitting.id,
      item_id: item?.id ?? null,
      item_exempt: itemExempt,
      title: input.title,
      exempt,
      subject_kind: input.subject?.kind ?? null,
      subject_id: input.subject?.id ?? null,
      covers_from: input.covers?.from ?? null,
      covers_to: input.covers?.to ?? null,
    })
    .execute();
  if (!input.subject) {
    const version = await writeVersion(tx, actor, store, { id, exempt }, { ...input, version: 1 });
    if (isRefusal(version)) return version;
  }
  await recordCommand(tx, actor, {
    action: 'paper.add',
    subject: { kind: 'sitting', id: sitting.id },
    detail: { paperId: id, itemId: item?.id ?? null, exempt, subject: input.subject ?? null },
  });
  return id;
}

interface VersionInput extends PaperContent {
  readonly version: number;
  readonly on: PlainDate;
  readonly reason?: string;
}

async function writeVersion(
  tx: Tx,
  actor: Actor,
  store: FileStore | null,
  paper: { readonly id: string; readonly exempt: boolean },
  { words, file, version, on, reason = '' }: VersionInput,
): Promise<Id<'paper-version'> | Refusal> {
  if (file !== undefined && store === null) throw new Error('A file needs a store to be kept in');
  const stored = file && store ? await storeFile(tx, actor, store, file) : undefined;
  if (isRefusal(stored)) return { ...stored, field: 'file' };
  const id = newId<'paper-version'>();
  await tx
    .insertInto('governance.paper_version')
    .values({
      partnership_id: actor.partnershipId,
      id,
      paper_id: paper.id,
      version,
      exempt: paper.exempt,
      words: stored ? null : (words ?? null),
      file_id: stored?.id ?? null,
      added_on: on,
      account_id: accountOf(actor) ?? null,
      reason,
    })
    .execute();
  return id;
}

async function toChange(tx: Tx, actor: Actor, id: string): Promise<Paper | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const paper = await findPaper(tx, id);
  if (!paper) return notFound('paper');
  return paper.withdrawnOn === null
    ? paper
    : refused('paper-was-withdrawn', 'This paper was withdrawn. Add it again.');
}

/** Adds the next version of a paper; what was published stays as it was. `seen` is the version it replaces. */
export async function addPaperVersion(
  tx: Tx,
  actor: Actor,
  store: FileStore | null,
  input: PaperContent & {
    readonly paperId: string;
    readonly seen: number;
    readonly reason: string;
    readonly on: PlainDate;
  },
): Promise<Id<'paper-version'> | Refusal> {
  const paper = await toChange(tx, actor, input.paperId);
  if (isRefusal(paper)) return paper;
  if (paper.subject)
    return refused(
      'paper-is-not-ours',
      'This paper is kept elsewhere. Attach the later one as a paper of its own.',
    );
  const id = await writeVersion(tx, actor, store, paper, { ...input, version: input.seen + 1 });
  if (isRefusal(id)) return id;
  await recordCommand(tx, actor, {
    action: 'paper.add-version',
    subject: { kind: 'sitting', id: paper.sittingId },
    detail: { paperId: paper.id, version: input.seen + 1, reason: input.reason },
  });
  return id;
}

/** Takes a paper away from the sitting; what was published stays published. */
export async function withdrawPaper(
  tx: Tx,
  actor: Actor,
  id: string,
  on: PlainDate,
): Promise<undefined | Refusal> {
  const paper = await toChange(tx, actor, id);
  if (isRefusal(paper)) return paper;
  await tx
    .updateTable('governance.paper')
    .set({ withdrawn_on: on, revision: paper.revision + 1 })
    .where('id', '=', paper.id)
    .execute();
  await recordCommand(tx, actor, {
    action: 'paper.withdraw',
    subject: { kind: 'sitting', id: paper.sittingId },
    detail: { paperId: paper.id, on },
  });
  return undefined;
}
