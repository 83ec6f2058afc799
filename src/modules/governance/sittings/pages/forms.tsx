import { datePartsOf, textIn } from '../../../../platform/http/form.ts';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import { DateInput, Radios, Textarea, TextInput } from '../../../../ui/govuk/index.ts';

/** When and where a body sits; for a new sitting, and for changing one. */
export function SittingForm(props: FormPageProps) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <FormPage {...props}>
      <DateInput
        name="day"
        legend="When does it sit?"
        hint="Leave the day empty where only the month is known"
        values={datePartsOf(values, 'day')}
        error={errors.day}
      />
      <TextInput {...field('startsAt')} label="From (optional)" hint="Such as 14:00" width={5} />
      <TextInput {...field('endsAt')} label="To (optional)" width={5} />
      <TextInput {...field('venue')} label="Where? (optional)" />
      <TextInput
        {...field('joiningLink')}
        label="Address for joining remotely (optional)"
        hint="Shown to members only"
      />
      <Radios
        name="kind"
        legend="What kind of sitting is it?"
        inline
        value={textIn(values, 'kind')}
        error={errors.kind}
        items={[
          { value: 'ordinary', text: 'Ordinary' },
          { value: 'extraordinary', text: 'Extraordinary' },
        ]}
      />
      <Textarea {...field('note')} label="Note (optional)" rows={2} />
    </FormPage>
  );
}
