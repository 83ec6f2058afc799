import { plural } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { datePartsOf, textIn } from '../../../../platform/http/form.ts';
import type { Choice } from '../../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import { Button, DateInput, Radios, Select, Textarea } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import { INTEREST_KINDS, type Interest, type InterestKind } from './queries.ts';

export const INTEREST_COLUMNS: readonly Column<Interest>[] = [
  {
    key: 'member',
    header: 'Member',
    cell: (row) => row.member,
  },
  { key: 'body', header: 'Body', cell: (row) => row.body },
  { key: 'kind', header: 'Kind', cell: (row) => INTEREST_KINDS[row.kind] },
  { key: 'says', header: 'Interest', cell: (row) => (row.agency ? `${row.says} (${row.agency})` : row.says) },
  {
    key: 'since',
    header: 'Since',
    cell: (row) =>
      row.endsOn ? `${longDate(row.startsOn)} to ${longDate(row.endsOn)}` : longDate(row.startsOn),
    csv: (row) => row.startsOn,
  },
];

const endColumn: Column<Interest> = {
  key: 'end',
  header: 'Change',
  csv: false,
  cell: (row) =>
    row.endsOn ? (
      ''
    ) : (
      <a class="govuk-link" href={`/interests/${row.id}/end`}>
        End it<span class="govuk-visually-hidden">: {row.says}</span>
      </a>
    ),
};

/** The register of members' interests. */
export function InterestsPage(view: {
  readonly interests: readonly Interest[];
  readonly query: TableQuery;
  readonly mayEdit: boolean;
}) {
  const members = new Set(view.interests.map(({ membershipId }) => membershipId)).size;
  return (
    <>
      <PageHeading
        heading="Register of interests"
        lead={
          view.interests.length === 0
            ? 'No interest is registered.'
            : `${plural(view.interests.length, 'interest')} of ${plural(members, 'member')}, by post, not by name.`
        }
        actions={view.mayEdit ? <Button href="/interests/new">Register an interest</Button> : undefined}
      />
      <DataTable
        caption="Interests"
        captionHidden
        columns={view.mayEdit ? [...INTEREST_COLUMNS, endColumn] : INTEREST_COLUMNS}
        rows={view.interests}
        rowKey={(row) => row.id}
        path="/interests"
        query={view.query}
        csvPath="/interests.csv"
        empty="What members declare outside a meeting will be here, so that it is known before an item is discussed. Register the first interest."
      />
    </>
  );
}

/** Enters an interest in the register. */
export function InterestForm(
  props: FormPageProps & { readonly members: readonly Choice[]; readonly agencies: readonly Choice[] },
) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  const kinds = Object.keys(INTEREST_KINDS) as InterestKind[];
  return (
    <FormPage {...props}>
      <Select
        {...field('member')}
        label="Whose interest is it?"
        items={[{ value: '', text: 'Choose' }, ...props.members]}
      />
      <Radios
        {...field('kind')}
        legend="What kind of interest?"
        items={kinds.map((value) => ({ value, text: INTEREST_KINDS[value] }))}
      />
      <Textarea {...field('says')} label="What is it? (everybody may read it)" rows={2} />
      <Select
        {...field('agency')}
        label="In which agency? (optional)"
        items={[{ value: '', text: 'None that is kept here' }, ...props.agencies]}
      />
      <DateInput
        name="startsOn"
        legend="Since when?"
        values={datePartsOf(values, 'startsOn')}
        error={errors.startsOn}
      />
    </FormPage>
  );
}

/** Ends an interest. */
export function InterestEnding(props: FormPageProps) {
  return (
    <FormPage {...props} submit="End it">
      <DateInput
        name="endsOn"
        legend="What was its last day?"
        values={datePartsOf(props.values, 'endsOn')}
        error={props.errors.endsOn}
      />
    </FormPage>
  );
}
