import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import { Button, ErrorSummaryFor, Form, Radios, Textarea, TextInput } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { Standing } from '../types.ts';
import { sayPoint, unitOf } from '../words.ts';
import { field } from './parts.tsx';

interface Props {
  readonly standing: Standing;
  /** What is recorded where no figure is known up to the business day. */
  readonly instead: string;
  readonly keys: Keys;
  readonly typed: Typed;
}

/** Records one figure; a figure for a period that has one already corrects it, and the old one is kept. */
export function ObservationForm({ standing, instead, keys, typed }: Props) {
  const { indicator, latest } = standing;
  return (
    <>
      <ErrorSummaryFor errors={typed.errors} />
      <PageHeading
        caption={indicator.title}
        heading="Record a figure"
        lead={latest ? `The last one is ${sayPoint(indicator, latest)}.` : instead}
      />
      <Form action={`/indicators/${indicator.slug}/observations/new`} csrf={keys.csrf} formId={keys.formId}>
        <TextInput
          {...field(typed, 'period')}
          label="Period"
          hint="2012/13, 2012/13 Q3, 2012 Q3, 2012-10, 2012, 2012-04..2012-11, or a survey wave’s short name"
          width={20}
        />
        <TextInput
          {...field(typed, 'value')}
          label="Value"
          hint="Leave empty when it is awaited."
          suffix={unitOf(indicator)}
          width={10}
          inputMode="decimal"
        />
        <TextInput
          {...field(typed, 'numerator')}
          label={indicator.numeratorSays || 'Numerator'}
          hint="Where it is known"
          width={10}
          inputMode="decimal"
        />
        <TextInput
          {...field(typed, 'denominator')}
          label={indicator.denominatorSays || 'Denominator'}
          hint="Where it is known"
          width={10}
          inputMode="decimal"
        />
        <TextInput
          {...field(typed, 'place')}
          label="Place"
          hint="Leave empty for the indicator’s own place."
          width={20}
        />
        <Radios
          {...field(typed, 'quality')}
          legend="How sure it is"
          items={[
            { value: 'final', text: 'Final', hint: 'Its period is over, and it will not be corrected.' },
            { value: 'provisional', text: 'Provisional', hint: 'It may still be corrected.' },
            { value: 'estimated', text: 'Estimated', hint: 'Worked out; say in the note from what.' },
            { value: 'awaited', text: 'Awaited', hint: 'It is not known yet.' },
          ]}
        />
        <TextInput {...field(typed, 'source')} label="Source" />
        <Textarea {...field(typed, 'note')} label="Note" rows={2} />
        <Button>Record the figure</Button>
      </Form>
    </>
  );
}
