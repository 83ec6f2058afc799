import { plural } from '../../kernel/names.ts';
import { type Choice, ChooseField, LineField } from '../forms/fields.tsx';
import {
  Button,
  ButtonGroup,
  ErrorSummaryFor,
  FileUpload,
  Form,
  InsetText,
  Table,
  WarningText,
} from '../govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../layout/index.ts';
import { type Column, DataTable, parseTableQuery } from '../table/index.ts';

export interface ImportPageProps {
  /** What the file brings, in the plural: "agencies". */
  readonly things: string;
  readonly file: 'CSV' | 'JSON' | 'GeoJSON';
  /** Address of the form; the preview posts to it, the confirmation to it plus `/confirmation`. */
  readonly action: string;
  readonly csrf: string;
  readonly formId: string;
}

/** What is asked beside the file, since the file does not say it. */
export interface Asked {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** What there is to choose from; a line of text without. */
  readonly choices?: readonly Choice[];
}

/** Answers by the names of what is asked. */
type Answers = Readonly<Record<string, string>>;

export interface PreviewRow {
  readonly line: number;
  readonly what: string;
  readonly outcome: 'added' | 'changed' | 'unchanged' | 'refused';
  readonly says: string | null;
}

export interface ImportPreviewProps extends ImportPageProps {
  /** The stored file, so that what was previewed is what is written. */
  readonly fileId: string;
  readonly rows: readonly PreviewRow[];
  readonly counts: Readonly<Record<PreviewRow['outcome'], number>>;
  /** What of the file is not used, in sentences. */
  readonly remarks?: readonly string[] | undefined;
  /** What was answered beside the file. */
  readonly answers?: Answers;
}

const OUTCOME: Readonly<Record<PreviewRow['outcome'], { tone: Tone; words: string }>> = {
  added: { tone: 'good', words: 'Will be added' },
  changed: { tone: 'active', words: 'Will be changed' },
  unchanged: { tone: 'neutral', words: 'Stays as it is' },
  refused: { tone: 'bad', words: 'Refused' },
};

const previewColumns: readonly Column<PreviewRow>[] = [
  { key: 'what', header: 'Row', cell: (row) => row.what },
  { key: 'line', header: 'Line', numeric: true, cell: (row) => row.line },
  {
    key: 'outcome',
    header: 'What happens',
    cell: (row) => <StatusTag tone={OUTCOME[row.outcome].tone}>{OUTCOME[row.outcome].words}</StatusTag>,
  },
  { key: 'why', header: 'Why', cell: (row) => row.says ?? '' },
];

const ACCEPTS = {
  CSV: '.csv,text/csv',
  JSON: '.json,application/json',
  GeoJSON: '.geojson,.json,application/geo+json',
} as const;
const HEADS = {
  CSV: ['Columns of the file', 'Column'],
  JSON: ['What the file holds', 'Part'],
  GeoJSON: ['What the file holds', 'Part'],
} as const;

/** Asks for a file and says what it must hold. */
export function ImportStart(
  props: ImportPageProps & {
    readonly columns: readonly { readonly name: string; readonly says: string }[];
    readonly asks?: readonly Asked[];
    readonly answers?: Answers;
    readonly errors?: Readonly<Record<string, string>>;
  },
) {
  const { errors = {}, answers = {}, asks = [] } = props;
  const [caption, column] = HEADS[props.file];
  return (
    <>
      <ErrorSummaryFor errors={errors} />
      <PageHeading
        heading={`Import ${props.things}`}
        lead={`Choose a ${props.file} file. You see every row that would be added, changed or refused before anything is written.`}
      />
      <Form action={props.action} csrf={props.csrf} formId={props.formId} multipart>
        <FileUpload
          name="file"
          label={`${props.file} file`}
          hint="At most 5 MB"
          accept={ACCEPTS[props.file]}
          error={errors.file}
        />
        {asks.map(({ choices, ...asked }) =>
          choices ? (
            <ChooseField
              key={asked.name}
              {...asked}
              choices={choices}
              attempt={{ values: answers, errors }}
            />
          ) : (
            <LineField key={asked.name} {...asked} attempt={{ values: answers, errors }} />
          ),
        )}
        <Button>Show preview</Button>
      </Form>
      <Table
        class="app-columns"
        caption={caption}
        head={[column, 'What it holds']}
        rows={props.columns.map(({ name, says }) => [name, says])}
        firstCellIsHeader
      />
    </>
  );
}

/** Every row with what would become of it; confirming is offered only when none is refused. */
export function ImportPreview(props: ImportPreviewProps) {
  const { counts } = props;
  const refusedRows = counts.refused > 0;
  const nothing = counts.added + counts.changed === 0;
  return (
    <>
      <PageHeading heading={`Preview: import ${props.things}`} lead={inWords(counts)} />
      {refusedRows ? (
        <WarningText>
          Nothing has been written. Put right {plural(counts.refused, 'refused row')} in the file and import
          it again.
        </WarningText>
      ) : nothing ? (
        <InsetText>Everything in this file is here already. There is nothing to write.</InsetText>
      ) : (
        <Form action={`${props.action}/confirmation`} csrf={props.csrf} formId={props.formId}>
          <input type="hidden" name="file" value={props.fileId} />
          {Object.entries(props.answers ?? {}).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <ButtonGroup>
            <Button preventDoubleClick>Write {plural(counts.added + counts.changed, 'row')}</Button>
            <a class="govuk-link" href={props.action}>
              Choose another file
            </a>
          </ButtonGroup>
        </Form>
      )}
      {props.remarks?.map((remark) => (
        <p key={remark} class="govuk-body">
          {remark}
        </p>
      ))}
      <DataTable
        caption="Rows of the file"
        columns={previewColumns}
        rows={props.rows}
        rowKey={(row) => String(row.line)}
        path={props.action}
        query={parseTableQuery({}, previewColumns)}
        empty="The file has no rows under its first line."
      />
      {refusedRows || nothing ? (
        <p class="govuk-body">
          <a class="govuk-link" href={props.action}>
            Choose another file
          </a>
        </p>
      ) : null}
    </>
  );
}

const inWords = (counts: ImportPreviewProps['counts']): string =>
  `${counts.added} to add, ${counts.changed} to change, ${counts.unchanged} as they are, ${counts.refused} refused. Nothing has been written yet.`;
