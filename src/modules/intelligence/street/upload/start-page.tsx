import { plural } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import type { Keys } from '../../../../ui/forms/typed.ts';
import { Button, ErrorSummaryFor, FileUpload, Form } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import { UPLOADS } from './job.ts';
import type { OpenUpload } from './queries.ts';
import { type UploadState, WAITS_DAYS } from './types.ts';

/** How large one file may be, how many may come at once, and how large they may be together. */
export const LIMITS = { maxBytes: 25 * 1_048_576, files: 12, allBytes: 60 * 1_048_576 } as const;
const inMegabytes = (bytes: number): string => `${bytes / 1_048_576} MB`;

const STATES: Readonly<Record<UploadState, readonly [Tone, string]>> = {
  reading: ['active', 'Being read'],
  looked: ['warning', 'Waits for your word'],
  importing: ['active', 'Being imported'],
  finished: ['good', 'Imported'],
  refused: ['bad', 'Refused'],
  'put-aside': ['neutral', 'Put aside'],
};

const columns: readonly Column<OpenUpload>[] = [
  {
    key: 'files',
    header: 'Files',
    cell: ({ id, files, firstName }) => (
      <a class="govuk-link" href={`${UPLOADS}/${id}`}>
        {files === 1 ? firstName : `${firstName} and ${files - 1} more`}
      </a>
    ),
  },
  { key: 'on', header: 'Brought', cell: ({ uploadedOn }) => longDate(uploadedOn) },
  {
    key: 'state',
    header: 'State',
    cell: ({ state }) => <StatusTag tone={STATES[state][0]}>{STATES[state][1]}</StatusTag>,
  },
];

/** Asks for street files, and shows those that wait for a word or are on their way. */
export function UploadStart(props: {
  readonly keys: Keys;
  readonly errors: Readonly<Record<string, string>>;
  readonly open: readonly OpenUpload[];
}) {
  return (
    <>
      <ErrorSummaryFor errors={props.errors} />
      <PageHeading
        caption="Street crime from police.uk"
        heading="Import street files"
        lead="Files as police.uk publishes them, one for each month and force. You see what becomes of every row before anything is written."
      />
      <Form action={UPLOADS} csrf={props.keys.csrf} formId={props.keys.formId} multipart>
        <FileUpload
          name="file"
          label="Street files (.csv), or the archive that they came in (.zip)"
          hint={`At most ${LIMITS.files} files of ${inMegabytes(LIMITS.maxBytes)} each, ${inMegabytes(LIMITS.allBytes)} together; larger ones with concord import police-street`}
          accept=".csv,.zip"
          multiple
          error={props.errors.file}
        />
        <Button preventDoubleClick>Read them</Button>
      </Form>
      {props.open.length > 0 ? (
        <DataTable
          caption={`${plural(props.open.length, 'upload')} on the way`}
          columns={columns}
          rows={props.open}
          rowKey={({ id }) => id}
          path={UPLOADS}
          empty=""
        />
      ) : null}
      <p class="govuk-body">
        An archive of one force and several months is what police.uk gives under <i>Data downloads</i>. Of it
        only the street files are read, not outcomes or stop and search. Files that were imported before
        change nothing but outcomes that were published since. Files about which nobody decides are put aside
        after {WAITS_DAYS} days.
      </p>
    </>
  );
}
