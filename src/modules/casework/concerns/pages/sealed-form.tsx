/** A form whose words are about people: the browser keeps nothing of them. */

import type { ComponentChildren } from 'preact';
import type { Attempt } from '../../../../platform/http/route.ts';
import { NOT_KEPT } from '../../../../ui/forms/typed.ts';
import { Button, ErrorSummaryFor, Form } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';

export interface SealedFormProps {
  readonly attempt: Attempt;
  readonly action: string;
  readonly csrf: string;
  readonly formId: string;
  readonly submit: string;
  readonly revision?: number | undefined;
  /** Of a page that is one form. */
  readonly heading?: string | undefined;
  readonly lead?: string | undefined;
  readonly secondary?: boolean | undefined;
  readonly children?: ComponentChildren;
}

/** The form with its error summary, and its heading where it is the whole page. */
export function SealedForm({
  attempt,
  heading,
  lead,
  submit,
  secondary,
  children,
  ...form
}: SealedFormProps) {
  const days = Object.keys(attempt.errors).filter((name) => /On$/.test(name));
  return (
    <>
      {heading ? (
        <>
          <ErrorSummaryFor
            errors={attempt.errors}
            targets={Object.fromEntries(days.map((name) => [name, `${name}-day`]))}
          />
          <PageHeading heading={heading} lead={lead} />
        </>
      ) : null}
      <Form {...form} attributes={NOT_KEPT}>
        {children}
        <Button preventDoubleClick kind={secondary ? 'secondary' : undefined}>
          {submit}
        </Button>
      </Form>
    </>
  );
}
