import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { Button } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import {
  type Column,
  DataTable,
  FilterChoice,
  FilterWords,
  type TableQuery,
} from '../../../ui/table/index.ts';
import type { Agency } from '../queries.ts';
import { SECTORS } from '../sectors.ts';

export const agencyColumns: readonly Column<Agency>[] = [
  {
    key: 'name',
    header: 'Agency',
    sort: 'ascending',
    cell: (agency) => (
      <a class="govuk-link" href={`/agencies/${agency.slug}`}>
        {agency.name}
      </a>
    ),
  },
  { key: 'sector', header: 'Sector', sort: 'ascending', cell: (agency) => SECTORS[agency.sector] },
  { key: 'statutory', header: 'Statutory', cell: (agency) => (agency.statutory ? 'Yes' : 'No') },
  { key: 'contact', header: 'Contact', cell: (agency) => agency.email ?? agency.telephone ?? 'Not given' },
  { key: 'left', header: 'Ends', cell: (agency) => (agency.leftOn ? longDate(agency.leftOn) : '') },
];

export interface DirectoryProps {
  readonly agencies: readonly Agency[];
  readonly all: readonly Agency[];
  readonly query: TableQuery;
  readonly mayEdit: boolean;
  readonly today: PlainDate;
}

/** Who is in the partnership, and where to find each of them. */
export function Directory({ agencies, all, query, mayEdit }: DirectoryProps) {
  const statutory = all.filter((agency) => agency.statutory).length;
  return (
    <>
      <PageHeading
        heading="Agencies"
        lead={
          all.length === 1
            ? 'One agency so far. Add those that work together here.'
            : `${all.length} agencies work together here, ${statutory} of them under a statutory duty.`
        }
        actions={
          mayEdit ? (
            <>
              <Button href="/agencies/new">Add an agency</Button>
              <Button href="/agencies/import" kind="secondary">
                Import
              </Button>
            </>
          ) : undefined
        }
      />
      <DataTable
        caption="Agencies"
        captionHidden
        columns={agencyColumns}
        rows={agencies}
        rowKey={(agency) => agency.id}
        path="/agencies"
        csvPath="/agencies.csv"
        query={query}
        empty="The agencies that work together will be listed here. Add the first one, or import a list of them."
        filters={
          <>
            <FilterWords name="name" label="Name" query={query} />
            <FilterChoice
              name="sector"
              label="Sector"
              query={query}
              choices={Object.entries(SECTORS).map(([value, text]) => ({ value, text }))}
            />
            <FilterChoice
              name="statutory"
              label="Statutory"
              query={query}
              choices={[
                { value: 'yes', text: 'Yes' },
                { value: 'no', text: 'No' },
              ]}
            />
          </>
        }
      />
      <p class="govuk-body">
        <a class="govuk-link" href="/agencies/posts">
          All posts
        </a>
        {' · '}
        <a class="govuk-link" href="/services">
          Services
        </a>
        {' · '}
        <a class="govuk-link" href="/training">
          Training
        </a>
      </p>
    </>
  );
}

/** Says whether an agency or a post is there today, was, or will be. */
export function Presence(props: {
  readonly from: PlainDate | null;
  readonly to: PlainDate | null;
  readonly today: PlainDate;
}) {
  const { from, to, today } = props;
  if (to !== null && to < today) return <StatusTag tone="neutral">{`Ended ${longDate(to)}`}</StatusTag>;
  if (from !== null && from > today) return <StatusTag tone="active">{`From ${longDate(from)}`}</StatusTag>;
  return to === null ? null : <StatusTag tone="warning">{`Ends ${longDate(to)}`}</StatusTag>;
}
