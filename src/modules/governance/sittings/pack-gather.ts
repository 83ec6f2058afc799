import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Services } from '../../../platform/services.ts';
import { siteOf } from '../../../platform/settings.ts';
import { type BoundIn, pdfPages, renderPdf } from '../../../ui/document/index.ts';
import type { Sitting } from '../queries.ts';
import { beginnings } from './clock.ts';
import { type PackContents, type PackFile, type PackPaper, type PackPdf, papersIn } from './pack-contents.ts';
import { canBeBound, packDocument, paperId } from './pack-document.ts';
import { type AgendaItem, listAgenda, listPapers, type Paper, type PaperFile } from './queries.ts';
import { nameSubjects } from './subjects.ts';
import { whenOf } from './words.ts';

export type PackServices = Pick<Services, 'files' | 'offers' | 'settings'>;

/** What a pack would hold now, as far as the actor may see it: the agenda, and the last version of each paper. */
export async function gatherPack(
  tx: Tx,
  actor: Actor,
  services: PackServices,
  sitting: Sitting,
): Promise<Pick<PackContents, 'items' | 'papers'>> {
  const agenda = await listAgenda(tx, sitting.id);
  const papers = await listPapers(tx, sitting.id);
  const gathered = new Map<string, PackPaper>();
  for (const paper of papers) gathered.set(paper.id, await gatherPaper(tx, actor, services, paper));
  const of = (itemId: string | null): readonly PackPaper[] =>
    papers.flatMap((paper) => (paper.itemId === itemId ? (gathered.get(paper.id) ?? []) : []));
  const subjects = await nameSubjects(
    tx,
    services.offers,
    agenda.map(({ subject }) => subject),
  );
  const begins = beginnings(sitting.startsAt, agenda);
  return {
    items: agenda.map((item, index) => ({
      id: item.id,
      number: item.number,
      title: item.title,
      type: item.type,
      keyDecision: item.keyDecision,
      owner: ownerOf(item),
      at: begins[index] ?? null,
      minutes: item.minutes,
      exemptReason: item.exemptReason,
      proposal: item.proposal,
      subject: subjectOf(subjects.get(`${item.subject?.kind}:${item.subject?.id}`)),
      papers: of(item.id),
    })),
    papers: of(null),
  };
}

const ownerOf = ({ ownerPost, ownerAgency }: AgendaItem): string | null =>
  [ownerPost, ownerAgency].filter(Boolean).join(', ') || null;

const subjectOf = (named: { readonly title: string; readonly path: string } | undefined) =>
  named ? { title: named.title, path: named.path } : null;

async function gatherPaper(
  tx: Tx,
  actor: Actor,
  { files, offers }: PackServices,
  { id, title, exempt, subject, version }: Paper,
): Promise<PackPaper> {
  const kept = subject ? offers.papers.get(subject.kind) : undefined;
  const document = subject && kept ? await kept.document(tx, actor, subject.id, files) : undefined;
  return {
    id,
    title,
    exempt,
    late: false,
    version: version?.version ?? 0,
    versionId: version?.id ?? null,
    words: version?.words ?? null,
    file: version?.file ? await fileOf(files, version.file) : null,
    document: document ?? null,
  };
}

async function fileOf(files: PackServices['files'], file: PaperFile): Promise<PackFile> {
  const { name, mediaType, size, sha256 } = file;
  const pages = mediaType === 'application/pdf' ? await pdfPages(await files.read(sha256)) : undefined;
  return { name, mediaType, size, sha256: sha256.toString('hex'), pages: pages ?? null };
}

/** What a sitting's pack says of itself beside its items. */
export const headOf = (sitting: Sitting, partnership: string) => ({
  partnership,
  body: sitting.body,
  bodySlug: sitting.bodySlug,
  day: sitting.day,
  when: whenOf(sitting),
  venue: sitting.venue,
});

/** Sets a pack as one PDF and stores it; null where this machine can make none. */
export async function setPack(
  services: PackServices,
  contents: PackContents,
  { firstPage, addressOf }: { readonly firstPage: number; readonly addressOf: (paper: PackPaper) => string },
): Promise<PackPdf | null> {
  const document = packDocument(contents, { addressOf, onPaper: true, origin: siteOf(services.settings) });
  const boundIn = await filesToBind(services.files, contents);
  const pdf = await renderPdf(document, { contents: true, firstPage, boundIn });
  if (isRefusal(pdf)) return null;
  const sha256 = await services.files.write(Buffer.from(pdf.bytes));
  return {
    sha256: sha256.toString('hex'),
    firstPage,
    pages: pdf.pages,
    headings: Object.fromEntries(pdf.headings),
  };
}

const FORMATS: Readonly<Record<string, BoundIn['format']>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
};

async function filesToBind(
  files: PackServices['files'],
  contents: PackContents,
): Promise<ReadonlyMap<string, BoundIn>> {
  const bound = new Map<string, BoundIn>();
  for (const paper of papersIn(contents)) {
    const format = paper.file && canBeBound(paper) ? FORMATS[paper.file.mediaType] : undefined;
    if (!paper.file || !format) continue;
    const bytes = await files.read(Buffer.from(paper.file.sha256, 'hex'));
    bound.set(paperId(paper, contents), { bytes, format, pages: paper.file.pages ?? 1, alt: paper.title });
  }
  return bound;
}

/** Items for decision that have nothing to decide on: allowed, but said before publishing. */
export const withoutPaper = ({ items }: Pick<PackContents, 'items'>) =>
  items.filter(({ type, papers, proposal }) => type === 'decision' && papers.length === 0 && proposal === '');

/** Refuses what would be an empty pack. */
export const emptyPack = ({ items }: Pick<PackContents, 'items'>): Refusal | undefined =>
  items.length === 0 ? refused('agenda-is-empty', 'Put an item on the agenda first.') : undefined;
