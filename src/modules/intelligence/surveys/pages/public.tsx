import { longDate } from '../../../../kernel/plain-date.ts';
import {
  ChooseField,
  LineField,
  NumberField,
  PickField,
  TickField,
  WordsField,
} from '../../../../ui/forms/fields.tsx';
import { type Keys, NOT_KEPT, type Typed } from '../../../../ui/forms/typed.ts';
import { Button, ErrorSummaryFor, Form, InsetText, Panel } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import type { Question, SurveyWave, WholeSurvey } from '../types.ts';
import { publicPath, SyntheticTag } from './list.tsx';

interface Open {
  readonly survey: WholeSurvey;
  readonly wave: SurveyWave;
}

/** The surveys that anybody can answer today. */
export function OpenSurveys({ open }: { readonly open: readonly Open[] }) {
  return (
    <>
      <PageHeading
        heading="Have your say"
        lead={
          open.length === 0
            ? 'No survey is open today. When one is, it stands here.'
            : 'These surveys are open to everybody. You need no account, and nothing is kept of who you are.'
        }
      />
      <ul class="govuk-list">
        {open.map(({ survey, wave }) => (
          <li key={wave.id}>
            <a class="govuk-link" href={publicPath(wave)}>
              {survey.title}
            </a>
            {wave.opened ? `, until ${longDate(wave.opened.closesOn)}` : ''}
          </li>
        ))}
      </ul>
    </>
  );
}

function QuestionField({ question, attempt }: { readonly question: Question; readonly attempt: Typed }) {
  const { slug, kind, wording, choices, needed } = question;
  const label = needed || kind === 'text' ? wording : `${wording} (optional)`;
  const hint = question.hint === '' ? undefined : question.hint;
  const field = { attempt, name: slug, label, hint };
  const items = choices.map(({ value, text, exclusive }) => ({
    value,
    text,
    ...(exclusive && kind === 'multiple' ? { exclusive, hint: 'Tick this alone' } : {}),
  }));
  if (kind === 'multiple')
    return <TickField {...field} hint={hint ?? 'Tick all that apply'} choices={items} />;
  if (kind === 'number') return <NumberField {...field} />;
  if (kind === 'text')
    return (
      <WordsField
        {...field}
        label={needed ? wording : `${wording} (optional)`}
        hint={`${hint ? `${hint}. ` : ''}Leave out names, addresses and what tells who somebody is`}
      />
    );
  return <PickField {...field} choices={items} />;
}

/** The form of an open wave: one page, without an account or JavaScript. */
export function AnswerPage(
  props: Open &
    Typed &
    Keys & {
      readonly places: readonly { readonly value: string; readonly text: string }[];
      /** Why it takes nothing more today; undefined while it does. */
      readonly full: string | undefined;
    },
) {
  const { survey, wave } = props;
  const attempt = { values: props.values, errors: props.errors };
  return (
    <>
      <ErrorSummaryFor errors={props.errors} />
      <PageHeading
        caption={wave.title}
        heading={survey.title}
        lead={wave.opened?.welcome || survey.about || 'Tell us how it is where you live.'}
      />
      <SyntheticTag survey={survey} />
      {props.full === undefined || Object.keys(props.errors).length > 0 ? null : (
        <InsetText>{props.full}</InsetText>
      )}
      <p class="govuk-body">
        {wave.opened ? `You can answer until ${longDate(wave.opened.closesOn)}. ` : ''}
        You need no account. Your name, your network and your device are not kept, and nobody sees single
        answers: they are counted when the survey is over, and small groups stay hidden.
      </p>
      <Form action={publicPath(wave)} csrf={props.csrf} formId={props.formId} attributes={NOT_KEPT}>
        {survey.questions
          .filter(({ withdrawnOn }) => withdrawnOn === null)
          .map((question) => (
            <QuestionField key={question.slug} question={question} attempt={attempt} />
          ))}
        {survey.groups.length + props.places.length > 0 ? (
          <h2 class="govuk-heading-m">About you, as far as you like</h2>
        ) : null}
        {survey.groups.map(({ slug, title, choices }) => (
          <PickField
            key={slug}
            attempt={attempt}
            name={slug}
            label={`${title} (optional)`}
            choices={choices.map(({ value, text }) => ({ value, text }))}
          />
        ))}
        {props.places.length > 0 ? (
          <ChooseField
            attempt={attempt}
            name="place"
            label="Where do you live? (optional)"
            choices={props.places}
            none="I would rather not say"
          />
        ) : null}
        {wave.opened?.codes ? (
          <LineField
            attempt={attempt}
            name="code"
            label="Code from your letter"
            hint="So that each household answers once. It is kept apart from your answers"
          />
        ) : null}
        <Button preventDoubleClick>Send my answers</Button>
      </Form>
    </>
  );
}

export const ThanksPage = ({ survey, wave }: Open) => (
  <>
    <Panel title="Thank you" />
    <p class="govuk-body">
      Your answers to {survey.title} are in. They cannot be read again here, also not by you, since nothing
      tells whose they are.
      {wave.opened ? ` The results come after ${longDate(wave.opened.closesOn)}.` : ''}
    </p>
  </>
);

export const ClosedPage = ({ survey }: Pick<Open, 'survey'>) => (
  <PageHeading
    heading={survey.title}
    lead="This survey takes no answers today. Nothing that you typed was sent."
  />
);
