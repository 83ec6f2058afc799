import { longDate } from '../../../kernel/plain-date.ts';
import type { Measure } from '../../../platform/module.ts';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import { Button, DateInput, InsetText, Radios, TextInput } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import { dateField, field } from '../pages/parts.tsx';
import type { Indicator } from '../types.ts';
import { figureFor, type MeasureSetting, type Released } from './queries.ts';
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
        empty="Measures of the modules will stand here."
      />
      <p class="govuk-body">{saySetting(props.setting)}</p>
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
