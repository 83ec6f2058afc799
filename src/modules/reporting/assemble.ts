import {
  type Block,
  blocksFromMarkdown,
  type Document,
  figuresOf,
  type HeadingLevel,
  heading,
  inlinesFromMarkdown,
  list,
  paragraph,
  strong,
  text,
} from '../../ui/document/index.ts';
import { caseStudyHash, isCaseStudy } from './case-study-release.ts';
import { changesOf } from './changes.ts';
import { changeBlocks } from './changes-blocks.ts';
import { figureTable } from './figure-table.ts';
import { finder } from './gather.ts';
import type { DraftFacts, WrittenText } from './model.ts';
import { numberSections, type TemplateImplication, type TemplateSection } from './template.ts';

/** One section of a report as it will read. */
export interface AssembledSection {
  readonly key: string;
  readonly title: string;
  readonly number: string;
  readonly level: 1 | 2;
  /** With its own heading first. */
  readonly blocks: readonly Block[];
}

export interface Assembled {
  readonly document: Document;
  readonly sections: readonly AssembledSection[];
}

export interface AssembleOptions {
  /** A draft says what is missing; an edition states it plainly. */
  readonly draft: boolean;
  readonly origin?: string | undefined;
}

/** The report as a document tree: a pure function of its facts, so that the same facts give the same bytes. */
export function assemble(facts: DraftFacts, options: AssembleOptions): Assembled {
  const { template, head } = facts;
  const kept = worthShowing(
    template.sections.map((section) => ({ section, parts: partsOf(facts, section, options) })),
  );
  const numbers = numberSections(kept.map(({ section }) => section));
  const sections = uniqueIds(
    kept.map(({ section, parts }, index) => sectionOf(facts, section, parts, numbers[index] ?? '', options)),
  );
  const find = finder(facts.figures);
  const document: Document = {
    title: template.title,
    language: 'en-GB',
    meta: {
      author: template.author || 'Partnership team',
      date: head.asAt,
      ...(template.organisation === '' ? {} : { organisation: template.organisation }),
      ...(options.origin === undefined ? {} : { origin: options.origin }),
    },
    front: template.front.map((row) => ({
      label: row.label,
      value: inlinesFromMarkdown(facts.texts.get(`front.${row.key}`)?.words ?? row.value, find).inlines,
    })),
    blocks: sections.flatMap((section) => section.blocks),
  };
  // Asked here so that two different figures of one name are found before anything is rendered.
  figuresOf(document);
  return { document, sections };
}

interface Filled {
  readonly section: TemplateSection;
  readonly parts: readonly Block[];
}

/** Without the sections that may be empty and are; one that holds others stays. */
const worthShowing = (filled: readonly Filled[]): readonly Filled[] =>
  filled.filter(({ section, parts }, index) => {
    if (section.required || section.kind === 'implications' || parts.length > 0) return true;
    if (section.level === 2) return false;
    const rest = filled.slice(index + 1);
    const next = rest.findIndex((one) => one.section.level === 1);
    return (next < 0 ? rest : rest.slice(0, next)).some((one) => one.parts.length > 0);
  });

/** What stands in a section below its heading: prose, its own list, and what the modules offer. */
function partsOf(facts: DraftFacts, section: TemplateSection, options: AssembleOptions): readonly Block[] {
  const place = `section.${section.key}`;
  const prose = proseOf(facts, facts.texts.get(place), section.level, place);
  const gathered = section.feeds.flatMap((feed) => gatheredBlocks(facts, feed, section.level));
  const table = figureTable(section, facts.figures);
  const own = ownBlocks(facts, section);
  const parts = section.gatheredFirst
    ? [...gathered, ...table, ...prose, ...own]
    : [...prose, ...own, ...gathered, ...table];
  return parts.length > 0 || !section.required || section.kind === 'implications'
    ? parts
    : [nothingYet(options)];
}

const nothingYet = ({ draft }: AssembleOptions): Block =>
  draft ? { kind: 'warning', inlines: [text('Nothing is said here yet.')] } : paragraph('Not stated.');

function sectionOf(
  facts: DraftFacts,
  section: TemplateSection,
  parts: readonly Block[],
  number: string,
  options: AssembleOptions,
): AssembledSection {
  const implications =
    section.kind === 'implications'
      ? facts.template.implications.flatMap((one, index) =>
          implicationBlocks(facts, one, `${number}.${index + 1}`, section.level, options),
        )
      : [];
  return {
    key: section.key,
    title: section.title,
    number,
    level: section.level,
    blocks: [
      ...(section.newPage ? [{ kind: 'pageBreak' } as const] : []),
      heading(section.level, `section-${section.key}`, section.title, number),
      ...parts,
      ...implications,
    ],
  };
}

/** What a kind of section has besides prose and what is gathered. */
function ownBlocks(facts: DraftFacts, section: TemplateSection): readonly Block[] {
  const find = finder(facts.figures);
  switch (section.kind) {
    case 'recommendations':
      return facts.recommendations.length === 0
        ? []
        : [
            list(
              'numbered',
              facts.recommendations.map((one) => inlinesFromMarkdown(one.words, find).inlines),
            ),
          ];
    case 'key-issues':
      return facts.recommendations.flatMap((one, index): Block[] =>
        one.reason.trim() === ''
          ? []
          : [
              paragraph([
                strong(`Recommendation ${index + 1}. `),
                ...inlinesFromMarkdown(one.reason, find).inlines,
              ]),
            ],
      );
    case 'changes':
      return changeBlocks(changesOf(facts), facts.previous);
    case 'implications':
    case 'prose':
    case 'figures':
      return [];
  }
}

function implicationBlocks(
  facts: DraftFacts,
  one: TemplateImplication,
  number: string,
  level: number,
  options: AssembleOptions,
): readonly Block[] {
  const place = `implication.${one.key}`;
  const written = facts.texts.get(place);
  const title = heading(deeper(level, 1), place.replace('.', '-'), one.title, number);
  const words = proseOf(facts, written, level + 1, place);
  if (written?.standing === 'none' && words.length === 0) return [title, paragraph('None')];
  if (written?.standing === 'none') return [title, ...withNone(words)];
  if (words.length > 0) return [title, ...words];
  return [title, nothingYet(options)];
}

/** "None" before the reason, in its first paragraph. */
const withNone = ([first, ...rest]: readonly Block[]): readonly Block[] =>
  first?.kind === 'paragraph'
    ? [paragraph([text('None: '), ...first.inlines]), ...rest]
    : [paragraph('None:'), ...(first === undefined ? [] : [first]), ...rest];

const deeper = (level: number, by: number): HeadingLevel => Math.min(level + by, 4) as HeadingLevel;

/** Blocks that stand in a section: their headings go below its own. */
const below = (blocks: readonly Block[], level: number): readonly Block[] =>
  blocks.map((block) => (block.kind === 'heading' ? { ...block, level: deeper(block.level, level) } : block));

const proseOf = (
  facts: DraftFacts,
  written: WrittenText | undefined,
  level: number,
  place: string,
): readonly Block[] =>
  below(
    blocksFromMarkdown(written?.words ?? '', finder(facts.figures), place.replace('.', '-')).blocks,
    level,
  );

/** What a module offers, without the case studies that nobody has signed off. */
const gatheredBlocks = (facts: DraftFacts, feed: string, level: number): readonly Block[] =>
  below(
    (facts.fed.get(feed) ?? []).filter(
      (block) => !isCaseStudy(block) || facts.released.has(caseStudyHash(block)),
    ),
    level,
  );

/** Two modules may use one id: the later one gets its section's key before it. */
function uniqueIds(sections: readonly AssembledSection[]): readonly AssembledSection[] {
  const taken = new Set<string>();
  const free = (id: string, key: string): string => {
    let unique = id;
    for (let round = 1; taken.has(unique); round += 1)
      unique = `${key}-${id}${round === 1 ? '' : `-${round}`}`;
    taken.add(unique);
    return unique;
  };
  const renamed = (block: Block, key: string): Block => {
    if (block.kind === 'heading') return { ...block, id: free(block.id, key) };
    if (block.kind === 'figureChart')
      return { ...block, table: renamed(block.table, key) as typeof block.table };
    if (block.kind !== 'table') return block;
    return {
      ...block,
      rows: block.rows.map((row) => (row.id === undefined ? row : { ...row, id: free(row.id, key) })),
    };
  };
  return sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => renamed(block, section.key)),
  }));
}
