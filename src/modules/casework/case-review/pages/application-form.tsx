import type { Attempt } from '../../../../platform/http/route.ts';
import { DayField, LineField, PickField, WordsField } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import { InsetText } from '../../../../ui/govuk/index.ts';

/** How many complaints the form asks for; those that agencies know are found by themselves. */
export const COMPLAINTS_ASKED = 3;

export interface ApplicationFormView {
  readonly attempt: Attempt;
  readonly action: string;
  readonly csrf: string;
  readonly formId: string;
  readonly heading: string;
  readonly lead: string;
}

/** The application for a case review, for a worker who takes it in and for a victim alike. */
export function ApplicationForm({ attempt, ...page }: ApplicationFormView) {
  return (
    <FormPage sealed {...page} {...attempt} submit="Send application">
      <InsetText>
        You can ask for a review when you complained of anti-social behaviour three times within six months,
        each time within a month of it, and it goes on. Complaints to any agency count.
      </InsetText>
      <PickField
        name="applicant"
        label="Who asks?"
        choices={[
          { value: 'victim', text: 'Whoever it happens to' },
          { value: 'representative', text: 'Somebody for them, with their agreement' },
        ]}
        attempt={attempt}
      />
      <WordsField
        name="representative"
        label="If you ask for somebody else: who are you?"
        hint="Name, telephone or e-mail, and that the victim agrees"
        rows={2}
        attempt={attempt}
      />
      <LineField name="givenNames" label="First names of the victim" attempt={attempt} />
      <LineField name="surname" label="Surname of the victim" attempt={attempt} />
      <LineField
        name="dateOfBirth"
        label="Date of birth"
        hint="Such as 27 3 1980; leave it out if you wish"
        attempt={attempt}
      />
      <WordsField name="address" label="House and street" rows={2} attempt={attempt} />
      <LineField name="postcode" label="Postcode" attempt={attempt} />
      <LineField name="telephone" label="Telephone" attempt={attempt} />
      <LineField name="email" label="E-mail" attempt={attempt} />
      <WordsField
        name="story"
        label="What has been happening, and what has been done so far?"
        rows={6}
        attempt={attempt}
      />
      {Array.from({ length: COMPLAINTS_ASKED }, (_, at) => (
        <fieldset key={at} class="govuk-fieldset">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Complaint {at + 1}</legend>
          <DayField name={`behaviour${at + 1}On`} label="When did it happen?" attempt={attempt} />
          <DayField name={`complained${at + 1}On`} label="When did you complain?" attempt={attempt} />
          <LineField
            name={`to${at + 1}`}
            label="To whom, and which number were you given?"
            attempt={attempt}
          />
        </fieldset>
      ))}
    </FormPage>
  );
}
