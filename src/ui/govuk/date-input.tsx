import { FieldGroup, type FieldGroupProps, fieldId } from './field.tsx';
import { Label } from './label.tsx';
import { type Attributes, classes, isPresent, type Maybe } from './parts.ts';
import { InputElement, type TextInputProps } from './text-input.tsx';

/** One of the inputs of a date. */
export interface DatePart {
  /** `'day'`, `'month'`, `'year'`, or a name of your own; follows the name of the date and a hyphen. */
  readonly name: string;
  /** Defaults to the name with a capital letter. */
  readonly label?: string | undefined;
  readonly id?: string | undefined;
  readonly value?: string | number | undefined;
  /** Default 4 for the year, 2 for others. */
  readonly width?: TextInputProps['width'];
  /** Whether the error concerns this part. Where no part is named, it concerns all. */
  readonly error?: boolean | undefined;
  readonly inputMode?: TextInputProps['inputMode'];
  readonly autocomplete?: string | undefined;
  readonly pattern?: string | undefined;
  readonly class?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface DateInputProps extends FieldGroupProps {
  /** The inputs are called `name-day`, `name-month` and `name-year`; with `''` just `day`, `month`, `year`. */
  readonly name: string;
  /** The id of the group; its inputs are `id-day` and so on. Defaults to the name. */
  readonly id?: string | undefined;
  readonly values?: Readonly<Record<string, string | number | undefined>> | undefined;
  /** The parts that the error concerns; all when left out. */
  readonly errorIn?: readonly string[] | undefined;
  /** Other parts than day, month and year, or the same with refinements. */
  readonly items?: readonly Maybe<DatePart>[] | undefined;
}

const DAY_MONTH_YEAR: readonly DatePart[] = [{ name: 'day' }, { name: 'month' }, { name: 'year' }];

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

/** A date that the user knows by heart or can look up. */
export function DateInput({ values = {}, errorIn = [], items = DAY_MONTH_YEAR, ...group }: DateInputProps) {
  const id = fieldId(group);
  const concerns = (part: DatePart) => part.error ?? (errorIn.includes(part.name) || undefined);
  const isNamed = items.some((part) => part && concerns(part));
  const isWrong = (part: DatePart) => concerns(part) ?? (isPresent(group.error) && !isNamed);
  return (
    <FieldGroup group={group} role="group">
      <div class={classes('govuk-date-input', group.class)} id={id || undefined} {...group.attributes}>
        {group.before}
        {items.map((part) => {
          if (!part) return null;
          const partId = part.id ?? `${id}-${part.name}`;
          return (
            <div class="govuk-date-input__item">
              <div class="govuk-form-group">
                <Label for={partId} class="govuk-date-input__label">
                  {part.label ?? capitalised(part.name)}
                </Label>
                <InputElement
                  id={partId}
                  name={group.name ? `${group.name}-${part.name}` : part.name}
                  value={part.value ?? values[part.name]}
                  width={part.width ?? (part.name === 'year' ? 4 : 2)}
                  class={classes(
                    'govuk-date-input__input',
                    isWrong(part) && 'govuk-input--error',
                    part.class,
                  )}
                  inputMode={part.inputMode ?? 'numeric'}
                  autocomplete={part.autocomplete}
                  pattern={part.pattern}
                  attributes={part.attributes}
                />
              </div>
            </div>
          );
        })}
        {group.after}
      </div>
    </FieldGroup>
  );
}
