import type { Block, Document, HeadingLevel, Inline, Words } from '../../../ui/document/index.ts';
import { blocksFromMarkdown, heading, link, paragraph, strong, text } from '../../../ui/document/index.ts';
import type { PackContents, PackItem, PackPaper } from './pack-contents.ts';
import { withOwnNames } from './pack-names.ts';
import { TYPES } from './words.ts';

/** How a pack is read. */
export interface PackReading {
  /** Where its files are found: members and the public have different addresses. */
  readonly addressOf: (paper: PackPaper) => string;
  /** On paper, files that can be bound in stand there themselves; on screen a link stands in their place. */
  readonly onPaper?: true;
  readonly origin?: string | undefined;
}

/** A supplement may hold another version of a paper: ids differ between the packs of one sitting. */
export const paperId = ({ id }: Pick<PackPaper, 'id'>, { number }: Pick<PackContents, 'number'>): string =>
  `paper-${id}${ownOf(number)}`;

const ownOf = (number: number): string => (number === 1 ? '' : `-${number}`);

/** A pack as a document: the agenda, then its papers in the agenda's order, each beginning a page. */
export function packDocument(contents: PackContents, reading: PackReading): Document {
  const { origin } = reading;
  const { body, when, venue, publishedOn, supplement, number, reason, items } = contents;
  return {
    title: supplement ? `${body}: supplement ${number - 1}` : `${body}: agenda and papers`,
    subtitle: when,
    language: 'en-GB',
    meta: {
      author: body,
      date: publishedOn,
      organisation: contents.partnership,
      ...(origin === undefined ? {} : { origin }),
    },
    front: [
      ...(venue === null ? [] : [{ label: 'Where', value: venue }]),
      ...(supplement ? [{ label: 'Late because', value: reason }] : []),
    ],
    blocks: [
      { kind: 'pageBreak' },
      heading(1, `agenda${ownOf(number)}`, supplement ? 'Items with late papers' : 'Agenda'),
      agendaTable(contents),
      ...items.flatMap((item) => (item.proposal === '' ? [] : proposalOf(item, number))),
      ...items.flatMap((item) => item.papers.flatMap((paper) => paperBlocks(paper, item, contents, reading))),
      ...contents.papers.flatMap((paper) => paperBlocks(paper, undefined, contents, reading)),
    ],
  };
}

function agendaTable({ items, supplement, number }: PackContents): Block {
  const whose = items.some(({ owner }) => owner !== null);
  const when = items.some((item) => timeWords(item) !== '');
  return {
    kind: 'table',
    caption: supplement ? 'Items that these papers belong to' : 'Items of the agenda',
    columns: [
      { header: 'No.', width: 0.5 },
      { header: 'Item', width: 4 },
      ...(whose ? [{ header: 'Who', width: 1.6 }] : []),
      ...(when ? [{ header: 'When', width: 0.9 }] : []),
    ],
    rows: items.map((item) => ({
      cells: [
        String(item.number),
        itemWords(item, number),
        ...(whose ? [item.owner ?? ''] : []),
        ...(when ? [timeWords(item)] : []),
      ],
    })),
  };
}

function itemWords(item: PackItem, number: number): Words {
  const { title, papers, exemptReason, subject } = item;
  const named = subject ? link(subject.path, title) : text(title);
  const words: Inline[] = [named, text(`. ${typeWords(item)}`)];
  if (exemptReason !== null) words.push(text(` (exempt: ${exemptReason})`));
  for (const paper of papers) {
    words.push({ kind: 'lineBreak' }, link(`#${paperId(paper, { number })}`, paper.title));
    if (paper.late) words.push(text(' (late)'));
  }
  return words;
}

const typeWords = ({ type, keyDecision }: PackItem): string => (keyDecision ? 'Key decision' : TYPES[type]);

const timeWords = ({ at, minutes }: PackItem): string => at ?? (minutes === null ? '' : `${minutes} minutes`);

const proposalOf = (item: PackItem, number: number): readonly Block[] => [
  heading(2, `proposal-${item.id}${ownOf(number)}`, `Item ${item.number}: what is proposed`),
  ...within(item.proposal, `proposal-${item.id}${ownOf(number)}`, 2),
];

function paperBlocks(
  paper: PackPaper,
  item: PackItem | undefined,
  pack: PackContents,
  reading: PackReading,
): readonly Block[] {
  const title = paper.late ? `${paper.title} (late)` : paper.title;
  const about = item === undefined ? title : `Item ${item.number}: ${title}`;
  const bound = reading.onPaper && canBeBound(paper);
  const marks = [
    paper.exempt ? 'Exempt: not for publication' : '',
    item === undefined ? '' : TYPES[item.type],
    paper.version > 1 ? `Version ${paper.version}` : '',
  ].filter(Boolean);
  return [
    { kind: 'pageBreak' },
    heading(1, paperId(paper, pack), about),
    ...(marks.length > 0 && !bound ? [paragraph([strong(marks.join('. '))])] : []),
    ...(bound ? [] : contentsOf(paper, paperId(paper, pack), reading)),
  ];
}

/** Whether a paper is a file whose pages, or picture, can stand among the pack's own pages. */
export const canBeBound = ({ file }: PackPaper): boolean =>
  file !== null && (file.pages !== null || file.mediaType.startsWith('image/'));

function contentsOf(paper: PackPaper, id: string, { addressOf }: PackReading): readonly Block[] {
  if (paper.document) {
    const { front, blocks } = withOwnNames(paper.document, id);
    const rows = front.length === 0 ? [] : [{ kind: 'summary', rows: front } as const];
    return [...rows, ...lowered(blocks, 1)];
  }
  if (paper.words !== null) return within(paper.words, id, 1);
  if (paper.file === null) return [paragraph('This paper holds nothing.')];
  const { name, size, pages } = paper.file;
  const kilobytes = Math.max(1, Math.round(size / 1024));
  const length = pages === null ? '' : `${pages} ${pages === 1 ? 'page' : 'pages'}, `;
  return [
    paragraph([
      text('This paper is a file: '),
      link(addressOf(paper), name),
      text(` (${length}${kilobytes} kB).`),
    ]),
  ];
}

/** Markdown whose headings stand below a level. */
const within = (words: string, prefix: string, below: HeadingLevel): readonly Block[] =>
  lowered(blocksFromMarkdown(words, () => undefined, prefix).blocks, below);

const lowered = (blocks: readonly Block[], by: number): readonly Block[] =>
  blocks.map((block) =>
    block.kind === 'heading' ? { ...block, level: Math.min(block.level + by, 4) as HeadingLevel } : block,
  );
