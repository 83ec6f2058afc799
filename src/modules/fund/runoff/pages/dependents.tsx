import { formatPence } from '../../../../kernel/pence.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import { type Choice, ChooseField, DayField, LineField, WordsField } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import { type Keys, typed } from '../../../../ui/forms/typed.ts';
import { Radios, Select, SummaryList, TextInput } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import { QUALITIES } from '../../words.ts';
import { DEPENDENT_KINDS, OUTCOMES } from '../dependents.ts';
import type { Dependent } from '../queries.ts';

function DependentTag({ dependent, today }: { readonly dependent: Dependent; readonly today: PlainDate }) {
  const { outcome, endsOn, decideBy } = dependent;
  if (outcome) return <StatusTag tone="neutral">{OUTCOMES[outcome]}</StatusTag>;
  if (endsOn < today) return <StatusTag tone="bad">Funding has ended</StatusTag>;
  if (decideBy <= today) return <StatusTag tone="warning">Decide now</StatusTag>;
  return <StatusTag tone="active">In time</StatusTag>;
}

const columns = (today: PlainDate): readonly Column<Dependent>[] => [
  {
    key: 'title',
    header: 'Post or contract',
    cell: ({ slug, title }) => (
      <a class="govuk-link" href={`/fund/dependents/${slug}`}>
        {title}
      </a>
    ),
  },
  { key: 'kind', header: 'Kind', cell: ({ kind }) => DEPENDENT_KINDS[kind] },
  { key: 'agency', header: 'Agency', cell: ({ agency }) => agency ?? 'Not said' },
  { key: 'ends', header: 'Funding ends', cell: ({ endsOn }) => longDate(endsOn) },
  { key: 'decide', header: 'Decide by', cell: ({ decideBy }) => longDate(decideBy) },
  {
    key: 'state',
    header: 'State',
    cell: (dependent) => <DependentTag dependent={dependent} today={today} />,
  },
];

/** Posts and contracts whose funding ends, the next to decide first. */
export function CliffEdges(props: {
  readonly dependents: readonly Dependent[];
  readonly today: PlainDate;
  readonly mayKeep: boolean;
}) {
  const add = (
    <a class="govuk-link" href="/fund/dependents/new">
      Add a post or contract
    </a>
  );
  return (
    <>
      <DataTable
        caption="Posts and contracts whose funding ends"
        columns={columns(props.today)}
        rows={props.dependents}
        rowKey={({ id }) => id}
        path="/fund/run-off"
        empty={
          <>
            A post or contract that is paid for until a day will be here, with the day by which to decide what
            becomes of it. {props.mayKeep ? add : null}
          </>
        }
      />
      {props.mayKeep && props.dependents.length > 0 ? <p class="govuk-body">{add}</p> : null}
    </>
  );
}

const linked = (href: string | null, text: string | null) =>
  href && text ? (
    <a class="govuk-link" href={href}>
      {text}
    </a>
  ) : (
    'None named'
  );

/** One post or contract: until when it is paid for, by what, and what becomes of it. */
export function DependentPage(props: {
  readonly dependent: Dependent;
  readonly today: PlainDate;
  readonly mayKeep: boolean;
  /** What the request that pays for it still holds. */
  readonly outstanding: number | null;
}) {
  const { dependent, today } = props;
  const base = `/fund/dependents/${dependent.slug}`;
  const lead = dependent.outcome
    ? `${OUTCOMES[dependent.outcome]}, as recorded for ${longDate(dependent.settledOn ?? today)}.`
    : `Its funding ${dependent.endsOn < today ? 'ended' : 'ends'} on ${longDate(dependent.endsOn)}: ${dependent.decideBy <= today ? 'it should have been decided' : 'decide'} by ${longDate(dependent.decideBy)} what becomes of it.`;
  return (
    <>
      <PageHeading
        heading={dependent.title}
        caption={DEPENDENT_KINDS[dependent.kind]}
        lead={lead}
        actions={<DependentTag dependent={dependent} today={today} />}
      />
      {props.mayKeep && !dependent.outcome ? (
        <ul class="govuk-list">
          <li>
            <a class="govuk-link" href={`${base}/settlement`}>
              Record what becomes of it
            </a>
          </li>
          <li>
            <a class="govuk-link" href={`${base}/edit`}>
              Change what is said of it
            </a>
          </li>
        </ul>
      ) : null}
      <SummaryList
        rows={[
          { key: 'Agency', value: dependent.agency ?? 'Not said' },
          {
            key: 'Project',
            value: linked(dependent.projectSlug && `/projects/${dependent.projectSlug}`, dependent.project),
          },
          {
            key: 'Paid for by',
            value: linked(
              dependent.requestSlug && `/fund/requests/${dependent.requestSlug}`,
              dependent.request,
            ),
          },
          {
            key: 'From',
            value: linked(dependent.streamSlug && `/fund/streams/${dependent.streamSlug}`, dependent.stream),
          },
          ...(props.outstanding === null
            ? []
            : [{ key: 'Still to draw', value: formatPence(props.outstanding) }]),
          { key: 'Notice', value: `${dependent.noticeDays} days before` },
          ...(dependent.settledSays ? [{ key: 'What was decided', value: dependent.settledSays }] : []),
          { key: 'How sure', value: QUALITIES[dependent.quality] },
          ...(dependent.note ? [{ key: 'Note', value: dependent.note }] : []),
        ]}
      />
    </>
  );
}

interface DependentFormProps {
  readonly heading: string;
  readonly action: string;
  readonly back: string;
  readonly keys: Keys;
  readonly attempt: Attempt;
  readonly revision: number | undefined;
  readonly choices: Readonly<Record<'agencies' | 'projects' | 'requests' | 'streams', readonly Choice[]>>;
}

export function DependentForm({ attempt, choices, keys, ...props }: DependentFormProps) {
  return (
    <FormPage {...attempt} {...keys} {...props} submit="Save">
      <Radios
        name="kind"
        legend="What is it?"
        items={Object.entries(DEPENDENT_KINDS).map(([value, text]) => ({ value, text }))}
        value={typed(attempt, 'kind')}
        error={attempt.errors.kind}
      />
      <LineField name="title" label="Title" attempt={attempt} />
      <ChooseField
        none="None named"
        name="agencyId"
        label="Agency"
        choices={choices.agencies}
        attempt={attempt}
      />
      <ChooseField
        none="None named"
        name="projectId"
        label="Project"
        choices={choices.projects}
        attempt={attempt}
      />
      <ChooseField
        none="None named"
        name="requestId"
        label="Request that pays for it"
        choices={choices.requests}
        attempt={attempt}
      />
      <ChooseField
        none="None named"
        name="streamId"
        label="Stream that pays for it"
        choices={choices.streams}
        attempt={attempt}
      />
      <DayField name="endsOn" label="Its funding ends on" attempt={attempt} />
      <TextInput
        name="noticeDays"
        label="Days before then by which to decide"
        width={3}
        inputMode="numeric"
        value={typed(attempt, 'noticeDays')}
        error={attempt.errors.noticeDays}
      />
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

export function SettlementForm(props: {
  readonly dependent: Dependent;
  readonly keys: Keys;
  readonly attempt: Attempt;
}) {
  const { dependent, attempt, keys } = props;
  const base = `/fund/dependents/${dependent.slug}`;
  return (
    <FormPage
      {...attempt}
      {...keys}
      heading={`What becomes of ${dependent.title}?`}
      action={`${base}/settlement`}
      back={base}
      submit="Record it"
    >
      <Radios
        name="outcome"
        legend="What becomes of it?"
        items={Object.entries(OUTCOMES).map(([value, text]) => ({ value, text }))}
        value={typed(attempt, 'outcome')}
        error={attempt.errors.outcome}
      />
      <DayField name="day" label="Decided on" attempt={attempt} />
      <WordsField name="says" label="What was decided, and by whom" attempt={attempt} />
    </FormPage>
  );
}
