import type { ComponentChildren } from 'preact';
import { Button, Form } from '../govuk/index.ts';
import { type Keys, NOT_KEPT } from './typed.ts';

export interface SealedFormProps extends Keys {
  readonly action: string;
  readonly submit: string;
  readonly revision?: number | undefined;
  /** A lesser act than the other forms of the page. */
  readonly secondary?: boolean | undefined;
  readonly children?: ComponentChildren;
}

/** A form within a page whose words are about people: nothing typed is kept. A page that is one form is a `FormPage`. */
export const SealedForm = ({ submit, secondary, children, ...form }: SealedFormProps) => (
  <Form {...form} attributes={NOT_KEPT}>
    {children}
    <Button preventDoubleClick kind={secondary ? 'secondary' : undefined}>
      {submit}
    </Button>
  </Form>
);
