import { formatPence } from '../../../../kernel/pence.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import type { Column } from '../../../../ui/table/index.ts';
import { MOVES } from '../../ledger/accounts.ts';
import { sayLate } from '../../ledger/late-words.ts';
import type { Entry } from '../queries.ts';

/** The name of the file that shows an entry; a link for who may open it. */
const EvidenceFile = ({ entry, mayOpen }: { readonly entry: Entry; readonly mayOpen: boolean }) => (
  <>
    {' '}
    {mayOpen ? (
      <a class="govuk-link" href={`/fund/entries/${entry.id}/file`}>
        {entry.file}
      </a>
    ) : (
      <span class="app-quiet">({entry.file})</span>
    )}
  </>
);

/** The columns of a ledger: of one stream, or of one request over its streams. */
export const entryColumns = (
  mayKeep: boolean,
  ofStream: boolean,
  mayOpenFiles = mayKeep,
): readonly Column<Entry>[] => [
  { key: 'what', header: 'What', cell: (entry) => MOVES[entry.kind].says },
  { key: 'number', header: 'Number', numeric: true, cell: (entry) => entry.number },
  { key: 'day', header: 'Day', cell: (entry) => longDate(entry.on), csv: (entry) => entry.on },
  {
    key: 'amount',
    header: 'Amount',
    numeric: true,
    cell: (entry) => formatPence(entry.pence),
    csv: (entry) => entry.pence / 100,
  },
  {
    key: 'moves',
    header: 'From and to',
    cell: (entry) => `${entry.from} → ${entry.to}`,
  },
  {
    key: 'says',
    header: 'For what',
    cell: (entry) => (
      <div class="app-prose-cell">
        {entry.says}
        {entry.evidence ? `. Evidence: ${entry.evidence}` : ''}
        {entry.file ? <EvidenceFile entry={entry} mayOpen={mayOpenFiles} /> : null}
        {sayLate(entry) ? <strong> {sayLate(entry)}</strong> : null}
        {ofStream && entry.requestSlug ? (
          <>
            {' '}
            (
            <a class="govuk-link" href={`/fund/requests/${entry.requestSlug}`}>
              {entry.request}
            </a>
            )
          </>
        ) : null}
        {entry.decision ? (
          <>
            {' '}
            <a class="govuk-link" href={`/decisions/${entry.decision}`}>
              Decision {entry.decision}
            </a>
          </>
        ) : null}
      </div>
    ),
    csv: (entry) =>
      [
        entry.says,
        entry.evidence && `evidence: ${entry.evidence}`,
        entry.request,
        entry.decision && `decision ${entry.decision}`,
        sayLate(entry),
      ]
        .filter(Boolean)
        .join('; '),
  },
  ...(ofStream
    ? [
        {
          key: 'left',
          header: 'Left after it',
          numeric: true,
          cell: (entry: Entry) => formatPence(entry.availableAfter),
          csv: (entry: Entry) => entry.availableAfter / 100,
        },
      ]
    : [
        {
          key: 'stream',
          header: 'Stream',
          cell: (entry: Entry) => (
            <a class="govuk-link" href={`/fund/streams/${entry.streamSlug}`}>
              {entry.stream}
            </a>
          ),
          csv: (entry: Entry) => entry.stream,
        },
      ]),
  ...(mayKeep
    ? [
        {
          key: 'mend',
          header: 'Mistaken?',
          csv: false as const,
          cell: (entry: Entry) =>
            entry.reversedById ? (
              'Reversed'
            ) : entry.kind === 'reversed' ? (
              'A reversal'
            ) : (
              <a class="govuk-link" href={`/fund/entries/${entry.id}/reversal`}>
                Reverse<span class="govuk-visually-hidden"> entry {entry.number}</span>
              </a>
            ),
        },
      ]
    : []),
];
