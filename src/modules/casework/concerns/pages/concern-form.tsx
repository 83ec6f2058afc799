import type { Attempt } from '../../../../platform/http/route.ts';
import { choicesOf, DayField, LineField, PickField, WordsField } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import { typed } from '../../../../ui/forms/typed.ts';
import { Checkboxes, Details, Radios, Select } from '../../../../ui/govuk/index.ts';
import {
  ANSWERS,
  CATEGORIES,
  CONCERN_TYPES,
  PRECISIONS,
  QUESTION_NAMES,
  QUESTIONS,
  REPORTERS,
} from '../types.ts';

/** Types under their category, as a list to choose from. */
const TYPES = Object.entries(CATEGORIES).flatMap(([category, title]) => [
  { text: title, value: `-${category}`, disabled: true },
  ...Object.entries(CONCERN_TYPES)
    .filter(([, type]) => type.category === category)
    .map(([value, type]) => ({ value, text: type.title })),
]);

interface FormView {
  readonly attempt: Attempt;
  readonly csrf: string;
  readonly formId: string;
}

/** What happened, when, where, to whom, and the four questions that everybody is asked. */
export function ConcernForm({ attempt, csrf, formId }: FormView) {
  return (
    <FormPage
      sealed
      {...attempt}
      action="/casework/concerns"
      csrf={csrf}
      formId={formId}
      heading="Record a concern"
      lead="Small things count: Concord looks at them together. Give what you know and leave out the rest."
      submit="Record concern"
    >
      <Select
        name="type"
        label="What happened?"
        labelSize="s"
        items={[{ value: '', text: 'Choose' }, ...TYPES]}
        value={typed(attempt, 'type')}
        error={attempt.errors.type}
      />
      <DayField name="happenedOn" label="When did it happen?" attempt={attempt} />
      <LineField name="atTime" label="Time, if known" hint="Such as 22:15" attempt={attempt} />
      <WordsField name="address" label="Where? House and street" rows={2} attempt={attempt} />
      <LineField
        name="postcode"
        label="Postcode"
        hint="The first half is enough where no house is known"
        attempt={attempt}
      />
      <Checkboxes
        name="atHome"
        small
        items={[{ value: 'yes', text: 'It is the home of who was affected' }]}
        values={[typed(attempt, 'atHome')]}
      />
      <PersonFields prefix="affected" title="Who was affected?" attempt={attempt} />
      <PickField name="reportedBy" label="Who told you?" choices={choicesOf(REPORTERS)} attempt={attempt} />
      {QUESTION_NAMES.map((name) => (
        <Radios
          key={name}
          name={name}
          legend={QUESTIONS[name]}
          legendSize="s"
          inline
          small
          items={choicesOf(ANSWERS)}
          value={typed(attempt, name) || 'not-known'}
        />
      ))}
      <WordsField name="narrative" label="What was said or seen" attempt={attempt} />
      <MoreFields attempt={attempt} />
    </FormPage>
  );
}

/** What few concerns need. */
function MoreFields({ attempt }: Pick<FormView, 'attempt'>) {
  const inError = ['reference', 'reportedOn', 'precision'].some((name) => name in attempt.errors);
  return (
    <Details summary="More: who is thought responsible, who reported it, your own number" open={inError}>
      <PersonFields prefix="responsible" title="Who is thought responsible?" attempt={attempt} />
      <PersonFields
        prefix="reporter"
        title="Who reported it, where that is somebody else?"
        attempt={attempt}
      />
      <DayField
        name="reportedOn"
        label="When were you told?"
        hint="Today, unless you say so"
        attempt={attempt}
      />
      <PickField
        name="precision"
        label="How exactly is it known when it happened?"
        choices={choicesOf(PRECISIONS)}
        attempt={attempt}
      />
      <LineField name="reference" label="Your agency’s number for it" attempt={attempt} />
      <Checkboxes
        name="restricted"
        small
        items={[
          {
            value: 'yes',
            text: 'Restricted: only for colleagues with leave for restricted records',
          },
        ]}
        values={[typed(attempt, 'restricted')]}
      />
    </Details>
  );
}

function PersonFields({ prefix, title, attempt }: { prefix: string; title: string; attempt: Attempt }) {
  const record = typed(attempt, `${prefix}-record`);
  return (
    <fieldset class="govuk-fieldset">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{title}</legend>
      {record ? <input type="hidden" name={`${prefix}-record`} value={record} /> : null}
      {record ? (
        <p class="govuk-body">The person whose page you came from.</p>
      ) : (
        <>
          <LineField name={`${prefix}-given`} label="First names" attempt={attempt} />
          <LineField name={`${prefix}-surname`} label="Surname" attempt={attempt} />
          <LineField
            name={`${prefix}-born`}
            label="Date of birth, if known"
            hint="Such as 27 3 1980"
            attempt={attempt}
          />
          <LineField name={`${prefix}-telephone`} label="Telephone, if known" attempt={attempt} />
        </>
      )}
    </fieldset>
  );
}
