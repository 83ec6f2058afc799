import { datePartsOf, textIn } from '../../../platform/http/form.ts';
import { FormPage, type FormPageProps } from '../../../ui/forms/form-page.tsx';
import { DateInput, Radios, Select, Textarea, TextInput } from '../../../ui/govuk/index.ts';
import { SECTORS } from '../sectors.ts';

/** Adds or changes an agency. */
export function AgencyForm(props: FormPageProps) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <FormPage {...props}>
      <TextInput {...field('name')} label="Full name" />
      <TextInput {...field('shortName')} label="Short name" hint="For tables, such as SFRS" width={20} />
      <Select
        {...field('sector')}
        label="Sector"
        items={[
          { value: '', text: 'Choose' },
          ...Object.entries(SECTORS).map(([value, text]) => ({ value, text })),
        ]}
      />
      <Radios
        {...field('statutory')}
        legend="Is it under a statutory duty in the partnership?"
        hint="Responsible authorities under the Crime and Disorder Act 1998, or under a duty to cooperate"
        inline
        items={[
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ]}
      />
      <TextInput {...field('email')} label="Email (optional)" type="email" />
      <TextInput {...field('telephone')} label="Telephone (optional)" type="tel" width={20} />
      <TextInput {...field('website')} label="Website (optional)" type="url" />
      <Textarea {...field('address')} label="Address (optional)" rows={3} />
      <DateInput
        name="joinedOn"
        legend="When did it join? (optional)"
        values={datePartsOf(values, 'joinedOn')}
        error={errors.joinedOn}
      />
      <Textarea {...field('note')} label="Note (optional)" rows={3} />
    </FormPage>
  );
}

/** Records that an agency left or ceased to be. */
export function EndingForm(props: FormPageProps) {
  const { values, errors } = props;
  return (
    <FormPage {...props}>
      <p class="govuk-body">
        It stays in the directory with its history. What it leads has to be given to another agency.
      </p>
      <DateInput
        name="leftOn"
        legend="What was its last day in the partnership?"
        values={datePartsOf(values, 'leftOn')}
        error={errors.leftOn}
      />
      <Textarea
        name="note"
        label="What became of it? (optional)"
        hint="Such as which agency follows it"
        rows={3}
        value={textIn(values, 'note')}
        error={errors.note}
      />
    </FormPage>
  );
}
