import { longDate } from '../../../../kernel/plain-date.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import { WordsField } from '../../../../ui/forms/fields.tsx';
import { type Keys, typed } from '../../../../ui/forms/typed.ts';
import { Button, Details, ErrorSummaryFor, Form, Radios, SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import { personCode } from '../../people/index.ts';
import { SIGNS, STEPS, type Step, type Unusual } from './answers.ts';
import { THRESHOLDS } from './signs.ts';

const TONES: Readonly<Record<Step, readonly [Tone, string]>> = {
  acknowledged: ['warning', 'Being looked into'],
  explained: ['good', 'Explained'],
  'followed-up': ['bad', 'Followed up'],
};

const StepTag = ({ step }: { readonly step: Step | null }) =>
  step === null ? (
    <StatusTag tone="active">Not looked at</StatusTag>
  ) : (
    <StatusTag tone={TONES[step][0]}>{TONES[step][1]}</StatusTag>
  );

export const signInWords = ({ kind, times, people, clusterId }: Unusual): string =>
  clusterId === null
    ? `${times} times, ${people} ${people === 1 ? 'person' : 'people'}`
    : `${personCode(clusterId)}, ${times === 1 ? 'once' : `${times} times`}${kind === 'known-widely' ? ', by many' : ''}`;

const columns: readonly Column<Unusual>[] = [
  {
    key: 'kind',
    header: 'Sign',
    cell: (row) => (
      <a class="govuk-link" href={`/casework/governance/unusual/${row.id}`}>
        {SIGNS[row.kind]}
      </a>
    ),
  },
  { key: 'step', header: 'Answer', cell: (row) => <StepTag step={row.step} /> },
  { key: 'reader', header: 'Reader', cell: (row) => [row.reader, row.agency].filter(Boolean).join(', ') },
  { key: 'what', header: 'Read', cell: signInWords },
  { key: 'day', header: 'On', cell: (row) => longDate(row.onDay) },
];

/** Reading that should be looked at; and what cannot be known. */
export function UnusualPage(props: { readonly readings: readonly Unusual[]; readonly query: TableQuery }) {
  const waiting = props.readings.filter(({ step }) => step === null).length;
  return (
    <>
      <PageHeading
        heading="Unusual reading"
        lead={
          waiting === 0
            ? 'Nobody’s reading waits to be looked at.'
            : `${waiting === 1 ? 'One sign has' : `${waiting} signs have`} not been looked at. A sign is no finding: there is usually a good reason.`
        }
      />
      <DataTable
        caption="Signs"
        captionHidden
        columns={columns}
        rows={props.readings}
        rowKey={(row) => row.id}
        path="/casework/governance/unusual"
        query={props.query}
        empty="Each night the audit trail is searched for reading that should be looked at. What it finds will be here."
      />
      <Details summary="What is looked for, and what cannot be known">
        <ul class="govuk-list govuk-list--bullet">
          <li>
            {THRESHOLDS.atNight} or more pages read between 10pm and 6am; {THRESHOLDS.withoutWork} or more
            people on a day with whom the reader’s agency has no open case, referral or concern of the last
            year.
          </li>
          <li>Restricted records, and everything that was opened in an emergency.</li>
          <li>
            Somebody of the reader’s own name or surname, compared by keyed hashes: common surnames give signs
            that mean nothing, and a relative of another name gives none.
          </li>
          <li>
            Somebody at the reader’s address or postcode, only where the reader has a record of their own
            here. Where readers live is otherwise not known, so other neighbours are not found.
          </li>
          <li>
            Somebody whom {THRESHOLDS.readers} or more people read on one day or within a week, for each
            reader of that day who has no work with them. Whether somebody is well known is not known.
          </li>
        </ul>
      </Details>
    </>
  );
}

/** One sign, and what was done about it. */
export function UnusualReadingPage(props: {
  readonly reading: Unusual;
  readonly mayAnswer: boolean;
  readonly keys: Keys;
  readonly attempt: Attempt;
}) {
  const { reading, keys, attempt } = props;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} />
      <PageHeading
        heading={SIGNS[reading.kind] ?? 'Unusual reading'}
        lead={signInWords(reading)}
        actions={<StepTag step={reading.step} />}
      />
      <SummaryList
        rows={[
          { key: 'Reader', value: [reading.reader, reading.agency].filter(Boolean).join(', ') },
          { key: 'On', value: longDate(reading.onDay) },
          ...(reading.clusterId === null
            ? []
            : [
                {
                  key: 'About',
                  value: (
                    <a class="govuk-link" href={`/casework/people/${reading.clusterId}`}>
                      {personCode(reading.clusterId)}
                    </a>
                  ),
                },
              ]),
          ...reading.answers.map((one) => ({
            key: longDate(one.onDay),
            value: `${STEPS[one.step]}${one.says ? `: ${one.says}` : ''}`,
          })),
        ]}
      />
      {props.mayAnswer ? (
        <Form action={`/casework/governance/unusual/${reading.id}`} csrf={keys.csrf} formId={keys.formId}>
          <Radios
            name="step"
            legend="What came of it?"
            items={Object.entries(STEPS).map(([value, text]) => ({ value, text }))}
            value={typed(attempt, 'step')}
            error={attempt.errors.step}
          />
          <WordsField name="says" label="What was found" attempt={attempt} />
          <Button preventDoubleClick>Record it</Button>
        </Form>
      ) : (
        <p class="govuk-body">Somebody else than the reader answers this.</p>
      )}
    </>
  );
}
