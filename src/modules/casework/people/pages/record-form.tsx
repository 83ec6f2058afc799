import type { Attempt } from '../../../../platform/http/route.ts';
import { type Keys, NOT_KEPT, typed } from '../../../../ui/forms/typed.ts';
import {
  Button,
  ButtonGroup,
  DateInput,
  ErrorSummaryFor,
  Form,
  Radios,
  Select,
  Textarea,
  TextInput,
} from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { choices, RELATIONS, RESTRICTIONS } from '../words.ts';

interface FormProps {
  readonly attempt: Attempt;
  readonly keys: Keys;
  readonly action: string;
  readonly back: string;
}

const TARGETS = { dateOfBirth: 'dateOfBirth-day', livesFrom: 'livesFrom-day', untilOn: 'untilOn-day' };

function Line(props: {
  readonly attempt: Attempt;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly width?: 10 | 20;
}) {
  const { attempt, name, ...rest } = props;
  return (
    <TextInput
      {...rest}
      name={name}
      value={typed(attempt, name)}
      error={attempt.errors[name]}
      autocomplete="off"
      spellcheck={false}
    />
  );
}

function Lines(props: {
  readonly attempt: Attempt;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly rows?: number;
}) {
  const { attempt, name, rows = 2, ...rest } = props;
  return (
    <Textarea {...rest} name={name} rows={rows} value={typed(attempt, name)} error={attempt.errors[name]} />
  );
}

function Day({
  attempt,
  name,
  legend,
  hint,
}: {
  attempt: Attempt;
  name: string;
  legend: string;
  hint?: string;
}) {
  return (
    <DateInput
      name={name}
      legend={legend}
      legendSize="s"
      hint={hint}
      values={{
        day: typed(attempt, `${name}-day`),
        month: typed(attempt, `${name}-month`),
        year: typed(attempt, `${name}-year`),
      }}
      error={attempt.errors[name]}
    />
  );
}

const AddressFields = ({ attempt }: { readonly attempt: Attempt }) => (
  <>
    <Lines
      attempt={attempt}
      name="address"
      label="Address"
      hint="House and street, then the town; without the postcode"
      rows={3}
    />
    <Line attempt={attempt} name="postcode" label="Postcode" width={10} />
    <Line
      attempt={attempt}
      name="uprn"
      label="Property number (UPRN)"
      hint="Leave it empty when it is not known"
      width={20}
    />
  </>
);

/** What your agency knows of somebody. */
export function RecordForm({ revision, ...props }: FormProps & { readonly revision?: number | undefined }) {
  const { attempt, keys, action, back } = props;
  const adds = revision === undefined;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} targets={TARGETS} />
      <PageHeading
        heading={adds ? 'Add a record of a person' : 'Change your agency’s record'}
        lead={
          adds
            ? 'Write down what your agency knows; leave empty what it does not. Whether the person is known already is found out as you save.'
            : 'What you change is matched again as you save.'
        }
      />
      <Form action={action} csrf={keys.csrf} formId={keys.formId} revision={revision} attributes={NOT_KEPT}>
        <Line attempt={attempt} name="givenNames" label="Given names" />
        <Line attempt={attempt} name="surname" label="Surname" />
        <Lines
          attempt={attempt}
          name="otherNames"
          label="Other names"
          hint="Each on its own line: a name before marriage, a nickname, another spelling"
        />
        <Day
          attempt={attempt}
          name="dateOfBirth"
          legend="Date of birth"
          hint="The year alone is enough when no more is known"
        />
        <Select
          name="sex"
          label="Sex"
          items={[
            { value: '', text: 'Not known' },
            { value: 'F', text: 'Female' },
            { value: 'M', text: 'Male' },
            { value: 'X', text: 'Other' },
          ]}
          value={typed(attempt, 'sex')}
          error={attempt.errors.sex}
        />
        {adds ? (
          <>
            <AddressFields attempt={attempt} />
            <Day
              attempt={attempt}
              name="livesFrom"
              legend="Lives there since"
              hint="Leave it empty when it is not known"
            />
          </>
        ) : null}
        <Lines attempt={attempt} name="telephones" label="Telephone" hint="Each number on its own line" />
        <Lines attempt={attempt} name="emails" label="E-mail" hint="Each address on its own line" />
        <Line attempt={attempt} name="nhsNumber" label="NHS number" width={20} />
        <Line attempt={attempt} name="nationalInsuranceNumber" label="National Insurance number" width={20} />
        <Line attempt={attempt} name="policeNumber" label="Police number" width={20} />
        <Line attempt={attempt} name="reference" label="Your agency’s own number" width={20} />
        <Radios
          name="restrictedBecause"
          legend="Must this record be kept from colleagues?"
          legendSize="s"
          hint="You go on with it for a fortnight; then only those whom information governance names, and those with the permission for restricted records"
          items={[{ value: '', text: 'No' }, ...choices(RESTRICTIONS)]}
          value={typed(attempt, 'restrictedBecause') === '' ? undefined : typed(attempt, 'restrictedBecause')}
          error={attempt.errors.restrictedBecause}
        />
        <ButtonGroup>
          <Button preventDoubleClick>{adds ? 'Save record' : 'Save changes'}</Button>
          <a class="govuk-link" href={back}>
            Cancel
          </a>
        </ButtonGroup>
      </Form>
    </>
  );
}

/** Where the person of a record lives, stays or works. */
export function HomeForm({ attempt, keys, action, back, name }: FormProps & { readonly name: string }) {
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} targets={TARGETS} />
      <PageHeading
        caption={name}
        heading="New address"
        lead="Whoever lives somewhere new no longer lives where they lived before; that stays in the record with its dates."
      />
      <Form action={action} csrf={keys.csrf} formId={keys.formId} attributes={NOT_KEPT}>
        <AddressFields attempt={attempt} />
        <Radios
          name="relation"
          legend="What is it to the person?"
          legendSize="s"
          items={choices(RELATIONS)}
          value={typed(attempt, 'relation') || 'lives'}
          error={attempt.errors.relation}
        />
        <Day attempt={attempt} name="livesFrom" legend="Since" hint="Leave it empty when it is not known" />
        <Day attempt={attempt} name="untilOn" legend="Until" hint="Leave it empty while it lasts" />
        <ButtonGroup>
          <Button preventDoubleClick>Save address</Button>
          <a class="govuk-link" href={back}>
            Cancel
          </a>
        </ButtonGroup>
      </Form>
    </>
  );
}
