import { plural } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { DayField, LineField, PickField, WordsField } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import { type Keys, NOT_KEPT, type Typed } from '../../../../ui/forms/typed.ts';
import { Button, ErrorSummaryFor, Form, SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import { HOLDS } from '../crumbs.ts';
import type { Hold } from '../holds.ts';

const StandsTag = ({ stands, liftedOn }: Hold) =>
  stands ? (
    <StatusTag tone="warning">On hold</StatusTag>
  ) : (
    <StatusTag tone="neutral">{liftedOn ? 'Lifted' : 'Over'}</StatusTag>
  );

const columns: readonly Column<Hold>[] = [
  {
    key: 'code',
    header: 'Held',
    cell: ({ id, kind, code }) => (
      <a class="govuk-link" href={`${HOLDS}/${id}`}>
        {kind === 'case' ? 'Case' : 'Person'} {code}
      </a>
    ),
  },
  { key: 'stands', header: 'Stands', cell: StandsTag },
  { key: 'from', header: 'From', cell: ({ fromOn }) => longDate(fromOn) },
  {
    key: 'until',
    header: 'Until',
    cell: ({ untilOn }) => (untilOn ? longDate(untilOn) : 'Until it is lifted'),
  },
  { key: 'reason', header: 'Because', cell: ({ reason }) => reason ?? '' },
];

/** What must not be disposed of, and for what it is needed. */
export function HoldsPage(props: { readonly holds: readonly Hold[]; readonly query: TableQuery }) {
  const standing = props.holds.filter(({ stands }) => stands).length;
  return (
    <>
      <PageHeading
        heading="Legal holds"
        lead={
          standing === 0
            ? 'Nothing is on hold.'
            : `${plural(standing, 'hold stands', 'holds stand')}. What is on hold cannot be deleted: the database refuses it.`
        }
        actions={
          <a class="govuk-button" href={`${HOLDS}/new`}>
            Put somebody or a case on hold
          </a>
        }
      />
      <DataTable
        caption="Holds"
        captionHidden
        columns={columns}
        rows={props.holds}
        rowKey={({ id }) => id}
        path={HOLDS}
        query={props.query}
        empty="A person or a case that a court, an inquiry or a complaint needs is put on hold here, by its code."
      />
    </>
  );
}

/** Who or what is put on hold, and why. */
export function HoldForm(props: { readonly keys: Keys; readonly attempt: Typed }) {
  const { attempt } = props;
  return (
    <FormPage
      {...attempt}
      {...props.keys}
      sealed
      heading="Put on legal hold"
      lead="Nothing of it is disposed of while the hold stands, whatever the rules say."
      action={HOLDS}
      back={HOLDS}
      submit="Put on hold"
    >
      <PickField
        name="kind"
        label="What is held?"
        attempt={attempt}
        choices={[
          { value: 'person', text: 'A person, at every agency' },
          { value: 'case', text: 'A case' },
        ]}
      />
      <LineField
        name="code"
        label="Its code"
        hint="It stands on the page of the person or case, such as P-3F7K2QX or C-3F7K2Q"
        attempt={attempt}
      />
      <WordsField
        name="reason"
        label="Which court, inquiry or complaint needs it?"
        rows={3}
        attempt={attempt}
      />
      <DayField
        name="untilOn"
        label="Last day"
        hint="Leave it empty to hold it until it is lifted"
        attempt={attempt}
      />
    </FormPage>
  );
}

/** One hold, and lifting it. */
export function HoldPage(props: { readonly hold: Hold; readonly keys: Keys; readonly attempt: Typed }) {
  const { hold, keys, attempt } = props;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} />
      <PageHeading heading={`Legal hold: ${hold.kind} ${hold.code}`} lead={<StandsTag {...hold} />} />
      <SummaryList
        rows={[
          { key: 'Because', value: hold.reason ?? '' },
          { key: 'From', value: longDate(hold.fromOn) },
          { key: 'Until', value: hold.untilOn ? longDate(hold.untilOn) : 'Until it is lifted' },
          ...(hold.liftedOn
            ? [{ key: 'Lifted', value: `${longDate(hold.liftedOn)}: ${hold.liftedBecause ?? ''}` }]
            : []),
        ]}
      />
      {hold.stands ? (
        <Form
          action={`${HOLDS}/${hold.id}/lifting`}
          csrf={keys.csrf}
          formId={keys.formId}
          attributes={NOT_KEPT}
        >
          <WordsField name="reason" label="Why does nobody need it any more?" rows={3} attempt={attempt} />
          <Button preventDoubleClick>Lift the hold</Button>
        </Form>
      ) : null}
    </>
  );
}
