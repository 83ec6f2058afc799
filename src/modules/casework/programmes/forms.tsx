import type { Attempt } from '../../../platform/http/route.ts';
import {
  ChooseField,
  choicesOf,
  DayField,
  LineField,
  PickField,
  TickField,
  WordsField,
} from '../../../ui/forms/fields.tsx';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import type { Keys } from '../../../ui/forms/typed.ts';
import { InsetText } from '../../../ui/govuk/index.ts';
import { GROUNDS } from '../sharing/categories.ts';
import { stepWords } from './pages/placement.tsx';
import type { Placement, Programme } from './queries.ts';
import { OUTCOMES, type PlacementState, PROGRAMME_KINDS } from './words.ts';

const YES_NO = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
];

/** Sets up or changes a programme. */
export const ProgrammeForm = (props: {
  readonly programme: Programme | undefined;
  readonly attempt: Attempt;
  readonly keys: Keys;
}) => {
  const { programme, attempt } = props;
  const path = '/casework/programmes';
  return (
    <FormPage
      {...attempt}
      {...props.keys}
      heading={programme ? `Change ${programme.title}` : 'Set up a programme'}
      lead="A course or scheme that your agency runs. Name nobody here."
      action={programme ? `${path}/${programme.slug}/edit` : `${path}/new`}
      back={programme ? `${path}/${programme.slug}` : path}
      revision={programme?.revision}
    >
      <LineField name="title" label="Title" attempt={attempt} />
      <PickField name="kind" label="Kind" attempt={attempt} choices={choicesOf(PROGRAMME_KINDS)} />
      <WordsField name="eligibility" label="For whom is it?" attempt={attempt} rows={2} />
      <LineField
        name="triggers"
        label="Signs that lead to it (optional)"
        hint="Short names of the vulnerability checklist, with commas, such as anti-social-behaviour"
        attempt={attempt}
      />
      <LineField name="minimumAge" label="From which age? (optional)" attempt={attempt} />
      <LineField name="maximumAge" label="Up to which age? (optional)" attempt={attempt} />
      <LineField name="places" label="Places" attempt={attempt} />
      <LineField name="cost" label="Cost of all of it in pounds (optional)" attempt={attempt} />
      <PickField name="taster" label="Is there a taster first?" attempt={attempt} choices={YES_NO} />
      <DayField name="startsOn" label="From" attempt={attempt} />
      <DayField name="endsOn" label="Until (optional)" attempt={attempt} />
      <WordsField name="says" label="What happens on it? (optional)" attempt={attempt} />
    </FormPage>
  );
};

/** Refers one person to a programme. */
export const ReferForm = (props: {
  readonly programmes: readonly Programme[];
  readonly person: string;
  readonly name: string;
  readonly knowsAge: boolean;
  readonly attempt: Attempt;
  readonly keys: Keys;
}) => (
  <FormPage
    {...props.attempt}
    {...props.keys}
    heading="Refer to a programme"
    lead={props.name}
    action={`/casework/programmes/refer?person=${props.person}`}
    back={`/casework/people/${props.person}`}
    submit="Refer"
  >
    <PickField
      name="programme"
      label="Programme"
      attempt={props.attempt}
      choices={props.programmes.map(({ slug, title, eligibility }) => ({
        value: slug,
        text: `${title}: ${eligibility}`,
      }))}
    />
    <LineField name="trigger" label="What was the sign? (optional)" attempt={props.attempt} />
    <WordsField name="because" label="Why would it help?" attempt={props.attempt} />
    {props.knowsAge ? null : (
      <PickField name="underAge" label="Is the person under 18?" attempt={props.attempt} choices={YES_NO} />
    )}
    <ChooseField
      name="ground"
      label="On what ground is the person disclosed to who runs it?"
      hint="Not needed when your own agency runs it"
      attempt={props.attempt}
      choices={choicesOf(GROUNDS)}
    />
    <LineField name="basis" label="The ground in words (optional)" attempt={props.attempt} />
  </FormPage>
);

/** The next step of a placement. */
export const MoveForm = (props: {
  readonly placement: Placement;
  readonly to: PlacementState;
  readonly attempt: Attempt;
  readonly keys: Keys;
}) => {
  const { placement, to, attempt } = props;
  return (
    <FormPage
      {...attempt}
      {...props.keys}
      heading={stepWords(to)}
      lead={`${placement.name ?? 'Disposed of'}, ${placement.programme}`}
      action={`/casework/placements/${placement.id}/move?to=${to}`}
      back={`/casework/placements/${placement.id}`}
      revision={placement.revision}
    >
      <DayField name="on" label="On which day?" attempt={attempt} />
      {to === 'accepted' ? (
        <DayField name="startsOn" label="When does the place begin?" attempt={attempt} />
      ) : null}
      {to === 'followed-up' ? (
        <PickField
          name="outcome"
          label="How does it stand after six months?"
          attempt={attempt}
          choices={choicesOf(OUTCOMES)}
        />
      ) : null}
      <WordsField name="words" label="What is there to say?" attempt={attempt} />
    </FormPage>
  );
};

/** What a parent said. */
export const ConsentForm = (props: {
  readonly placement: Placement;
  readonly attempt: Attempt;
  readonly keys: Keys;
}) => (
  <FormPage
    {...props.attempt}
    {...props.keys}
    heading="Consent of a parent"
    lead={`${props.placement.name ?? 'Disposed of'}, ${props.placement.programme}`}
    action={`/casework/placements/${props.placement.id}/consent`}
    back={`/casework/placements/${props.placement.id}`}
    revision={props.placement.revision}
  >
    <PickField
      name="consent"
      label="What did the parent say?"
      attempt={props.attempt}
      choices={[
        { value: 'given', text: 'Consents' },
        { value: 'refused', text: 'Refuses' },
      ]}
    />
    <DayField name="on" label="On which day?" attempt={props.attempt} />
  </FormPage>
);

/** Who supports somebody in peer support. */
export const SupporterForm = (props: {
  readonly placement: Placement;
  readonly attempt: Attempt;
  readonly keys: Keys;
}) => (
  <FormPage
    sealed
    {...props.attempt}
    {...props.keys}
    heading="Who supports them?"
    lead={`${props.placement.name ?? 'Disposed of'}, ${props.placement.programme}`}
    action={`/casework/placements/${props.placement.id}/supporter`}
    back={`/casework/placements/${props.placement.id}`}
    revision={props.placement.revision}
  >
    <LineField
      name="name"
      label="Supporter"
      hint="Somebody who has been through the like, and was trained for it"
      attempt={props.attempt}
    />
    <DayField name="on" label="Matched on which day?" attempt={props.attempt} />
  </FormPage>
);

/** Who was there on a day. */
export const RegisterForm = (props: {
  readonly programme: Programme;
  readonly expected: readonly Placement[];
  readonly attempt: Attempt;
  readonly keys: Keys;
}) => (
  <FormPage
    {...props.attempt}
    {...props.keys}
    heading="Register"
    lead={props.programme.title}
    action={`/casework/programmes/${props.programme.slug}/register`}
    back={`/casework/programmes/${props.programme.slug}`}
    submit="Keep the register"
  >
    <DayField name="on" label="Day" attempt={props.attempt} />
    {props.expected.length === 0 ? (
      <InsetText>Nobody has begun yet. Those who have started will stand here.</InsetText>
    ) : (
      <TickField
        name="present"
        label="Who was there?"
        attempt={props.attempt}
        choices={props.expected.map(({ id, name }) => ({ value: id, text: name ?? 'Disposed of' }))}
      />
    )}
  </FormPage>
);
