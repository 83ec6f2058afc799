import { datePartsOf } from '../../platform/http/form.ts';
import type { Attempt } from '../../platform/http/route.ts';
import { Checkboxes, DateInput, Radios, Select, Textarea, TextInput } from '../../ui/govuk/index.ts';

export interface Choice {
  readonly value: string;
  readonly text: string;
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly attempt: Attempt;
}

/** One value of an attempt, as text. */
export const typed = ({ values }: Attempt, name: string): string => {
  const value = values[name];
  return typeof value === 'string' ? value : (value?.at(-1) ?? '');
};

/** The values of a repeated field. */
export const typedAll = ({ values }: Attempt, name: string): readonly string[] => {
  const value = values[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
};

/** The entries of a list of words, as choices. */
export const choicesOf = (words: Readonly<Record<string, string>>): readonly Choice[] =>
  Object.entries(words).map(([value, text]) => ({ value, text }));

export const LineField = ({ name, label, hint, attempt }: FieldProps) => (
  <TextInput
    name={name}
    label={label}
    hint={hint}
    value={typed(attempt, name)}
    error={attempt.errors[name]}
  />
);

export const WordsField = ({ name, label, hint, attempt, rows = 4 }: FieldProps & { rows?: number }) => (
  <Textarea
    name={name}
    label={label}
    hint={hint}
    rows={rows}
    value={typed(attempt, name)}
    error={attempt.errors[name]}
  />
);

export const DayField = ({ name, label, hint, attempt }: FieldProps) => (
  <DateInput
    name={name}
    legend={label}
    legendSize="s"
    hint={hint}
    values={datePartsOf(attempt.values, name)}
    error={attempt.errors[name]}
  />
);

/** One of a few, all in sight. */
export const PickField = ({
  name,
  label,
  hint,
  attempt,
  choices,
}: FieldProps & { choices: readonly Choice[] }) => (
  <Radios
    name={name}
    legend={label}
    legendSize="s"
    hint={hint}
    items={choices}
    value={typed(attempt, name)}
    error={attempt.errors[name]}
  />
);

/** One of many. */
export const ChooseField = ({
  name,
  label,
  hint,
  attempt,
  choices,
}: FieldProps & { choices: readonly Choice[] }) => (
  <Select
    name={name}
    label={label}
    hint={hint}
    items={[{ value: '', text: 'Choose' }, ...choices]}
    value={typed(attempt, name)}
    error={attempt.errors[name]}
  />
);

/** Any number of a few. */
export const TickField = ({
  name,
  label,
  hint,
  attempt,
  choices,
}: FieldProps & { choices: readonly Choice[] }) => (
  <Checkboxes
    name={name}
    legend={label}
    legendSize="s"
    hint={hint}
    items={choices}
    values={typedAll(attempt, name)}
    error={attempt.errors[name]}
  />
);
