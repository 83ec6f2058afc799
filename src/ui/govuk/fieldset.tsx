import type { TextSize } from './label.tsx';
import { type Content, classes, isPresent, type Part } from './parts.ts';

export interface FieldsetProps extends Part {
  readonly legend?: Content;
  readonly legendSize?: TextSize | undefined;
  readonly legendClass?: string | undefined;
  /** Wraps the legend in the page's `h1`: for a page that asks one thing. */
  readonly isPageHeading?: boolean | undefined;
  readonly describedBy?: string | undefined;
  readonly role?: 'group' | 'radiogroup' | undefined;
  readonly children?: Content;
}

/** Groups fields that answer one question, named by its legend. */
export function Fieldset({ legend, describedBy, role, children, ...props }: FieldsetProps) {
  const size = props.legendSize && `govuk-fieldset__legend--${props.legendSize}`;
  return (
    <fieldset
      class={classes('govuk-fieldset', props.class)}
      role={role}
      aria-describedby={describedBy}
      {...props.attributes}
    >
      {isPresent(legend) && (
        <legend class={classes('govuk-fieldset__legend', size, props.legendClass)}>
          {props.isPageHeading ? <h1 class="govuk-fieldset__heading">{legend}</h1> : legend}
        </legend>
      )}
      {children}
    </fieldset>
  );
}
