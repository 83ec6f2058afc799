import { Button } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import {
  type Column,
  DataTable,
  FilterChoice,
  FilterWords,
  type TableQuery,
} from '../../../../ui/table/index.ts';
import type { Service } from '../queries.ts';

export const serviceColumns: readonly Column<Service>[] = [
  {
    key: 'name',
    header: 'Service',
    cell: (service) => (
      <a class="govuk-link" href={`/services/${service.slug}`}>
        {service.name}
      </a>
    ),
  },
  { key: 'agency', header: 'Provided by', cell: (service) => service.agency },
  { key: 'offers', header: 'What it offers', cell: (service) => service.offers },
  { key: 'forWhom', header: 'For whom', cell: (service) => audience(service) },
  {
    key: 'accepts',
    header: 'Referrals',
    cell: (service) =>
      service.accepts === 'referrals' ? (
        <StatusTag tone="good">Takes referrals</StatusTag>
      ) : (
        <StatusTag tone="neutral">Tell people of it</StatusTag>
      ),
    csv: (service) => service.accepts,
  },
];

/** For whom a service is, with the ages where they are known. */
export function audience({ forWhom, minimumAge, maximumAge }: Service): string {
  const ages =
    minimumAge === null && maximumAge === null
      ? ''
      : maximumAge === null
        ? `${minimumAge} and over`
        : minimumAge === null
          ? `up to ${maximumAge}`
          : `ages ${minimumAge} to ${maximumAge}`;
  return [forWhom, ages].filter(Boolean).join(', ') || 'Everybody';
}

export interface ServiceListProps {
  readonly services: readonly Service[];
  readonly total: number;
  readonly query: TableQuery;
  readonly mayEdit: boolean;
}

/** What there is to help, and for whom. */
export function ServiceList({ services, total, query, mayEdit }: ServiceListProps) {
  const taking = services.filter(({ accepts }) => accepts === 'referrals').length;
  return (
    <>
      <PageHeading
        heading="Services"
        lead={
          total === 0
            ? 'The services that people can be referred or pointed to will be here.'
            : `${services.length === 1 ? 'One service' : `${services.length} services`} here, ${taking} of which take referrals.`
        }
        actions={
          mayEdit ? (
            <>
              <Button href="/services/new">Add a service</Button>
              <Button href="/services/import" kind="secondary">
                Import
              </Button>
            </>
          ) : undefined
        }
      />
      <DataTable
        caption="Services"
        captionHidden
        columns={serviceColumns}
        rows={services}
        rowKey={(service) => service.id}
        path="/services"
        csvPath="/services.csv"
        query={query}
        empty="Each service says what it offers, to whom, where and when, and how to reach it. Add the first one, or import a list of them."
        filters={
          <>
            <FilterWords name="words" label="Words" query={query} />
            <FilterWords name="sign" label="Sign of vulnerability" query={query} />
            <FilterChoice
              name="accepts"
              label="Referrals"
              query={query}
              choices={[
                { value: 'referrals', text: 'Takes referrals' },
                { value: 'signpost', text: 'Tell people of it' },
              ]}
            />
          </>
        }
      />
    </>
  );
}
