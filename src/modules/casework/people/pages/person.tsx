import type { ComponentChildren } from 'preact';
import { listInWords } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { SummaryList, type SummaryRow } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { addressLine } from '../address.ts';
import { displayName } from '../identity.ts';
import type { JoinedBy } from '../matching/review.ts';
import type { PersonView, RecordView } from '../person.ts';
import type { ResidenceView } from '../residence.ts';
import { REGIMES, RELATIONS, RESTRICTIONS, SOURCES } from '../words.ts';
import { birthText } from './parts.tsx';

export interface ShownSection {
  readonly title: string;
  readonly content: ComponentChildren;
}

export interface PersonPageProps {
  readonly person: PersonView;
  readonly sections: readonly ShownSection[];
  /** What the records of this person stand together by, as far as it may be seen. */
  readonly joinedBy: readonly JoinedBy[];
  readonly mayWrite: boolean;
}

/** Who is this, who knows them, and what is there? */
export function PersonPage({ person, sections, joinedBy, mayWrite }: PersonPageProps) {
  const agencies = new Set([...person.records, ...person.knownTo].map(({ agency }) => agency));
  return (
    <>
      <PageHeading
        caption={`Person ${person.code}`}
        heading={person.name ?? 'Known to other agencies'}
        lead={leadOf(person, agencies.size)}
      />
      {person.disputed ? (
        <p class="govuk-body">
          <StatusTag tone="warning">Disputed</StatusTag> The person says that something here is wrong. Check
          it before you rely on it.
        </p>
      ) : null}
      {person.knownTo.length === 0 ? null : <KnownTo person={person} />}
      <Addresses residences={person.residences} />
      {sections.map(({ title, content }) => (
        <section key={title} class="app-person-section">
          <h2 class="govuk-heading-m">{title}</h2>
          {content}
        </section>
      ))}
      <section class="app-person-section">
        <h2 class="govuk-heading-m">What each agency holds</h2>
        {person.records.length === 0 ? (
          <p class="govuk-body">
            No agency shares a record of this person with yours for this purpose. Ask the contact above.
          </p>
        ) : (
          <div class="app-person-records">
            {person.records.map((record) => (
              <RecordCard key={record.recordId} record={record} mayWrite={mayWrite && record.own} />
            ))}
          </div>
        )}
        <JoinedByList joinedBy={joinedBy} />
      </section>
    </>
  );
}

function leadOf(person: PersonView, agencies: number): string {
  const born = person.dateOfBirth === undefined ? '' : `Born ${birthText(person.dateOfBirth)}. `;
  const known = agencies === 1 ? 'Known to one agency' : `Known to ${agencies} agencies`;
  return `${born}${known}, as far as they share it with yours for this purpose.`;
}

function KnownTo({ person }: { readonly person: PersonView }) {
  return (
    <section class="app-person-section">
      <h2 class="govuk-heading-m">Also known to</h2>
      <ul class="govuk-list">
        {person.knownTo.map(({ agencyId, agency, ask }) => (
          <li key={agencyId}>
            <strong>{agency}</strong>:{' '}
            {ask === undefined ? 'ask their information governance lead' : `ask the ${ask}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Addresses({ residences }: { readonly residences: readonly ResidenceView[] }) {
  return (
    <section class="app-person-section">
      <h2 class="govuk-heading-m">Addresses</h2>
      {residences.length === 0 ? (
        <p class="govuk-body">No address is known, or none is shared with your agency.</p>
      ) : (
        <ul class="govuk-list app-person-addresses">
          {[...Map.groupBy(residences, alike).values()].map((same) => (
            <li key={same[0]?.residenceId}>
              <Dwelling same={same} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What several agencies say alike is said once. */
const alike = ({ addressId, relation, until }: ResidenceView): string =>
  [addressId, relation, until].join(' ');

function Dwelling({ same }: { readonly same: readonly ResidenceView[] }) {
  const [first] = same;
  if (!first) return null;
  const from = same
    .map((one) => one.from)
    .filter((day) => day !== undefined)
    .toSorted()[0];
  return (
    <>
      {first.address === undefined ? (
        'Disposed of'
      ) : (
        <a class="govuk-link" href={`/casework/addresses/${first.addressId}`}>
          {addressLine(first.address)}
        </a>
      )}
      <span class="app-quiet">
        {' '}
        {RELATIONS[first.relation].toLowerCase()}
        {spell({ ...first, from })}, {same.length > 1 ? 'say' : 'says'}{' '}
        {listInWords([...new Set(same.map(({ agency }) => agency))])}
      </span>
    </>
  );
}

const spell = ({ from, until }: ResidenceView): string =>
  [
    from === undefined ? '' : ` from ${longDate(from)}`,
    until === undefined ? '' : ` until ${longDate(until)}`,
  ].join('');

function RecordCard({ record, mayWrite }: { readonly record: RecordView; readonly mayWrite: boolean }) {
  const actions = mayWrite
    ? [
        { href: `/casework/records/${record.recordId}/change`, text: 'Change' },
        { href: `/casework/records/${record.recordId}/home`, text: 'New address' },
      ]
    : [];
  return (
    <SummaryList
      card={{
        title: record.own ? `${record.agency} (your agency)` : record.agency,
        headingLevel: 3,
        actions,
      }}
      rows={record.identity === undefined ? disposedOf : rowsOf(record)}
    />
  );
}

const disposedOf: readonly SummaryRow[] = [
  { key: 'Record', value: 'Disposed of: nothing of it can be read.' },
];

function rowsOf(record: RecordView): readonly SummaryRow[] {
  const { identity } = record;
  if (!identity) return disposedOf;
  const said = (key: string, value: ComponentChildren): SummaryRow[] =>
    value === undefined || value === '' ? [] : [{ key, value }];
  return [
    { key: 'Name', value: displayName(identity) },
    ...said('Other names', identity.otherNames?.join(', ')),
    { key: 'Date of birth', value: birthText(identity.dateOfBirth) },
    ...said('Sex', identity.sex),
    ...said('Telephone', identity.telephones?.join(', ')),
    ...said('E-mail', identity.emails?.join(', ')),
    ...said('NHS number', identity.nhsNumber),
    ...said('National Insurance number', identity.nationalInsuranceNumber),
    ...said('Police number', identity.policeNumber),
    ...said('Their own number', identity.reference),
    ...(record.restrictedBecause === undefined
      ? []
      : [{ key: 'Restricted', value: RESTRICTIONS[record.restrictedBecause] }]),
    ...(record.disputed ? [{ key: 'Disputed', value: 'Not answered yet' }] : []),
    {
      key: 'Held',
      value: `${SOURCES[record.source]}, ${longDate(record.recordedOn)}; last active ${longDate(record.lastActiveOn)}`,
    },
    { key: 'Under', value: REGIMES[record.regime] },
    { key: 'To be reviewed', value: longDate(record.reviewOn) },
  ];
}

function JoinedByList({ joinedBy }: { readonly joinedBy: readonly JoinedBy[] }) {
  if (joinedBy.length === 0) return null;
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">Why these records stand together</span>
      </summary>
      <div class="govuk-details__text">
        <ul class="govuk-list">
          {joinedBy.map(({ pair, says }) => (
            <li key={pair}>
              {says}{' '}
              <a class="govuk-link" href={`/casework/matches/${pair}`}>
                See the evidence, or part them
              </a>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}
