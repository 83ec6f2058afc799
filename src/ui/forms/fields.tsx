/** The fields of a form that shows again what was typed: each takes its name, its label and the attempt. */
import { Checkboxes, DateInput, Radios, Select, Textarea, TextInput } from '../govuk/index.ts';
import { type Typed, typed, typedAll } from './typed.ts';

export interface Choice {
  readonly value: string;
  readonly text: string;
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly attempt: Typed;
}

interface ChoiceProps extends FieldProps {
  readonly choices: readonly Choice[];
}

/** The entries of a list of words, as choices. */
export const choicesOf = (words: Readonly<Record<string, string>>): readonly Choice[] =>
  Object.entries(words).map(([value, text]) => ({ value, text }));

const line = ({ name, label, hint, attempt }: FieldProps) => ({
  ...{ name, label, hint },
  value: typed(attempt, name),
  error: attempt.errors[name],
});

const group = ({ name, label, hint, attempt }: FieldProps) => ({
  ...{ name, hint, legend: label, legendSize: 's' as const },
  error: attempt.errors[name],
});

/** One line of text. */
export const LineField = (props: FieldProps) => <TextInput {...line(props)} />;

/** A whole number, in a box no wider than it. */
export const NumberField = (props: FieldProps) => (
  <TextInput {...line(props)} width={5} inputMode="numeric" />
);

/** Some sentences. */
export const WordsField = ({ rows = 4, ...props }: FieldProps & { readonly rows?: number }) => (
  <Textarea {...line(props)} rows={rows} />
);

/** An amount in pounds, as people write it. */
export const PoundsField = (props: FieldProps) => (
  <TextInput {...line(props)} prefix="£" width={10} inputMode="decimal" />
);

/** A day in three inputs. */
export const DayField = (props: FieldProps) => {
  const part = (key: string) => typed(props.attempt, `${props.name}-${key}`).trim();
  return (
    <DateInput {...group(props)} values={{ day: part('day'), month: part('month'), year: part('year') }} />
  );
};

/** One of a few, all in sight. */
export const PickField = ({ choices, ...props }: ChoiceProps) => (
  <Radios {...group(props)} items={choices} value={typed(props.attempt, props.name)} />
);

/** One of many; `none` is what the empty choice says. */
export const ChooseField = ({
  choices,
  none = 'Choose',
  ...props
}: ChoiceProps & { readonly none?: string }) => (
  <Select {...line(props)} items={[{ value: '', text: none }, ...choices]} />
);

interface TickProps extends FieldProps {
  /** An exclusive one is ticked alone. */
  readonly choices: readonly (Choice & { readonly hint?: string; readonly exclusive?: boolean })[];
}

/** Any number of a few. */
export const TickField = ({ choices, ...props }: TickProps) => (
  <Checkboxes {...group(props)} items={choices} values={typedAll(props.attempt, props.name)} />
);
