import { fieldId } from './field.tsx';
import { Hint } from './label.tsx';
import { type Attributes, classes } from './parts.ts';
import { Textarea, type TextareaProps } from './textarea.tsx';
import { type Translations, translationAttributes } from './translations.ts';

export interface CharacterCountProps extends TextareaProps {
  /** The most characters, or the most words, that may be written. */
  readonly maxLength?: number | undefined;
  readonly maxWords?: number | undefined;
  /** Counts only once this percentage of the limit is used. */
  readonly threshold?: number | undefined;
  /** What is counted, where the limit alone does not say so. */
  readonly countType?: 'words' | 'characters' | 'length' | undefined;
  /** The limit in words; `%{count}` stands for the number. */
  readonly description?: string | undefined;
  readonly messageClass?: string | undefined;
  readonly translations?: Translations | undefined;
}

/** Several lines of text with a limit, counting down while somebody types. */
export function CharacterCount({
  maxLength,
  maxWords,
  threshold,
  description,
  messageClass,
  translations,
  ...props
}: CharacterCountProps) {
  const infoId = `${fieldId(props)}-info`;
  const limit = maxWords || maxLength;
  const countType = props.countType ?? (maxWords ? 'words' : undefined);
  const sentence =
    description ?? `You can enter up to %{count} ${countType === 'words' ? 'words' : 'characters'}`;
  const group = props.parts?.group;
  const settings: Attributes = {
    'data-module': 'govuk-character-count',
    'data-maxlength': maxLength,
    'data-maxwords': maxWords,
    'data-threshold': threshold,
    'data-count-type': countType,
    // Without a limit on the page the script fills the sentence in once it learns the limit.
    'data-i18n.textarea-description.other': limit ? undefined : description,
    ...translationAttributes(translations),
    ...group?.attributes,
  };
  return (
    <Textarea
      {...props}
      describedBy={classes(props.describedBy, infoId)}
      class={classes('govuk-js-character-count', props.class)}
      parts={{
        ...props.parts,
        group: { class: classes('govuk-character-count', group?.class), attributes: settings },
      }}
      after={
        <>
          <Hint id={infoId} class={classes('govuk-character-count__message', messageClass)}>
            {limit ? sentence.replace('%{count}', String(limit)) : null}
          </Hint>
          {props.after}
        </>
      }
    />
  );
}
