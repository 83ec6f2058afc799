import { Button } from './button.tsx';
import { type FieldProps, fieldId } from './field.tsx';
import { classes, type Part } from './parts.ts';
import { TextInput, type TextInputProps } from './text-input.tsx';
import { type Translations, translationAttributes } from './translations.ts';

export interface PasswordInputProps extends FieldProps {
  readonly value?: string | undefined;
  readonly width?: TextInputProps['width'];
  /** `'new-password'` where one is chosen. Default `'current-password'`. */
  readonly autocomplete?: string | undefined;
  /** Keys: `show-password`, `hide-password`, `show-password-aria-label` and others of the script. */
  readonly translations?: Translations | undefined;
  readonly button?: Part | undefined;
}

function messageText(translations: Translations | undefined, key: string, otherwise: string): string {
  const message = translations?.[key];
  return typeof message === 'string' ? message : otherwise;
}

/** A password, which its owner may choose to see. */
export function PasswordInput({ translations, button, ...props }: PasswordInputProps) {
  const group = props.parts?.group;
  const toggle = (
    <Button
      type="button"
      kind="secondary"
      class={classes('govuk-password-input__toggle govuk-js-password-input-toggle', button?.class)}
      attributes={{
        'aria-controls': fieldId(props),
        'aria-label': messageText(translations, 'show-password-aria-label', 'Show password'),
        hidden: true,
        ...button?.attributes,
      }}
    >
      {messageText(translations, 'show-password', 'Show')}
    </Button>
  );
  return (
    <TextInput
      {...props}
      type="password"
      spellcheck={false}
      autocapitalize="none"
      autocomplete={props.autocomplete ?? 'current-password'}
      class={classes('govuk-password-input__input govuk-js-password-input-input', props.class)}
      affixes={{ wrapper: { class: 'govuk-password-input__wrapper' } }}
      parts={{
        ...props.parts,
        group: {
          class: classes('govuk-password-input', group?.class),
          attributes: {
            'data-module': 'govuk-password-input',
            ...translationAttributes(translations),
            ...group?.attributes,
          },
        },
      }}
      after={
        <>
          {toggle}
          {props.after}
        </>
      }
    />
  );
}
