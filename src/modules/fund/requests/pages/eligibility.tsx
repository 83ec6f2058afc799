import { formatPence } from '../../../../kernel/pence.ts';
import { StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery } from '../../../../ui/table/index.ts';
import { day } from '../../pages.tsx';
import type { Reason } from '../eligibility.ts';
import type { Eligibility } from '../facts.ts';

/** Whether a stream may pay, as a tag: lawful first, then whether anything is left. */
function Answer({ of, asked }: { readonly of: Eligibility; readonly asked: number }) {
  const { verdict, payable } = of;
  if (verdict.verdict === 'refused')
    return verdict.reasons.some((reason) => reason.answer === 'refuses') ? (
      <StatusTag tone="bad">May not pay</StatusTag>
    ) : (
      <StatusTag tone="unknown">To be answered</StatusTag>
    );
  if (payable === 0) return <StatusTag tone="warning">May pay, nothing left</StatusTag>;
  return payable >= asked ? (
    <StatusTag tone="good">May pay</StatusTag>
  ) : (
    <StatusTag tone="warning">{`May pay ${formatPence(payable)}`}</StatusTag>
  );
}

const SIGN = { allows: 'Allows', refuses: 'Refuses', asks: 'Asks' } as const;

/** Each rule with what it says of this request, and what would help. */
function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  if (reasons.length === 0) return <>It has no restriction.</>;
  return (
    <ul class="govuk-list">
      {reasons.map((reason) => (
        <li key={`${reason.rule} ${reason.kind}`}>
          <strong>{SIGN[reason.answer]}:</strong> {reason.says}. {reason.because} {reason.eligibleIf ?? ''}
        </li>
      ))}
    </ul>
  );
}

const columns = (asked: number, slug: string, mayKeep: boolean): readonly Column<Eligibility>[] => [
  {
    key: 'stream',
    header: 'Stream',
    cell: ({ stream }) => (
      <a class="govuk-link" href={`/fund/streams/${stream.slug}`}>
        {stream.name}
      </a>
    ),
  },
  { key: 'answer', header: 'Answer', cell: (one) => <Answer of={one} asked={asked} /> },
  { key: 'left', header: 'Left', numeric: true, cell: ({ stream }) => formatPence(stream.available) },
  { key: 'lapses', header: 'Lapses', cell: ({ stream }) => day(stream.lapsesOn, 'No day known') },
  {
    key: 'why',
    header: 'Why',
    cell: ({ verdict, rules }) => (
      <div class="app-prose-cell">
        <Reasons reasons={verdict.reasons} />
        {mayKeep
          ? rules
              .filter((rule) => rule.kind === 'condition' && rule.liftedOn === null)
              .map((rule) => (
                <p key={rule.id} class="govuk-body-s">
                  <a class="govuk-link" href={`/fund/requests/${slug}/confirmations/${rule.id}`}>
                    Answer “{rule.says}”
                  </a>
                </p>
              ))
          : null}
      </div>
    ),
  },
];

/** Which streams may lawfully pay, stream by stream, with the rule that allows or refuses. */
export function EligibilityTable(props: {
  readonly streams: readonly Eligibility[];
  readonly asked: number;
  readonly slug: string;
  readonly mayKeep: boolean;
}) {
  const own = columns(props.asked, props.slug, props.mayKeep);
  return (
    <DataTable
      caption="Which streams may lawfully pay"
      columns={own}
      rows={props.streams}
      rowKey={({ stream }) => stream.id}
      path={`/fund/requests/${props.slug}`}
      query={parseTableQuery({}, own)}
      empty="The fund has no stream yet. Who keeps the fund adds one."
    />
  );
}
