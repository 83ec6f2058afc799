import { textIn } from '../../../../platform/http/form.ts';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import { Radios, Select, TextInput } from '../../../../ui/govuk/index.ts';

interface Named {
  readonly slug: string;
}

const DAYS = {
  draftDays: 'Days until a draft is to be sent or withdrawn',
  beginDays: 'Days from acceptance until the service begins',
  outcomeDays: 'Days from the beginning until an outcome is asked for',
  followDays: 'Days for the referrer to say what next, after a referral was declined or not answered',
  silentDays: 'Days after the answer was due until it counts as no response',
} as const;

/** Sets how referrals are made: who may, which training, and the clocks. */
export function SettingsForm(
  props: FormPageProps & {
    readonly services: readonly (Named & { readonly name: string })[];
    readonly courses: readonly (Named & { readonly title: string })[];
  },
) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <FormPage
      {...props}
      lead="All days are working days. Each service sets its own days to answer in the directory."
    >
      <Radios
        {...field('publicOpen')}
        legend="May the public refer?"
        inline
        items={[
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ]}
      />
      <Select
        {...field('publicService')}
        label="Which service receives what the public tells?"
        items={[
          { value: '', text: 'None' },
          ...props.services.map(({ slug, name }) => ({ value: slug, text: name })),
        ]}
      />
      <Select
        {...field('trainingCourse')}
        label="Which course must somebody have attended to refer?"
        items={[
          { value: '', text: 'None' },
          ...props.courses.map(({ slug, title }) => ({ value: slug, text: title })),
        ]}
      />
      <TextInput
        {...field('escalateTo')}
        label="Who is told of late referrals? (optional)"
        hint="An email address"
        type="email"
      />
      {Object.entries(DAYS).map(([name, label]) => (
        <TextInput key={name} {...field(name)} label={label} width={3} inputMode="numeric" />
      ))}
      <TextInput
        {...field('deviceHours')}
        label="Hours until a draft on a device is wiped"
        width={3}
        inputMode="numeric"
      />
    </FormPage>
  );
}
