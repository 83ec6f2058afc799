import { describedBy, Field, type FieldProps, fieldId } from './field.tsx';
import { type Attributes, classes, isPresent, type Maybe } from './parts.ts';

export interface SelectItem {
  /** Defaults to the text. */
  readonly value?: string | number | undefined;
  readonly text: string;
  readonly selected?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface SelectProps extends FieldProps {
  readonly items: readonly Maybe<SelectItem>[];
  /** The value of the chosen item. */
  readonly value?: string | number | null | undefined;
}

function isSelected(item: SelectItem, chosen: SelectProps['value']): boolean {
  if (item.selected !== undefined) return item.selected;
  if (chosen === undefined || chosen === null || chosen === '') return false;
  return String(item.value ?? item.text) === String(chosen);
}

/** One answer from a long list. For a short list choose radios. */
export function Select({ items, value, ...props }: SelectProps) {
  return (
    <Field field={props}>
      {props.before}
      <select
        class={classes('govuk-select', props.class, isPresent(props.error) && 'govuk-select--error')}
        id={fieldId(props)}
        name={props.name}
        disabled={props.disabled}
        aria-describedby={describedBy(props)}
        {...props.attributes}
      >
        {items.map(
          (item) =>
            item && (
              <option
                value={item.value}
                selected={isSelected(item, value)}
                disabled={item.disabled}
                {...item.attributes}
              >
                {item.text}
              </option>
            ),
        )}
      </select>
      {props.after}
    </Field>
  );
}
