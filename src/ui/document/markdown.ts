import { Marked, type Token, type Tokens } from 'marked';
import { heading, text } from './build.ts';
import type { Block, Figure, HeadingLevel, Inline, List, ListItem, SimpleBlock, Table } from './tree.ts';
import { plainText } from './walk.ts';

/** Prose as people write it, read into blocks. */
export interface Prose {
  readonly blocks: readonly Block[];
  /** Names that the prose refers to and the report has no figure for, once each. */
  readonly unknownFigures: readonly string[];
}

export type FindFigure = (name: string) => Figure | undefined;

interface Reader {
  readonly find: FindFigure;
  readonly unknown: Set<string>;
  readonly idPrefix: string;
  headings: number;
}

const REFERENCE = /^\{\{\s*figure:\s*([A-Za-z0-9][A-Za-z0-9._:/-]*)\s*\}\}/;

const reader = new Marked({
  extensions: [
    {
      name: 'figure',
      level: 'inline',
      start: (source: string) => source.indexOf('{{'),
      tokenizer(source: string) {
        const match = REFERENCE.exec(source);
        return match === null ? undefined : { type: 'figure', raw: match[0], name: match[1] };
      },
    },
  ],
});

/**
 * What nobody means by writing, and what would take a reader minutes or all its memory: words of thousands of letters
 * are cut, and quotations or lists in each other stop at the tenth.
 */
const readable = (markdown: string): string =>
  markdown
    .replace(/\S{1000}/g, '$& ')
    .replace(/^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))){10,}/gm, '> ')
    .replace(/^[ \t]{40,}/gm, '    ');

/**
 * Reads Markdown with figure references `{{figure:name}}`. Raw HTML is shown as the text it is. Headings get ids
 * that begin with `idPrefix`, which must differ between the sections of one document.
 */
export function blocksFromMarkdown(markdown: string, find: FindFigure, idPrefix = 'section'): Prose {
  const state: Reader = { find, unknown: new Set(), idPrefix, headings: 0 };
  const blocks = reader.lexer(readable(markdown)).flatMap((token) => blockOf(token, state));
  return { blocks, unknownFigures: [...state.unknown] };
}

/** Reads one line of Markdown: emphasis, links and figures, no blocks. */
export function inlinesFromMarkdown(
  markdown: string,
  find: FindFigure,
): { readonly inlines: readonly Inline[]; readonly unknownFigures: readonly string[] } {
  const state: Reader = { find, unknown: new Set(), idPrefix: '', headings: 0 };
  // The instance's lexer is used so that the figure extension applies to the one line too.
  const tokens = reader.lexer(readable(markdown).replace(/(?<!\s)\s*\n\s*/g, ' ')).flatMap(inlineTokensOf);
  return { inlines: inlines(tokens, state), unknownFigures: [...state.unknown] };
}

/** The names of the figures that the Markdown refers to, once each, in order. */
export function figureReferences(markdown: string): readonly string[] {
  const names = new Set<string>();
  const missing: FindFigure = (name) => {
    names.add(name);
    return undefined;
  };
  blocksFromMarkdown(markdown, missing);
  return [...names];
}

function blockOf(token: Token, state: Reader): readonly Block[] {
  switch (token.type) {
    case 'heading':
      state.headings += 1;
      return [
        heading(
          Math.min(Number(token.depth), 4) as HeadingLevel,
          `${state.idPrefix}-${state.headings}`,
          plainText(inlines(tokensIn(token), state)),
        ),
      ];
    case 'blockquote':
      return [{ kind: 'quote', blocks: simpleBlocks(tokensIn(token), state) }];
    case 'table':
      return [tableOf(token as Tokens.Table, state)];
    case 'hr':
    case 'space':
    case 'def':
      return [];
    default:
      return simpleBlocks([token], state);
  }
}

function simpleBlocks(tokens: readonly Token[], state: Reader): readonly SimpleBlock[] {
  return tokens.flatMap((token): readonly SimpleBlock[] => {
    if (token.type === 'list') return [listOf(token as Tokens.List, state)];
    if (token.type === 'space' || token.type === 'hr' || token.type === 'def') return [];
    const found = trimmed(inlines(inlineTokensOf(token), state));
    return found.length === 0 ? [] : [{ kind: 'paragraph', inlines: found }];
  });
}

/** The inline tokens of a block token; a block without any (code, HTML) is its text. */
const inlineTokensOf = (token: Token): readonly Token[] => {
  if (token.type === 'code') return [{ type: 'codespan', raw: token.raw, text: String(token.text) }];
  if (token.type === 'html') return [{ type: 'html', raw: token.raw }];
  const inner = tokensIn(token);
  if (token.type === 'blockquote') return inner.flatMap(inlineTokensOf);
  return inner.length > 0 ? inner : [token];
};

function listOf(token: Tokens.List, state: Reader): List {
  const items = token.items.map((item): ListItem => {
    const nested = item.tokens.find((inner) => inner.type === 'list');
    const words = item.tokens.filter((inner) => inner.type !== 'list' && inner.type !== 'space');
    const lines = words.map((inner) => inlines(inlineTokensOf(inner), state));
    return {
      inlines: lines.flatMap((line, index) =>
        index === 0 ? line : [{ kind: 'lineBreak' } as const, ...line],
      ),
      ...(nested === undefined ? {} : { list: listOf(nested as Tokens.List, state) }),
    };
  });
  return { kind: 'list', style: token.ordered ? 'numbered' : 'bulleted', items };
}

function tableOf(token: Tokens.Table, state: Reader): Table {
  return {
    kind: 'table',
    caption: '',
    columns: token.header.map((cell, index) => ({
      header: plainText(inlines(cell.tokens, state)),
      align: token.align[index] === 'center' ? 'centre' : token.align[index] === 'right' ? 'right' : 'left',
    })),
    rows: token.rows.map((row) => ({ cells: row.map((cell) => inlines(cell.tokens, state)) })),
  };
}

function inlines(tokens: readonly Token[], state: Reader): readonly Inline[] {
  return tokens.flatMap((token) => inlineOf(token, state));
}

function inlineOf(token: Token, state: Reader): readonly Inline[] {
  switch (token.type) {
    case 'figure':
      return [figureOf(String(token.name), state)];
    case 'strong':
      return [{ kind: 'strong', inlines: inlines(tokensIn(token), state) }];
    case 'em':
      return [{ kind: 'emphasis', inlines: inlines(tokensIn(token), state) }];
    case 'link':
      return [{ kind: 'link', href: String(token.href), inlines: inlines(tokensIn(token), state) }];
    case 'br':
      return [{ kind: 'lineBreak' }];
    case 'html':
      return [text(token.raw)];
    case 'codespan':
    case 'image':
      return [text(String(token.text))];
    default:
      return tokensIn(token).length > 0 ? inlines(tokensIn(token), state) : [text(wordsOfToken(token))];
  }
}

function figureOf(name: string, state: Reader): Inline {
  const figure = state.find(name);
  if (figure !== undefined) return figure;
  state.unknown.add(name);
  return text(`[figure missing: ${name}]`);
}

const tokensIn = (token: Token): readonly Token[] => ('tokens' in token ? (token.tokens ?? []) : []);

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&nbsp;': '\u00a0',
  '&pound;': '£',
};

const wordsOfToken = (token: Token): string =>
  String('text' in token ? token.text : token.raw)
    .replace(/&(?:amp|lt|gt|quot|nbsp|pound);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\n/g, ' ');

/** Without the line end that a block of HTML or code carries. */
const trimmed = (found: readonly Inline[]): readonly Inline[] =>
  found
    .map((inline) =>
      inline.kind === 'text' ? text(inline.text.replace(/\n+$/, '').replace(/\n/g, ' ')) : inline,
    )
    .filter((inline) => inline.kind !== 'text' || inline.text !== '');
