import { describedBy, Field, type FieldProps, fieldId } from './field.tsx';
import { classes, isPresent, type Part } from './parts.ts';
import { type Translations, translationAttributes } from './translations.ts';

export interface FileUploadProps extends FieldProps {
  readonly multiple?: boolean | undefined;
  /** Media types or endings, such as `'.csv,.xlsx'`. */
  readonly accept?: string | undefined;
  /** With a script, shows a drop zone in place of the browser's own control. */
  readonly enhanced?: boolean | undefined;
  readonly wrapper?: Part | undefined;
  readonly translations?: Translations | undefined;
}

/** A file of the user's to send. */
export function FileUpload(props: FileUploadProps) {
  const input = (
    <input
      class={classes('govuk-file-upload', props.class, isPresent(props.error) && 'govuk-file-upload--error')}
      id={fieldId(props)}
      name={props.name}
      type="file"
      accept={props.accept}
      disabled={props.disabled}
      multiple={props.multiple}
      aria-describedby={describedBy(props)}
      {...props.attributes}
    />
  );
  return (
    <Field field={props}>
      {props.before}
      {props.enhanced ? (
        <div
          class={classes('govuk-file-upload-wrapper', props.wrapper?.class)}
          data-module="govuk-file-upload"
          {...translationAttributes(props.translations)}
          {...props.wrapper?.attributes}
        >
          {input}
        </div>
      ) : (
        input
      )}
      {props.after}
    </Field>
  );
}
