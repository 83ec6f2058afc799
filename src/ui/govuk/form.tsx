import { ErrorSummary } from './error-summary.tsx';
import type { Content, Part } from './parts.ts';

export interface FormProps extends Part {
  readonly action: string;
  /** Default `'post'`. */
  readonly method?: 'get' | 'post' | undefined;
  /** The token that proves that the form came from a page of ours: field `_csrf`. */
  readonly csrf?: string | undefined;
  /** The key by which a form that is sent twice takes effect once: field `_form`. */
  readonly formId?: string | undefined;
  /** The revision of what is edited, so that nobody's change is overwritten unseen: field `_revision`. */
  readonly revision?: string | number | undefined;
  /** Needed when the form has a file. */
  readonly multipart?: boolean | undefined;
  readonly id?: string | undefined;
  readonly children?: Content;
}

function HiddenField({
  name,
  value,
}: {
  readonly name: string;
  readonly value: string | number | undefined;
}) {
  return value === undefined ? null : <input type="hidden" name={name} value={value} />;
}

/**
 * A form whose answers the server judges: the browser's own messages are switched off, since they speak
 * another language than the error summary and are not read out everywhere. What is typed into a form of its own key is
 * kept in the tab until it is sent, as long as what it edits has not changed.
 */
export function Form({ action, method = 'post', csrf, formId, revision, children, ...props }: FormProps) {
  return (
    <form
      action={action}
      method={method}
      enctype={props.multipart ? 'multipart/form-data' : undefined}
      id={props.id}
      class={props.class}
      data-draft={formId === undefined ? undefined : `${action} ${revision ?? ''}`.trim()}
      novalidate
      {...props.attributes}
    >
      <HiddenField name="_csrf" value={csrf} />
      <HiddenField name="_form" value={formId} />
      <HiddenField name="_revision" value={revision} />
      {children}
    </form>
  );
}

export interface ErrorSummaryForProps {
  /** Message by field name, in the order of the page. */
  readonly errors: Readonly<Record<string, string | undefined>> | undefined;
  readonly title?: string | undefined;
  /** Ids of fields whose first input is not called by their name: `{ dueOn: 'dueOn-day' }` for a date. */
  readonly targets?: Readonly<Record<string, string>> | undefined;
}

/** The error summary of a form, each message linking to the field of that name, if it has one; nothing when all is well. */
export function ErrorSummaryFor({ errors = {}, title, targets = {} }: ErrorSummaryForProps) {
  const summarised = Object.entries(errors).flatMap(([field, text]) =>
    text ? [field === '' ? { text } : { href: `#${targets[field] ?? field}`, text }] : [],
  );
  return summarised.length > 0 ? <ErrorSummary errors={summarised} title={title} /> : null;
}
