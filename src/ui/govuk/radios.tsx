import { Choice, type ChoiceItem, choiceId, type Divider } from './choice.tsx';
import { FieldGroup, type FieldGroupProps, fieldId } from './field.tsx';
import { classes, type Maybe } from './parts.ts';

export interface RadiosProps extends FieldGroupProps {
  readonly items: readonly Maybe<ChoiceItem | Divider>[];
  /** The value of the chosen item. */
  readonly value?: string | number | null | undefined;
  /** Choices beside each other: only for two short ones. */
  readonly inline?: boolean | undefined;
  readonly small?: boolean | undefined;
}

function isChosen(item: ChoiceItem, chosen: RadiosProps['value']): boolean {
  if (item.checked !== undefined) return item.checked;
  if (chosen === undefined || chosen === null || chosen === '') return false;
  return String(item.value) === String(chosen);
}

/** One answer from a short list. */
export function Radios({ items, value, inline, small, ...group }: RadiosProps) {
  const id = fieldId(group);
  return (
    <FieldGroup group={group}>
      <div
        class={classes(
          'govuk-radios',
          inline && 'govuk-radios--inline',
          small && 'govuk-radios--small',
          group.class,
        )}
        data-module="govuk-radios"
        {...group.attributes}
      >
        {group.before}
        {items.map((item, index) => {
          if (!item) return null;
          if ('divider' in item) return <div class="govuk-radios__divider">{item.divider}</div>;
          return (
            <Choice
              family="radios"
              item={item}
              id={choiceId(item, id, index)}
              name={group.name}
              checked={isChosen(item, value)}
            />
          );
        })}
        {group.after}
      </div>
    </FieldGroup>
  );
}
