import { describedBy, Field, type FieldProps, fieldId } from './field.tsx';
import { type Attributes, type Content, classes, isPresent, type Part } from './parts.ts';

export interface TextInputProps extends FieldProps {
  readonly value?: string | number | null | undefined;
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'password' | 'search' | 'number' | undefined;
  /** Width in characters. */
  readonly width?: 2 | 3 | 4 | 5 | 10 | 20 | 30 | undefined;
  readonly prefix?: Content;
  readonly suffix?: Content;
  readonly inputMode?: 'numeric' | 'decimal' | 'text' | 'email' | 'tel' | 'url' | undefined;
  readonly autocomplete?: string | undefined;
  readonly autocapitalize?: string | undefined;
  readonly pattern?: string | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly affixes?: { readonly prefix?: Part; readonly suffix?: Part; readonly wrapper?: Part } | undefined;
}

interface AffixProps extends Part {
  readonly kind: 'prefix' | 'suffix';
  readonly children?: Content;
}

function Affix({ kind, children, ...part }: AffixProps) {
  if (!isPresent(children)) return null;
  return (
    <div class={classes(`govuk-input__${kind}`, part.class)} aria-hidden="true" {...part.attributes}>
      {children}
    </div>
  );
}

/** The `input` element alone, for components that put their own label around it. */
export function InputElement(props: Omit<TextInputProps, 'label'>) {
  const optional: Attributes = {
    type: props.type ?? 'text',
    value: props.value ?? undefined,
    disabled: props.disabled,
    autocomplete: props.autocomplete,
    autocapitalize: props.autocapitalize,
    pattern: props.pattern,
    inputmode: props.inputMode,
    spellcheck: props.spellcheck === undefined ? undefined : String(props.spellcheck),
  };
  return (
    <input
      class={classes(
        'govuk-input',
        props.width && `govuk-input--width-${props.width}`,
        props.class,
        isPresent(props.error) && 'govuk-input--error',
      )}
      id={fieldId(props)}
      name={props.name}
      aria-describedby={describedBy(props)}
      {...optional}
      {...props.attributes}
    />
  );
}

/** One line of text. */
export function TextInput(props: TextInputProps) {
  const { before, after, prefix, suffix, affixes } = props;
  const input = <InputElement {...props} />;
  return (
    <Field field={props}>
      {[before, after, prefix, suffix].some(isPresent) ? (
        <div
          class={classes('govuk-input__wrapper', affixes?.wrapper?.class)}
          {...affixes?.wrapper?.attributes}
        >
          {before}
          <Affix kind="prefix" {...affixes?.prefix}>
            {prefix}
          </Affix>
          {input}
          <Affix kind="suffix" {...affixes?.suffix}>
            {suffix}
          </Affix>
          {after}
        </div>
      ) : (
        input
      )}
    </Field>
  );
}
