import { longDate } from '../../../../kernel/plain-date.ts';
import { Details, SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import type { AgencyContact, Agreement, AgreementVersion } from '../agreements.ts';
import { CATEGORIES } from '../categories.ts';
import { CATEGORY_WORDS, categoriesInWords, day, Links, StandingTag } from '../parts.tsx';

const namesOf = (agreement: Agreement, part: 'provides' | 'receives'): string =>
  agreement.parties
    .filter((party) => party[part])
    .map((party) => party.agency)
    .join(', ');

export const AGREEMENT_COLUMNS: readonly Column<Agreement>[] = [
  {
    key: 'title',
    header: 'Agreement',
    cell: (row) => (
      <a class="govuk-link" href={`/casework/sharing/agreements/${row.slug}`}>
        {row.title}
      </a>
    ),
    csv: (row) => row.title,
  },
  {
    key: 'standing',
    header: 'Standing',
    cell: (row) => <StandingTag standing={row.standing} />,
    csv: (row) => row.standing,
  },
  {
    key: 'purposes',
    header: 'For',
    cell: (row) => row.purposes.map((purpose) => purpose.title).join(', '),
  },
  { key: 'categories', header: 'Shares', cell: (row) => categoriesInWords(row.categories) },
  { key: 'reviewOn', header: 'Review by', cell: (row) => longDate(row.reviewOn), csv: (row) => row.reviewOn },
  { key: 'providers', header: 'Provided by', cell: (row) => namesOf(row, 'provides') },
  { key: 'recipients', header: 'Received by', cell: (row) => namesOf(row, 'receives') },
];

/** Who shares what with whom, and what waits. */
export function SharingPage(props: {
  readonly agreements: readonly Agreement[];
  readonly query: TableQuery;
  readonly mayAgree: boolean;
  readonly maySee: boolean;
  readonly mayGovern: boolean;
}) {
  const { agreements } = props;
  const due = agreements.filter(({ standing }) => standing.startsWith('review')).length;
  const inForce = agreements.filter(({ standing }) => standing !== 'ended' && standing !== 'coming').length;
  return (
    <>
      <PageHeading
        heading="Lawful sharing"
        lead={`${inForce === 1 ? 'One agreement is' : `${inForce} agreements are`} in force${due === 0 ? '.' : `; ${due} ${due === 1 ? 'is' : 'are'} due for review.`} Nothing about a person is shared outside them without another lawful basis.`}
      />
      <Links
        links={[
          ...(props.maySee
            ? ([
                ['Requests to see', '/casework/sharing/asks'],
                ['What was disclosed', '/casework/sharing/ledger'],
              ] as const)
            : []),
          ['Purposes', '/casework/sharing/purposes'],
          ['Whom to ask at each agency', '/casework/sharing/contacts'],
          ...(props.mayAgree ? ([['Make an agreement', '/casework/sharing/agreements/new']] as const) : []),
          ...(props.mayGovern ? ([['Information governance', '/casework/governance']] as const) : []),
        ]}
      />
      <DataTable
        caption="Agreements"
        columns={AGREEMENT_COLUMNS.slice(0, 5)}
        rows={agreements}
        rowKey={(row) => row.id}
        path="/casework/sharing"
        query={props.query}
        csvPath="/casework/sharing.csv"
        empty={
          props.mayAgree ? (
            <>
              The agreements by which agencies share will be here.{' '}
              <a class="govuk-link" href="/casework/sharing/agreements/new">
                Make the first one
              </a>
            </>
          ) : (
            'The agreements by which agencies share will be here, once information governance has made one.'
          )
        }
      />
    </>
  );
}

/** One agreement: what it lets whom see, and what it said before. */
export function AgreementPage(props: {
  readonly agreement: Agreement;
  readonly versions: readonly AgreementVersion[];
  readonly agencyNames: ReadonlyMap<string, string>;
  readonly mayAgree: boolean;
}) {
  const { agreement, versions } = props;
  return (
    <>
      <PageHeading
        heading={agreement.title}
        caption="Information sharing agreement"
        lead={`${namesOf(agreement, 'receives')} may see what ${namesOf(agreement, 'provides')} hold, in these categories and for these purposes.`}
        actions={<StandingTag standing={agreement.standing} />}
      />
      <SummaryList
        rows={[
          {
            key: 'Shares',
            value: (
              <ul class="govuk-list">
                {agreement.categories.map((category) => (
                  <li key={category}>
                    <strong>{CATEGORY_WORDS[category]}</strong>: {CATEGORIES[category]}
                  </li>
                ))}
              </ul>
            ),
          },
          {
            key: 'For',
            value: (
              <ul class="govuk-list">
                {agreement.purposes.map((purpose) => (
                  <li key={purpose.slug}>
                    {purpose.title} ({purpose.gateway})
                  </li>
                ))}
              </ul>
            ),
          },
          { key: 'Provided by', value: namesOf(agreement, 'provides') },
          { key: 'Received by', value: namesOf(agreement, 'receives') },
          { key: 'Conditions', value: agreement.conditions || 'None written down' },
          { key: 'Data protection impact assessment', value: agreement.assessment || 'None named' },
          { key: 'In force from', value: longDate(agreement.startsOn) },
          { key: 'Review by', value: longDate(agreement.reviewOn) },
          { key: 'Ends', value: day(agreement.endsOn) },
        ]}
      />
      {props.mayAgree ? (
        <Links links={[['Change or review it', `/casework/sharing/agreements/${agreement.slug}/edit`]]} />
      ) : null}
      <h2 class="govuk-heading-m">What it said before</h2>
      {versions.length < 2 ? (
        <p class="govuk-body">It has said the same since it was made.</p>
      ) : (
        versions.slice(1).map((version, at) => (
          <Details
            key={version.revision}
            summary={`From ${longDate(version.fromDay)} until ${longDate(versions[at]?.fromDay ?? version.fromDay)}`}
          >
            <SummaryList rows={versionRows(version, props.agencyNames)} />
          </Details>
        ))
      )}
    </>
  );
}

const LABELS: Readonly<Record<string, string>> = {
  title: 'Title',
  providers: 'Provided by',
  recipients: 'Received by',
  purposes: 'For',
  categories: 'Shares',
  conditions: 'Conditions',
  assessment: 'Assessment',
  startsOn: 'In force from',
  reviewOn: 'Review by',
  endsOn: 'Ends',
};

const versionRows = ({ said }: AgreementVersion, agencies: ReadonlyMap<string, string>) =>
  Object.entries(LABELS).map(([name, key]) => ({ key, value: inWords(name, said[name], agencies) }));

function inWords(name: string, value: unknown, agencies: ReadonlyMap<string, string>): string {
  if (Array.isArray(value))
    return name === 'categories'
      ? categoriesInWords(value as string[])
      : value.map((one: string) => agencies.get(one) ?? one).join(', ');
  return typeof value === 'string' && value !== '' ? value : 'Not said';
}

/** Whom to ask at each agency about somebody it knows. */
export function ContactsPage(props: {
  readonly contacts: readonly AgencyContact[];
  readonly query: TableQuery;
  readonly mayAgree: boolean;
}) {
  const columns: readonly Column<AgencyContact>[] = [
    { key: 'agency', header: 'Agency', cell: (row) => row.agency },
    { key: 'post', header: 'Ask', cell: (row) => row.post },
  ];
  return (
    <>
      <PageHeading
        heading="Whom to ask at each agency"
        lead="Where an agency only shares that it knows somebody, this is whom to ask."
      />
      {props.mayAgree ? <Links links={[['Name somebody', '/casework/sharing/contacts/new']]} /> : null}
      <DataTable
        caption="Contacts"
        captionHidden
        columns={columns}
        rows={props.contacts}
        rowKey={(row) => row.agencyId}
        path="/casework/sharing/contacts"
        query={props.query}
        empty="The post to ask at each agency will be here. Information governance names it."
      />
    </>
  );
}
