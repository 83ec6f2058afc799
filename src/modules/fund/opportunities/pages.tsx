import { plural } from '../../../kernel/names.ts';
import { formatPence } from '../../../kernel/pence.ts';
import { daysBetween, longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Attempt } from '../../../platform/http/route.ts';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import { Select, SummaryList, TextInput } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery } from '../../../ui/table/index.ts';
import {
  type Choice,
  DayField,
  day,
  type Keys,
  LineField,
  PoundsField,
  pounds,
  typed,
  WordsField,
} from '../pages.tsx';
import { QUALITIES } from '../words.ts';
import { nextOf, type OpportunityStage, STAGE_SAYS } from './opportunity.ts';
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
  {
    key: 'amount',
    header: 'Amount',
    numeric: true,
    cell: ({ pence }) => pounds(pence),
    csv: ({ pence }) => (pence === null ? null : pence / 100),
  },
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
        query={parseTableQuery({}, [])}
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
        query={parseTableQuery({}, [])}
        empty=""
      />
    </>
  );
}

const pickIn = (attempt: Attempt, name: string, label: string, items: readonly Choice[]) => (
  <Select
    name={name}
    label={label}
    items={[{ value: '', text: 'None named' }, ...items]}
    value={typed(attempt, name)}
    error={attempt.errors[name]}
  />
);

export function OpportunityForm(props: {
  readonly heading: string;
  readonly action: string;
  readonly back: string;
  readonly keys: Keys;
  readonly attempt: Attempt;
  readonly revision: number | undefined;
  readonly isNew: boolean;
  readonly choices: Readonly<Record<'agencies' | 'posts' | 'projects', readonly Choice[]>>;
}) {
  const { attempt, keys, choices, isNew, ...rest } = props;
  return (
    <FormPage {...attempt} {...keys} {...rest} submit="Save">
      <LineField name="name" label="Name" attempt={attempt} />
      <LineField name="funder" label="Who gives it?" attempt={attempt} />
      <WordsField name="about" label="What is it for?" attempt={attempt} />
      {isNew ? <DayField name="day" label="In sight since" attempt={attempt} /> : null}
      <DayField name="deadlineOn" label="Deadline for bids" hint="May be left empty" attempt={attempt} />
      {pickIn(attempt, 'leadAgencyId', 'Which partner leads?', choices.agencies)}
      {pickIn(attempt, 'leadPostId', 'Which post leads?', choices.posts)}
      <PoundsField
        name="amount"
        label="How much is it?"
        hint="Leave it empty while nobody knows"
        attempt={attempt}
      />
      <TextInput
        name="matchPercent"
        label="Match needed, as a percentage of the grant"
        width={4}
        suffix="%"
        inputMode="decimal"
        value={typed(attempt, 'matchPercent')}
        error={attempt.errors.matchPercent}
      />
      <LineField name="matchFrom" label="Who might match it?" attempt={attempt} />
      {pickIn(attempt, 'projectId', 'For which project?', choices.projects)}
      <LineField name="source" label="Where is this told?" attempt={attempt} />
      <Select
        name="quality"
        label="How sure is this?"
        items={Object.entries(QUALITIES).map(([value, text]) => ({ value, text }))}
        value={typed(attempt, 'quality')}
      />
      <WordsField name="note" label="Note" attempt={attempt} />
    </FormPage>
  );
}

export function StageForm(props: {
  readonly one: Opportunity;
  readonly keys: Keys;
  readonly attempt: Attempt;
  readonly streams: readonly Choice[];
}) {
  const { one, attempt, keys } = props;
  const base = `/fund/opportunities/${one.slug}`;
  return (
    <FormPage
      {...attempt}
      {...keys}
      heading={`How far is ${one.name}?`}
      lead={`${STAGE_SAYS[one.stage]} since ${longDate(one.stageSince)}.`}
      action={`${base}/stage`}
      back={base}
      submit="Record it"
    >
      <Select
        name="stage"
        label="It is now"
        items={nextOf(one.stage).map((stage) => ({ value: stage, text: STAGE_SAYS[stage] }))}
        value={typed(attempt, 'stage')}
        error={attempt.errors.stage}
      />
      <DayField name="day" label="Since" attempt={attempt} />
      <PoundsField
        name="amount"
        label="How much was bid for, or won?"
        hint="Needed for a bid and for what was won"
        attempt={attempt}
      />
      {pickIn(attempt, 'streamId', 'Which stream did it become, if it was won?', props.streams)}
      <WordsField
        name="says"
        label="What is there to say?"
        hint="Why it was lost or is not pursued"
        attempt={attempt}
      />
    </FormPage>
  );
}
