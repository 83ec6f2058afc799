import { Choice, type ChoiceItem, choiceId, type Divider } from './choice.tsx';
import { describedBy, FieldGroup, type FieldGroupProps, fieldId, hasFieldset } from './field.tsx';
import { classes, type Maybe } from './parts.ts';

export interface CheckboxItem extends ChoiceItem {
  /** Defaults to the name of the group. */
  readonly name?: string | undefined;
  /** A choice such as "None of these", which clears the others. */
  readonly exclusive?: boolean | undefined;
}

export interface CheckboxesProps extends FieldGroupProps {
  readonly items: readonly Maybe<CheckboxItem | Divider>[];
  /** The values of the chosen items. */
  readonly values?: readonly (string | number)[] | undefined;
  readonly small?: boolean | undefined;
}

function isChosen(item: CheckboxItem, chosen: CheckboxesProps['values'] = []): boolean {
  return item.checked ?? chosen.some((value) => String(value) === String(item.value));
}

/** Any number of answers from a list. */
export function Checkboxes({ items, values, small, ...group }: CheckboxesProps) {
  const id = fieldId(group);
  return (
    <FieldGroup group={group}>
      <div
        class={classes('govuk-checkboxes', small && 'govuk-checkboxes--small', group.class)}
        data-module="govuk-checkboxes"
        {...group.attributes}
      >
        {group.before}
        {items.map((item, index) => {
          if (!item) return null;
          if ('divider' in item) return <div class="govuk-checkboxes__divider">{item.divider}</div>;
          return (
            <Choice
              family="checkboxes"
              item={item}
              id={choiceId(item, id, index)}
              name={item.name ?? group.name}
              checked={isChosen(item, values)}
              describedBy={hasFieldset(group) ? undefined : describedBy(group)}
              behaviour={item.exclusive ? 'exclusive' : undefined}
            />
          );
        })}
        {group.after}
      </div>
    </FieldGroup>
  );
}
