import { longDate } from '../../../../kernel/plain-date.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import { DayField, WordsField } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import { type Keys, typed } from '../../../../ui/forms/typed.ts';
import { Button, ErrorSummaryFor, Form, Radios, SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import { personCode } from '../../people/index.ts';
import { Links } from '../parts.tsx';
import type { Correction, RightsRequest } from './queries.ts';
import { CORRECTED, RIGHTS, type RightsOutcome } from './words.ts';

const OUTCOMES: Readonly<Record<RightsOutcome, readonly [Tone, string]>> = {
  upheld: ['good', 'Done as asked'],
  partly: ['warning', 'Done in part'],
  refused: ['bad', 'Refused'],
};

interface FormProps {
  readonly keys: Keys;
  readonly attempt: Attempt;
}

const StateTag = ({ request }: { readonly request: RightsRequest }) =>
  request.outcome === null ? (
    <StatusTag tone="active">Waits</StatusTag>
  ) : (
    <StatusTag tone={OUTCOMES[request.outcome][0]}>{OUTCOMES[request.outcome][1]}</StatusTag>
  );

/** Takes down what somebody asks about their data. */
export const RequestForm = ({ clusterId, keys, attempt }: FormProps & { readonly clusterId: string }) => (
  <FormPage
    {...attempt}
    {...keys}
    heading={`What does ${personCode(clusterId)} ask about their data?`}
    lead="It is answered within a month. Until then the records say that they are disputed, and what is objected to is not shared by agreement."
    action={`/casework/governance/requests/new?person=${clusterId}`}
    back={`/casework/people/${clusterId}`}
    submit="Take it down"
  >
    <Radios
      name="kind"
      legend="What does the person want?"
      legendSize="s"
      items={Object.entries(RIGHTS).map(([value, text]) => ({ value, text }))}
      value={typed(attempt, 'kind')}
      error={attempt.errors.kind}
    />
    <WordsField name="says" label="In their words" attempt={attempt} />
    <DayField name="receivedOn" label="Received on" attempt={attempt} />
  </FormPage>
);

const columns: readonly Column<RightsRequest>[] = [
  {
    key: 'kind',
    header: 'Request',
    cell: (row) => (
      <a class="govuk-link" href={`/casework/governance/requests/${row.id}`}>
        {RIGHTS[row.kind]}
      </a>
    ),
  },
  { key: 'state', header: 'Answer', cell: (row) => <StateTag request={row} /> },
  { key: 'about', header: 'Person', cell: (row) => personCode(row.clusterId) },
  { key: 'agency', header: 'Asked of', cell: (row) => row.agency },
  { key: 'by', header: 'Answer by', cell: (row) => longDate(row.answerBy) },
];

export const RequestsTable = (props: {
  readonly requests: readonly RightsRequest[];
  readonly query: TableQuery;
}) => (
  <DataTable
    caption="What people asked about their data"
    columns={columns}
    rows={props.requests}
    rowKey={(row) => row.id}
    path="/casework/governance"
    query={props.query}
    empty="What people ask about their data will be here: to see it, to object, to have it corrected. Take it down from the page of the person."
  />
);

/** One request, its answer, and who was told to correct what. */
export function RequestPage(
  props: FormProps & {
    readonly request: RightsRequest;
    readonly corrections: readonly Correction[];
    readonly mayAnswer: boolean;
    readonly mayExport: boolean;
  },
) {
  const { request, attempt, keys, corrections } = props;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} />
      <PageHeading
        heading={RIGHTS[request.kind]}
        caption={`${personCode(request.clusterId)}, asked of ${request.agency}`}
        lead={
          request.outcome === null
            ? `To be answered by ${longDate(request.answerBy)}.`
            : `Answered on ${request.answeredOn ? longDate(request.answeredOn) : ''}.`
        }
        actions={<StateTag request={request} />}
      />
      <SummaryList
        rows={[
          { key: 'In their words', value: request.says ?? 'Disposed of' },
          { key: 'Received on', value: longDate(request.receivedOn) },
          ...(request.outcome === null
            ? []
            : [{ key: 'What was done', value: request.answer ?? 'Disposed of' }]),
        ]}
      />
      <Links
        links={[
          ['The page of the person', `/casework/people/${request.clusterId}`],
          ...(props.mayExport && request.kind === 'access'
            ? ([
                [
                  'Everything that is held about the person',
                  `/casework/governance/subject-access?person=${request.clusterId}`,
                ],
              ] as const)
            : []),
        ]}
      />
      {corrections.length > 0 ? <Told corrections={corrections} /> : null}
      {props.mayAnswer && request.outcome === null ? (
        <Form action={`/casework/governance/requests/${request.id}`} csrf={keys.csrf} formId={keys.formId}>
          <Radios
            name="outcome"
            legend="What was done?"
            hint="What is done as asked, or in part, is told to everybody to whom your agency disclosed anything about the person"
            items={Object.entries(OUTCOMES).map(([value, [, text]]) => ({ value, text }))}
            value={typed(attempt, 'outcome')}
            error={attempt.errors.outcome}
          />
          <WordsField
            name="says"
            label="What was done, and what was the person told?"
            hint="Recipients read this: say what they must correct, restrict or erase"
            attempt={attempt}
          />
          <Button preventDoubleClick>Record the answer</Button>
        </Form>
      ) : null}
    </>
  );
}

const Told = ({ corrections }: { readonly corrections: readonly Correction[] }) => (
  <>
    <h2 class="govuk-heading-m">Who was told</h2>
    <ul class="govuk-list">
      {corrections.map((one) => (
        <li key={one.id}>
          <a class="govuk-link" href={`/casework/sharing/corrections/${one.id}`}>
            {one.agency ?? 'A recipient outside the partnership'}
          </a>
          {one.outcome === null
            ? `: to confirm by ${longDate(one.confirmBy)}`
            : `: ${CORRECTED[one.outcome].toLowerCase()}`}
        </li>
      ))}
    </ul>
  </>
);

/** What a recipient is to correct, and its confirmation. */
export function CorrectionPage(
  props: FormProps & { readonly correction: Correction; readonly mayConfirm: boolean },
) {
  const { correction, keys, attempt } = props;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} />
      <PageHeading
        heading={`Correct what you hold about ${personCode(correction.clusterId)}`}
        caption={`${correction.from} told ${correction.agency ?? 'a recipient outside the partnership'}`}
        lead={
          correction.outcome === null
            ? `To be confirmed by ${longDate(correction.confirmBy)}.`
            : `${CORRECTED[correction.outcome]}, ${correction.confirmedOn ? longDate(correction.confirmedOn) : ''}.`
        }
      />
      <SummaryList
        rows={[
          { key: 'What is to be corrected', value: correction.says ?? 'Disposed of' },
          { key: 'Told on', value: longDate(correction.toldOn) },
          ...(correction.answer ? [{ key: 'Answer', value: correction.answer }] : []),
        ]}
      />
      {props.mayConfirm && correction.outcome === null ? (
        <Form action={`/casework/sharing/corrections/${correction.id}`} csrf={keys.csrf} formId={keys.formId}>
          <Radios
            name="outcome"
            legend="What did you do?"
            items={Object.entries(CORRECTED).map(([value, text]) => ({ value, text }))}
            value={typed(attempt, 'outcome')}
            error={attempt.errors.outcome}
          />
          <WordsField
            name="says"
            label="Note"
            hint="Why, when it was not corrected"
            attempt={attempt}
            rows={2}
          />
          <Button preventDoubleClick>Confirm</Button>
        </Form>
      ) : null}
    </>
  );
}
