import type { ComponentChildren } from 'preact';
import { Button, ButtonGroup, ErrorSummaryFor, Form } from '../govuk/index.ts';
import { PageHeading } from '../layout/index.ts';
import { NOT_KEPT, type Typed } from './typed.ts';

export interface FormPageProps extends Typed {
  readonly heading: string;
  readonly lead?: string | undefined;
  readonly action: string;
  /** Where "Cancel" leads; none where nothing was left to come here. */
  readonly back?: string | undefined;
  readonly csrf: string;
  readonly formId: string;
  readonly revision?: number | undefined;
  /** For a form that takes a file. */
  readonly multipart?: boolean | undefined;
  /** What is typed is about people: the tab keeps no draft of it, and the browser offers nothing typed before. */
  readonly sealed?: boolean | undefined;
  /** The button, "Save" unless given. */
  readonly submit?: string | undefined;
}

/** Heading, error summary, form and the way back, around the fields of one form. Dates are called `…On`, `day` or `dated`. */
export function FormPage({ children, ...props }: FormPageProps & { readonly children: ComponentChildren }) {
  const dates = Object.keys(props.errors).filter((name) => /(On|^day|^dated|^valid(From|To))$/.test(name));
  return (
    <>
      <ErrorSummaryFor
        errors={props.errors}
        targets={Object.fromEntries(dates.map((name) => [name, `${name}-day`]))}
      />
      <PageHeading heading={props.heading} lead={props.lead} />
      <Form
        action={props.action}
        csrf={props.csrf}
        formId={props.formId}
        revision={props.revision}
        multipart={props.multipart}
        attributes={props.sealed ? NOT_KEPT : undefined}
      >
        {children}
        <ButtonGroup>
          <Button preventDoubleClick>{props.submit ?? 'Save'}</Button>
          {props.back === undefined ? null : (
            <a class="govuk-link" href={props.back}>
              Cancel
            </a>
          )}
        </ButtonGroup>
      </Form>
    </>
  );
}
