import { datePartsOf, textIn, textsIn } from '../../../../platform/http/form.ts';
import { EarlierFields } from '../../../../ui/forms/earlier.tsx';
import type { Choice } from '../../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import {
  Checkboxes,
  DateInput,
  Fieldset,
  Radios,
  Select,
  Textarea,
  TextInput,
} from '../../../../ui/govuk/index.ts';
import { QUORUM_FOR, QUORUM_OF, REMOTE_PRESENCE, TRIGGERS, YEAR_FROM } from '../words.ts';

type Props = FormPageProps & {
  readonly bodies: readonly Choice[];
  /** Kinds of things that boards decide on. */
  readonly kinds: readonly Choice[];
};

const itemsOf = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([value, text]) => ({
    value,
    text: text.charAt(0).toUpperCase() + text.slice(1),
  }));

const ONE_EACH = 'One on each line.';

/** Drafts or changes terms of reference: data first, prose at the end. */
export function TermsForm(props: Props) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <FormPage {...props} submit="Save the draft">
      <Textarea {...field('purpose')} label="What is the body for?" rows={3} />
      <Textarea
        {...field('functions')}
        label="Functions (optional)"
        hint={`${ONE_EACH} For example: Advisory | Brings technical expertise. Repeat the name on the next line to say more.`}
        rows={5}
      />
      <Textarea
        {...field('seats')}
        label="Seats (optional)"
        hint={`${ONE_EACH} Standing, whose seat, the agency’s short address where it is known, the function. For example: core | Staffordshire Police | staffordshire-police | Commissioning. Standings: core, ordinary, advisory, co-opted, substitute.`}
        rows={10}
      />
      <QuorumFields {...props} />
      <KeyFields {...props} />
      <YearFields {...props} />
      <ChairFields {...props} />
      <Textarea
        {...field('duties')}
        label="Reports it owes (optional)"
        hint={`${ONE_EACH} For example: quarter | strategic-board | Progress on the local implementation plan.`}
        rows={3}
      />
      <EscalationFields {...props} />
      <DateInput
        name="startsOn"
        legend="From when are they meant to be in force? (optional)"
        hint="Leave it empty where that is the day of their adoption"
        values={datePartsOf(values, 'startsOn')}
        error={errors.startsOn}
      />
      <Textarea
        {...field('sections')}
        label="Prose (optional)"
        hint="Begin each section with a line such as ## Context"
        rows={14}
      />
      <Textarea {...field('note')} label="Note (optional)" rows={2} />
    </FormPage>
  );
}

function QuorumFields({ values, errors }: Props) {
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <Fieldset legend="When is it quorate?" legendSize="m">
      <TextInput
        {...field('quorum')}
        label="How many must be there?"
        hint="A number such as 4, or a fraction such as 1/2. Leave it empty where no quorum is needed."
        width={5}
      />
      <Radios {...field('quorumOf')} legend="Of whom?" items={itemsOf(QUORUM_OF)} />
      <Radios {...field('quorumFor')} legend="For what?" items={itemsOf(QUORUM_FOR)} />
      <Radios {...field('remotePresence')} legend="Who attends remotely" items={itemsOf(REMOTE_PRESENCE)} />
    </Fieldset>
  );
}

function KeyFields({ values, errors, kinds }: Props) {
  return (
    <Fieldset legend="What is a key decision?" legendSize="m">
      <TextInput
        name="keyPounds"
        label="From how many pounds on? (optional)"
        value={textIn(values, 'keyPounds')}
        error={errors.keyPounds}
        width={10}
        inputMode="numeric"
      />
      <Checkboxes
        name="keyKinds"
        legend="Every decision on (optional)"
        hint="Where neither is said, it is what the recorder of a decision says."
        values={textsIn(values, 'keyKinds')}
        items={kinds}
      />
    </Fieldset>
  );
}

function YearFields({ values, errors }: Props) {
  const count = (name: string) => ({
    name,
    value: textIn(values, name),
    error: errors[name],
    width: 3 as const,
    inputMode: 'numeric' as const,
  });
  return (
    <Fieldset legend="Its year" legendSize="m">
      <TextInput {...count('sittingsAYear')} label="How many times a year does it sit? (optional)" />
      <Radios
        name="yearFrom"
        legend="The year of sittings and reports runs"
        value={textIn(values, 'yearFrom')}
        error={errors.yearFrom}
        items={itemsOf(YEAR_FROM)}
      />
      <TextInput
        {...count('papersDaysBefore')}
        label="Days before a sitting by which papers go out (optional)"
      />
      <TextInput {...count('minutesDaysAfter')} label="Days after it by which minutes go out (optional)" />
    </Fieldset>
  );
}

function ChairFields({ values, errors }: Props) {
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <Fieldset legend="The chair" legendSize="m">
      <TextInput
        {...field('chairElection')}
        label="How is the chair elected? (optional)"
        hint="Such as: The members elect the chair from within their own membership."
      />
      <TextInput
        {...field('chairTermMonths')}
        label="For how many months? (optional)"
        width={3}
        inputMode="numeric"
      />
      <Checkboxes
        name="hasViceChair"
        values={textsIn(values, 'hasViceChair')}
        items={[{ value: 'yes', text: 'There is a vice-chair' }]}
      />
    </Fieldset>
  );
}

function EscalationFields({ values, errors, bodies }: Props) {
  return (
    <Fieldset legend="Escalation" legendSize="m">
      <Select
        name="escalatesTo"
        label="To which body does it escalate what it cannot settle?"
        value={textIn(values, 'escalatesTo')}
        error={errors.escalatesTo}
        items={[{ value: '', text: 'None' }, ...bodies]}
      />
      <TextInput
        name="escalationDays"
        label="Within how many days is that answered? (optional)"
        value={textIn(values, 'escalationDays')}
        error={errors.escalationDays}
        width={3}
        inputMode="numeric"
      />
      <Checkboxes
        name="triggers"
        legend="It is raised without being asked when"
        values={textsIn(values, 'triggers')}
        items={itemsOf(TRIGGERS)}
      />
    </Fieldset>
  );
}

/** Records that a draft was adopted. */
export function TermsAdoptionForm(props: FormPageProps) {
  const { values, errors } = props;
  return (
    <FormPage {...props} submit="Record the adoption">
      <DateInput
        name="adoptedOn"
        legend="On which day was this adopted?"
        values={datePartsOf(values, 'adoptedOn')}
        error={errors.adoptedOn}
      />
      <TextInput
        name="by"
        label="Which body adopted it?"
        hint="By its name then"
        value={textIn(values, 'by')}
        error={errors.by}
      />
      <EarlierFields values={values} errors={errors} />
    </FormPage>
  );
}
