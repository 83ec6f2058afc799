import type { ComponentChildren } from 'preact';

/** What may stand between tags: text, elements, or several of them. */
export type Content = ComponentChildren;

/** Extra HTML attributes for an element, such as `data-…`, which go before its own; classes have a prop. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>> & {
  readonly class?: never;
};

/** The two things any part of a component accepts beyond its own props. */
export interface Part {
  readonly class?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** An entry of a list that a condition may remove: `items={[mayEdit && { … }]}`. */
export type Maybe<T> = T | false | null | undefined;

export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6;
export type HeadingTag = `h${HeadingLevel}`;

/** The tag of a heading: `headingTag(2)` is `'h2'`. */
export function headingTag(level: HeadingLevel): HeadingTag {
  return `h${level}`;
}

/** Joins the class names that are given; `undefined` when there is none, so that no empty attribute appears. */
export function classes(...names: readonly (string | false | undefined)[]): string | undefined {
  return names.filter(Boolean).join(' ') || undefined;
}

/** Whether there is anything to show. */
export function isPresent(content: Content): boolean {
  if (Array.isArray(content)) return content.some(isPresent);
  return content !== undefined && content !== null && content !== false && content !== true && content !== '';
}

/** Whether content is words only, which some components wrap in a paragraph of their own. */
export function isText(content: Content): boolean {
  if (Array.isArray(content)) return content.every(isText);
  return typeof content === 'string' || typeof content === 'number';
}
