import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { Button, Select, TextInput } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery } from '../../../../ui/table/index.ts';
import type { ListedReferral } from '../queries.ts';
import { type ReferralState, STATES } from '../states.ts';

const TONES: Readonly<Record<ReferralState, Tone>> = {
  draft: 'neutral',
  sent: 'active',
  received: 'active',
  accepted: 'good',
  declined: 'warning',
  'in-progress': 'active',
  completed: 'good',
  withdrawn: 'neutral',
  redirected: 'neutral',
  'no-response': 'bad',
};

/** The state of a referral in words with its shape and colour. */
export const StateTag = ({ state }: { readonly state: ReferralState }) => (
  <StatusTag tone={TONES[state]}>{STATES[state].says}</StatusTag>
);

/** By when who is waited for has to act, and whether that day has passed. */
export function Due({ on, today }: { readonly on: PlainDate | null; readonly today: PlainDate }) {
  if (on === null) return null;
  return on < today ? (
    <StatusTag tone="bad">{`Late since ${longDate(on)}`}</StatusTag>
  ) : (
    <span>due {longDate(on)}</span>
  );
}

interface RowsProps {
  readonly referrals: readonly ListedReferral[];
  readonly names: ReadonlyMap<string, string>;
  readonly today: PlainDate;
  readonly side: 'from' | 'to';
  readonly path: string;
}

const columnsOf = ({ names, today, side }: RowsProps): readonly Column<ListedReferral>[] => [
  {
    key: 'reference',
    header: 'Referral',
    cell: (referral) => (
      <>
        <a class="govuk-link" href={`/casework/referrals/${referral.reference}`}>
          {referral.reference}
        </a>{' '}
        {referral.urgent ? <StatusTag tone="warning">Urgent</StatusTag> : null}
      </>
    ),
  },
  { key: 'service', header: 'Service', cell: ({ service }) => service },
  {
    key: 'about',
    header: 'About',
    cell: ({ recordId, needs }) => (
      <>
        {(recordId === null ? undefined : names.get(recordId)) ?? 'See the referral'}
        <br />
        <span class="app-quiet">{needs.join(', ').replaceAll('-', ' ')}</span>
      </>
    ),
  },
  { key: 'agency', header: side === 'from' ? 'From' : 'To', cell: (referral) => referral[side] },
  { key: 'state', header: 'State', cell: ({ state }) => <StateTag state={state} /> },
  { key: 'due', header: 'Due', cell: ({ dueOn }) => <Due on={dueOn} today={today} /> },
];

function Rows(props: RowsProps) {
  const columns = columnsOf(props);
  return (
    <DataTable
      caption="Referrals"
      captionHidden
      columns={columns}
      rows={props.referrals}
      rowKey={({ id }) => id}
      path={props.path}
      query={parseTableQuery({}, columns)}
      empty="There is nothing here."
    />
  );
}

/** The way to the next page of a list. */
const Next = ({ href }: { readonly href: string | undefined }) =>
  href === undefined ? null : (
    <p class="govuk-body">
      <a class="govuk-link" href={href} rel="next">
        More referrals
      </a>
    </p>
  );

/** Finds one referral by the reference on a letter or on the telephone. */
const Finder = () => (
  <form class="app-filter" method="get" action="/casework/referrals/found" aria-label="Find a referral">
    <div class="app-filter__fields">
      <TextInput name="reference" label="Reference" hint="Such as R-3F7K2QX" width={20} autocomplete="off" />
    </div>
    <div class="app-filter__actions">
      <button type="submit" class="govuk-button govuk-button--secondary app-button--small">
        Find
      </button>
    </div>
  </form>
);

export interface QueuePageProps {
  readonly referrals: readonly ListedReferral[];
  readonly names: ReadonlyMap<string, string>;
  readonly waiting: number;
  readonly late: number;
  readonly services: readonly { readonly slug: string; readonly name: string }[];
  readonly service: string;
  readonly state: string;
  readonly today: PlainDate;
  readonly next: string | undefined;
  readonly mayRefer: boolean;
}

/** What waits for the agency's services, the most pressing first. */
export function QueuePage(props: QueuePageProps) {
  const { waiting, late } = props;
  const number = waiting === 1 ? 'One referral waits' : `${waiting} referrals wait`;
  return (
    <>
      <PageHeading
        heading="Referrals"
        lead={
          waiting === 0
            ? 'No referral waits for your agency.'
            : `${number} for your agency, ${late === 0 ? 'none of them late' : `${late} of them late`}.`
        }
        actions={props.mayRefer ? <Button href="/casework/refer">Refer somebody</Button> : undefined}
      />
      <form class="app-filter" method="get" action="/casework/referrals" aria-label="Filter referrals">
        <div class="app-filter__fields">
          <Select
            name="service"
            label="Service"
            value={props.service}
            items={[
              { value: '', text: 'All' },
              ...props.services.map(({ slug, name }) => ({ value: slug, text: name })),
            ]}
          />
          <Select
            name="state"
            label="State"
            value={props.state}
            items={[
              { value: '', text: 'All that wait' },
              ...(['sent', 'received', 'accepted', 'in-progress'] as const).map((value) => ({
                value,
                text: STATES[value].says,
              })),
            ]}
          />
        </div>
        <div class="app-filter__actions">
          <button type="submit" class="govuk-button govuk-button--secondary app-button--small">
            Apply filters
          </button>
        </div>
      </form>
      <Finder />
      {props.referrals.length === 0 ? (
        <div class="app-empty">
          <p class="govuk-body">
            What others refer to your services will be here, with the day by which each is to be answered.
          </p>
        </div>
      ) : (
        <Rows {...props} side="from" path="/casework/referrals" />
      )}
      <Next href={props.next} />
      <p class="govuk-body">
        <a class="govuk-link" href="/casework/referrals/mine">
          My referrals
        </a>
      </p>
    </>
  );
}

/** What somebody referred, and what became of each. */
export function MinePage(props: {
  readonly referrals: readonly ListedReferral[];
  readonly names: ReadonlyMap<string, string>;
  readonly today: PlainDate;
  readonly led: string | undefined;
  readonly mayRefer: boolean;
  readonly next: string | undefined;
}) {
  return (
    <>
      <PageHeading
        heading="My referrals"
        lead={props.led ?? 'You hear when each is received, decided and ended.'}
        actions={props.mayRefer ? <Button href="/casework/refer">Refer somebody</Button> : undefined}
      />
      {props.referrals.length === 0 ? (
        <div class="app-empty">
          <p class="govuk-body">
            What you refer will be here, and what became of it.
            {props.mayRefer ? ' Begin with “Refer somebody”.' : ''}
          </p>
        </div>
      ) : (
        <Rows {...props} side="to" path="/casework/referrals/mine" />
      )}
      <Next href={props.next} />
    </>
  );
}
