import { datePartsOf } from '../../../platform/http/form.ts';
import type { Attempt } from '../../../platform/http/route.ts';
import { type Keys, NOTHING_TYPED } from '../../../ui/forms/typed.ts';
import { DateInput, ErrorSummaryFor } from '../../../ui/govuk/index.ts';

/** A form of several on one page: only the one that was sent shows its errors and what was typed. */
export interface Forms {
  readonly keys: Keys;
  readonly attempts: Readonly<Record<string, Attempt>>;
}

export const attemptOf = (forms: Forms, name: string): Attempt => forms.attempts[name] ?? NOTHING_TYPED;

/** What is wrong with whichever form of the page was refused. It stands above the heading and leads to the fields. */
export function Problems(props: {
  readonly attempts: Forms['attempts'];
  /** By the form's name: ids of fields whose first input is not called by their name. */
  readonly targets?: ((form: string) => Readonly<Record<string, string>>) | undefined;
}) {
  const refused = Object.entries(props.attempts).find(([, { errors }]) => Object.keys(errors).length > 0);
  return refused ? (
    <ErrorSummaryFor errors={refused[1].errors} targets={props.targets?.(refused[0])} />
  ) : null;
}

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
