import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import { choicesOf, LineField, PickField, WordsField } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import type { CaseInList } from '../list.ts';
import { CASE_KINDS, CASE_OUTCOMES } from '../words.ts';
import { COLOURS } from './colours.ts';

/** Cases that the actor's agency takes part in, what is due first on top. */
export function CasesPage(props: {
  readonly cases: readonly CaseInList[];
  readonly state: 'open' | 'closed';
  readonly today: PlainDate;
  readonly next: string | undefined;
  readonly mayWrite: boolean;
}) {
  const late = props.cases.filter(
    ({ closedOn, nextReviewOn }) => closedOn === null && nextReviewOn < props.today,
  );
  return (
    <>
      <PageHeading
        heading={props.state === 'open' ? 'Open cases' : 'Closed cases'}
        lead={
          props.cases.length === 0
            ? undefined
            : late.length === 0
              ? 'No review is late.'
              : `${late.length} ${late.length === 1 ? 'review is' : 'reviews are'} late.`
        }
        actions={
          props.mayWrite ? (
            <a class="govuk-button app-button--small" href="/casework/cases/new">
              Open a case
            </a>
          ) : null
        }
      />
      <DataTable
        caption={props.state === 'open' ? 'Open cases, by the day of their review' : 'Closed cases'}
        captionHidden
        columns={columns(props.today)}
        rows={props.cases}
        rowKey={({ id }) => id}
        empty={
          props.state === 'open'
            ? 'Your agency takes part in no open case. A case begins here, from a referral, or at the hub.'
            : 'No case that your agency took part in is closed.'
        }
        path="/casework/cases"
      />
      <p class="govuk-body">
        {props.next ? (
          <a class="govuk-link" href={props.next}>
            More cases
          </a>
        ) : null}{' '}
        <a
          class="govuk-link"
          href={props.state === 'open' ? '/casework/cases?state=closed' : '/casework/cases'}
        >
          {props.state === 'open' ? 'Closed cases' : 'Open cases'}
        </a>
      </p>
    </>
  );
}

const columns = (today: PlainDate): readonly Column<CaseInList>[] => [
  {
    key: 'title',
    header: 'Case',
    cell: ({ id, title, code }) => (
      <>
        <a class="govuk-link" href={`/casework/cases/${id}`}>
          {title}
        </a>{' '}
        <span class="app-muted">{code}</span>
      </>
    ),
  },
  { key: 'kind', header: 'Kind', cell: ({ kind }) => CASE_KINDS[kind] },
  { key: 'lead', header: 'Led by', cell: ({ lead }) => lead },
  {
    key: 'risk',
    header: 'Risk',
    cell: ({ band, colour }) =>
      band && colour ? <StatusTag tone={COLOURS[colour] ?? 'neutral'}>{band}</StatusTag> : 'Not assessed',
  },
  {
    key: 'review',
    header: 'Review or end',
    cell: ({ closedOn, outcome, nextReviewOn }) =>
      closedOn ? (
        `${longDate(closedOn)}: ${outcome ? CASE_OUTCOMES[outcome] : ''}`
      ) : nextReviewOn < today ? (
        <StatusTag tone="warning">{`Late since ${longDate(nextReviewOn)}`}</StatusTag>
      ) : (
        longDate(nextReviewOn)
      ),
  },
];

/** One page that opens a case. */
export const NewCasePage = (props: {
  readonly attempt: Attempt;
  /** The person whose page led here: added next. */
  readonly person: string;
  readonly keys: { readonly csrf: string; readonly formId: string };
}) => (
  <FormPage
    sealed
    {...props.attempt}
    {...props.keys}
    heading="Open a case"
    lead="Your agency leads it. Others see it once you bring them in."
    action="/casework/cases/new"
    back="/casework/cases"
    submit="Open the case"
  >
    <input type="hidden" name="person" value={props.person} />
    <LineField name="title" label="What is it about, in a few words?" attempt={props.attempt} />
    <PickField name="kind" label="Kind" choices={choicesOf(CASE_KINDS)} attempt={props.attempt} />
    <WordsField name="because" label="Why is it opened?" attempt={props.attempt} />
    <PickField
      name="restricted"
      label="Is it restricted?"
      hint="For staff, relatives of staff and protected addresses: you go on with it for a fortnight, then whom information governance names."
      choices={[
        { value: 'no', text: 'No' },
        { value: 'yes', text: 'Yes' },
      ]}
      attempt={props.attempt}
    />
    <LineField
      name="assessment"
      label="Data protection impact assessment"
      hint="Its reference. May wait until another agency joins."
      attempt={props.attempt}
    />
  </FormPage>
);
