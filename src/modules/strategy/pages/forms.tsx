import { datePartsOf, textIn, textsIn } from '../../../platform/http/form.ts';
import { EarlierFields } from '../../../ui/forms/earlier.tsx';
import type { Choice } from '../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../ui/forms/form-page.tsx';
import { Checkboxes, DateInput, Radios, Select, Textarea, TextInput } from '../../../ui/govuk/index.ts';

const fieldOf =
  ({ values, errors }: FormPageProps) =>
  (name: string) => ({ name, value: textIn(values, name), error: errors[name] });

const dateOf =
  ({ values, errors }: FormPageProps) =>
  (name: string) => ({ name, values: datePartsOf(values, name), error: errors[name] });

/** Starts or changes a version: its title, vision and dates. */
export function VersionForm(props: FormPageProps) {
  const [field, date] = [fieldOf(props), dateOf(props)];
  return (
    <FormPage {...props}>
      <TextInput {...field('title')} label="Title" hint="Such as Sustainable Community Strategy" />
      <Textarea
        {...field('vision')}
        label="Vision (optional)"
        hint="In the words that were agreed"
        rows={4}
      />
      <Textarea
        {...field('visionNote')}
        label="Note on the vision (optional)"
        hint="Where it comes from, or why it is not known"
        rows={2}
      />
      <Textarea {...field('summary')} label="Summary (optional)" rows={4} />
      <DateInput {...date('startsOn')} legend="From when is it meant? (optional)" />
      <DateInput {...date('endsOn')} legend="Until when? (optional)" />
      <TextInput {...field('source')} label="Source (optional)" hint="The document it stands in" />
    </FormPage>
  );
}

/** Records the adoption of a draft. */
export function AdoptionForm(props: FormPageProps & { readonly bodies: readonly Choice[] }) {
  const [field, date] = [fieldOf(props), dateOf(props)];
  return (
    <FormPage {...props} submit="Record the adoption">
      <DateInput {...date('adoptedOn')} legend="On which day was it adopted?" />
      <Radios
        {...field('precision')}
        legend="Is that the day itself?"
        items={[
          { value: 'day', text: 'Yes, it was adopted on that day' },
          { value: 'by', text: 'No, it had been adopted by then; the day is not known' },
        ]}
      />
      <Select
        {...field('bodyId')}
        label="Which body adopted it?"
        items={[{ value: '', text: 'Not known' }, ...props.bodies]}
      />
      <Textarea {...field('note')} label="Note (optional)" rows={2} />
      <EarlierFields values={props.values} errors={props.errors} />
    </FormPage>
  );
}

/** Adds a priority to a draft, or words it anew. */
export function PriorityForm(props: FormPageProps) {
  const field = fieldOf(props);
  return (
    <FormPage {...props}>
      <TextInput {...field('title')} label="Title" hint="Such as Improved Health" />
      <TextInput
        {...field('question')}
        label="As a question (optional)"
        hint="A report's heading, such as What are we doing to improve health?"
      />
      <Textarea {...field('description')} label="Description (optional)" rows={3} />
      <TextInput {...field('source')} label="Source (optional)" />
    </FormPage>
  );
}

/** Adds an outcome to a priority of a draft. */
export function OutcomeForm(props: FormPageProps & { readonly priorities: readonly Choice[] }) {
  const field = fieldOf(props);
  return (
    <FormPage {...props}>
      <Select
        {...field('prioritySlug')}
        label="Priority"
        items={[{ value: '', text: 'Choose' }, ...props.priorities]}
      />
      <Textarea
        {...field('wording')}
        label="What difference is to be made?"
        hint="The words of an outcome of an earlier version bring that outcome back, with its history"
        rows={2}
      />
      <TextInput {...field('letter')} label="Letter (optional)" width={2} />
      <TextInput {...field('source')} label="Source (optional)" />
    </FormPage>
  );
}

/** Rewords an outcome, which keeps its identity. */
export function RewordingForm(props: FormPageProps & { readonly adopted: boolean }) {
  const [field, date] = [fieldOf(props), dateOf(props)];
  return (
    <FormPage {...props} lead="It stays the same outcome: its indicators, projects and history stay with it.">
      <Textarea {...field('wording')} label="New words" rows={2} />
      {props.adopted ? <DateInput {...date('startsOn')} legend="From which day?" /> : null}
      <Textarea {...field('reason')} label="Why, and who decided it?" rows={2} />
      <TextInput {...field('source')} label="Source (optional)" />
    </FormPage>
  );
}

/** Chooses by which indicators an outcome is judged, which themes run through it and whose priorities it serves. */
export function JoinsForm(
  props: FormPageProps & {
    readonly indicators: readonly Choice[];
    readonly themes: readonly Choice[];
    readonly corporate: readonly Choice[];
  },
) {
  const group = (name: string, legend: string, items: readonly Choice[]) =>
    items.length === 0 ? null : (
      <Checkboxes
        name={name}
        legend={legend}
        legendSize="m"
        items={items}
        values={textsIn(props.values, name)}
        error={props.errors[name]}
        small
      />
    );
  return (
    <FormPage {...props}>
      {group('indicatorIds', 'By which indicators is it judged?', props.indicators)}
      {group('themeIds', 'Which themes run through it?', props.themes)}
      {group('corporatePriorityIds', 'To which corporate priorities does it contribute?', props.corporate)}
    </FormPage>
  );
}

/** Records or changes a need. */
export function NeedForm(
  props: FormPageProps & { readonly priorities: readonly Choice[]; readonly closable: boolean },
) {
  const [field, date] = [fieldOf(props), dateOf(props)];
  return (
    <FormPage {...props}>
      <TextInput {...field('title')} label="The need in a few words" />
      <Textarea {...field('statement')} label="What does the evidence show?" rows={4} />
      <Checkboxes
        name="priorityIds"
        legend="Which priorities answer it?"
        items={props.priorities}
        values={textsIn(props.values, 'priorityIds')}
        small
      />
      <DateInput {...date('identifiedOn')} legend="When was it identified? (optional)" />
      {props.closable ? (
        <DateInput {...date('closedOn')} legend="When was it no longer a need? (optional)" />
      ) : null}
      <Textarea {...field('note')} label="Note (optional)" rows={2} />
    </FormPage>
  );
}

/** Adds what shows that a need is real. */
export function EvidenceForm(props: FormPageProps & { readonly indicators: readonly Choice[] }) {
  const [field, date] = [fieldOf(props), dateOf(props)];
  return (
    <FormPage {...props}>
      <Textarea {...field('evidence')} label="What was found?" rows={3} />
      <TextInput {...field('source')} label="Where was it found?" hint="The document, survey or data" />
      <DateInput {...date('dated')} legend="Of which day is it? (optional)" />
      <Select
        {...field('indicatorId')}
        label="Which indicator measures it? (optional)"
        items={[{ value: '', text: 'None' }, ...props.indicators]}
      />
    </FormPage>
  );
}

/** Adds or changes a theme or a corporate priority. */
export function ThemeForm(props: FormPageProps & { readonly agencies?: readonly Choice[] | undefined }) {
  const field = fieldOf(props);
  return (
    <FormPage {...props}>
      {props.agencies ? (
        <Select
          {...field('agencyId')}
          label="Whose priority is it?"
          items={[{ value: '', text: 'Choose' }, ...props.agencies]}
        />
      ) : null}
      <TextInput {...field('title')} label="Title" />
      <Textarea {...field('description')} label="Description (optional)" rows={3} />
      <TextInput {...field('source')} label="Source (optional)" />
    </FormPage>
  );
}
