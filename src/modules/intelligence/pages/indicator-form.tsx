import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import {
  Button,
  Checkboxes,
  DateInput,
  Details,
  ErrorSummaryFor,
  Form,
  InsetText,
  Radios,
  Select,
  Textarea,
  TextInput,
} from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { Untied } from '../tied.ts';
import type { Indicator } from '../types.ts';
import { type Choice, dateField, field, listOf } from './parts.tsx';

export interface IndicatorFormProps {
  readonly indicator: Indicator | undefined;
  readonly agencies: readonly Choice[];
  readonly posts: readonly Choice[];
  /** What it may be computed from. */
  readonly parts: readonly Choice[];
  readonly untied: readonly Untied[];
  readonly keys: Keys;
  readonly typed: Typed;
}

const YES_OR_NO = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
];

/** Defines an indicator, or changes one; rewording keeps its identity and its figures. */
export function IndicatorForm({
  indicator,
  agencies,
  posts,
  parts,
  untied,
  keys,
  typed,
}: IndicatorFormProps) {
  return (
    <>
      <ErrorSummaryFor errors={typed.errors} />
      <PageHeading
        heading={indicator ? `Change “${indicator.title}”` : 'Define an indicator'}
        lead={
          indicator
            ? 'A new wording is kept beside the former ones; the figures stay.'
            : 'Say what is measured, so that every figure can be read without asking.'
        }
      />
      {indicator ? untied.map((pair) => <ToLookAt indicator={indicator} pair={pair} />) : null}
      <Form
        action={indicator ? `/indicators/${indicator.slug}/edit` : '/indicators/new'}
        csrf={keys.csrf}
        formId={keys.formId}
        revision={indicator?.revision}
      >
        <TextInput {...field(typed, 'title')} label="Title" />
        <TextInput
          {...field(typed, 'slug')}
          label="Short name"
          hint="Stands in addresses and in files of figures, such as recorded-crime."
        />
        <Textarea {...field(typed, 'definition')} label="Definition" rows={3} />
        {indicator ? <TextInput {...field(typed, 'reason')} label="Why it is reworded, if it is" /> : null}
        <Radios
          {...field(typed, 'kind')}
          legend="Kind of figure"
          items={[
            { value: 'number', text: 'Number' },
            { value: 'percentage', text: 'Percentage' },
            { value: 'rate', text: 'Rate' },
            { value: 'money', text: 'Money, in pounds' },
          ]}
        />
        <TextInput
          {...field(typed, 'unit')}
          label="What is counted"
          hint="Such as crimes or people."
          width={20}
        />
        <TextInput {...field(typed, 'decimals')} label="Decimal places" width={2} inputMode="numeric" />
        <TextInput
          {...field(typed, 'per')}
          label="For a rate: per how many"
          hint="Such as 1000."
          width={10}
          inputMode="numeric"
        />
        <Radios
          {...field(typed, 'direction')}
          legend="Which way is better"
          items={[
            { value: 'lower', text: 'Lower' },
            { value: 'higher', text: 'Higher', hint: 'A campaign may want more calls for help.' },
            { value: 'neither', text: 'Neither' },
          ]}
        />
        <Radios
          {...field(typed, 'uncertainty')}
          legend="How the figure is arrived at"
          hint="Decides when a change is more than chance."
          items={[
            { value: 'counted', text: 'Events are counted' },
            { value: 'sampled', text: 'A sample of people is asked' },
            { value: 'complete', text: 'Everything is counted' },
            { value: 'not-stated', text: 'The source does not say' },
          ]}
        />
        <TextInput {...field(typed, 'numeratorSays')} label="Numerator, in words" />
        <TextInput {...field(typed, 'denominatorSays')} label="Denominator, in words" />
        <ComputedFrom parts={parts} typed={typed} />
        <TextInput {...field(typed, 'source')} label="Source" />
        <Select
          {...field(typed, 'frequency')}
          label="How often figures come"
          items={[
            { value: 'irregular', text: 'Without a rhythm' },
            { value: 'monthly', text: 'Monthly' },
            { value: 'quarterly', text: 'Quarterly' },
            { value: 'yearly', text: 'Yearly' },
            { value: 'each-wave', text: 'With each wave of a survey' },
            { value: 'once', text: 'Once' },
          ]}
        />
        <TextInput
          {...field(typed, 'dueDays')}
          label="Days after a period ends by which its figure is due"
          width={4}
          inputMode="numeric"
        />
        <TextInput
          {...field(typed, 'placeSlug')}
          label="Place, by its short name"
          hint="Leave empty for the whole area."
        />
        <Select
          {...field(typed, 'ownerAgencyId')}
          label="Agency that owns it"
          items={listOf(agencies, 'Nobody yet')}
        />
        <Select
          {...field(typed, 'ownerPostId')}
          label="Post that returns the figures"
          items={listOf(posts, 'Nobody yet')}
        />
        <Radios {...field(typed, 'public')} legend="May be published" inline items={YES_OR_NO} />
        <Radios
          {...field(typed, 'smallNumbers')}
          legend="Does it count so few people that a figure could point at somebody?"
          hint="Figures of places are hidden then where they rest on one to four people."
          inline
          items={YES_OR_NO}
        />
        {typed.errors.sure ? (
          <Checkboxes
            name="sure"
            error={typed.errors.sure}
            items={[{ value: 'yes', text: 'Show what is hidden now' }]}
          />
        ) : null}
        <Button>{indicator ? 'Save the indicator' : 'Define the indicator'}</Button>
      </Form>
      {indicator && indicator.endedOn === null ? (
        <EndForm indicator={indicator} keys={keys} typed={typed} />
      ) : null}
    </>
  );
}

/** A count and a rate on it are tied by saying that the rate is computed from the count; their small numbers are hidden as one. */
const ComputedFrom = ({ parts, typed }: Pick<IndicatorFormProps, 'parts' | 'typed'>) => (
  <>
    <Select
      {...field(typed, 'numeratorId')}
      label="Computed from: the indicator that is divided"
      hint="A rate or share whose counts are an indicator too. What is hidden of the one is then hidden of the other."
      items={listOf(parts, 'No other indicator')}
    />
    <Select
      {...field(typed, 'denominatorId')}
      label="Computed from: the indicator it is divided by"
      items={listOf(parts, 'No other indicator')}
    />
  </>
);

const ToLookAt = ({ indicator, pair }: { readonly indicator: Indicator; readonly pair: Untied }) => (
  <InsetText>
    Something to look at:{' '}
    {indicator.id === pair.rateId
      ? `its numerators are the figures of “${pair.count}”, and it is not computed from it.`
      : `its figures are the numerators of “${pair.rate}”, which is not computed from it.`}{' '}
    Both count few people, and each tells what is hidden of the other until the rate says what it is computed
    from.
  </InsetText>
);

/** An indicator that is no longer measured keeps its figures, and asks for no more. */
function EndForm({
  indicator,
  keys,
  typed,
}: Pick<IndicatorFormProps, 'keys' | 'typed'> & { readonly indicator: Indicator }) {
  return (
    <Details summary="Stop measuring it">
      <Form
        action={`/indicators/${indicator.slug}/end`}
        csrf={keys.csrf}
        formId={`${keys.formId}-end`}
        revision={indicator.revision}
      >
        <DateInput
          {...dateField(typed, 'endedOn')}
          legend="Last day"
          hint="Its figures stay; no return will be due and no warning given."
        />
        <Button kind="warning">Stop measuring it</Button>
      </Form>
    </Details>
  );
}
