import { longDate } from '../../../kernel/plain-date.ts';
import type { Measure } from '../../../platform/module.ts';
import { Button, Select, SummaryList } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import type { Indicator } from '../types.ts';
import { type Figure, figureFor, type Released } from './queries.ts';
import { sayFigure } from './words.ts';

const PATH = '/indicators/measures';

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** A measure that leads up to the one shown, in the same period. */
export interface Before {
  readonly measure: Measure;
  readonly release: Released | undefined;
}

const stepColumn = ({ measure, release }: Before): Column<Figure> => ({
  key: measure.name,
  header: measure.title,
  numeric: true,
  cell: ({ group }) =>
    release ? sayFigure(measure, figureFor(release, group, measure.kind)) : 'Not released',
});

/** Groups that stand in an earlier step alone have a row too: somebody was trained and nobody referred. */
const withGroupsOf = (figures: readonly Figure[], before: readonly Before[]): readonly Figure[] => {
  const there = new Set(figures.map(({ group }) => group));
  const more = before.flatMap(({ release }) => release?.figures.filter(({ place }) => place === '') ?? []);
  const added = new Map(more.filter(({ group }) => !there.has(group)).map((one) => [one.group, one]));
  return [...figures, ...[...added.values()].map((one) => ({ ...one, value: 0 }))];
};

const figureColumns = (
  measure: Measure,
  figures: readonly Figure[],
  before: readonly Before[],
): readonly Column<Figure>[] => [
  {
    key: 'group',
    header: measure.groups === '' ? 'Who' : capital(measure.groups),
    cell: ({ group, groupSays }) => (group === '' ? 'All' : groupSays),
  },
  ...(figures.some(({ place }) => place !== '')
    ? [{ key: 'place', header: 'Place', cell: ({ place }: Figure) => (place === '' ? 'All' : place) }]
    : []),
  ...before.map(stepColumn),
  {
    key: 'value',
    header: before.length > 0 ? measure.title : capital(measure.unit || 'share'),
    numeric: true,
    cell: ({ value }) => sayFigure(measure, value),
  },
];

const FORMULAS = { count: 'A count', percentage: 'A share', average: 'An average' } as const;

/** One measure: the figures of a period, what is counted, and who follows it. */
export function MeasurePage(props: {
  readonly measure: Measure;
  readonly releases: readonly Released[];
  readonly shown: Released | undefined;
  /** What leads up to it, for the period shown. */
  readonly before: readonly Before[];
  readonly followers: readonly Pick<Indicator, 'slug' | 'title'>[];
}) {
  const { measure, releases, shown, before } = props;
  const path = `${PATH}/${measure.name}`;
  const all = shown && figureFor(shown, '', measure.kind);
  return (
    <>
      <PageHeading
        caption="Measure"
        heading={measure.title}
        lead={
          shown
            ? `${shown.period.label}: ${all === null ? 'the figure is of so few people that it is hidden' : `${sayFigure(measure, all)} ${measure.unit}`}.`
            : 'Nothing is released yet. The first figures come when a quarter has ended since counting began here.'
        }
      />
      {shown ? (
        <>
          <DataTable
            caption={shown.period.label}
            columns={figureColumns(measure, shown.figures, before)}
            rows={withGroupsOf(shown.figures, before)}
            rowKey={({ group, place }) => `${group} ${place}`}
            path={path}
            csvPath={`${path}/figures.csv`}
            empty="Nothing was counted in this period."
          />
          <p class="govuk-body">
            Released on {longDate(shown.releasedOn)}
            {shown.roundTo > 1 && measure.of === 'people' ? `, rounded to the nearest ${shown.roundTo}` : ''}
            {shown.revision > 1
              ? `, for the ${shown.revision === 2 ? 'second' : `${shown.revision}th`} time: ${shown.reason}`
              : ''}
            .
          </p>
          <form method="get" action={path}>
            <Select
              name="period"
              label="Another period"
              items={releases.map(({ period }) => ({ value: period.text, text: period.label }))}
              value={shown.period.text}
            />
            <Button kind="secondary">Show</Button>
          </form>
        </>
      ) : null}
      <SummaryList
        rows={[
          { key: 'What is counted', value: measure.says },
          {
            key: 'It is',
            value: `${FORMULAS[measure.kind]} of ${measure.of === 'people' ? 'people: small counts are hidden' : 'activity: shown as it is'}`,
          },
          {
            key: 'Indicators that follow it',
            value:
              props.followers.length === 0
                ? 'None yet: choose it on the page of an indicator'
                : props.followers.map(({ slug, title }, index) => (
                    <>
                      {index > 0 ? ', ' : ''}
                      <a class="govuk-link" href={`/indicators/${slug}`}>
                        {title}
                      </a>
                    </>
                  )),
          },
        ]}
      />
    </>
  );
}
