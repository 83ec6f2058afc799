import { createHash } from 'node:crypto';
import { type Id, newId } from '../../kernel/ids.ts';
import { plural } from '../../kernel/names.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, mayFor } from '../../platform/actor.ts';
import { canonical, recordCommand } from '../../platform/audit/record.ts';
import type { Collected } from '../../platform/collect.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { FileStore } from '../../platform/files.ts';
import type { Services } from '../../platform/services.ts';
import { toolsOf } from './build.ts';
import { knownIn, rowsOf } from './changes.ts';
import { type BuiltDraft, buildDraft, type DraftTools, type Tell } from './draft.ts';
import { findEdition } from './edition-queries.ts';
import { linksOf } from './links.ts';
import type { EditionContents } from './model.ts';
import { businessToday, findReport, type ReportRow } from './queries.ts';
import { type Format, renderReport } from './render.ts';
import { mayFollow } from './report-states.ts';
import { moveReport, takeStep } from './reports.ts';
import { changedMeanwhile, notAllowed } from './template-commands.ts';

export interface ApprovalTools extends DraftTools {
  readonly offers: Pick<Collected, 'figures' | 'sections' | 'kinds'>;
  readonly files: FileStore;
}

/** What approval needs of the running application. */
export const approvalToolsOf = (
  services: Pick<Services, 'offers' | 'settings' | 'files'>,
): ApprovalTools => ({
  ...toolsOf(services),
  offers: services.offers,
  files: services.files,
});

export interface Approval {
  readonly reportId: string;
  readonly revision: number;
  /** That who approves has seen the warnings that stand. */
  readonly acknowledged: boolean;
}

/**
 * Approves a submitted report and freezes it as an edition: its HTML, PDF, DOCX and JSON are stored under their
 * hashes and never change. Refused while a request of Cabinet is unanswered or a figure is unknown, and while
 * warnings stand that nobody has acknowledged.
 */
export async function approveReport(
  tx: Tx,
  actor: Actor,
  tools: ApprovalTools,
  approval: Approval,
  tell: Tell = () => undefined,
): Promise<Id<'edition'> | Refusal> {
  if (!mayFor(actor, 'report.approve', undefined)) return notAllowed();
  const report = await findReport(tx, actor, approval.reportId);
  if (!report) return refused('not-found', 'There is no such report.');
  if (!mayFollow(report.state, 'approved'))
    return refused('not-now', 'Submit the report before it is approved.');
  if (report.revision !== approval.revision) return changedMeanwhile();
  const built = await buildDraft(tx, actor, tools, report, { frozen: true, tell });
  const obstacle = obstacleTo(built, approval.acknowledged);
  if (obstacle) return obstacle;
  const hashes = await storeFormats(tools.files, built, tell);
  const moved = await moveReport(tx, actor, { id: report.id, revision: approval.revision, to: 'approved' });
  if (isRefusal(moved)) return moved;
  return keepEdition(tx, actor, tools, { report, built, hashes });
}

/** Why a report cannot be approved as it stands. */
export function obstacleTo(built: Pick<BuiltDraft, 'warnings'>, acknowledged: boolean): Refusal | undefined {
  const stops = built.warnings.filter((warning) => warning.severity === 'stops');
  const [first] = stops;
  if (first !== undefined)
    return refused(first.rule, first.sentence, {
      details: { warnings: stops.map((warning) => warning.sentence) },
    });
  const open = built.warnings.filter((warning) => warning.severity === 'warning');
  return open.length === 0 || acknowledged
    ? undefined
    : refused('warnings-not-acknowledged', `Say that you have seen the ${plural(open.length, 'warning')}.`, {
        field: 'acknowledged',
      });
}

type StoredFormats = Readonly<Record<Format, Buffer | null>>;

const HOW_FAR = { html: 3, json: 3, docx: 4, pdf: 5 } as const;

async function storeFormats(files: FileStore, built: BuiltDraft, tell: Tell): Promise<StoredFormats> {
  const store = async (format: Format): Promise<Buffer | null> => {
    await tell(`Writing the ${format.toUpperCase()} file`, HOW_FAR[format], 6);
    const bytes = await renderReport(built, format, { state: 'approved' });
    return isRefusal(bytes) ? null : files.write(bytes);
  };
  return {
    html: await store('html'),
    json: await store('json'),
    docx: await store('docx'),
    pdf: await store('pdf'),
  };
}

interface Freezing {
  readonly report: ReportRow;
  readonly built: BuiltDraft;
  readonly hashes: StoredFormats;
}

async function keepEdition(
  tx: Tx,
  actor: Actor,
  { offers }: ApprovalTools,
  { report, built, hashes }: Freezing,
): Promise<Id<'edition'> | Refusal> {
  const { html, docx, json, pdf } = hashes;
  if (html === null || docx === null || json === null)
    throw new Error('A format that is always made is missing');
  const id = newId<'edition'>();
  const row = {
    partnership_id: actor.partnershipId,
    id,
    report_id: report.id,
    template_id: report.templateId,
    slug: `${report.templateSlug}-${report.asAt}`,
    title: built.document.title,
    period_start: report.periodStart,
    as_at: report.asAt,
    approved_on: await businessToday(tx, actor),
    approved_by_account: accountOf(actor) ?? null,
    approved_by_person: actor.kind === 'member' ? actor.personId : null,
    approved_by_agency: agencyOf(actor) ?? null,
    alone: await submittedBySame(tx, actor, report.id),
    html_sha256: html,
    pdf_sha256: pdf,
    docx_sha256: docx,
    json_sha256: json,
    contents: JSON.stringify(contentsOf(built)),
  };
  const rowHash = rowHashOf(row);
  await tx
    .insertInto('reporting.edition')
    .values({ ...row, row_hash: rowHash })
    .execute();
  const links = await linksOf(
    tx,
    actor,
    offers.kinds,
    built.figures.map((figure) => figure.name),
  );
  if (links.length > 0)
    await tx
      .insertInto('reporting.edition_link')
      .values(links.map((link) => ({ partnership_id: actor.partnershipId, edition_id: id, ...link })))
      .execute();
  await recordCommand(tx, actor, { action: 'edition.freeze', subject: { kind: 'edition', id }, rowHash });
  return id;
}

async function submittedBySame(tx: Tx, actor: Actor, reportId: string): Promise<boolean> {
  const step = await tx
    .selectFrom('reporting.report_step')
    .select('by_account')
    .where('partnership_id', '=', actor.partnershipId)
    .where('report_id', '=', reportId)
    .where('state', '=', 'submitted')
    .orderBy('position', 'desc')
    .executeTakeFirst();
  return step?.by_account === (accountOf(actor) ?? null);
}

/** What the next draft needs of this edition. */
function contentsOf({ facts, figures }: BuiltDraft): EditionContents {
  return {
    texts: Object.fromEntries(
      [...facts.texts].map(([place, { standing, words }]) => [place, { standing, words }]),
    ),
    recommendations: facts.recommendations,
    figures: Object.fromEntries(
      figures.map(({ name, text, value, unit, sentence }) => [
        name,
        { text, value, unit, sentence: sentence ?? name },
      ]),
    ),
    known: knownIn(facts.figures),
    rows: rowsOf([...facts.fed.values()].flat()),
  };
}

/** The row as it stands in the database, without its hash. */
export interface HashedRow {
  readonly contents: unknown;
  readonly [column: string]: unknown;
}

/** SHA-256 over an edition's row in a fixed order of its columns: the audit seal covers it. */
export function rowHashOf({ contents, ...columns }: HashedRow): Buffer {
  const plain = Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [
      name,
      Buffer.isBuffer(value) ? value.toString('hex') : value,
    ]),
  );
  const kept = typeof contents === 'string' ? JSON.parse(contents) : contents;
  return createHash('sha256')
    .update(canonical(JSON.stringify({ ...plain, contents: kept })))
    .digest();
}

/** Publishes an approved edition under its own address, for everybody to read. */
export async function publishEdition(tx: Tx, actor: Actor, editionId: string): Promise<string | Refusal> {
  if (!mayFor(actor, 'report.publish', undefined)) return notAllowed();
  const edition = await findEdition(tx, actor, editionId);
  if (!edition) return refused('not-found', 'There is no such edition.');
  if (edition.publishedOn) return refused('published-already', 'This edition is already published.');
  const { html, pdf, docx, json } = edition.hashes;
  if (!html || !docx || !json) throw new Error('An edition lacks a file that it cannot lack');
  await tx
    .insertInto('reporting.publication')
    .values({
      partnership_id: actor.partnershipId,
      edition_id: edition.id,
      slug: edition.slug,
      title: edition.title,
      as_at: edition.asAt,
      published_on: await businessToday(tx, actor),
      html_sha256: html,
      pdf_sha256: pdf,
      docx_sha256: docx,
      json_sha256: json,
      by_account: accountOf(actor) ?? null,
    })
    .execute();
  const report = await findReport(tx, actor, edition.reportId);
  if (report) await takeStep(tx, actor, report, 'published');
  await recordCommand(tx, actor, { action: 'edition.publish', subject: { kind: 'edition', id: edition.id } });
  return edition.slug;
}
