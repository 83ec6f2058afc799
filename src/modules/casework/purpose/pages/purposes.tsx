import { longDate } from '../../../../kernel/plain-date.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import { DayField, LineField, WordsField } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import { type Keys, typed } from '../../../../ui/forms/typed.ts';
import { Radios } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import { Links } from '../../sharing/parts.tsx';
import type { KeptPurpose } from '../queries.ts';

const REGIMES = { 'uk-gdpr': 'UK GDPR', 'part-3': 'Part 3, Data Protection Act 2018' } as const;

/** For what personal data may be read, and under which law. */
export function PurposesPage(props: {
  readonly purposes: readonly KeptPurpose[];
  readonly query: TableQuery;
  readonly mayAgree: boolean;
}) {
  const columns: readonly Column<KeptPurpose>[] = [
    {
      key: 'title',
      header: 'Purpose',
      cell: (row) =>
        props.mayAgree ? (
          <a class="govuk-link" href={`/casework/sharing/purposes/${row.slug}/edit`}>
            {row.title}
          </a>
        ) : (
          row.title
        ),
    },
    {
      key: 'use',
      header: 'In use',
      cell: (row) =>
        row.inUse ? (
          <StatusTag tone="good">In use</StatusTag>
        ) : (
          <StatusTag tone="neutral">{`Ended ${row.endsOn ? longDate(row.endsOn) : ''}`}</StatusTag>
        ),
    },
    { key: 'says', header: 'What for', cell: (row) => row.says },
    { key: 'gateway', header: 'The law that allows it', cell: (row) => row.gateway },
    { key: 'regime', header: 'Records are held under', cell: (row) => REGIMES[row.regime] },
  ];
  return (
    <>
      <PageHeading
        heading="Purposes"
        lead="Whoever enters casework chooses one. What they see follows from it."
      />
      {props.mayAgree ? <Links links={[['Add a purpose', '/casework/sharing/purposes/new']]} /> : null}
      <DataTable
        caption="Purposes"
        captionHidden
        columns={columns}
        rows={props.purposes}
        rowKey={(row) => row.slug}
        path="/casework/sharing/purposes"
        query={props.query}
        empty="The purposes for which personal data may be read will be here. Information governance sets them."
      />
    </>
  );
}

/** What is said of a purpose. */
export function PurposeForm(props: {
  readonly heading: string;
  readonly action: string;
  readonly keys: Keys;
  readonly attempt: Attempt;
  readonly revision?: number | undefined;
}) {
  const { attempt, keys, revision } = props;
  return (
    <FormPage
      {...attempt}
      {...keys}
      heading={props.heading}
      action={props.action}
      back="/casework/sharing/purposes"
      revision={revision}
    >
      <LineField name="title" label="What is the purpose called?" attempt={attempt} />
      <WordsField name="says" label="What may somebody do for it?" attempt={attempt} />
      <LineField
        name="gateway"
        label="Which law allows it?"
        hint="Act and section, such as the Crime and Disorder Act 1998, section 115"
        attempt={attempt}
      />
      <Radios
        name="regime"
        legend="Under which law are its records held?"
        legendSize="s"
        items={Object.entries(REGIMES).map(([value, text]) => ({ value, text }))}
        value={typed(attempt, 'regime')}
        error={attempt.errors.regime}
      />
      {revision === undefined ? null : (
        <DayField
          name="endsOn"
          label="Last day on which it may be chosen"
          hint="Leave it empty while it is in use"
          attempt={attempt}
        />
      )}
    </FormPage>
  );
}
