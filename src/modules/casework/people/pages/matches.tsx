import { longDate, plainDate } from '../../../../kernel/plain-date.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import { QUESTIONS_AT_ONCE, type Question } from '../matching/review.ts';
import { chanceWords } from '../words.ts';

export const MATCH_COLUMNS: readonly Column<Question>[] = [
  {
    key: 'pair',
    header: 'Who',
    cell: ({ pair, left, right }) => (
      <a class="govuk-link" href={`/casework/matches/${pair}`}>
        {left} and {right}
      </a>
    ),
  },
  {
    key: 'agencies',
    header: 'Held by',
    cell: ({ leftAgency, rightAgency }) =>
      leftAgency === rightAgency ? leftAgency : `${leftAgency} and ${rightAgency}`,
  },
  {
    key: 'chance',
    header: 'That they are one person is',
    cell: ({ probability, twins }) => (
      <>
        {twins ? null : chanceWords(probability)}{' '}
        {twins ? <StatusTag tone="warning">May be twins</StatusTag> : null}
      </>
    ),
  },
  { key: 'asked', header: 'Asked', cell: ({ askedOn }) => longDate(plainDate(askedOn)) },
];

/** Which records wait for somebody to say whether they are one person, the likeliest first. */
export function MatchesPage({
  questions,
  total,
  query,
}: {
  readonly questions: readonly Question[];
  readonly total: number;
  readonly query: TableQuery;
}) {
  return (
    <>
      <PageHeading
        heading="One person or two?"
        lead="Matching joins only what is almost certain. These pairs are alike enough to ask, and not enough to join."
      />
      <DataTable
        caption="Pairs of records that wait"
        captionHidden
        columns={MATCH_COLUMNS}
        rows={questions}
        rowKey={({ pair }) => pair}
        total={total}
        pageSize={QUESTIONS_AT_ONCE}
        path="/casework/matches"
        query={query}
        empty={
          <p class="govuk-body">
            Nothing waits. Pairs appear here when a record is saved that may be of somebody who is known
            already.
          </p>
        }
      />
    </>
  );
}
