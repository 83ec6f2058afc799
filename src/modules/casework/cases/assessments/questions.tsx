/** The questions of an assessment as fields of a form: they are data, and so are their answers. */
import { PickField, WordsField } from '../../../../ui/forms/fields.tsx';
import type { Typed } from '../../../../ui/forms/typed.ts';
import type { Answers } from './score.ts';
import type { Template } from './template-queries.ts';

type Questions = Pick<Template, 'questions'>;

/** One field a question, called by its id. */
export const QuestionFields = ({
  template,
  attempt,
}: {
  readonly template: Questions;
  readonly attempt: Typed;
}) => (
  <>
    {template.questions.map(({ id, text, help, kind, options }) => {
      const shared = { name: id, label: text, hint: help || undefined, attempt };
      return kind === 'words' ? (
        <WordsField key={id} {...shared} />
      ) : (
        <PickField
          key={id}
          {...shared}
          choices={options.map(({ label }, at) => ({ value: String(at), text: label }))}
        />
      );
    })}
  </>
);

/** What was answered, by question. */
export const answersIn = (template: Questions, fields: Readonly<Record<string, unknown>>): Answers =>
  Object.fromEntries(
    template.questions.flatMap(({ id }) => {
      const answer = fields[id];
      return typeof answer === 'string' && answer !== '' ? [[id, answer]] : [];
    }),
  );
