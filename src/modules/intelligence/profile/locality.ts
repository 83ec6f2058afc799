import { isLater } from '../../../kernel/later.ts';
import { plural } from '../../../kernel/names.ts';
import type { LocalityOffer, LocalityRequest } from '../../../platform/module.ts';
import { type Block, link, paragraph, type Table, text, type Words } from '../../../ui/document/index.ts';
import { marked, sayMarked } from '../seen.ts';
import type { GapVerdict } from '../statistics/gap.ts';
import { writeValue } from '../words.ts';
import type { Against } from './against.ts';
import type { ComparedWith } from './area.ts';
import { type StandingHere, standingsHere } from './standing-here.ts';

const VERDICTS: Readonly<Record<GapVerdict, string>> = {
  narrowing: 'Narrowing',
  widening: 'Widening',
  'cannot-tell': 'Cannot tell',
};
const COMPARED = {
  higher: 'Significantly higher',
  lower: 'Significantly lower',
  similar: 'Not significantly different',
} as const;

function sayAgainst({ indicator }: StandingHere, against: Against | undefined): string {
  if (!against) return 'Nothing to compare';
  const words = against.compared ? COMPARED[against.compared] : `Cannot tell: ${against.because ?? ''}`;
  const summed = against.summed > 0 ? `, of its ${plural(against.summed, 'place')} together` : '';
  return `${words} (${writeValue(indicator, against.value)}${summed})`;
}

const sayHere = ({ indicator, point, hidden }: StandingHere): string =>
  hidden
    ? 'Hidden: it tells of few people'
    : point.value === null
      ? 'Awaited'
      : writeValue(indicator, point.value);

const titleOf = ({ indicator: { slug, title }, from }: StandingHere): Words => {
  const named = link(`/indicators/${slug}`, title);
  return from === undefined ? [named] : [named, text(` (put together from ${from})`)];
};

function tableOf(
  standings: readonly StandingHere[],
  { place, today }: LocalityRequest,
  around: ComparedWith['around'],
): Table {
  const compared = around.slice(0, 2);
  const gaps = standings.some(({ gap }) => gap !== undefined);
  const cells = (standing: StandingHere): readonly Words[] => [
    titleOf(standing),
    sayHere(standing),
    marked(standing.point.period.label, isLater(standing.point.period.end, today)),
    ...compared.map((_, at) => sayAgainst(standing, standing.against[at])),
    ...(gaps ? [standing.gap ? VERDICTS[standing.gap.verdict] : 'No earlier gap'] : []),
  ];
  return {
    kind: 'table',
    caption: `Indicators of ${place.name}`,
    headerColumn: true,
    columns: [
      { header: 'Indicator', width: 3 },
      { header: place.name, align: 'right' },
      { header: 'Period' },
      ...compared.map(({ name }) => ({ header: `Against ${name}`, width: 2 })),
      ...(gaps ? [{ header: `Gap to ${around[0]?.name ?? ''}` }] : []),
    ],
    rows: standings.map((standing) => ({ cells: cells(standing) })),
  };
}

/** What stands out, in a sentence. */
function finding(standings: readonly StandingHere[], [nearest]: ComparedWith['around']): string {
  const differing = standings.filter(({ against }) =>
    ['higher', 'lower'].includes(against[0]?.compared ?? ''),
  );
  const of = plural(standings.length, 'indicator');
  return nearest
    ? `Of ${of} with a figure of this place, ${differing.length === 0 ? 'none differs' : `${differing.length} ${differing.length === 1 ? 'differs' : 'differ'}`} from ${nearest.name} by more than chance explains.`
    : `${of} ${standings.length === 1 ? 'has' : 'have'} a figure of this place.`;
}

/** How a place stands in every indicator that is measured there, against its district and county, and whether gaps close. */
export const indicatorLocality: LocalityOffer = {
  name: 'indicators',
  title: 'Indicators',
  order: 30,
  empty: 'No indicator has a figure of this place yet.',
  async gather(tx, _actor, request): Promise<readonly Block[]> {
    const { standings, around, siblings } = await standingsHere(tx, request);
    if (standings.length === 0) return [];
    const { place, area, today } = request;
    return [
      paragraph(finding(standings, around)),
      ...(siblings === undefined
        ? []
        : [
            paragraph(
              `The register does not say that ${place.name} lies in ${area}, so it is compared with the partnership’s own figures.`,
            ),
          ]),
      tableOf(standings, request, around),
      ...(standings.some(({ point }) => isLater(point.period.end, today))
        ? [paragraph(sayMarked(today))]
        : []),
    ];
  },
};
