import type { Document } from '../../../ui/document/index.ts';

/**
 * A document whose ids, links to them and figures begin with a prefix, so that it can stand beside others in one: two
 * reports may both have a section "summary", and a figure of one name as at different dates.
 */
export const withOwnNames = (document: Document, prefix: string): Document =>
  renamed(document, prefix) as Document;

function renamed(value: unknown, prefix: string): unknown {
  if (Array.isArray(value)) return value.map((one) => renamed(one, prefix));
  if (value === null || typeof value !== 'object') return value;
  const node = value as Readonly<Record<string, unknown>>;
  const inner = Object.fromEntries(Object.entries(node).map(([key, one]) => [key, renamed(one, prefix)]));
  const own = (name: unknown) => `${prefix}-${String(name)}`;
  if (node.kind === 'heading' || (Array.isArray(node.cells) && node.id !== undefined))
    return { ...inner, id: own(node.id) };
  if (node.kind === 'figure') return { ...inner, name: own(node.name) };
  if (node.kind === 'link' && typeof node.href === 'string' && node.href.startsWith('#'))
    return { ...inner, href: `#${own(node.href.slice(1))}` };
  return inner;
}
