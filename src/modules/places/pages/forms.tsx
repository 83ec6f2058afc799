import { datePartsOf, textIn } from '../../../platform/http/form.ts';
import { FormPage, type FormPageProps } from '../../../ui/forms/form-page.tsx';
import { DateInput, Radios, Select, Textarea, TextInput } from '../../../ui/govuk/index.ts';
import type { Place } from '../queries.ts';

/** Adds a place or changes what is said of it. */
export function PlaceForm(props: FormPageProps & { readonly places: readonly Place[] }) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <FormPage {...props}>
      <TextInput {...field('name')} label="Name" />
      <TextInput
        {...field('geography')}
        label="What kind of place is it?"
        hint="Such as Ward, District or Street"
      />
      <TextInput
        {...field('vintage')}
        label="Which boundaries? (optional)"
        hint="Such as 2003, where boundaries have moved"
        width={10}
      />
      <TextInput {...field('code')} label="Official code (optional)" hint="Such as E07000192" width={10} />
      <Select
        {...field('within')}
        label="Which place does it lie in? (optional)"
        items={[
          { value: '', text: 'None' },
          ...props.places.map(({ slug, name }) => ({ value: slug, text: name })),
        ]}
      />
      <DateInput
        name="validFrom"
        legend="Since when has it been there? (optional)"
        legendSize="s"
        values={datePartsOf(values, 'validFrom')}
        error={errors.validFrom}
      />
      <DateInput
        name="validTo"
        legend="Until when was it there? (optional)"
        legendSize="s"
        hint="The last day of these boundaries; the place stays, for figures of its time"
        values={datePartsOf(values, 'validTo')}
        error={errors.validTo}
      />
      <Textarea {...field('note')} label="Note (optional)" rows={2} />
    </FormPage>
  );
}

/**
 * Records how many people live in a place; what was recorded before stays as an earlier version. A correction keeps
 * the day and the ages.
 */
export function PopulationForm(props: FormPageProps & { readonly correcting?: boolean }) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <FormPage {...props}>
      <TextInput {...field('persons')} label="How many people?" inputMode="numeric" width={10} />
      {props.correcting ? null : (
        <>
          <DateInput
            name="asOn"
            legend="On which day?"
            hint="The day it was counted or estimated for, such as 30 6 2011"
            values={datePartsOf(values, 'asOn')}
            error={errors.asOn}
          />
          <TextInput
            {...field('ageBand')}
            label="Ages (optional)"
            hint="Such as 10-17 or 65+; empty for all"
            width={10}
          />
        </>
      )}
      <Radios
        {...field('quality')}
        legend="How sure is it?"
        items={[
          { value: 'final', text: 'Final' },
          { value: 'provisional', text: 'Provisional' },
          { value: 'estimated', text: 'Estimated', hint: 'Say in the note how it was estimated' },
        ]}
      />
      <TextInput {...field('source')} label="Where does it come from?" />
      <Textarea {...field('note')} label="Note (optional)" rows={3} />
    </FormPage>
  );
}
