import { formatPence } from '../../../../kernel/pence.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { InsetText, SummaryList } from '../../../../ui/govuk/index.ts';
import { KeyFigures, PageHeading } from '../../../../ui/layout/index.ts';
import { DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import { day, pounds } from '../../pages.tsx';
import { ARRANGEMENTS, QUALITIES, RULE_KINDS, STREAM_KINDS } from '../../words.ts';
import type { LastDay } from '../last-days.ts';
import { type Entry, holdsOn, type Rule, type Stream } from '../queries.ts';
import { ruleInWords } from '../rule-words.ts';
import { entryColumns } from './entries.tsx';
import { StreamTag } from './fund.tsx';

export const ENTRIES_AT_ONCE = 50;

export interface StreamProps {
  readonly stream: Stream;
  readonly rules: readonly Rule[];
  readonly lastDays: readonly LastDay[];
  readonly entries: readonly Entry[];
  readonly query: TableQuery;
  readonly today: PlainDate;
  readonly mayKeep: boolean;
}

function Rules({ stream, rules, today, mayKeep }: StreamProps) {
  const standing = rules.filter((rule) => holdsOn(rule, today));
  const lifted = rules.filter((rule) => !holdsOn(rule, today));
  return (
    <section aria-labelledby="rules">
      <h2 class="govuk-heading-m" id="rules">
        What it may pay for
      </h2>
      {standing.length === 0 ? (
        <p class="govuk-body">
          {stream.lapsesOn
            ? 'It has no restriction besides its days.'
            : 'It has no restriction: it may pay for anything that the partnership endorses.'}
        </p>
      ) : (
        <SummaryList
          rows={standing.map((rule) => ({
            key: RULE_KINDS[rule.kind],
            value: (
              <>
                <p class="govuk-body">{ruleInWords(rule)}</p>
                <p class="govuk-body-s">In the funder’s words: {rule.says}</p>
              </>
            ),
            ...(mayKeep
              ? {
                  actions: [
                    {
                      href: `/fund/streams/${stream.slug}/rules/${rule.id}`,
                      text: 'Lift',
                      visuallyHiddenText: `the restriction “${rule.says}”`,
                    },
                  ],
                }
              : {}),
          }))}
        />
      )}
      {lifted.map((rule) => (
        <p key={rule.id} class="govuk-body-s">
          Lifted on {day(rule.liftedOn, '')}: {rule.says} ({rule.liftedReason})
        </p>
      ))}
    </section>
  );
}

function Actions({ stream, today }: Pick<StreamProps, 'stream' | 'today'>) {
  const base = `/fund/streams/${stream.slug}`;
  const lapsed = stream.lapsesOn !== null && stream.lapsesOn < today;
  const links = [
    ['Record money received', `${base}/receipts`],
    ['Add a restriction', `${base}/rules/new`],
    ['Change what is said of it', `${base}/edit`],
    ...(stream.available > 0 && !lapsed ? [['Close the year', `${base}/year-end`]] : []),
    ...(lapsed && stream.available + stream.reserved + stream.allocated + stream.carried > 0
      ? [['Record that it lapsed', `${base}/lapse`]]
      : []),
    ...(stream.owed > 0 ? [['Record a repayment', `${base}/repayments`]] : []),
  ] as const;
  return (
    <ul class="govuk-list">
      {links.map(([text, href]) => (
        <li key={href}>
          <a class="govuk-link" href={href}>
            {text}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The last day that stands, and by which letters it came to stand. */
function LapsesAfter({ stream, lastDays }: StreamProps) {
  return (
    <>
      {day(stream.lapsesOn, 'No day known')}
      {lastDays.slice(0, -1).map((one, at) => (
        <p key={one.number} class="govuk-body-s">
          {`Changed on ${longDate(one.on)} from ${day(lastDays[at + 1]?.lapsesOn ?? null, 'no day')} to ${day(one.lapsesOn, 'no day')}`}
          {one.letter && one.letterOn
            ? `, by the funder’s letter ${one.letter} of ${longDate(one.letterOn)}`
            : ''}
          .
        </p>
      ))}
    </>
  );
}

/** One stream: what is left, what it may pay for, and every movement that led there. */
export function StreamPage(props: StreamProps) {
  const { stream, today, mayKeep } = props;
  const promised =
    stream.promised === null ? 'the amount promised is not known' : `of ${pounds(stream.promised)} promised`;
  return (
    <>
      <PageHeading
        heading={stream.name}
        caption={STREAM_KINDS[stream.kind]}
        lead={leadOf(stream, today)}
        actions={<StreamTag stream={stream} today={today} />}
      />
      <KeyFigures
        figures={[
          { label: 'Left to commit', value: pounds(stream.available) },
          {
            label: 'Committed, not spent',
            value: pounds(stream.reserved + stream.allocated),
            detail: `${pounds(stream.reserved)} reserved, ${pounds(stream.allocated)} allocated`,
          },
          { label: 'Spent', value: pounds(stream.spent) },
          { label: 'Received', value: pounds(stream.received), detail: promised },
          ...(stream.owed > 0 ? [{ label: 'Owed to the funder', value: pounds(stream.owed) }] : []),
        ]}
      />
      <Rules {...props} />
      {mayKeep ? <Actions stream={stream} today={today} /> : null}
      <SummaryList
        rows={[
          {
            key: 'Where it comes from',
            value: [stream.source, stream.sourceAgency].filter(Boolean).join(', ') || 'Not said',
          },
          { key: 'Held by', value: stream.holder },
          { key: 'Arrangement', value: ARRANGEMENTS[stream.arrangement] },
          { key: 'VAT is accounted for by', value: stream.vatHost ?? 'Not said' },
          { key: 'Starts', value: day(stream.startsOn, 'No day known') },
          { key: 'Lapses after', value: <LapsesAfter {...props} /> },
          {
            key: 'At the end of a financial year',
            value: stream.carriesOver ? 'What is left is carried over' : 'What is left is owed to the funder',
          },
          ...(stream.conditions ? [{ key: 'Other conditions', value: stream.conditions }] : []),
          { key: 'Its figures', value: QUALITIES[stream.quality] },
          ...(stream.note ? [{ key: 'Note', value: stream.note }] : []),
        ]}
      />
      <DataTable
        caption="Entries"
        columns={entryColumns(mayKeep, true)}
        rows={props.entries}
        rowKey={(entry) => entry.id}
        path={`/fund/streams/${stream.slug}`}
        query={props.query}
        total={stream.entries}
        pageSize={ENTRIES_AT_ONCE}
        csvPath={`/fund/streams/${stream.slug}/entries.csv`}
        empty={
          mayKeep ? (
            <>
              Every movement of its money will be here.{' '}
              <a class="govuk-link" href={`/fund/streams/${stream.slug}/receipts`}>
                Record money received
              </a>
            </>
          ) : (
            'Every movement of its money will be here, once some has been received.'
          )
        }
      />
      {stream.quality === 'estimated' && stream.note === '' ? (
        <InsetText>Its figures are estimated.</InsetText>
      ) : null}
    </>
  );
}

function leadOf(stream: Stream, today: PlainDate): string {
  if (stream.lapsesOn !== null && stream.lapsesOn < today)
    return `It lapsed on ${longDate(stream.lapsesOn)}: nothing more may be committed or spent from it.`;
  const until = stream.lapsesOn ? ` until ${longDate(stream.lapsesOn)}` : '';
  if (stream.received === 0) return 'Nothing has been received yet, so it cannot pay for anything.';
  const all = stream.owed > 0 ? 'committed, spent or owed to the funder' : 'committed or spent';
  return stream.available === 0
    ? `All of it is ${all}.`
    : `${formatPence(stream.available)} may still be committed${until}.`;
}
