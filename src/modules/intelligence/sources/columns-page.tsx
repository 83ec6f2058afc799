import { ChooseField, LineField, PickField, TickField } from '../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../ui/forms/form-page.tsx';
import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import { Button, Details, ErrorSummaryFor, FileUpload, Form, Table } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { CONDITIONS, type Look } from './form.ts';
import type { NamedMapping } from './mapping.ts';

export const TABLES = '/indicators/import/tables';

/** Asks for a file of figures of any shape, and by which mapping it is read. */
export function TablesStart(props: {
  readonly keys: Keys;
  readonly typed: Typed;
  readonly own: readonly NamedMapping[];
  readonly builtIn: readonly NamedMapping[];
}) {
  const { keys, typed } = props;
  return (
    <>
      <ErrorSummaryFor errors={typed.errors} />
      <PageHeading
        heading="Import figures of any shape"
        lead="A spreadsheet as a service or a partner publishes it. You say once which column is what, and see what becomes of every row before anything is written."
      />
      <Form action={TABLES} csrf={keys.csrf} formId={keys.formId} multipart>
        <FileUpload
          name="file"
          label="CSV file or workbook (.xlsx)"
          hint="At most 5 MB; larger ones with concord import figures"
          accept=".csv,.xlsx,.txt,.tsv"
          error={typed.errors.file}
        />
        <ChooseField
          name="mapping"
          label="How is it read?"
          none="I will say which column is what"
          choices={[...props.own, ...props.builtIn].map(({ slug, title }) => ({ value: slug, text: title }))}
          attempt={typed}
        />
        <Button>Go on</Button>
      </Form>
      <p class="govuk-body">
        <a class="govuk-link" href={`${TABLES}/mappings`}>
          Mappings that are kept
        </a>
        {', '}
        <a class="govuk-link" href="/indicators/imports">
          files that were brought in
        </a>
      </p>
    </>
  );
}

export interface ColumnsProps extends Omit<FormPageProps, 'heading' | 'action' | 'back'> {
  readonly fileId: string;
  readonly fileName: string;
  /** The names of indicators that are joined already, as JSON, carried along. */
  readonly carried: string;
  readonly look: Look;
  readonly indicators: readonly { readonly value: string; readonly text: string }[];
  readonly geographies: readonly { readonly value: string; readonly text: string }[];
}

/** Asks which column of a file is what. */
export function ColumnsPage(props: ColumnsProps) {
  const { look } = props;
  const columns = look.headings.map((heading) => ({ value: heading, text: heading }));
  const choose = (name: string, label: string, hint?: string, none = 'No column') => (
    <ChooseField name={name} label={label} hint={hint} none={none} choices={columns} attempt={props} />
  );
  return (
    <FormPage
      {...props}
      heading="Which column is what?"
      lead={props.fileName}
      action={`${TABLES}/preview`}
      back={TABLES}
      submit="Show the preview"
    >
      <input type="hidden" name="file" value={props.fileId} />
      <input type="hidden" name="carried" value={props.carried} />
      <Details summary="What stands in the file">
        <Table
          class="app-columns"
          head={['Column', 'For example']}
          rows={look.samples.map(({ heading, sample }) => [heading, sample || 'Empty'])}
          firstCellIsHeader
        />
      </Details>
      <PickField
        name="shape"
        label="What shape has it?"
        choices={[
          { value: 'long', text: 'Long: a row for each figure' },
          { value: 'wide', text: 'Wide: a row for each place, a column for each period' },
        ]}
        attempt={props}
      />
      <ChooseField
        name="indicator"
        label="Which indicator of ours is it about?"
        none="A column of the file says it"
        choices={props.indicators}
        attempt={props}
      />
      {choose('indicatorColumn', 'Column of the indicator (optional)')}
      {choose(
        'placeColumn',
        'Column of the place',
        'Codes are surer than names',
        'Every row is of the indicator’s own place',
      )}
      <LineField
        name="ownPlace"
        label="What stands there for the indicator’s own place? (optional)"
        hint="Such as the code of the district"
        attempt={props}
      />
      <ChooseField
        name="geography"
        label="Places of which geography? (optional)"
        none="Any"
        choices={props.geographies}
        attempt={props}
      />
      {choose('periodColumn', 'Column of the period', 'Of a long file')}
      {choose('valueColumn', 'Column of the value', 'Of a long file')}
      {look.periods.length > 0 ? (
        <TickField
          name="periods"
          label="Columns that are periods"
          hint="Of a wide file; none ticked means all of them, also those of a later file"
          choices={look.periods.map((name) => ({ value: name, text: name }))}
          attempt={props}
        />
      ) : null}
      {choose('numeratorColumn', 'Column of the count or numerator (optional)')}
      {choose('denominatorColumn', 'Column of the denominator (optional)')}
      <PickField
        name="parts"
        label="Do count and denominator make the value?"
        choices={[
          { value: 'check', text: 'Yes: refuse a figure where they do not' },
          { value: 'note', text: 'Not always, it may be standardised: tell them in the note then' },
        ]}
        attempt={props}
      />
      {choose('lowerColumn', 'Column of the lower limit (optional)')}
      {choose('upperColumn', 'Column of the upper limit (optional)')}
      {choose('qualityColumn', 'Column of the quality (optional)', 'final, provisional or estimated')}
      {choose('noteColumn', 'Column of a note (optional)')}
      <Details summary="Only some of its rows">
        {CONDITIONS.map((at) => (
          <div key={at}>
            {choose(`only${at}`, `Only rows where this column (${at})`, undefined, 'No condition')}
            <LineField
              name={`is${at}`}
              label={`has one of these words (${at})`}
              hint="Several with semicolons between them; nothing means an empty cell"
              attempt={props}
            />
          </div>
        ))}
      </Details>
      <LineField
        name="source"
        label="Where does it come from? (optional)"
        hint="Told with every figure"
        attempt={props}
      />
      <LineField name="licence" label="Under which licence? (optional)" attempt={props} />
    </FormPage>
  );
}
