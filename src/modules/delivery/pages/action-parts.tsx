import { datePartsOf } from '../../../platform/http/form.ts';
import type { Attempt } from '../../../platform/http/route.ts';
import { DateInput } from '../../../ui/govuk/index.ts';
import { BLANK, type Keys } from './parts.tsx';

/** A form of several on one page: only the one that was sent shows its errors and what was typed. */
export interface Forms {
  readonly keys: Keys;
  readonly attempts: Readonly<Record<string, Attempt>>;
}

export const attemptOf = (forms: Forms, name: string): Attempt => forms.attempts[name] ?? BLANK;

export const dateTargets = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `${name}-day`]));

/** A date in three inputs, with what was typed or what is suggested. */
export const DateField = (props: {
  readonly name: string;
  readonly legend: string;
  readonly attempt: Attempt;
  readonly suggested?: Readonly<Record<string, string>> | undefined;
  readonly hint?: string;
}) => (
  <DateInput
    name={props.name}
    legend={props.legend}
    hint={props.hint}
    values={
      Object.keys(props.attempt.values).length > 0
        ? datePartsOf(props.attempt.values, props.name)
        : datePartsOf(props.suggested ?? {}, props.name)
    }
    error={props.attempt.errors[props.name]}
  />
);
