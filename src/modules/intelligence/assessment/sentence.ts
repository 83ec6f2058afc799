/** What an indicator says in a sentence of an assessment, every number bound to where it comes from. */
import type { FigureValue } from '../../../platform/module.ts';
import { type Block, type Inline, paragraph, text } from '../../../ui/document/index.ts';
import type { Standing } from '../types.ts';
import { unitFor } from '../words.ts';
import { yearOf } from './year.ts';

/** What is told of an indicator: its standing, and the names under which its figures are offered. */
interface Told {
  readonly standing: Standing;
  readonly names: {
    readonly latest: string;
    readonly rate: string;
    readonly change: string;
    readonly status: string;
  };
}

const LATEST = { latest: 'latest', rate: 'rate', change: 'change-in-words', status: 'status' };
const YEAR = { latest: 'year', rate: 'year-rate', change: 'year-change-in-words', status: 'year-status' };

/** The year first, where its figure is known, and then what came after it. */
function toldOf(standing: Standing): readonly Told[] {
  const year = yearOf(standing);
  const latest = { standing, names: LATEST };
  return year ? [{ standing: year, names: YEAR }, latest] : [latest];
}

/**
 * “5,803 crimes in 2011/12, equal to a rate of 61 per 1,000 people: a reduction of 11% (705) on 2010/11.” A month that was
 * recorded since is told after it. Figures are by name, as `indicatorFigures` offers them; `rate` is what is a rate of the
 * indicator, `isParted` where figures of places or groups follow.
 */
export function sentenceOf(
  standing: Standing,
  rate: Standing | undefined,
  figures: ReadonlyMap<string, FigureValue>,
  isParted: boolean,
): Block {
  const { indicator } = standing;
  const bound = (name: string): Inline => {
    const figure = figures.get(`indicator.${indicator.slug}.${name}`);
    if (!figure) throw new Error(`There is no figure indicator.${indicator.slug}.${name}`);
    return { kind: 'figure', name: `indicator.${indicator.slug}.${name}`, ...figure };
  };
  const title: Inline = { kind: 'strong', inlines: [text(`${indicator.title}: `)] };
  if (!standing.latest)
    return paragraph([title, text(isParted ? 'known by place or group only.' : 'no figure is known yet.')]);
  /** The rate of the very period, under the name that it is offered by. */
  const rateIn = (period: string): Inline[] => {
    const same =
      indicator.kind === 'number' && rate
        ? toldOf(rate).find((one) => one.standing.latest?.period.text === period)
        : undefined;
    return same ? [text(', equal to a rate of '), bound(same.names.rate), text(' people')] : [];
  };
  const said = ({ standing: { latest, change }, names }: Told): Inline[] => {
    if (!latest) return [];
    const counted =
      indicator.kind === 'number' && indicator.unit !== '' ? ` ${unitFor(indicator, latest.value)}` : '';
    return [
      bound(names.latest),
      text(`${counted} in ${latest.period.label}`),
      ...rateIn(latest.period.text),
      ...(change ? [text(': '), bound(names.change), text(` on ${change.from.period.label}`)] : []),
      text('. '),
      bound(names.status),
      text('.'),
    ];
  };
  const [first, after] = toldOf(standing).map(said);
  return paragraph([title, ...(first ?? []), ...(after ? [text(' Since then: '), ...after] : [])]);
}
