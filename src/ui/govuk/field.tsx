import { Fieldset } from './fieldset.tsx';
import { ErrorMessage, Hint, Label, type TextSize } from './label.tsx';
import { type Content, classes, isPresent, type Part } from './parts.ts';

/** Rarely needed refinements of what stands around a field. */
export interface FieldParts {
  readonly label?: Part | undefined;
  readonly hint?: Part | undefined;
  readonly error?: (Part & { readonly prefix?: string | undefined }) | undefined;
  readonly group?: Part | undefined;
}

interface Asked {
  readonly hint?: Content;
  /** What is wrong with the answer. Its presence puts the field in its error state. */
  readonly error?: Content;
  /** Ids of other elements that describe the field, besides its hint and error. */
  readonly describedBy?: string | undefined;
  /** Shown before and after the input, inside its group. */
  readonly before?: Content;
  readonly after?: Content;
}

/** What every field with one input takes. `class` and `attributes` go to the input. */
export interface FieldProps extends Part, Asked {
  readonly name: string;
  /** Defaults to the name. */
  readonly id?: string | undefined;
  readonly label: Content;
  readonly labelSize?: TextSize | undefined;
  readonly isPageHeading?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly parts?: FieldParts | undefined;
}

/** What every field of several inputs takes. `class` and `attributes` go to the list of inputs. */
export interface FieldGroupProps extends Part, Asked {
  readonly name: string;
  /** The id of the first input, and the beginning of the others' ids. Defaults to the name. */
  readonly id?: string | undefined;
  readonly legend?: Content;
  readonly legendSize?: TextSize | undefined;
  readonly isPageHeading?: boolean | undefined;
  readonly parts?:
    | (Omit<FieldParts, 'label'> & { readonly fieldset?: Part; readonly legend?: Part })
    | undefined;
}

type Identified = Asked & { readonly name: string; readonly id?: string | undefined };

/** The id by which labels, hints and the error summary find a field. */
export function fieldId(field: { readonly name: string; readonly id?: string | undefined }): string {
  return field.id || field.name;
}

/** The value of `aria-describedby`: others first, then the hint, then the error. */
export function describedBy(field: Identified): string | undefined {
  const id = fieldId(field);
  return classes(
    field.describedBy,
    isPresent(field.hint) && `${id}-hint`,
    isPresent(field.error) && `${id}-error`,
  );
}

interface FormGroupProps extends Part {
  readonly inError: boolean;
  readonly children?: Content;
}

function FormGroup({ inError, children, ...part }: FormGroupProps) {
  return (
    <div
      class={classes('govuk-form-group', inError && 'govuk-form-group--error', part.class)}
      {...part.attributes}
    >
      {children}
    </div>
  );
}

function HintAndError({ field }: { readonly field: Identified & { parts?: FieldParts | undefined } }) {
  const id = fieldId(field);
  return (
    <>
      {isPresent(field.hint) && (
        <Hint id={`${id}-hint`} {...field.parts?.hint}>
          {field.hint}
        </Hint>
      )}
      {isPresent(field.error) && (
        <ErrorMessage id={`${id}-error`} {...field.parts?.error}>
          {field.error}
        </ErrorMessage>
      )}
    </>
  );
}

/** Label, hint and error around one input. */
export function Field({ field, children }: { readonly field: FieldProps; readonly children?: Content }) {
  return (
    <FormGroup inError={isPresent(field.error)} {...field.parts?.group}>
      <Label
        for={fieldId(field)}
        size={field.labelSize}
        isPageHeading={field.isPageHeading}
        {...field.parts?.label}
      >
        {field.label}
      </Label>
      <HintAndError field={field} />
      {children}
    </FormGroup>
  );
}

/** Whether a group stands in a fieldset, which then carries its description. */
export function hasFieldset(group: FieldGroupProps): boolean {
  return isPresent(group.legend) || group.parts?.fieldset !== undefined;
}

interface FieldGroupFrame {
  readonly group: FieldGroupProps;
  readonly role?: 'group' | undefined;
  readonly children?: Content;
}

/** Legend, hint and error around several inputs that answer one question. */
export function FieldGroup({ group, role, children }: FieldGroupFrame) {
  const inner = (
    <>
      <HintAndError field={group} />
      {children}
    </>
  );
  return (
    <FormGroup inError={isPresent(group.error)} {...group.parts?.group}>
      {hasFieldset(group) ? (
        <Fieldset
          legend={group.legend}
          legendSize={group.legendSize}
          legendClass={group.parts?.legend?.class}
          isPageHeading={group.isPageHeading}
          describedBy={describedBy(group)}
          role={role}
          {...group.parts?.fieldset}
        >
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </FormGroup>
  );
}
