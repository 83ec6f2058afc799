import { slugOf } from '../../kernel/names.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Collected } from '../../platform/collect.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { FigureRequest, FigureValue } from '../../platform/module.ts';
import type { Block, Figure } from '../../ui/document/index.ts';
import type { Template } from './template.ts';

type Offers = Pick<Collected, 'figures' | 'sections'>;

/** Every figure that the modules offer at a date, by name, in the order of the names. */
export async function gatherFigures(
  offers: Offers,
  tx: Tx,
  actor: Actor,
  request: FigureRequest,
): Promise<ReadonlyMap<string, FigureValue>> {
  const found: [string, FigureValue][] = [];
  for (const [prefix, offer] of offers.figures) {
    for (const [name, value] of await offer.gather(tx, actor, request)) {
      if (name !== prefix && !name.startsWith(`${prefix}.`))
        throw new Error(`The figure "${name}" does not begin with "${prefix}", under which it is offered`);
      found.push([name, value]);
    }
  }
  return new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The blocks of every feed that the template names. `plan#health` is the part of `plan` under its heading Health. */
export async function gatherSections(
  offers: Offers,
  tx: Tx,
  actor: Actor,
  request: FigureRequest,
  template: Pick<Template, 'sections'>,
): Promise<ReadonlyMap<string, readonly Block[]>> {
  const whole = new Map<string, readonly Block[]>();
  const fed = new Map<string, readonly Block[]>();
  for (const feed of new Set(template.sections.flatMap((section) => section.feeds))) {
    const [name = '', part] = feed.split('#');
    const offer = offers.sections.get(name);
    if (!offer) continue;
    const blocks = whole.get(name) ?? (await offer.gather(tx, actor, request));
    whole.set(name, blocks);
    fed.set(feed, part === undefined ? blocks : partUnder(blocks, part));
  }
  return fed;
}

/** What stands under the heading of that id or those words, as far as the next heading of its level. */
export function partUnder(blocks: readonly Block[], part: string): readonly Block[] {
  const from = blocks.findIndex(
    (block) => block.kind === 'heading' && (block.id === part || slugOf(block.text) === part),
  );
  const opening = blocks[from];
  if (opening?.kind !== 'heading') return [];
  const rest = blocks.slice(from + 1);
  const end = rest.findIndex((block) => block.kind === 'heading' && block.level <= opening.level);
  return end < 0 ? rest : rest.slice(0, end);
}

/** A figure as it stands in a document. */
export const figureNamed = (name: string, value: FigureValue): Figure => ({ kind: 'figure', name, ...value });

/** How prose finds its figures. */
export const finder =
  (figures: ReadonlyMap<string, FigureValue>) =>
  (name: string): Figure | undefined => {
    const value = figures.get(name);
    return value === undefined ? undefined : figureNamed(name, value);
  };
