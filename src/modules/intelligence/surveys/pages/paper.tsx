import { plural } from '../../../../kernel/names.ts';
import { ChooseField, LineField, WordsField } from '../../../../ui/forms/fields.tsx';
import type { Keys, Typed } from '../../../../ui/forms/typed.ts';
import { NOT_KEPT } from '../../../../ui/forms/typed.ts';
import { Button, ButtonGroup, ErrorSummaryFor, Form, InsetText } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { codesOf } from '../paper-codes.ts';
import type { Choice, Question, SurveyWave, WholeSurvey } from '../types.ts';

const numbered = (
  asked: Pick<Question, 'kind' | 'choices'> | { readonly choices: readonly Choice[] },
): string => {
  const codes = codesOf(asked);
  return asked.choices
    .map(({ text }, at) =>
      text === codes[at]
        ? text
        : `${codes[at]} = ${text.replace(/^\d+(?= )/, (number) => (number === codes[at] ? '' : number)).trim()}`,
    )
    .join(', ');
};

const hintOf = ({ kind, choices, hint }: Question): string =>
  choices.length > 0
    ? `${kind === 'multiple' ? 'Numbers parted by spaces: ' : ''}${numbered({ kind, choices })}`
    : hint;

/** A sheet of paper keyed in: a number for each answer, the tab key between them, Enter for the next sheet. */
export function PaperPage(
  props: Typed &
    Keys & {
      readonly survey: WholeSurvey;
      readonly wave: SurveyWave;
      readonly action: string;
      readonly back: string;
      readonly places: readonly { readonly value: string; readonly text: string }[];
      /** Sheets entered one after another, so far. */
      readonly entered: number;
    },
) {
  const { survey, wave, entered } = props;
  const attempt = { values: props.values, errors: props.errors };
  const before = typeof props.values.entered === 'string' ? Number(props.values.entered) : entered;
  return (
    <>
      <ErrorSummaryFor errors={props.errors} />
      <PageHeading
        caption={`${survey.title}, ${wave.title}`}
        heading="Enter a paper form"
        lead="Key in the number of each answer; the tab key leads on, Enter saves and gives the next sheet. Leave empty what was not answered."
      />
      {before > 0 ? <InsetText>{plural(before, 'sheet')} saved just now.</InsetText> : null}
      <Form action={props.action} csrf={props.csrf} formId={props.formId} attributes={NOT_KEPT}>
        <input type="hidden" name="entered" value={before} />
        {survey.questions
          .filter(({ withdrawnOn }) => withdrawnOn === null)
          .map((question, at) => {
            const field = { attempt, name: question.slug, label: `${at + 1}. ${question.wording}` };
            return question.kind === 'text' ? (
              <WordsField {...field} rows={2} hint="Leave out names and addresses" />
            ) : (
              <LineField {...field} hint={hintOf(question)} />
            );
          })}
        {survey.groups.map(({ slug, title, choices }) => (
          <LineField attempt={attempt} name={slug} label={title} hint={numbered({ choices })} />
        ))}
        {props.places.length > 0 ? (
          <ChooseField
            attempt={attempt}
            name="place"
            label="Place"
            choices={props.places}
            none="Not stated"
          />
        ) : null}
        {wave.opened?.codes ? (
          <LineField attempt={attempt} name="code" label="Code of the household, where the sheet has one" />
        ) : null}
        <ButtonGroup>
          <Button preventDoubleClick>Save and enter the next</Button>
          <a class="govuk-link" href={props.back}>
            Done
          </a>
        </ButtonGroup>
      </Form>
    </>
  );
}
