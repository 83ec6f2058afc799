import { formatPence } from '../../../../kernel/pence.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import { type Choice, DayField, LineField, PoundsField, WordsField } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import { type Keys, typed } from '../../../../ui/forms/typed.ts';
import { Button, Form, Radios, Select, Textarea } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import type { Choices } from '../../choices.ts';
import { SHAPES, SPENDING } from '../../words.ts';
import { against } from '../eligibility.ts';
import type { Eligibility } from '../facts.ts';
import type { Request } from '../queries.ts';

const items = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([value, text]) => ({ value, text }));

/** What is asked for; the figures of a project's plan are filled in. */
export function RequestForm(props: {
  readonly heading: string;
  readonly lead?: string | undefined;
  readonly action: string;
  readonly back: string;
  readonly keys: Keys;
  readonly attempt: Attempt;
  readonly revision?: number | undefined;
  readonly choices: Choices;
  readonly projects: readonly Choice[];
}) {
  const { attempt, choices } = props;
  const select = (name: string, label: string, first: string, list: readonly Choice[], hint?: string) => (
    <Select
      name={name}
      label={label}
      hint={hint}
      items={[{ value: '', text: first }, ...list]}
      value={typed(attempt, name)}
      error={attempt.errors[name]}
    />
  );
  return (
    <FormPage
      {...attempt}
      {...props.keys}
      heading={props.heading}
      lead={props.lead}
      action={props.action}
      back={props.back}
      revision={props.revision}
    >
      {select(
        'projectId',
        'Project',
        'No project',
        props.projects,
        'Its outcomes decide which streams may lawfully pay',
      )}
      <LineField name="title" label="Title" attempt={attempt} />
      <WordsField name="purpose" label="What is the money for?" attempt={attempt} />
      {select('agencyId', 'Agency that asks', 'Not said', choices.agencies)}
      {select('placeId', 'Place it is for', 'Not said', choices.places)}
      <Radios
        name="spending"
        legend="What kind of spending is it?"
        legendSize="s"
        inline
        items={items(SPENDING)}
        value={typed(attempt, 'spending')}
        error={attempt.errors.spending}
      />
      <Radios
        name="shape"
        legend="How is it needed?"
        legendSize="s"
        items={items(SHAPES)}
        value={typed(attempt, 'shape')}
        error={attempt.errors.shape}
      />
      <PoundsField
        name="amount"
        label="The whole amount"
        hint="Of a request by the month the months make it"
        attempt={attempt}
      />
      <PoundsField
        name="monthly"
        label="Amount a month"
        hint="Only for a request by the month"
        attempt={attempt}
      />
      <Textarea
        name="instalments"
        label="Instalments"
        hint="Only for a request in instalments: one on each line, the day and the amount, such as 2013-06-30 1500"
        rows={4}
        value={typed(attempt, 'instalments')}
        error={attempt.errors.instalments}
      />
      <DayField name="fromOn" label="Needed from" attempt={attempt} />
      <DayField name="untilOn" label="Needed until" attempt={attempt} />
      <PoundsField name="match" label="Match funding" hint="What others pay beside it" attempt={attempt} />
      <LineField name="matchFrom" label="Who pays the match funding?" attempt={attempt} />
      <WordsField name="note" label="Note" attempt={attempt} />
    </FormPage>
  );
}

/** Where a new request starts: from the plan of a project, whose figures flow in, or without one. */
export function StartPage({ projects }: { readonly projects: readonly Choice[] }) {
  return (
    <>
      <PageHeading
        heading="Ask for money"
        lead="Title, agency, cash and dates of the project plan are filled in for you. Its outcomes decide which streams may lawfully pay."
      />
      <Form action="/fund/requests/new" method="get">
        <Select
          name="project"
          label="For which project?"
          items={[...projects, { value: 'none', text: 'Without a project' }]}
        />
        <Button>Continue</Button>
      </Form>
    </>
  );
}

/** How much each stream pays; those that may not say so. */
export function SplitForm(props: {
  readonly request: Request;
  readonly streams: readonly Eligibility[];
  readonly keys: Keys;
  readonly attempt: Attempt;
}) {
  const { request, attempt } = props;
  const base = `/fund/requests/${request.slug}`;
  return (
    <FormPage
      {...attempt}
      {...props.keys}
      heading="Which streams pay?"
      lead={`${request.title} asks for ${formatPence(request.pence)}. What the streams pay must come to that.`}
      action={`${base}/split`}
      back={base}
      submit="Propose this split"
    >
      <div id="split">
        {props.streams.map(({ stream, verdict, payable }) => (
          <PoundsField
            key={stream.id}
            name={`share-${stream.id}`}
            label={stream.name}
            hint={
              verdict.verdict === 'allowed'
                ? `May lawfully pay; ${formatPence(payable)} of it can be used.`
                : `May not pay. ${against(verdict) ?? ''}`
            }
            attempt={attempt}
          />
        ))}
      </div>
    </FormPage>
  );
}

/** Why something is entered only now: asked where a stream that pays has lapsed, so that what happened before says so. */
export function LateReason(props: {
  readonly held: readonly { readonly stream: string; readonly lapsesOn: PlainDate | null }[];
  readonly attempt: Attempt | undefined;
  readonly today: PlainDate;
}) {
  const lapsed = props.held.filter(({ lapsesOn }) => lapsesOn !== null && lapsesOn < props.today);
  if (lapsed.length === 0) return null;
  return (
    <WordsField
      name="lateReason"
      label="Why is it entered only now?"
      hint={`${lapsed.map(({ stream, lapsesOn }) => `${stream} lapsed on ${lapsesOn ? longDate(lapsesOn) : ''}`).join('; ')}: only what happened before may be entered, with the reason and what shows it.`}
      attempt={props.attempt ?? { values: {}, errors: {} }}
      rows={2}
    />
  );
}

/** From which stream money is drawn or returned: those that hold some for the request. */
export const StreamChoice = ({
  streams,
  attempt,
}: {
  readonly streams: readonly Choice[];
  readonly attempt: Attempt;
}) => (
  <Radios
    name="stream"
    legend="Stream"
    legendSize="s"
    items={streams}
    value={typed(attempt, 'stream') || (streams.length === 1 ? streams[0]?.value : '')}
    error={attempt.errors.stream}
  />
);
