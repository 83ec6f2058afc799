import { plural } from '../../../kernel/names.ts';
import type { LocalityOffer, LocalityRequest } from '../../../platform/module.ts';
import { type Block, link, paragraph, type Table, type Words } from '../../../ui/document/index.ts';
import type { GapVerdict } from '../statistics/gap.ts';
import { writeValue } from '../words.ts';
import { type Against, type StandingHere, standingsHere } from './standing-here.ts';

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
  return `${words} (${writeValue(indicator, against.value)})`;
}

const sayHere = ({ indicator, point, hidden }: StandingHere): string =>
  hidden
    ? 'Hidden: it tells of few people'
    : point.value === null
      ? 'Awaited'
      : writeValue(indicator, point.value);

function tableOf(standings: readonly StandingHere[], { place, around }: LocalityRequest): Table {
  const compared = around.slice(0, 2);
  const gaps = standings.some(({ gap }) => gap !== undefined);
  const cells = (standing: StandingHere): readonly Words[] => [
    [link(`/indicators/${standing.indicator.slug}`, standing.indicator.title)],
    sayHere(standing),
    standing.point.period.label,
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
function finding(standings: readonly StandingHere[], { around }: LocalityRequest): string {
  const [nearest] = around;
  const differing = standings.filter(({ against }) =>
    ['higher', 'lower'].includes(against[0]?.compared ?? ''),
  );
  const of = plural(standings.length, 'indicator');
  return nearest
    ? `Of ${of} with a figure of this place, ${differing.length} ${differing.length === 1 ? 'differs' : 'differ'} from ${nearest.name} by more than chance explains.`
    : `${of} ${standings.length === 1 ? 'has' : 'have'} a figure of this place.`;
}

/** How a place stands in every indicator that is measured there, against its district and county, and whether gaps close. */
export const indicatorLocality: LocalityOffer = {
  name: 'indicators',
  title: 'Indicators',
  order: 30,
  empty: 'No indicator has a figure of this place yet.',
  async gather(tx, _actor, request): Promise<readonly Block[]> {
    const standings = await standingsHere(tx, request);
    if (standings.length === 0) return [];
    return [paragraph(finding(standings, request)), tableOf(standings, request)];
  },
};
