import { longDate } from '../../../../kernel/plain-date.ts';
import { datePartsOf, textIn } from '../../../../platform/http/form.ts';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import { DateInput, TextInput } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type YearPlan, yearPlanInWords } from '../year-plan.ts';

/** The name of the field of a proposed sitting. */
export const fieldOfSitting = (number: number): string => `sitting${number}On`;

/** The sittings that terms ask for and nobody has planned: proposed, to be changed, and saved together. */
export function YearPlanForm({
  plan,
  next,
  ...props
}: FormPageProps & { readonly plan: YearPlan; readonly next: string }) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  const lead = `${longDate(plan.from)} to ${longDate(plan.to)}. ${yearPlanInWords(plan)}`;
  const onwards = (
    <p class="govuk-body">
      <a class="govuk-link" href={next}>
        The year after
      </a>
    </p>
  );
  if (plan.proposed.length === 0)
    return (
      <>
        <PageHeading heading={props.heading} lead={lead} />
        <p class="govuk-body app-empty">
          Every sitting of this year is held, planned or over. Proposals for what is missing will be here.
        </p>
        {onwards}
      </>
    );
  return (
    <>
      <FormPage {...props} lead={lead} submit="Plan these sittings">
        <p class="govuk-body">
          Each is proposed on a working day in the middle of its part of the year. Change a day, or leave it
          empty to leave that sitting out; all others are planned together.
        </p>
        {plan.proposed.map(({ number, from, to }) => (
          <DateInput
            key={number}
            name={fieldOfSitting(number)}
            legend={`Sitting ${number} of ${plan.wanted}`}
            hint={`${longDate(from)} to ${longDate(to)}`}
            values={datePartsOf(values, fieldOfSitting(number))}
            error={errors[fieldOfSitting(number)]}
          />
        ))}
        <TextInput
          {...field('startsAt')}
          label="From (optional)"
          hint="Such as 14:00, for all of them"
          width={5}
        />
        <TextInput {...field('endsAt')} label="To (optional)" width={5} />
        <TextInput {...field('venue')} label="Where? (optional)" />
      </FormPage>
      {onwards}
    </>
  );
}
