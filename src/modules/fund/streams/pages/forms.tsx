import type { Attempt } from '../../../../platform/http/route.ts';
import { type Choice, DayField, LineField, PoundsField, WordsField } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import { type Keys, typed, typedAll } from '../../../../ui/forms/typed.ts';
import { Checkboxes, Radios, Select, TextInput } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import type { Choices } from '../../choices.ts';
import { ARRANGEMENTS, QUALITIES, RULE_KINDS, type RuleKind, SPENDING, STREAM_KINDS } from '../../words.ts';

const items = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([value, text]) => ({ value, text }));
const blank = (text: string, list: readonly Choice[]) => [{ value: '', text }, ...list];

/** What is said of a stream. */
export function StreamForm(props: {
  readonly heading: string;
  readonly action: string;
  readonly back: string;
  readonly keys: Keys;
  readonly attempt: Attempt;
  readonly revision?: number | undefined;
  readonly agencies: readonly Choice[];
}) {
  const { attempt, agencies, keys } = props;
  const select = (name: string, label: string, first: string, hint?: string) => (
    <Select
      name={name}
      label={label}
      hint={hint}
      items={blank(first, agencies)}
      value={typed(attempt, name)}
      error={attempt.errors[name]}
    />
  );
  return (
    <FormPage
      {...attempt}
      {...keys}
      heading={props.heading}
      action={props.action}
      back={props.back}
      revision={props.revision}
    >
      <LineField name="name" label="Name" attempt={attempt} />
      <Radios
        name="kind"
        legend="What kind of money is it?"
        legendSize="s"
        items={items(STREAM_KINDS)}
        value={typed(attempt, 'kind')}
        error={attempt.errors.kind}
      />
      <LineField
        name="source"
        label="Where it comes from"
        hint="The fund or programme, in the funder’s words"
        attempt={attempt}
      />
      {select('sourceAgencyId', 'Agency that gives it', 'None of the partners')}
      {select('holderAgencyId', 'Agency that holds it', 'Choose an agency')}
      {select('vatHostAgencyId', 'Agency that accounts for its VAT', 'Not said')}
      <Radios
        name="arrangement"
        legend="Under which arrangement is it held?"
        legendSize="s"
        items={items(ARRANGEMENTS)}
        value={typed(attempt, 'arrangement')}
        error={attempt.errors.arrangement}
      />
      <PoundsField
        name="promised"
        label="Amount promised"
        hint="Leave it empty when it is not known"
        attempt={attempt}
      />
      <DayField
        name="startsOn"
        label="First day on which it may be committed"
        hint="Leave it empty when there is none"
        attempt={attempt}
      />
      <DayField
        name="lapsesOn"
        label="Last day on which it may be spent"
        hint="After it what is left is owed to the funder. Leave it empty when there is none"
        attempt={attempt}
      />
      {props.revision === undefined ? null : (
        <>
          <LineField
            name="letter"
            label="The funder’s letter that extends it"
            hint="Only where the last day moves on: its reference, or what it is called"
            attempt={attempt}
          />
          <DayField name="letterOn" label="The letter’s date" attempt={attempt} />
        </>
      )}
      <Radios
        name="carriesOver"
        legend="May what is left on 31 March be carried into the next year?"
        legendSize="s"
        inline
        items={[
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ]}
        value={typed(attempt, 'carriesOver')}
        error={attempt.errors.carriesOver}
      />
      <WordsField
        name="conditions"
        label="Other conditions"
        hint="What no rule can evaluate: reports to the funder, publicity"
        attempt={attempt}
      />
      <Radios
        name="quality"
        legend="How well are its figures known?"
        legendSize="s"
        items={items(QUALITIES)}
        value={typed(attempt, 'quality')}
        error={attempt.errors.quality}
      />
      <WordsField name="note" label="Note" attempt={attempt} />
    </FormPage>
  );
}

/** Which kind of restriction is added: a link for each. */
export function RuleKinds({ slug, stream }: { readonly slug: string; readonly stream: string }) {
  return (
    <>
      <PageHeading
        heading="What does the funder restrict?"
        caption={stream}
        lead="The system evaluates each restriction for every request, and refuses what it does not allow."
      />
      <ul class="govuk-list">
        {items(RULE_KINDS).map(({ value, text }) => (
          <li key={value}>
            <a class="govuk-link" href={`/fund/streams/${slug}/rules/new?kind=${value}`}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

const LISTS = { priority: 'priorities', outcome: 'outcomes', agency: 'agencies', place: 'places' } as const;

function RuleQuestion({
  kind,
  attempt,
  choices,
}: {
  readonly kind: RuleKind;
  readonly attempt: Attempt;
  readonly choices: Choices;
}) {
  switch (kind) {
    case 'priority':
    case 'outcome':
    case 'agency':
    case 'place':
      return (
        <Checkboxes
          name="allowed"
          legend={RULE_KINDS[kind]}
          legendSize="s"
          small
          items={choices[LISTS[kind]]}
          values={typedAll(attempt, 'allowed')}
          error={attempt.errors.allowed}
        />
      );
    case 'spending':
      return (
        <Radios
          name="spending"
          legend="It may pay only for"
          legendSize="s"
          items={items(SPENDING)}
          value={typed(attempt, 'spending')}
          error={attempt.errors.spending ?? attempt.errors.allowed}
        />
      );
    case 'dates':
      return (
        <>
          <DayField name="fromOn" label="Only for what is needed from" attempt={attempt} />
          <DayField name="untilOn" label="And until" attempt={attempt} />
        </>
      );
    case 'match-ratio':
      return (
        <TextInput
          name="ratioPercent"
          label="Match funding of at least"
          hint="In per cent of what is asked for"
          suffix="%"
          width={5}
          inputMode="decimal"
          value={typed(attempt, 'ratioPercent')}
          error={attempt.errors.ratioPercent ?? attempt.errors.allowed}
        />
      );
    case 'largest-request':
      return <PoundsField name="pence" label="Largest request" attempt={attempt} />;
    case 'condition':
      return null;
  }
}

/** One restriction, of a kind that was chosen before. */
export function RuleForm(props: {
  readonly slug: string;
  readonly stream: string;
  readonly kind: RuleKind;
  readonly keys: Keys;
  readonly attempt: Attempt;
  readonly choices: Choices;
}) {
  const { slug, kind, attempt } = props;
  return (
    <FormPage
      {...attempt}
      {...props.keys}
      heading={`Add a restriction: ${RULE_KINDS[kind].toLowerCase()}`}
      lead={props.stream}
      action={`/fund/streams/${slug}/rules/new?kind=${kind}`}
      back={`/fund/streams/${slug}`}
      submit="Add the restriction"
    >
      <RuleQuestion kind={kind} attempt={attempt} choices={props.choices} />
      <WordsField
        name="says"
        label="The funder’s words"
        hint="As the letter or the terms of the grant have them, with where they are written"
        attempt={attempt}
      />
    </FormPage>
  );
}
