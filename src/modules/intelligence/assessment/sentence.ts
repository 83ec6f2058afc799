/** What an indicator says in a sentence of an assessment, every number bound to where it comes from. */
import type { FigureValue } from '../../../platform/module.ts';
import { type Block, type Inline, paragraph, text } from '../../../ui/document/index.ts';
import type { Standing } from '../types.ts';
import { unitFor } from '../words.ts';

/**
 * “5,803 crimes in 2011/12, equal to a rate of 61 per 1,000 people: a reduction of 11% (705) on 2010/11.”
 * Figures are by name, as `indicatorFigures` offers them; `isParted` where figures of places or groups follow.
 */
export function sentenceOf(
  { indicator, latest, change }: Standing,
  figures: ReadonlyMap<string, FigureValue>,
  isParted: boolean,
): Block {
  const bound = (name: string): Inline => {
    const figure = figures.get(`indicator.${indicator.slug}.${name}`);
    if (!figure) throw new Error(`There is no figure indicator.${indicator.slug}.${name}`);
    return { kind: 'figure', name: `indicator.${indicator.slug}.${name}`, ...figure };
  };
  const title: Inline = { kind: 'strong', inlines: [text(`${indicator.title}: `)] };
  if (!latest)
    return paragraph([title, text(isParted ? 'known by place or group only.' : 'no figure is known yet.')]);
  const counted =
    indicator.kind === 'number' && indicator.unit !== '' ? ` ${unitFor(indicator, latest.value)}` : '';
  const hasRate = indicator.kind === 'number' && figures.has(`indicator.${indicator.slug}.rate`);
  return paragraph([
    title,
    bound('latest'),
    text(`${counted} in ${latest.period.label}`),
    ...(hasRate ? [text(', equal to a rate of '), bound('rate'), text(' people')] : []),
    ...(change
      ? [text(': '), bound('change-in-words'), text(` on ${change.from.period.label}. `), bound('status')]
      : [text('. '), bound('status')]),
    text('.'),
  ]);
}
