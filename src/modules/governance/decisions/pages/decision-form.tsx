import { datePartsOf, textIn, textsIn } from '../../../../platform/http/form.ts';
import type { Choice } from '../../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import {
  Button,
  Checkboxes,
  DateInput,
  Details,
  Radios,
  Select,
  Textarea,
  TextInput,
} from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { METHOD_NAMES, METHODS, OUTCOME_NAMES, OUTCOMES } from '../words.ts';

const choose = (text: string, choices: readonly Choice[]): readonly Choice[] => [
  { value: '', text },
  ...choices,
];

/** Asks which body decided, before anything else. */
export function WhichBody(props: {
  readonly bodies: readonly Choice[];
  readonly subject: string | undefined;
}) {
  return (
    <>
      <PageHeading
        heading="Record a decision"
        actions={
          <Button href="/decisions/import" kind="secondary">
            Import decisions from minutes
          </Button>
        }
        lead="During a meeting, use its meeting screen. Here you record what was decided between sittings, or before the system, from the minutes."
      />
      <form method="get" action="/decisions/new">
        {props.subject ? <input type="hidden" name="subject" value={props.subject} /> : null}
        <Select name="body" label="Which body decided?" items={props.bodies} />
        <Button>Continue</Button>
      </form>
    </>
  );
}

export interface DecisionFormProps extends FormPageProps {
  readonly sittings: readonly Choice[];
  readonly subjects: readonly Choice[];
  readonly agencies: readonly Choice[];
  readonly awaiting: readonly Choice[];
  readonly standing: readonly Choice[];
}

/** Records a decision outside the meeting screen. */
export function DecisionForm(props: DecisionFormProps) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  const date = (name: string) => ({ name, values: datePartsOf(values, name), error: errors[name] });
  return (
    <FormPage {...props} submit="Record the decision">
      <input type="hidden" name="body" value={textIn(values, 'body')} />
      <Select {...field('sitting')} label="At which sitting?" items={choose('At none', props.sittings)} />
      <DateInput {...date('decidedOn')} legend="When was it decided?" />
      <TextInput {...field('title')} label="Title" />
      <Textarea {...field('words')} label="What was decided, in the words of the minutes" rows={4} />
      <Select
        {...field('subject')}
        label="On what? (optional)"
        hint="What happens when it is decided depends on this"
        items={choose('Nothing that is kept here', props.subjects)}
      />
      <Radios
        {...field('outcome')}
        legend="What was decided?"
        items={OUTCOME_NAMES.map((value) => ({ value, text: OUTCOMES[value] }))}
      />
      <Textarea {...field('reason')} label="Why? (needed to defer, refer back, refuse or undo)" rows={2} />
      <DateInput {...date('untilOn')} legend="Until when? (needed to defer)" />
      {props.awaiting.length > 0 ? (
        <Select
          {...field('ratifies')}
          label="Which decision is ratified? (needed to ratify)"
          items={choose('None', props.awaiting)}
        />
      ) : null}
      {props.standing.length > 0 ? (
        <Select
          {...field('undoes')}
          label="Which decision is undone? (needed to undo)"
          items={choose('None', props.standing)}
        />
      ) : null}
      <Radios
        {...field('method')}
        legend="How was it come to?"
        items={METHOD_NAMES.map((value) => ({ value, text: METHODS[value] }))}
      />
      <Details summary="Count the votes of a recorded vote" open={filled(props, VOTES)}>
        <TextInput {...field('votesFor')} label="For" width={4} />
        <TextInput {...field('votesAgainst')} label="Against" width={4} />
        <TextInput {...field('abstained')} label="Abstained" width={4} />
      </Details>
      <Details
        summary="Say what the minutes tell, where it is recorded from them"
        open={filled(props, MINUTES)}
      >
        <FromMinutes {...props} />
      </Details>
      <Radios
        {...field('key')}
        legend="Is it a key decision?"
        items={[
          {
            value: 'as-the-terms-say',
            text: 'As the terms of reference define it; no where they say nothing',
          },
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ]}
      />
      <TextInput {...field('keyReason')} label="Why, where that is other than the terms define? (optional)" />
      <Checkboxes
        name="marks"
        legend="Marks"
        values={[...textsIn(values, 'marks')]}
        items={[{ value: 'exempt', text: 'It is exempt: only members with leave may read it' }]}
      />
      <Details
        summary="Add a condition"
        open={textIn(values, 'condition') !== '' || errors.condition !== undefined}
      >
        <TextInput {...field('condition')} label="What must be so?" />
        <Textarea {...field('missing')} label="What is missing, one to a line (optional)" rows={3} />
        <DateInput {...date('conditionOn')} legend="By when?" />
        <Select
          {...field('conditionAgency')}
          label="Who sees to it? (optional)"
          items={choose('Nobody named', props.agencies)}
        />
      </Details>
    </FormPage>
  );
}

const VOTES = ['votesFor', 'votesAgainst', 'abstained'];
const MINUTES = ['quorumSays', 'effectDone'];

/** Whether something was typed, or is wrong, in fields that stand behind a line. */
const filled = ({ values, errors }: DecisionFormProps, names: readonly string[]): boolean =>
  names.some((name) => textIn(values, name) !== '' || errors[name] !== undefined);

function FromMinutes({ values, errors }: DecisionFormProps) {
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <>
      <Radios
        {...field('quorate')}
        legend="Do the minutes say that it was quorate?"
        legendSize="s"
        items={[
          { value: 'unknown', text: 'They do not say' },
          { value: 'yes', text: 'They say that it was' },
          { value: 'no', text: 'They say that it was not' },
        ]}
      />
      <TextInput {...field('quorumSays')} label="What they say of it (optional)" />
      <TextInput
        {...field('effectDone')}
        label="What it did already (optional)"
        hint="Such as “The plan was adopted.” It is then not done again."
      />
    </>
  );
}
