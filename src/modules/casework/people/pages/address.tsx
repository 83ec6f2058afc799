import type { ComponentChildren } from 'preact';
import { listInWords } from '../../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { Button, DateInput, Form } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type AddressView, addressLine } from '../address.ts';
import type { Resident } from '../residence.ts';
import { RELATIONS } from '../words.ts';
import { personPath } from './parts.tsx';

export interface AddressPageProps {
  readonly address: AddressView;
  /** The day of the household. */
  readonly on: PlainDate;
  readonly household: readonly Resident[];
  readonly everybody: readonly Resident[];
  readonly error?: string | undefined;
  /** Concerns and patterns at the address; null when there are none to show. */
  readonly concerns?: ComponentChildren;
}

/** Who lives here, on a day, and who did before. */
export function AddressPage({ address, on, household, everybody, error, concerns }: AddressPageProps) {
  const earlier = everybody.filter(
    (one) => !household.some(({ clusterId }) => clusterId === one.clusterId && one.relation !== 'formerly'),
  );
  const [year = '', month = '', day = ''] = on.split('-');
  return (
    <>
      <PageHeading
        caption={address.uprn === undefined ? 'Address' : `Address, UPRN ${address.uprn}`}
        heading={addressLine(address)}
        lead={
          household.length === 0
            ? `Nobody is known to live here on ${longDate(on)}, as far as it is shared with your agency.`
            : `${household.length === 1 ? 'One person is' : `${household.length} people are`} known to live here on ${longDate(on)}.`
        }
      />
      <section>
        <h2 class="govuk-heading-m">Household on {longDate(on)}</h2>
        {household.length === 0 ? null : <Residents residents={household} />}
        <Form action={`/casework/addresses/${address.id}`} method="get">
          <DateInput
            name="on"
            legend="Household on another day"
            legendSize="s"
            values={{ day: Number(day), month: Number(month), year }}
            error={error}
          />
          <Button class="govuk-button--secondary">Show</Button>
        </Form>
      </section>
      {concerns ? (
        <section>
          <h2 class="govuk-heading-m">Concerns and patterns</h2>
          {concerns}
        </section>
      ) : null}
      {earlier.length === 0 ? null : (
        <section>
          <h2 class="govuk-heading-m">At other times, or in other ways</h2>
          <Residents residents={earlier} />
        </section>
      )}
    </>
  );
}

const Residents = ({ residents }: { readonly residents: readonly Resident[] }) => (
  <ul class="govuk-list app-person-addresses">
    {residents.map((resident) => (
      <li key={`${resident.clusterId} ${resident.relation} ${resident.from} ${resident.until}`}>
        <a class="govuk-link" href={personPath(resident.clusterId)}>
          {resident.name ?? resident.code}
        </a>
        <span class="app-quiet">
          {' '}
          {RELATIONS[resident.relation].toLowerCase()}
          {resident.from === undefined ? '' : ` from ${longDate(resident.from)}`}
          {resident.until === undefined ? '' : ` until ${longDate(resident.until)}`},{' '}
          {resident.agencies.length > 1 ? 'say' : 'says'} {listInWords(resident.agencies)}
        </span>
      </li>
    ))}
  </ul>
);
