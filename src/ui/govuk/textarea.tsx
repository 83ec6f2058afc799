import { describedBy, Field, type FieldProps, fieldId } from './field.tsx';
import { type Attributes, classes, isPresent } from './parts.ts';

export interface TextareaProps extends FieldProps {
  readonly value?: string | null | undefined;
  /** Default 5. */
  readonly rows?: number | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly autocomplete?: string | undefined;
}

/** Several lines of text. */
export function Textarea(props: TextareaProps) {
  const value = props.value ?? '';
  const spellcheck: Attributes =
    props.spellcheck === undefined ? {} : { spellcheck: String(props.spellcheck) };
  return (
    <Field field={props}>
      {props.before}
      <textarea
        class={classes('govuk-textarea', isPresent(props.error) && 'govuk-textarea--error', props.class)}
        id={fieldId(props)}
        name={props.name}
        rows={props.rows || 5}
        disabled={props.disabled}
        aria-describedby={describedBy(props)}
        autocomplete={props.autocomplete}
        {...spellcheck}
        {...props.attributes}
      >
        {/* A browser drops the first line break, so one that belongs to the text is doubled. */}
        {value.startsWith('\n') ? `\n${value}` : value}
      </textarea>
      {props.after}
    </Field>
  );
}
