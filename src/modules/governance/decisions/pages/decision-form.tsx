import { datePartsOf, textIn, textsIn } from '../../../../platform/http/form.ts';
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

interface Choice {
  readonly value: string;
  readonly text: string;
}

const choose = (text: string, choices: readonly Choice[]): readonly Choice[] => [
  { value: '', text },
  ...choices,
];

/** Asks which body decided, before anything else. */
export function WhichBody({ bodies }: { readonly bodies: readonly Choice[] }) {
  return (
    <>
      <PageHeading
        heading="Record a decision"
        lead="During a meeting, use its meeting screen. Here you record what was decided between sittings, or before the system, from the minutes."
      />
      <form method="get" action="/decisions/new">
        <Select name="body" label="Which body decided?" items={bodies} />
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
        items={OUTCOME_NAMES.map((value) => ({
          value,
          text: OUTCOMES[value],
          conditional: conditionalOf(value, props),
        }))}
      />
      <Textarea {...field('reason')} label="Why? (needed to defer, refer back, refuse or undo)" rows={2} />
      <Radios
        {...field('method')}
        legend="How was it come to?"
        items={METHOD_NAMES.map((value) => ({
          value,
          text: METHODS[value],
          conditional:
            value === 'vote' ? (
              <>
                <TextInput {...field('votesFor')} label="For" width={4} />
                <TextInput {...field('votesAgainst')} label="Against" width={4} />
                <TextInput {...field('abstained')} label="Abstained" width={4} />
              </>
            ) : value === 'recorded-from-minutes' ? (
              <FromMinutes {...props} />
            ) : undefined,
        }))}
      />
      <Checkboxes
        name="marks"
        legend="Marks"
        values={[...textsIn(values, 'marks')]}
        items={[
          { value: 'key', text: 'It is a key decision' },
          { value: 'exempt', text: 'It is exempt: only members with leave may read it' },
        ]}
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

function conditionalOf(outcome: string, props: DecisionFormProps) {
  const { values, errors } = props;
  const value = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  if (outcome === 'deferred')
    return (
      <DateInput
        name="untilOn"
        legend="Until when?"
        values={datePartsOf(values, 'untilOn')}
        error={errors.untilOn}
      />
    );
  if (outcome === 'ratified')
    return <Select {...value('ratifies')} label="Which decision?" items={choose('Choose', props.awaiting)} />;
  if (outcome === 'undone')
    return <Select {...value('undoes')} label="Which decision?" items={choose('Choose', props.standing)} />;
  return undefined;
}
