import { longDate } from '../../../kernel/plain-date.ts';
import { FormPage, type FormPageProps } from '../../../ui/forms/form-page.tsx';
import { DateInput, Radios, Textarea } from '../../../ui/govuk/index.ts';
import { BREAK_KINDS, type SeriesBreak } from '../course/break-queries.ts';
import { dateField, field } from './parts.tsx';

/** Records from which day on the figures are not comparable with those before. */
export const BreakForm = (props: Omit<FormPageProps, 'heading'>) => (
  <FormPage
    {...props}
    heading="Record a break in the series"
    lead="No change is claimed across a break, and limits and trends begin anew."
    submit="Record the break"
  >
    <DateInput
      {...dateField(props, 'startsOn')}
      legend="From which day are the figures different?"
      hint="The first day of the new counting, such as 1 4 2012"
    />
    <Radios
      {...field(props, 'kind')}
      legend="What changed?"
      items={Object.entries(BREAK_KINDS).map(([value, text]) => ({ value, text }))}
    />
    <Textarea
      {...field(props, 'reason')}
      label="What changed, in a sentence"
      hint="It stands under the chart."
      rows={2}
    />
  </FormPage>
);

/** Takes back a break that was told of wrongly. */
export const WithdrawalForm = (props: Omit<FormPageProps, 'heading'> & { readonly broken: SeriesBreak }) => (
  <FormPage
    {...props}
    heading={`Take back the break of ${longDate(props.broken.startsOn)}`}
    lead={props.broken.reason}
    submit="Take it back"
  >
    <Textarea {...field(props, 'reason')} label="Why are the figures comparable after all?" rows={2} />
  </FormPage>
);
