import { longDate } from '../../../../kernel/plain-date.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import { WordsField } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import { type Keys, typed } from '../../../../ui/forms/typed.ts';
import {
  Button,
  ErrorSummaryFor,
  Form,
  Radios,
  SummaryList,
  TextInput,
  WarningText,
} from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import { personCode } from '../../people/index.ts';
import type { ReviewOutcome } from '../break-glass.ts';
import type { Opening } from '../openings.ts';

export const OUTCOMES: Readonly<Record<ReviewOutcome, readonly [Tone, string]>> = {
  justified: ['good', 'Justified'],
  'justified-with-lessons': ['warning', 'Justified, with lessons'],
  'not-justified': ['bad', 'Not justified'],
};

export const clock = (at: Date): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    dateStyle: 'long',
    timeStyle: 'short',
  }).format(at);

const OutcomeTag = ({ opening }: { readonly opening: Opening }) =>
  opening.outcome === null ? (
    <StatusTag tone="active">To be reviewed</StatusTag>
  ) : (
    <StatusTag tone={OUTCOMES[opening.outcome][0]}>{OUTCOMES[opening.outcome][1]}</StatusTag>
  );

/** Opens everything about one person, in an emergency. */
export function EmergencyForm(props: {
  readonly clusterId: string;
  readonly keys: Keys;
  readonly attempt: Attempt;
}) {
  const { clusterId, keys, attempt } = props;
  return (
    <FormPage
      {...attempt}
      {...keys}
      heading={`Open everything about ${personCode(clusterId)} in an emergency`}
      lead="All agencies’ records of this person open to you alone, restricted ones too, and close by themselves."
      action={`/casework/sharing/emergency?person=${clusterId}`}
      back={`/casework/people/${clusterId}`}
      submit="Open it now"
    >
      <WarningText>
        Information governance is told at once and asks you why. Only do this when somebody may come to harm
        before an agency could answer.
      </WarningText>
      <WordsField name="reason" label="What is the emergency?" attempt={attempt} />
      <TextInput
        name="hours"
        label="For how many hours?"
        hint="24 at most"
        width={3}
        inputMode="numeric"
        value={typed(attempt, 'hours') || '4'}
        error={attempt.errors.hours}
      />
    </FormPage>
  );
}

const columns: readonly Column<Opening>[] = [
  {
    key: 'opened',
    header: 'Opened',
    cell: (row) => (
      <a class="govuk-link" href={`/casework/governance/break-glass/${row.id}`}>
        {clock(row.openedAt)}
      </a>
    ),
  },
  { key: 'state', header: 'Review', cell: (row) => <OutcomeTag opening={row} /> },
  { key: 'reader', header: 'By', cell: (row) => `${row.reader}, ${row.agency}` },
  { key: 'about', header: 'About', cell: (row) => personCode(row.clusterId) },
  { key: 'by', header: 'Review by', cell: (row) => longDate(row.reviewBy) },
];

export const OpeningsTable = (props: {
  readonly openings: readonly Opening[];
  readonly query: TableQuery;
}) => (
  <DataTable
    caption="Emergency openings"
    columns={columns}
    rows={props.openings}
    rowKey={(row) => row.id}
    path="/casework/governance"
    query={props.query}
    empty="Nobody has opened personal data in an emergency. Whoever does will be here at once."
  />
);

/** One emergency opening: who, why, and what information governance found. */
export function OpeningPage(props: {
  readonly opening: Opening;
  readonly mayReview: boolean;
  readonly keys: Keys;
  readonly attempt: Attempt;
}) {
  const { opening, attempt, keys } = props;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} />
      <PageHeading
        heading={`Emergency opening of ${personCode(opening.clusterId)}`}
        lead={
          opening.outcome === null
            ? `To be reviewed by ${longDate(opening.reviewBy)}, by somebody else than who opened it.`
            : `Reviewed on ${opening.reviewedOn ? longDate(opening.reviewedOn) : ''}.`
        }
        actions={<OutcomeTag opening={opening} />}
      />
      <SummaryList
        rows={[
          { key: 'Opened by', value: `${opening.reader}, ${opening.agency}` },
          { key: 'Open', value: `${clock(opening.openedAt)} until ${clock(opening.closesAt)}` },
          { key: 'For', value: opening.purpose },
          { key: 'The emergency', value: opening.reason ?? 'Disposed of' },
          ...(opening.outcome === null ? [] : [{ key: 'Found', value: opening.found ?? 'Disposed of' }]),
        ]}
      />
      {props.mayReview && opening.outcome === null ? (
        <Form action={`/casework/governance/break-glass/${opening.id}`} csrf={keys.csrf} formId={keys.formId}>
          <Radios
            name="outcome"
            legend="Was it justified?"
            items={Object.entries(OUTCOMES).map(([value, [, text]]) => ({ value, text }))}
            value={typed(attempt, 'outcome')}
            error={attempt.errors.outcome}
          />
          <WordsField name="says" label="What did you find?" attempt={attempt} />
          <Button preventDoubleClick>Record the review</Button>
        </Form>
      ) : null}
    </>
  );
}
