import type { ComponentChildren } from 'preact';
import { plural } from '../../../kernel/names.ts';
import type { Keys } from '../../../ui/forms/typed.ts';
import { Button, ButtonGroup, Form, Select, Table, TextInput, WarningText } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery } from '../../../ui/table/index.ts';
import type { ImportRow, Outcome } from '../import/preview.ts';
import { type Account, NOT_OURS, type NotUsed } from './account.ts';
import { TABLES } from './columns-page.tsx';
import type { FiguresReport } from './import-figures.ts';
import type { Mapping } from './mapping.ts';

const OUTCOMES: Readonly<Record<Outcome, readonly [Tone, string]>> = {
  added: ['good', 'Add'],
  changed: ['active', 'Change'],
  unchanged: ['neutral', 'Unchanged'],
  refused: ['bad', 'Refused'],
};

const COLUMNS: readonly Column<ImportRow>[] = [
  { key: 'what', header: 'Figure', cell: ({ what }) => what },
  { key: 'line', header: 'Line', numeric: true, cell: ({ line }) => line },
  {
    key: 'outcome',
    header: 'What happens',
    cell: ({ outcome }) => <StatusTag tone={OUTCOMES[outcome][0]}>{OUTCOMES[outcome][1]}</StatusTag>,
  },
  { key: 'reason', header: 'Why', cell: ({ reason }) => reason },
];

const MOST_LISTED = 200;
const MOST_NAMES = 40;
const ORDER: readonly Outcome[] = ['refused', 'changed', 'added', 'unchanged'];

const linesOf = ({ lines, count }: NotUsed): string =>
  `${lines.join(', ')}${count > lines.length ? ' …' : ''}`;

/** Why rows of a file were not used: each reason with its count and its first lines. */
export function AccountTable({ account }: { readonly account: Account }) {
  const rows = [
    ...account.notUsed.map((one) => [one.reason, plural(one.count, 'row'), linesOf(one)]),
    ...account.cellsNotUsed.map((one) => [one.reason, plural(one.count, 'cell'), linesOf(one)]),
  ];
  if (rows.length === 0) return <p class="govuk-body">Every row of the file is used.</p>;
  return (
    <Table
      class="app-columns"
      caption="What is not used, and why"
      head={['Reason', 'How many', 'Lines']}
      rows={rows}
      firstCellIsHeader
    />
  );
}

export interface TablesPreviewProps {
  readonly report: FiguresReport;
  readonly fileName: string;
  readonly fileId: string;
  readonly mapping: Mapping;
  readonly mappingTitle: string;
  readonly indicators: readonly { readonly value: string; readonly text: string }[];
  readonly keys: Keys;
  readonly errors: Readonly<Record<string, string>>;
}

/** What would become of every row and figure of a file; nothing is written before it is confirmed. */
export function TablesPreview(props: TablesPreviewProps) {
  const { report, keys } = props;
  const { account, added, changed, unchanged, refused } = report;
  const carried = (
    <>
      <input type="hidden" name="file" value={props.fileId} />
      <input type="hidden" name="mapping" value={JSON.stringify(props.mapping)} />
    </>
  );
  const rows = report.rows.toSorted(
    (a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome) || a.line - b.line,
  );
  return (
    <>
      <PageHeading
        caption={props.fileName}
        heading="Preview of the import"
        lead={`Nothing is written yet: of ${plural(account.rows, 'row')}, ${account.rowsUsed} used; ${plural(added, 'figure')} to add, ${changed} to change, ${unchanged} unchanged, ${refused} refused.`}
      />
      {refused > 0 ? (
        <WarningText>
          {plural(refused, 'figure')} cannot be taken, so nothing of the file can. Mend the file, or say
          otherwise which column is what.
        </WarningText>
      ) : null}
      {refused === 0 && added + changed > 0 ? (
        <Form action={`${TABLES}/confirmation`} csrf={keys.csrf} formId={keys.formId}>
          {carried}
          <TextInput
            name="saveAs"
            label="Keep how it is read under this name (optional)"
            hint="The next file of this kind is then read so"
            value={props.mappingTitle}
            error={props.errors.saveAs}
          />
          <ButtonGroup>
            <Button preventDoubleClick>Write {plural(added + changed, 'figure')}</Button>
            <a class="govuk-link" href={TABLES}>
              Choose another file
            </a>
          </ButtonGroup>
        </Form>
      ) : null}
      <UnknownNames {...props} carried={carried} />
      <Form action={`${TABLES}/columns`} csrf={keys.csrf} formId={undefined}>
        {carried}
        <Button kind="secondary">Say otherwise which column is what</Button>
      </Form>
      <AccountTable account={account} />
      {account.notUsed.some(({ reason }) => reason === NOT_OURS) ? (
        <p class="govuk-body">
          A place is ours by the official code or the name on its page, under{' '}
          <a class="govuk-link" href="/places">
            Places
          </a>
          : give it the code that the file has. What stands in the file for the indicator’s own place can be
          said with the columns.
        </p>
      ) : null}
      <DataTable
        caption="Figures of the file"
        columns={COLUMNS}
        rows={rows.slice(0, MOST_LISTED)}
        rowKey={({ line, what, outcome }) => `${line} ${what} ${outcome}`}
        total={rows.length}
        pageSize={Math.max(rows.length, 1)}
        path={TABLES}
        query={parseTableQuery({}, COLUMNS)}
        empty="No row of the file gives a figure. The table above says why."
      />
    </>
  );
}

/** Names of indicators in the file that are joined to none of ours, each with a choice. */
function UnknownNames(props: TablesPreviewProps & { readonly carried: ComponentChildren }) {
  const names = Object.entries(props.report.account.unknownNames).slice(0, MOST_NAMES);
  if (names.length === 0) return null;
  return (
    <Form action={`${TABLES}/preview`} csrf={props.keys.csrf} formId={undefined}>
      <h2 class="govuk-heading-m">Indicators of the file that are joined to none of ours</h2>
      {props.carried}
      {names.map(([name, rows], at) => (
        <div key={name}>
          <input type="hidden" name={`name-${at}`} value={name} />
          <Select
            name={`join-${at}`}
            label={name}
            hint={plural(rows, 'row')}
            items={[{ value: '', text: 'Not used' }, ...props.indicators]}
            value=""
          />
        </div>
      ))}
      <Button kind="secondary">Join them and look again</Button>
    </Form>
  );
}
