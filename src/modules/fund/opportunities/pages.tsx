import { plural } from '../../../kernel/names.ts';
import { formatPence } from '../../../kernel/pence.ts';
import { daysBetween, longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { SummaryList } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import { amountColumn, day, pounds } from '../pages.tsx';
import { QUALITIES } from '../words.ts';
import { type OpportunityStage, STAGE_SAYS } from './opportunity.ts';
import type { Opportunity, StageTaken } from './queries.ts';

const TONES: Readonly<Record<OpportunityStage, Tone>> = {
  'in-sight': 'neutral',
  preparing: 'active',
  bid: 'active',
  won: 'good',
  lost: 'bad',
  'not-pursued': 'neutral',
};

const StageTag = ({ stage }: { readonly stage: OpportunityStage }) => (
  <StatusTag tone={TONES[stage]}>{STAGE_SAYS[stage]}</StatusTag>
);

/** The match that the full amount would need: `50%, £15,000`. */
export function matchInWords({ matchPercent, pence, matchFrom }: Opportunity): string {
  if (matchPercent === null) return matchFrom || 'Not known';
  const amount = pence === null ? '' : `, ${formatPence(Math.round((pence * matchPercent) / 100))}`;
  return [`${matchPercent}%${amount}`, matchFrom].filter(Boolean).join(', from ');
}

export const OPPORTUNITY_COLUMNS: readonly Column<Opportunity>[] = [
  {
    key: 'name',
    header: 'Opportunity',
    cell: ({ slug, name }) => (
      <a class="govuk-link" href={`/fund/opportunities/${slug}`}>
        {name}
      </a>
    ),
    csv: ({ name }) => name,
  },
  {
    key: 'funder',
    header: 'Funder',
    cell: ({ funder }) => funder || 'Not said',
    csv: ({ funder }) => funder,
  },
  {
    key: 'deadline',
    header: 'Deadline',
    cell: ({ deadlineOn }) => day(deadlineOn, 'Not known'),
    csv: ({ deadlineOn }) => deadlineOn,
  },
  {
    key: 'lead',
    header: 'Lead',
    cell: ({ leadAgency, leadPost }) => [leadPost, leadAgency].filter(Boolean).join(', ') || 'Nobody yet',
    csv: ({ leadAgency }) => leadAgency,
  },
  amountColumn('amount', 'Amount', ({ pence }) => pence),
  { key: 'match', header: 'Match needed', cell: matchInWords, csv: matchInWords },
  {
    key: 'stage',
    header: 'How far',
    cell: ({ stage }) => <StageTag stage={stage} />,
    csv: ({ stage }) => STAGE_SAYS[stage],
  },
  {
    key: 'result',
    header: 'Bid or result',
    cell: ({ stagePence, stream, streamSlug }) =>
      streamSlug ? (
        <a class="govuk-link" href={`/fund/streams/${streamSlug}`}>
          {`${pounds(stagePence)}, now ${stream}`}
        </a>
      ) : stagePence === null ? (
        'None yet'
      ) : (
        pounds(stagePence)
      ),
    csv: ({ stagePence }) => (stagePence === null ? null : stagePence / 100),
  },
];

const isOpen = ({ stage }: Opportunity): boolean => stage === 'in-sight' || stage === 'preparing';

function leadOf(all: readonly Opportunity[], today: PlainDate): string {
  const open = all.filter(isOpen);
  if (open.length === 0) return 'No external funding is in sight.';
  const amount = open.reduce((sum, { pence }) => sum + (pence ?? 0), 0);
  const unknown = open.filter(({ pence }) => pence === null).length;
  const next = open.find(({ deadlineOn }) => deadlineOn !== null && deadlineOn >= today);
  const worth =
    amount > 0
      ? ` worth ${formatPence(amount)}${unknown > 0 ? ` and ${unknown} of unknown amount` : ''}`
      : ' of an amount nobody knows yet';
  const first = next?.deadlineOn
    ? ` The next deadline is ${next.name}, in ${plural(daysBetween(today, next.deadlineOn), 'day')}, on ${longDate(next.deadlineOn)}.`
    : ' None has a deadline that is known.';
  return `${plural(open.length, 'opportunity', 'opportunities')}${worth} can still be bid for.${first}`;
}

/** External funding in sight, the next deadline first. */
export function OpportunitiesPage(props: {
  readonly all: readonly Opportunity[];
  readonly today: PlainDate;
  readonly mayKeep: boolean;
}) {
  return (
    <>
      <PageHeading
        heading="External funding in sight"
        lead={leadOf(props.all, props.today)}
        actions={
          props.mayKeep ? (
            <a class="govuk-button app-button--small" href="/fund/opportunities/new">
              Add an opportunity
            </a>
          ) : null
        }
      />
      <DataTable
        caption="Opportunities"
        captionHidden
        columns={OPPORTUNITY_COLUMNS}
        rows={props.all}
        rowKey={({ id }) => id}
        path="/fund/opportunities"
        csvPath="/fund/opportunities.csv"
        empty="Funding that the partnership could bid for will be here: who gives it, until when, who leads, how much match it needs. Whoever keeps the fund adds it."
      />
      <p class="govuk-body">
        <a class="govuk-link" href="/fund/partner-spend">
          What each partner spends here, by place and outcome
        </a>
      </p>
    </>
  );
}

const STAGE_COLUMNS: readonly Column<StageTaken>[] = [
  { key: 'stage', header: 'Stage', cell: ({ stage }) => STAGE_SAYS[stage] },
  { key: 'on', header: 'Since', cell: ({ on }) => longDate(on) },
  {
    key: 'amount',
    header: 'Amount',
    numeric: true,
    cell: ({ pence }) => (pence === null ? 'None' : pounds(pence)),
  },
  { key: 'says', header: 'What was said', cell: ({ says }) => says || 'Nothing' },
];

/** One opportunity: until when, who leads, what it needs, and how far it is. */
export function OpportunityPage(props: {
  readonly one: Opportunity;
  readonly stages: readonly StageTaken[];
  readonly today: PlainDate;
  readonly mayKeep: boolean;
}) {
  const { one, today } = props;
  const base = `/fund/opportunities/${one.slug}`;
  const deadline =
    one.deadlineOn === null
      ? 'No deadline is known.'
      : one.deadlineOn < today
        ? `Its deadline was ${longDate(one.deadlineOn)}.`
        : `Bids must be in by ${longDate(one.deadlineOn)}, in ${plural(daysBetween(today, one.deadlineOn), 'day')}.`;
  return (
    <>
      <PageHeading
        heading={one.name}
        caption="External funding"
        lead={`${STAGE_SAYS[one.stage]} since ${longDate(one.stageSince)}. ${deadline}`}
        actions={<StageTag stage={one.stage} />}
      />
      {props.mayKeep ? (
        <ul class="govuk-list">
          <li>
            <a class="govuk-link" href={`${base}/stage`}>
              Record how far it is
            </a>
          </li>
          <li>
            <a class="govuk-link" href={`${base}/edit`}>
              Change what is said of it
            </a>
          </li>
        </ul>
      ) : null}
      {one.about ? <p class="govuk-body">{one.about}</p> : null}
      <SummaryList
        rows={[
          { key: 'Funder', value: one.funder || 'Not said' },
          { key: 'Lead', value: [one.leadPost, one.leadAgency].filter(Boolean).join(', ') || 'Nobody yet' },
          { key: 'Amount', value: pounds(one.pence) },
          { key: 'Match needed', value: matchInWords(one) },
          ...(one.projectSlug
            ? [
                {
                  key: 'For the project',
                  value: (
                    <a class="govuk-link" href={`/projects/${one.projectSlug}`}>
                      {one.project}
                    </a>
                  ),
                },
              ]
            : []),
          ...(one.streamSlug
            ? [
                {
                  key: 'Became the stream',
                  value: (
                    <a class="govuk-link" href={`/fund/streams/${one.streamSlug}`}>
                      {one.stream}
                    </a>
                  ),
                },
              ]
            : []),
          { key: 'Told in', value: one.source || 'Not said' },
          { key: 'How sure', value: QUALITIES[one.quality] },
          ...(one.note ? [{ key: 'Note', value: one.note }] : []),
        ]}
      />
      <DataTable
        caption="How it went"
        columns={STAGE_COLUMNS}
        rows={props.stages}
        rowKey={({ position }) => String(position)}
        path={base}
        empty=""
      />
    </>
  );
}
