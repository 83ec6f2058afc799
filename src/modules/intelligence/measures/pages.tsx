import { longDate } from '../../../kernel/plain-date.ts';
import type { Measure } from '../../../platform/module.ts';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import {
  Button,
  DateInput,
  InsetText,
  Radios,
  Select,
  SummaryList,
  TextInput,
} from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import { WHOLE } from '../pages/history.tsx';
import { dateField, field } from '../pages/parts.tsx';
import type { Indicator } from '../types.ts';
import { type Figure, figureFor, type MeasureSetting, type Released } from './queries.ts';
import { sayFigure } from './words.ts';

const PATH = '/indicators/measures';

interface Row {
  readonly measure: Measure;
  readonly latest: Released | undefined;
}

const LIST: readonly Column<Row>[] = [
  {
    key: 'measure',
    header: 'Measure',
    cell: ({ measure }) => (
      <a class="govuk-link" href={`${PATH}/${measure.name}`}>
        {measure.title}
      </a>
    ),
  },
  {
    key: 'period',
    header: 'Latest period',
    cell: ({ latest }) => latest?.period.label ?? 'Not released yet',
  },
  {
    key: 'value',
    header: 'In all',
    numeric: true,
    cell: ({ measure, latest }) => (latest ? sayFigure(measure, figureFor(latest, '', measure.kind)) : ''),
  },
  { key: 'released', header: 'Released', cell: ({ latest }) => (latest ? longDate(latest.releasedOn) : '') },
];

const saySetting = ({ roundTo, settleDays, countsFrom }: MeasureSetting): string =>
  `Counts of one to four people are hidden, and as many others as it takes that none can be worked out; ${
    roundTo === 1 ? 'others are not rounded' : `others are rounded to the nearest ${roundTo}`
  }. A period is released ${settleDays} days after it ends${countsFrom ? `, from ${longDate(countsFrom)} on` : ''}.`;

/** Everything that is counted, with its latest figure. */
export function MeasuresPage(props: {
  readonly rows: readonly Row[];
  readonly setting: MeasureSetting;
  readonly mayEdit: boolean;
}) {
  return (
    <>
      <PageHeading
        heading="Measures"
        lead="What Concord counts by itself, quarter by quarter. An indicator can follow a measure: then nobody types its figures."
        actions={
          props.mayEdit ? (
            <Button href={`${PATH}/settings`} kind="secondary">
              Change how they are released
            </Button>
          ) : null
        }
      />
      <DataTable
        caption="Measures"
        captionHidden
        columns={LIST}
        rows={props.rows}
        rowKey={({ measure }) => measure.name}
        path={PATH}
        query={WHOLE}
        empty="Measures of the modules will stand here."
      />
      <p class="govuk-body">{saySetting(props.setting)}</p>
    </>
  );
}

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

const figureColumns = (measure: Measure, figures: readonly Figure[]): readonly Column<Figure>[] => [
  {
    key: 'group',
    header: measure.groups === '' ? 'Who' : capital(measure.groups),
    cell: ({ group, groupSays }) => (group === '' ? 'All' : groupSays),
  },
  ...(figures.some(({ place }) => place !== '')
    ? [{ key: 'place', header: 'Place', cell: ({ place }: Figure) => (place === '' ? 'All' : place) }]
    : []),
  {
    key: 'value',
    header: capital(measure.unit || 'share'),
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
  readonly followers: readonly Pick<Indicator, 'slug' | 'title'>[];
}) {
  const { measure, releases, shown } = props;
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
            columns={figureColumns(measure, shown.figures)}
            rows={shown.figures}
            rowKey={({ group, place }) => `${group} ${place}`}
            path={path}
            csvPath={`${path}/figures.csv`}
            query={WHOLE}
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

const ROUNDINGS = [
  { value: '1', text: 'Do not round' },
  { value: '3', text: 'To the nearest 3' },
  { value: '5', text: 'To the nearest 5' },
  { value: '10', text: 'To the nearest 10' },
];

/** How measures are released here. */
export function MeasureSettingPage(props: {
  readonly keys: Keys;
  readonly typed: Typed;
  readonly revision: number;
}) {
  const { keys, typed } = props;
  return (
    <FormPage
      {...typed}
      {...keys}
      heading="How measures are released"
      lead="What was released stays as it is. Small counts are always hidden."
      action={`${PATH}/settings`}
      back={PATH}
      revision={props.revision}
    >
      <Radios {...field(typed, 'roundTo')} legend="Rounding of counts of people" items={ROUNDINGS} />
      <TextInput
        {...field(typed, 'settleDays')}
        label="Days to wait after a period ends"
        hint="For what is recorded late"
        width={3}
        inputMode="numeric"
      />
      <DateInput
        {...dateField(typed, 'countsFromOn')}
        legend="Since when are the facts kept here in full?"
        hint="No quarter or year that began before is released. Leave it empty for the day on which the partnership began here."
      />
    </FormPage>
  );
}

/** Where the figures of an indicator come from. */
export function SourcePage(props: {
  readonly indicator: Indicator;
  readonly measures: readonly Measure[];
  readonly keys: Keys;
  readonly typed: Typed;
  readonly revision: number;
}) {
  const { indicator, keys, typed } = props;
  return (
    <FormPage
      {...typed}
      {...keys}
      heading="Where do its figures come from?"
      lead={indicator.title}
      action={`/indicators/${indicator.slug}/source`}
      back={`/indicators/${indicator.slug}`}
      revision={props.revision}
    >
      <Radios
        {...field(typed, 'measure')}
        legend="Figures"
        items={[
          { value: '', text: 'Somebody records or imports them' },
          ...props.measures.map(({ name, title, says }) => ({ value: name, text: title, hint: says })),
        ]}
      />
      <TextInput
        {...field(typed, 'group')}
        label="Only one group (optional)"
        hint="As the measure’s file writes it, such as life-course; empty for all"
      />
      <Radios
        {...field(typed, 'years')}
        legend="Its years begin in"
        items={[
          { value: 'financial', text: 'April' },
          { value: 'calendar', text: 'January' },
        ]}
      />
      <InsetText>
        Each release then records its figure, unless somebody recorded one for that period. Hidden figures are
        not recorded.
      </InsetText>
    </FormPage>
  );
}
