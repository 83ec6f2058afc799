import { Hint, Label } from './label.tsx';
import { type Attributes, type Content, classes, isPresent, type Part } from './parts.ts';

/** A line such as "or" between choices. */
export interface Divider {
  readonly divider: string;
}

/** What a radio button and a checkbox have in common. */
export interface ChoiceItem {
  readonly value: string | number;
  readonly text: Content;
  readonly hint?: Content;
  readonly id?: string | undefined;
  readonly checked?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** Fields that are asked only of those who choose this. */
  readonly conditional?: Content;
  readonly attributes?: Attributes | undefined;
  readonly parts?: { readonly label?: Part; readonly hint?: Part } | undefined;
}

/** The id of the nth choice, counted from 0. The first has no number, so that the error summary can link to it. */
export function choiceId(item: ChoiceItem, group: string, index: number): string {
  return item.id || (index === 0 ? group : `${group}-${index + 1}`);
}

interface ChoiceProps {
  readonly family: 'radios' | 'checkboxes';
  readonly item: ChoiceItem;
  readonly id: string;
  readonly name: string;
  readonly checked: boolean;
  readonly describedBy?: string | undefined;
  readonly behaviour?: string | undefined;
}

/** One choice with its label, its hint and what it reveals. */
export function Choice({ family, item, id, name, checked, ...props }: ChoiceProps) {
  const block = `govuk-${family}`;
  const hintId = `${id}-item-hint`;
  const reveals = isPresent(item.conditional);
  return (
    <>
      <div class={`${block}__item`}>
        <input
          class={`${block}__input`}
          id={id}
          name={name}
          type={family === 'radios' ? 'radio' : 'checkbox'}
          value={item.value}
          checked={checked}
          disabled={item.disabled}
          data-aria-controls={reveals ? `conditional-${id}` : undefined}
          data-behaviour={props.behaviour}
          aria-describedby={classes(props.describedBy, isPresent(item.hint) && hintId)}
          {...item.attributes}
        />
        <Label
          for={id}
          class={classes(`${block}__label`, item.parts?.label?.class)}
          attributes={item.parts?.label?.attributes}
        >
          {item.text}
        </Label>
        {isPresent(item.hint) && (
          <Hint
            id={hintId}
            class={classes(`${block}__hint`, item.parts?.hint?.class)}
            attributes={item.parts?.hint?.attributes}
          >
            {item.hint}
          </Hint>
        )}
      </div>
      {reveals && (
        <div
          class={classes(`${block}__conditional`, !checked && `${block}__conditional--hidden`)}
          id={`conditional-${id}`}
        >
          {item.conditional}
        </div>
      )}
    </>
  );
}
