import type { Typed } from '../../../ui/forms/typed.ts';
/** The text typed into a field, and what was wrong with it, as fields take them. */
export const field = ({ values, errors }: Typed, name: string) => {
  const value = values[name];
  return { name, value: typeof value === 'string' ? value : (value?.at(-1) ?? ''), error: errors[name] };
};

/** The three inputs of a date, and what was wrong with it. */
export const dateField = ({ values, errors }: Typed, name: string) => {
  const part = (key: string): string => {
    const value = values[`${name}-${key}`];
    return typeof value === 'string' ? value : '';
  };
  return {
    name,
    values: { day: part('day'), month: part('month'), year: part('year') },
    error: errors[name],
  };
};

export interface Choice {
  readonly id: string;
  readonly name: string;
}

export const listOf = (choices: readonly Choice[], none: string) => [
  { value: '', text: none },
  ...choices.map(({ id, name }) => ({ value: id, text: name })),
];
