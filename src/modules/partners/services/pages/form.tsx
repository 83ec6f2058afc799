import { datePartsOf, textIn } from '../../../../platform/http/form.ts';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import { DateInput, Radios, Select, Textarea, TextInput } from '../../../../ui/govuk/index.ts';

const YES_NO = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
];

/** Adds or changes a service. */
export function ServiceForm(
  props: FormPageProps & { readonly agencies: readonly { readonly slug: string; readonly name: string }[] },
) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <FormPage {...props}>
      {props.agencies.length > 0 ? (
        <Select
          {...field('agency')}
          label="Which agency provides it?"
          items={[
            { value: '', text: 'Choose' },
            ...props.agencies.map(({ slug, name }) => ({ value: slug, text: name })),
          ]}
        />
      ) : null}
      <TextInput {...field('name')} label="What is it called?" />
      <Textarea {...field('offers')} label="What does it offer?" rows={3} />
      <Textarea {...field('forWhom')} label="For whom? (optional)" rows={2} />
      <TextInput {...field('minimumAge')} label="Youngest age (optional)" width={3} inputMode="numeric" />
      <TextInput {...field('maximumAge')} label="Oldest age (optional)" width={3} inputMode="numeric" />
      <Textarea {...field('area')} label="Where? (optional)" hint="The area that it serves" rows={2} />
      <TextInput
        {...field('hours')}
        label="When is it open? (optional)"
        hint="Such as Mon-Fri 09:00-17:00; Sat 10:00-12:00"
      />
      <TextInput {...field('hoursNote')} label="More about when (optional)" />
      <Textarea {...field('reach')} label="How do people reach it? (optional)" rows={2} />
      <TextInput {...field('telephone')} label="Telephone (optional)" type="tel" width={20} />
      <TextInput {...field('email')} label="Email (optional)" type="email" />
      <TextInput {...field('website')} label="Website (optional)" type="url" />
      <Textarea {...field('address')} label="Address (optional)" rows={3} />
      <TextInput {...field('fees')} label="What does it cost? (optional)" />
      <TextInput {...field('languages')} label="Languages (optional)" hint="With commas between them" />
      <Textarea
        {...field('accessNotes')}
        label="Getting in (optional)"
        hint="Steps, hearing loop, parking"
        rows={2}
      />
      <Radios
        {...field('accepts')}
        legend="Does it take referrals?"
        items={[
          { value: 'referrals', text: 'Yes, and it answers them' },
          { value: 'signpost', text: 'No, people are told of it' },
        ]}
      />
      <TextInput
        {...field('normalDays')}
        label="Working days to answer (if it takes referrals)"
        width={3}
        inputMode="numeric"
      />
      <TextInput
        {...field('urgentDays')}
        label="Working days to answer urgent ones (optional)"
        width={3}
        inputMode="numeric"
      />
      <TextInput
        {...field('inbox')}
        label="Where is it told that a referral waits? (optional)"
        hint="An email address that is not shown to the public"
        type="email"
      />
      <TextInput
        {...field('indicators')}
        label="Which signs of vulnerability lead to it? (optional)"
        hint="Their short names in the checklist, such as fire-risk, cold-home"
      />
      {(['openFrom', 'openUntil', 'assuredOn'] as const).map((name) => (
        <DateInput
          key={name}
          name={name}
          legend={DATES[name]}
          values={datePartsOf(values, name)}
          error={errors[name]}
        />
      ))}
      <Radios {...field('published')} legend="May the public see it?" inline items={YES_NO} />
      <TextInput {...field('source')} label="Where is this known from? (optional)" />
    </FormPage>
  );
}

const DATES = {
  openFrom: 'When does it open? (optional)',
  openUntil: 'When does it close? (optional)',
  assuredOn: 'When was this last checked? (optional)',
} as const;
