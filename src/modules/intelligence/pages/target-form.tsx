import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import {
  Button,
  DateInput,
  ErrorSummaryFor,
  Form,
  Radios,
  Textarea,
  TextInput,
} from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { Baseline, Indicator, Target } from '../types.ts';
import { dateField, field } from './parts.tsx';

interface Props {
  readonly indicator: Indicator;
  readonly baseline: Baseline | undefined;
  readonly target: Target | undefined;
  readonly keys: Keys;
  /** The form whose answers were refused. */
  readonly refusedForm: 'baseline' | 'target' | undefined;
  readonly baselineTyped: Typed;
  readonly targetTyped: Typed;
}

/** Sets where the indicator starts and where it should go; what is not known yet is said, with a date. */
export function TargetPage(props: Props) {
  const { indicator, refusedForm } = props;
  const errors = refusedForm === 'baseline' ? props.baselineTyped.errors : props.targetTyped.errors;
  return (
    <>
      <ErrorSummaryFor errors={errors} />
      <PageHeading
        caption={indicator.title}
        heading="Baseline and target"
        lead="For everybody. A project’s own target is set in its plan."
      />
      <TargetForm {...props} />
      <BaselineForm {...props} />
    </>
  );
}

function TargetForm({ indicator, target, keys, targetTyped: typed }: Props) {
  return (
    <section aria-labelledby="target-heading">
      <h2 class="govuk-heading-m" id="target-heading">
        Target
      </h2>
      <Form
        action={`/indicators/${indicator.slug}/target`}
        csrf={keys.csrf}
        formId={keys.formId}
        revision={target?.revision ?? 0}
      >
        <Radios
          {...field(typed, 'status')}
          legend="State"
          items={[
            { value: 'agreed', text: 'Agreed' },
            { value: 'proposed', text: 'Proposed' },
            {
              value: 'to-be-agreed',
              text: 'To be agreed',
              hint: 'It will show among the data gaps until it is.',
            },
          ]}
        />
        <Radios
          {...field(typed, 'aim')}
          legend="What is aimed at"
          items={[
            { value: 'at-least', text: 'At least this much' },
            { value: 'at-most', text: 'No more than this' },
            { value: 'maintain', text: 'Maintain it' },
          ]}
        />
        <Textarea
          {...field(typed, 'stages')}
          label="Stages"
          hint="One on each line, by period or day: 2013/14: 75 or 2015-01-31: 80. Write ? for a figure that is not known."
          rows={3}
        />
        <Textarea {...field(typed, 'statement')} label="In the source’s words" rows={2} />
        <DateInput {...dateField(typed, 'endsOn')} legend="End, where the source prints one" />
        <TextInput
          {...field(typed, 'endsSays')}
          label="End, in the source’s words"
          hint="Such as January 2015"
          width={20}
        />
        <DateInput {...dateField(typed, 'reviewOn')} legend="To be reviewed by" />
        <TextInput
          {...field(typed, 'reviewSays')}
          label="Review, in the source’s words"
          hint="Such as mid-2013"
          width={20}
        />
        <DateInput {...dateField(typed, 'expectedOn')} legend="If it is to be agreed: by when" />
        <TextInput {...field(typed, 'source')} label="Source" />
        <Textarea {...field(typed, 'note')} label="Note" rows={2} />
        <Button>Save the target</Button>
      </Form>
    </section>
  );
}

function BaselineForm({ indicator, baseline, keys, baselineTyped: typed }: Props) {
  const named = (name: string) => ({ ...field(typed, name), id: `baseline-${name}` });
  return (
    <section aria-labelledby="baseline-heading">
      <h2 class="govuk-heading-m" id="baseline-heading">
        Baseline
      </h2>
      <Form
        action={`/indicators/${indicator.slug}/baseline`}
        csrf={keys.csrf}
        formId={`${keys.formId}-baseline`}
        revision={baseline?.revision ?? 0}
      >
        <Radios
          {...named('state')}
          legend="State"
          items={[
            { value: 'known', text: 'Known' },
            {
              value: 'awaited',
              text: 'Awaited',
              hint: 'It will show among the data gaps until it is known.',
            },
          ]}
        />
        <TextInput {...named('period')} label="Period" hint="Such as 2011/12" width={20} />
        <TextInput {...named('value')} label="Value" width={10} inputMode="decimal" />
        <Textarea {...named('statement')} label="In the source’s words" rows={2} />
        <DateInput
          {...dateField(typed, 'expectedOn')}
          id="baseline-expectedOn"
          legend="If it is awaited: expected by"
        />
        <TextInput {...named('source')} label="Source" />
        <Textarea {...named('note')} label="Note" rows={2} />
        <Button>Save the baseline</Button>
      </Form>
    </section>
  );
}
