import { plural } from '../../../kernel/names.ts';
import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import {
  Button,
  ButtonGroup,
  ErrorSummaryFor,
  FileUpload,
  Form,
  InsetText,
} from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import type { ImportRow, Outcome, Preview } from '../import/index.ts';

const DEFINITIONS = [
  { slug: 'indicators', text: 'Import indicators' },
  { slug: 'targets', text: 'Import baselines and targets' },
  { slug: 'survey-waves', text: 'Import survey waves' },
] as const;

/** Asks for a file of figures. Nothing is written before its preview is confirmed. */
export function ImportPage({
  keys,
  typed,
  mayDefine,
}: {
  readonly keys: Keys;
  readonly typed: Typed;
  readonly mayDefine: boolean;
}) {
  return (
    <>
      <ErrorSummaryFor errors={typed.errors} />
      <PageHeading
        heading="Import figures"
        lead="You will see what would be added, changed or refused before anything is written."
      />
      <Form action="/indicators/import" csrf={keys.csrf} formId={keys.formId} multipart>
        <FileUpload
          name="file"
          label="CSV file"
          hint="The first line names the columns: indicator, period, value, numerator, denominator, place, quality, source, note. Only the first three must be filled."
          accept=".csv,text/csv"
          error={typed.errors.file}
        />
        <Button>Show the preview</Button>
      </Form>
      <p class="govuk-body">
        <a class="govuk-link" href="/indicators/import/tables">
          Import a spreadsheet of any shape
        </a>
        {', '}
        <a class="govuk-link" href="/indicators/imports">
          see what was brought in
        </a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/indicators/observations.csv">
          Download all figures as such a file
        </a>
      </p>
      {mayDefine ? (
        <>
          <h2 class="govuk-heading-m">Before there are figures</h2>
          <ul class="govuk-list">
            {DEFINITIONS.map(({ slug, text }) => (
              <li key={slug}>
                <a class="govuk-link" href={`/indicators/import/${slug}`}>
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

const OUTCOMES: Readonly<Record<Outcome, readonly [Tone, string]>> = {
  added: ['good', 'Add'],
  changed: ['active', 'Change'],
  unchanged: ['neutral', 'Unchanged'],
  refused: ['bad', 'Refused'],
};

const COLUMNS: readonly Column<ImportRow>[] = [
  { key: 'line', header: 'Line', cell: ({ line }) => `Line ${line}` },
  {
    key: 'outcome',
    header: 'What happens',
    cell: ({ outcome }) => <StatusTag tone={OUTCOMES[outcome][0]}>{OUTCOMES[outcome][1]}</StatusTag>,
  },
  { key: 'indicator', header: 'Indicator', cell: ({ indicator }) => indicator },
  { key: 'period', header: 'Period', cell: ({ period }) => period },
  { key: 'place', header: 'Place', cell: ({ place }) => place },
  { key: 'reason', header: 'Why', cell: ({ reason }) => reason },
];

/** More lines than this are counted and not listed; refused ones always are. */
const MOST_LISTED = 1000;

export interface PreviewProps {
  readonly preview: Preview;
  readonly fileName: string;
  /** The stored file, so that what was previewed is what is written. */
  readonly fileId: string;
  readonly keys: Keys;
}

/** Every line of the file with what would become of it; a button that writes it when nothing is refused. */
export function PreviewPage({ preview, fileName, fileId, keys }: PreviewProps) {
  const { added, changed, unchanged, refused, remarks } = preview;
  const counts = `${added} to add, ${changed} to change, ${unchanged} unchanged, ${refused} refused`;
  const order: readonly Outcome[] = ['refused', 'changed', 'added', 'unchanged'];
  const rows = preview.rows.toSorted(
    (a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome) || a.line - b.line,
  );
  return (
    <>
      <PageHeading
        caption={fileName}
        heading="Preview of the import"
        lead={`Nothing is written yet: ${counts}.`}
      />
      {remarks.map((remark) => (
        <InsetText key={remark}>{remark}</InsetText>
      ))}
      {refused > 0 ? (
        <InsetText>
          {plural(refused, 'line')} cannot be taken, so nothing of the file can. Mend the file and choose it
          again.
        </InsetText>
      ) : null}
      {refused === 0 && added + changed > 0 ? (
        <Form action="/indicators/import/confirmation" csrf={keys.csrf} formId={keys.formId}>
          <input type="hidden" name="file" value={fileId} />
          <ButtonGroup>
            <Button>Write {plural(added + changed, 'figure')}</Button>
            <a class="govuk-link" href="/indicators/import">
              Choose another file
            </a>
          </ButtonGroup>
        </Form>
      ) : (
        <p class="govuk-body">
          <a class="govuk-link" href="/indicators/import">
            Choose another file
          </a>
        </p>
      )}
      <DataTable
        caption="Lines of the file"
        columns={COLUMNS}
        rows={rows.slice(0, MOST_LISTED)}
        rowKey={({ line, reason }) => `${line} ${reason}`}
        total={rows.length}
        pageSize={Math.max(rows.length, 1)}
        path="/indicators/import"
        empty="The file has headings and no lines."
      />
    </>
  );
}
