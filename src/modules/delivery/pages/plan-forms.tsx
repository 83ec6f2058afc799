import type { Attempt } from '../../../platform/http/route.ts';
import { EarlierFields } from '../../../ui/forms/earlier.tsx';
import type { Choice } from '../../../ui/forms/fields.tsx';
import { type Keys, typed } from '../../../ui/forms/typed.ts';
import {
  Button,
  ErrorSummaryFor,
  FileUpload,
  Form,
  InsetText,
  Select,
  Textarea,
  TextInput,
} from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import { COLUMNS } from '../spreadsheet/columns.ts';
import type { PlanImport } from '../spreadsheet/import.ts';
import { DateField, dateTargets } from './action-parts.tsx';
import { ActionForm } from './parts.tsx';

export interface PlanFormView {
  readonly heading: string;
  readonly caption?: string | undefined;
  readonly action: string;
  readonly button: string;
  readonly keys: Keys;
  readonly attempt: Attempt;
  readonly revision?: number | undefined;
  readonly priorities: readonly Choice[];
  readonly posts: readonly Choice[];
  /** A refresh asks for title and period only. */
  readonly short?: boolean | undefined;
}

/** What may be recorded so, and what may not. */
export const EARLIER_ONLY =
  'Only what a board decided before the partnership kept its decisions here is recorded so. Everything since goes through a decision of the board, which does it.';

/** Title, period, priority and owner of a plan. */
export function PlanForm(view: PlanFormView) {
  const { attempt } = view;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} targets={{ ends_on: 'period' }} />
      <PageHeading
        heading={view.heading}
        caption={view.caption}
        lead={
          view.short
            ? 'Its outcomes, what is still unknown of them, and every project that goes on are copied; projects that have ended are left behind. The plan in force stays in force until a board adopts the new one.'
            : undefined
        }
      />
      <ActionForm action={view.action} keys={view.keys} revision={view.revision} button={view.button}>
        <TextInput name="title" label="Title" value={typed(attempt, 'title')} error={attempt.errors.title} />
        <TextInput
          name="period"
          label="Period"
          hint="Such as 2013, 2012/13 or January 2013 to December 2013."
          value={typed(attempt, 'period')}
          error={attempt.errors.period ?? attempt.errors.ends_on}
          width={30}
        />
        {view.short ? null : (
          <>
            <Select
              name="priority"
              label="Priority"
              items={[{ value: '', text: 'All priorities' }, ...view.priorities]}
              value={typed(attempt, 'priority')}
              error={attempt.errors.priority}
            />
            <Select
              name="owner"
              label="Owner"
              hint="Told when a project stays silent."
              items={[{ value: '', text: 'Nobody yet' }, ...view.posts]}
              value={typed(attempt, 'owner')}
              error={attempt.errors.owner}
            />
            <Textarea
              name="note"
              label="Note"
              rows={3}
              value={typed(attempt, 'note')}
              error={attempt.errors.note}
            />
          </>
        )}
      </ActionForm>
    </>
  );
}

/** Records that a board adopted a plan. */
export function AdoptionForm(props: {
  readonly title: string;
  readonly action: string;
  readonly keys: Keys;
  readonly attempt: Attempt;
  readonly supersedes: readonly string[];
}) {
  const { attempt } = props;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} targets={dateTargets('on')} />
      <PageHeading caption={props.title} heading="Record an earlier adoption" lead={EARLIER_ONLY} />
      {props.supersedes.length > 0 ? (
        <InsetText>This will supersede: {props.supersedes.join(', ')}.</InsetText>
      ) : null}
      <ActionForm action={props.action} keys={props.keys} button="Record the adoption">
        <TextInput
          name="by"
          label="Which board adopted it?"
          value={typed(attempt, 'by') || 'Strategic Board'}
          error={attempt.errors.by}
          width={30}
        />
        <DateField name="on" legend="When" attempt={attempt} />
        <EarlierFields values={attempt.values} errors={attempt.errors} />
      </ActionForm>
    </>
  );
}

/** Chooses a spreadsheet to import. */
export function ImportPage({ keys, attempt }: { readonly keys: Keys; readonly attempt: Attempt }) {
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} />
      <PageHeading
        heading="Import delivery plans"
        lead="You will see what every row would do before anything is written."
      />
      <ActionForm action="/plans/import" keys={keys} button="Preview the import" multipart>
        <FileUpload
          name="file"
          label="Spreadsheet (.xlsx or .csv)"
          accept=".xlsx,.csv"
          error={attempt.errors.file}
        />
      </ActionForm>
      <h2 class="govuk-heading-m">Columns</h2>
      <p class="govuk-body">
        The easiest start is an export: change it and import it again. The first row names the columns; any
        may be left out but title or project:
      </p>
      <p class="govuk-body">{COLUMNS.join(', ')}.</p>
      <p class="govuk-body">
        Several values in one cell stand on lines of their own; the parts of one value are separated by bars
        (|), as the project form explains.
      </p>
    </>
  );
}

const TONES = { added: 'good', changed: 'active', unchanged: 'neutral', refused: 'bad' } as const;
const WORDS = { added: 'To add', changed: 'To change', unchanged: 'Unchanged', refused: 'Refused' } as const;

/** What an import would do, row by row. */
export function PreviewPage({
  report,
  fileId,
  fileName,
  keys,
}: {
  readonly report: PlanImport;
  readonly fileId: string;
  readonly fileName: string;
  readonly keys: Keys;
}) {
  const mayWrite = report.refused === 0 && report.added + report.changed > 0;
  return (
    <>
      <PageHeading
        caption={fileName}
        heading="Preview of the import"
        lead={`${report.added} to add, ${report.changed} to change, ${report.unchanged} unchanged, ${report.refused} refused. Nothing has been written yet.`}
      />
      {mayWrite ? (
        <Form action={`/plans/import/${fileId}`} csrf={keys.csrf} formId={keys.formId}>
          <Button preventDoubleClick>Import these rows</Button>
        </Form>
      ) : (
        <InsetText>
          {report.refused > 0
            ? 'Nothing can be imported while a row is refused. Correct the file and choose it again.'
            : 'There is nothing to change.'}
        </InsetText>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/plans/import">
          Choose another file
        </a>
      </p>
      <table class="govuk-table app-table">
        <caption class="govuk-visually-hidden">Rows of the file</caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {['Line', 'Row', 'Result', 'Why'].map((heading) => (
              <th key={heading} scope="col" class="govuk-table__header">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {report.rows.map((row) => (
            <tr key={`${row.line} ${row.what}`} class="govuk-table__row">
              <td class="govuk-table__cell">{row.line}</td>
              <th scope="row" class="govuk-table__header">
                {row.what}
              </th>
              <td class="govuk-table__cell">
                <StatusTag tone={TONES[row.outcome]}>{WORDS[row.outcome]}</StatusTag>
              </td>
              <td class="govuk-table__cell">{row.reason ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
