import type { Attempt } from '../../../../platform/http/route.ts';
import { type Keys, NOT_KEPT, typed } from '../../../../ui/forms/typed.ts';
import {
  Button,
  ErrorSummaryFor,
  Form,
  Radios,
  SummaryList,
  type SummaryRow,
  Textarea,
} from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { personCode } from '../code.ts';
import { displayName } from '../identity.ts';
import type { Decision, Review } from '../matching/review.ts';
import { birthText, personPath } from './parts.tsx';
import { Waterfall } from './waterfall.tsx';

export interface MatchPageProps {
  readonly review: Review;
  readonly attempt: Attempt;
  readonly keys: Keys;
}

/** Are these two one person? The evidence, what may be seen of both, and the decision. */
export function MatchPage({ review, attempt, keys }: MatchPageProps) {
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} />
      <PageHeading
        heading="Are these one person?"
        lead={
          review.together
            ? 'These records stand together as one person now. If you decide that they are different people, they are as they were before.'
            : 'The machine may only suggest. What you decide holds, with your reason, until somebody decides otherwise.'
        }
      />
      {review.twins ? (
        <p class="govuk-body">
          <StatusTag tone="warning">May be twins</StatusTag> Same surname, birth date and home, another first
          name.
        </p>
      ) : null}
      <div class="app-person-records">
        {review.records.map((record) => (
          <SummaryList
            key={record.recordId}
            card={{
              title: record.agency,
              headingLevel: 2,
              actions: [{ href: personPath(record.clusterId), text: personCode(record.clusterId) }],
            }}
            rows={rowsOf(record)}
          />
        ))}
      </div>
      <Waterfall {...review} />
      <Decisions decisions={review.decisions} />
      <Form
        action={`/casework/matches/${review.pair}`}
        csrf={keys.csrf}
        formId={keys.formId}
        attributes={NOT_KEPT}
      >
        <Radios
          name="verdict"
          legend="What do you decide?"
          legendSize="m"
          items={[
            { value: 'same', text: 'They are one person' },
            { value: 'different', text: 'They are different people' },
            ...(review.together
              ? []
              : [
                  {
                    value: 'cannot-tell',
                    text: 'I cannot tell',
                    hint: 'The question is closed; it can be decided later.',
                  },
                ]),
          ]}
          value={typed(attempt, 'verdict')}
          error={attempt.errors.verdict}
        />
        <Textarea
          name="reason"
          label="On what do you decide it?"
          hint="Such as: both worked with this family, or the birth certificate was seen"
          rows={3}
          value={typed(attempt, 'reason')}
          error={attempt.errors.reason}
        />
        <Button preventDoubleClick>Record decision</Button>
      </Form>
    </>
  );
}

function rowsOf({ shown, agency }: Review['records'][number]): readonly SummaryRow[] {
  if (!shown)
    return [{ key: 'Shown', value: `${agency} does not share what it holds. You see only how alike it is.` }];
  const { identity } = shown;
  if (!identity) return [{ key: 'Shown', value: 'Disposed of: nothing of it can be read.' }];
  const said = (key: string, value: string | undefined): SummaryRow[] =>
    value === undefined || value === '' ? [] : [{ key, value }];
  return [
    { key: 'Name', value: displayName(identity) },
    ...said('Other names', identity.otherNames?.join(', ')),
    { key: 'Date of birth', value: birthText(identity.dateOfBirth) },
    ...said('Sex', identity.sex),
    ...said('Telephone', identity.telephones?.join(', ')),
    ...said('E-mail', identity.emails?.join(', ')),
    ...said(
      'Official number',
      identity.nhsNumber ?? identity.nationalInsuranceNumber ?? identity.policeNumber,
    ),
  ];
}

const VERDICTS = {
  same: 'one person',
  different: 'different people',
  'cannot-tell': 'could not tell',
  'no-longer-alike': 'no longer alike',
} as const;

function Decisions({ decisions }: { readonly decisions: readonly Decision[] }) {
  if (decisions.length === 0) return null;
  return (
    <section>
      <h2 class="govuk-heading-m">Decided before</h2>
      <ul class="govuk-list govuk-list--bullet">
        {decisions.map(({ at, verdict, decidedBy, agency, reason }) => (
          <li key={at.toISOString()}>
            {decidedBy === 'machine' ? 'Matching' : `Somebody of ${agency ?? 'an agency'}`}:{' '}
            {VERDICTS[verdict]}
            {reason === undefined ? null : <>, since “{reason}”</>}
          </li>
        ))}
      </ul>
    </section>
  );
}
