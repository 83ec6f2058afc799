import type { Heading, HeadingLevel, Inline, Link, List, Paragraph, Strong, Text, Words } from './tree.ts';

/** Short hands for writing a tree in code; each makes one node and decides nothing. */

export const text = (words: string): Text => ({ kind: 'text', text: words });

export const inlinesOf = (words: Words): readonly Inline[] =>
  typeof words === 'string' ? (words === '' ? [] : [text(words)]) : words;

export const strong = (words: Words): Strong => ({ kind: 'strong', inlines: inlinesOf(words) });
export const link = (href: string, words: Words): Link => ({ kind: 'link', href, inlines: inlinesOf(words) });

export const heading = (level: HeadingLevel, id: string, words: string, number?: string): Heading => ({
  kind: 'heading',
  level,
  id,
  text: words,
  ...(number === undefined ? {} : { number }),
});

export const paragraph = (words: Words, number?: string): Paragraph => ({
  kind: 'paragraph',
  inlines: inlinesOf(words),
  ...(number === undefined ? {} : { number }),
});

export const list = (style: List['style'], items: readonly Words[]): List => ({
  kind: 'list',
  style,
  items: items.map((item) => ({ inlines: inlinesOf(item) })),
});
