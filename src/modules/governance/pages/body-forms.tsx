import { datePartsOf, textIn } from '../../../platform/http/form.ts';
import type { Choice } from '../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../ui/forms/form-page.tsx';
import { DateInput, Select, Textarea, TextInput } from '../../../ui/govuk/index.ts';
import { BODY_KINDS } from '../kinds.ts';

/** Adds or changes a body. */
export function BodyForm(props: FormPageProps & { readonly agencies: readonly Choice[] }) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  const date = (name: string) => ({ name, values: datePartsOf(values, name), error: errors[name] });
  return (
    <FormPage {...props}>
      <TextInput {...field('name')} label="Name" />
      <Select
        {...field('kind')}
        label="Kind"
        items={[
          { value: '', text: 'Choose' },
          ...Object.entries(BODY_KINDS).map(([value, text]) => ({ value, text })),
        ]}
      />
      <Select
        {...field('agencyId')}
        label="Whose body is it?"
        items={[{ value: '', text: 'The partnership’s' }, ...props.agencies]}
      />
      <Textarea {...field('purpose')} label="What is it for? (optional)" rows={3} />
      <DateInput {...date('startsOn')} legend="Since when does it exist? (optional)" />
      <DateInput
        {...date('endsOn')}
        legend="What was its last day? (optional)"
        hint="A task-and-finish group has one from the beginning"
      />
      <Textarea {...field('note')} label="Note (optional)" rows={2} />
    </FormPage>
  );
}
