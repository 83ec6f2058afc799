/** In which order tables are loaded, so that what is referred to is there first. */
import type { Reference } from './catalogue.ts';

/** Names in an order in which every reference points backwards, except those that a circle makes impossible. */
export function inOrderOfReference(names: readonly string[], references: readonly Reference[]): string[] {
  const needs = new Map<string, string[]>(names.map((name) => [name, []]));
  for (const { from, to } of references) needs.get(from)?.push(to);
  const placed = new Set<string>();
  const visiting = new Set<string>();
  const visit = (name: string): void => {
    if (placed.has(name) || visiting.has(name) || !needs.has(name)) return;
    visiting.add(name);
    for (const needed of needs.get(name) ?? []) visit(needed);
    placed.add(name);
  };
  for (const name of names) visit(name);
  return [...placed];
}

/** References that point forwards in this order: their check must wait until everything is loaded. */
export function forwardReferences(order: readonly string[], references: readonly Reference[]): Reference[] {
  const place = new Map(order.map((name, index) => [name, index]));
  return references.filter(({ from, to }) => (place.get(to) ?? -1) > (place.get(from) ?? -1));
}
