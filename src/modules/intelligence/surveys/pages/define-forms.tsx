import { plural } from '../../../../kernel/names.ts';
import {
  type Choice,
  ChooseField,
  choicesOf,
  DayField,
  LineField,
  NumberField,
  PickField,
  WordsField,
} from '../../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import { typedAll } from '../../../../ui/forms/typed.ts';
import { Checkboxes } from '../../../../ui/govuk/index.ts';
import { USUAL_CAP, USUAL_FROM_ONE } from '../cap.ts';
import { METHODS, QUESTION_KINDS, type Question, WEIGHTS } from '../types.ts';

type Props = Omit<FormPageProps, 'heading' | 'lead' | 'submit'>;
const attemptOf = ({ values, errors }: Props) => ({ attempt: { values, errors } });

const Tick = ({ name, text, hint, ...props }: Props & { name: string; text: string; hint?: string }) => (
  <Checkboxes
    name={name}
    values={[...typedAll(props, name)]}
    error={props.errors[name]}
    items={[{ value: 'yes', text, hint }]}
  />
);

export const SurveyForm = (props: Props & { readonly geographies: readonly Choice[] }) => (
  <FormPage
    {...props}
    heading="Define a survey"
    lead="A survey asks the same questions in waves."
    submit="Define"
  >
    <LineField {...attemptOf(props)} name="title" label="Title" />
    <LineField
      {...attemptOf(props)}
      name="slug"
      label="Short name"
      hint="Small letters and hyphens, such as place-survey"
    />
    <WordsField {...attemptOf(props)} name="about" label="Who is asked what, and why (optional)" rows={3} />
    <ChooseField
      {...attemptOf(props)}
      name="geography"
      label="Which places are respondents asked for?"
      choices={props.geographies}
      none="None: they are not asked where they live"
    />
    <Tick {...props} name="synthetic" text="Its answers are invented, for trying it out" />
  </FormPage>
);

const CHOICES_HINT =
  'One on each line, in the order they are shown. Put a plus sign before those that count as positive for an indicator, such as + Very safe, and an exclamation mark before one that is ticked alone, such as ! None of these';

export const QuestionForm = (props: Props) => (
  <FormPage
    {...props}
    heading="Add a question"
    lead="A question is never reworded, since waves would not compare: stop asking it, and ask another."
    submit="Add the question"
  >
    <WordsField {...attemptOf(props)} name="wording" label="The question, as it is asked" rows={2} />
    <LineField
      {...attemptOf(props)}
      name="slug"
      label="Short name"
      hint="The column of files, such as safe-by-day"
    />
    <PickField
      {...attemptOf(props)}
      name="kind"
      label="It is answered with"
      choices={choicesOf(QUESTION_KINDS)}
    />
    <WordsField
      {...attemptOf(props)}
      name="choices"
      label="Answers, for a list or a scale"
      hint={CHOICES_HINT}
      rows={6}
    />
    <NumberField {...attemptOf(props)} name="lowest" label="The lowest number (optional)" />
    <NumberField {...attemptOf(props)} name="highest" label="The highest number (optional)" />
    <LineField {...attemptOf(props)} name="hint" label="Hint (optional)" />
    <Tick {...props} name="needed" text="The public form asks for an answer" />
  </FormPage>
);

export const GroupForm = (props: Props) => (
  <FormPage
    {...props}
    heading="Tell answers apart by a group"
    lead="Broad groups alone: never what says who somebody is."
    submit="Add the group"
  >
    <LineField {...attemptOf(props)} name="title" label="Title" hint="As it is asked, such as Age" />
    <LineField
      {...attemptOf(props)}
      name="slug"
      label="Short name"
      hint="The column of files, such as age-band"
    />
    <WordsField {...attemptOf(props)} name="choices" label="Groups" hint="One on each line" rows={5} />
  </FormPage>
);

export const WithdrawalForm = (props: Props & { readonly questions: readonly Question[] }) => (
  <FormPage
    {...props}
    heading="Stop asking a question"
    lead="What was answered stays. To ask it in other words, add another question."
    submit="Stop asking it"
  >
    <ChooseField
      {...attemptOf(props)}
      name="question"
      label="Question"
      choices={props.questions.map(({ slug, wording }) => ({ value: slug, text: wording }))}
    />
  </FormPage>
);

export const WaveForm = (props: Props) => (
  <FormPage
    {...props}
    heading="Plan or record a wave"
    lead="It takes responses from files, from paper and, once opened, from everybody; then it is closed and counted."
    submit="Save the wave"
  >
    <LineField
      {...attemptOf(props)}
      name="title"
      label="Title"
      hint="Such as Autumn 2012, or waves 10-13 (January 2012)"
    />
    <LineField
      {...attemptOf(props)}
      name="slug"
      label="Short name"
      hint="It stands in the public address, such as place-survey-2012"
    />
    <DayField {...attemptOf(props)} name="startsOn" label="Asked from" />
    <DayField {...attemptOf(props)} name="endsOn" label="Asked until" />
    <PickField
      {...attemptOf(props)}
      name="method"
      label="How are people asked?"
      choices={choicesOf(METHODS)}
    />
    <PickField
      {...attemptOf(props)}
      name="weights"
      label="Are answers weighted?"
      choices={choicesOf(WEIGHTS)}
    />
    <LineField
      {...attemptOf(props)}
      name="sampleSize"
      label="Sample size, where responses are not brought here (optional)"
      hint="Leave it empty when it is not known; responses brought here are counted"
    />
    <LineField
      {...attemptOf(props)}
      name="firstWave"
      label="First numbered wave that is pooled in it (optional)"
    />
    <LineField {...attemptOf(props)} name="lastWave" label="Last numbered wave (optional)" />
    <WordsField {...attemptOf(props)} name="note" label="Note (optional)" rows={2} />
  </FormPage>
);

export const OpeningForm = (props: Props) => (
  <FormPage
    {...props}
    heading="Open the wave to everybody"
    lead="Anybody can answer it at its public address, without an account. Nothing is kept of who they are or what they use."
    submit="Open it"
  >
    <DayField {...attemptOf(props)} name="closesOn" label="Last day on which it can be answered" />
    <WordsField {...attemptOf(props)} name="welcome" label="What the page says first (optional)" rows={3} />
    <Tick
      {...props}
      name="codes"
      text="Each household needs a code from a letter"
      hint="So that nobody answers twice. Make the codes on the wave’s page. Which household has which is not kept here."
    />
    <CapFields {...props} />
  </FormPage>
);

const CapFields = (props: Props) => (
  <>
    <NumberField
      {...attemptOf(props)}
      name="mostADay"
      label="How many answers may the public form take in a day?"
      hint={`Without codes anybody can answer as often as they like: this keeps the form from being filled with made-up answers. Usually ${USUAL_CAP}.`}
    />
    <NumberField
      {...attemptOf(props)}
      name="mostFromOne"
      label="How many of them from one network?"
      hint={`So that one hand cannot fill the day. A library or a hall, where many answer, is one network. Usually ${USUAL_FROM_ONE}.`}
    />
    <WordsField
      {...attemptOf(props)}
      name="otherwise"
      label="How else can people answer? (optional)"
      hint="Said when the form takes no more, after “another way:”. Such as: paper forms are at the library, or telephone 01543 000000"
      rows={2}
    />
  </>
);

/** How much the public form takes in a day, of a wave that is open. */
export const CapForm = (props: Props & { readonly taken: number }) => (
  <FormPage
    {...props}
    heading="Answers a day"
    lead={`${plural(props.taken, 'answer')} came by the public form today. Paper and files are not limited.`}
    submit="Save"
  >
    <CapFields {...props} />
  </FormPage>
);
