import { longDate } from '../../../../kernel/plain-date.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import { DayField, WordsField } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import { type Keys, typed, typedAll } from '../../../../ui/forms/typed.ts';
import {
  Button,
  Checkboxes,
  ErrorSummaryFor,
  Form,
  Radios,
  SummaryList,
} from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import { personCode } from '../../people/index.ts';
import { AskTag, categoriesInWords, categoryItems } from '../parts.tsx';
import type { Ask } from './queries.ts';

const GONE = 'Disposed of';

const columns: readonly Column<Ask>[] = [
  {
    key: 'about',
    header: 'About',
    cell: (row) => (
      <a class="govuk-link" href={`/casework/sharing/asks/${row.id}`}>
        {personCode(row.clusterId)}
      </a>
    ),
  },
  { key: 'state', header: 'Answer', cell: (row) => <AskTag state={row.state} /> },
  { key: 'asker', header: 'Asked by', cell: (row) => row.asker },
  { key: 'agency', header: 'Asked of', cell: (row) => row.agency },
  { key: 'categories', header: 'To see', cell: (row) => categoriesInWords(row.categories) },
  { key: 'askedOn', header: 'On', cell: (row) => longDate(row.askedOn) },
  { key: 'answerBy', header: 'Answer by', cell: (row) => longDate(row.answerBy) },
];

/** Requests to see that the agency made and received, what waits for it first. */
export function AsksPage(props: {
  readonly asks: readonly Ask[];
  readonly own: string | undefined;
  readonly query: TableQuery;
}) {
  const waiting = props.asks.filter((ask) => ask.state === 'waiting' && ask.agencyId === props.own);
  const others = props.asks.filter((ask) => !waiting.includes(ask));
  const table = (caption: string, rows: readonly Ask[], empty: string) => (
    <DataTable
      {...{ caption, columns, rows, empty }}
      rowKey={(row) => row.id}
      path="/casework/sharing/asks"
      query={props.query}
    />
  );
  return (
    <>
      <PageHeading
        heading="Requests to see"
        lead={
          waiting.length === 0
            ? 'Nothing waits for your agency.'
            : `${waiting.length === 1 ? 'One request waits' : `${waiting.length} requests wait`} for your agency.`
        }
      />
      {waiting.length > 0 ? table('To be answered', waiting, '') : null}
      {table(
        'Asked and answered',
        others,
        'Requests to see what another agency holds will be here. Make one from the page of a person whom another agency knows.',
      )}
    </>
  );
}

interface FormProps {
  readonly keys: Keys;
  readonly attempt: Attempt;
}

/** Asks one agency about one person. */
export function AskForm(
  props: FormProps & {
    readonly clusterId: string;
    readonly agencies: readonly { readonly value: string; readonly text: string }[];
  },
) {
  const { attempt, keys, clusterId } = props;
  return (
    <FormPage
      {...attempt}
      {...keys}
      heading={`Ask to see what is held about ${personCode(clusterId)}`}
      lead="The agency answers within five working days: yes, for a time, or no, with its reason. Both are recorded."
      action={`/casework/sharing/asks/new?person=${clusterId}`}
      back={`/casework/people/${clusterId}`}
      submit="Ask to see"
    >
      <Radios
        name="agencyId"
        legend="Which agency do you ask?"
        legendSize="s"
        items={props.agencies}
        value={typed(attempt, 'agencyId')}
        error={attempt.errors.agencyId}
      />
      <Checkboxes
        name="categories"
        legend="What do you need to see?"
        legendSize="s"
        hint="Only what you need for the purpose"
        items={categoryItems(['known'])}
        values={typedAll(attempt, 'categories')}
        error={attempt.errors.categories}
      />
      <Checkboxes
        name="wantsRestricted"
        legend="Restricted records"
        legendSize="s"
        small
        items={[{ value: 'yes', text: 'I need to see restricted records too' }]}
        values={typedAll(attempt, 'wantsRestricted')}
      />
      <WordsField
        name="reason"
        label="Why do you need it?"
        hint="What you will do with it, and what happens without it"
        attempt={attempt}
      />
    </FormPage>
  );
}

/** One request: what was asked, why, and the answer. */
export function AskPage(
  props: FormProps & {
    readonly ask: Ask;
    readonly mayAnswer: boolean;
    readonly mayOpenRestricted: boolean;
    readonly name: string | undefined;
  },
) {
  const { ask, mayAnswer, attempt } = props;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} targets={{ untilOn: 'untilOn-day' }} />
      <PageHeading
        heading={`Request about ${personCode(ask.clusterId)}`}
        caption={`${ask.asker} asks ${ask.agency}`}
        lead={leadOf(ask)}
        actions={<AskTag state={ask.state} />}
      />
      <SummaryList
        rows={[
          {
            key: 'About',
            value: (
              <a class="govuk-link" href={`/casework/people/${ask.clusterId}`}>
                {props.name ?? personCode(ask.clusterId)}
              </a>
            ),
          },
          { key: 'For', value: `${ask.purposeTitle} (${ask.gateway})` },
          {
            key: 'To see',
            value:
              categoriesInWords(ask.categories) + (ask.wantsRestricted ? ', restricted records too' : ''),
          },
          { key: 'Why', value: ask.reason ?? GONE },
          { key: 'Asked on', value: longDate(ask.askedOn) },
          { key: 'Answer by', value: longDate(ask.answerBy) },
          ...answerRows(ask),
        ]}
      />
      {mayAnswer && ask.state === 'waiting' ? <AnswerForm {...props} /> : null}
      {mayAnswer && ask.state === 'granted' ? <EndingForm {...props} /> : null}
    </>
  );
}

function leadOf(ask: Ask): string {
  switch (ask.state) {
    case 'waiting':
      return `It waits for an answer until ${longDate(ask.answerBy)}.`;
    case 'granted':
      return `${categoriesInWords(ask.granted)} may be seen until ${ask.untilOn ? longDate(ask.untilOn) : ''}, about this person alone.`;
    case 'refused':
      return 'It was not shared. The reason is below.';
    case 'ended':
      return `It could be seen until ${ask.untilOn ? longDate(ask.untilOn) : ''}.`;
    case 'taken-back':
      return `It was taken back on ${ask.endedOn ? longDate(ask.endedOn) : ''}.`;
  }
}

const answerRows = (ask: Ask) => [
  ...(ask.answeredOn ? [{ key: 'Answered on', value: longDate(ask.answeredOn) }] : []),
  ...(ask.granted.length > 0
    ? [
        {
          key: 'Granted',
          value: categoriesInWords(ask.granted) + (ask.opensRestricted ? ', restricted records too' : ''),
        },
      ]
    : []),
  ...(ask.answeredOn && ask.state === 'refused' ? [{ key: 'Reason', value: ask.answer ?? GONE }] : []),
  ...(ask.state !== 'refused' && ask.answer ? [{ key: 'Note', value: ask.answer }] : []),
  ...(ask.state === 'taken-back' ? [{ key: 'Why taken back', value: ask.ending ?? GONE }] : []),
];

function AnswerForm({
  ask,
  keys,
  attempt,
  mayOpenRestricted,
}: FormProps & { readonly ask: Ask; readonly mayOpenRestricted: boolean }) {
  return (
    <Form action={`/casework/sharing/asks/${ask.id}/answer`} csrf={keys.csrf} formId={keys.formId}>
      <Radios
        name="granted"
        legend="Do you share it?"
        items={[
          {
            value: 'yes',
            text: 'Yes, for a time',
            conditional: (
              <>
                <Checkboxes
                  name="categories"
                  legend="What may be seen?"
                  legendSize="s"
                  small
                  items={categoryItems(['known']).filter(({ value }) => ask.categories.includes(value))}
                  values={
                    attempt.values.categories === undefined
                      ? [...ask.categories]
                      : typedAll(attempt, 'categories')
                  }
                  error={attempt.errors.categories}
                />
                {ask.wantsRestricted && !mayOpenRestricted ? (
                  <p class="govuk-body">
                    Restricted records are asked for too. Only who may see them opens them: leave them out, or
                    let such a colleague answer.
                  </p>
                ) : null}
                {ask.wantsRestricted && mayOpenRestricted ? (
                  <Checkboxes
                    name="opensRestricted"
                    legend="Restricted records"
                    legendSize="s"
                    small
                    items={[{ value: 'yes', text: 'Restricted records may be seen too' }]}
                    values={typedAll(attempt, 'opensRestricted')}
                    error={attempt.errors.opensRestricted}
                  />
                ) : null}
                <DayField
                  name="untilOn"
                  label="Until which day?"
                  hint="Six months at most"
                  attempt={attempt}
                />
              </>
            ),
          },
          { value: 'no', text: 'No' },
        ]}
        value={typed(attempt, 'granted')}
        error={attempt.errors.granted}
      />
      <WordsField
        name="reason"
        label="Reason or note"
        hint="The other agency reads it. It must be given when you do not share"
        attempt={attempt}
      />
      <Button preventDoubleClick>Answer</Button>
    </Form>
  );
}

function EndingForm({ ask, keys, attempt }: FormProps & { readonly ask: Ask }) {
  return (
    <Form action={`/casework/sharing/asks/${ask.id}/ending`} csrf={keys.csrf} formId={keys.formId}>
      <WordsField name="reason" label="Why is it taken back?" attempt={attempt} rows={2} />
      <Button class="govuk-button--warning" preventDoubleClick>
        Take it back now
      </Button>
    </Form>
  );
}
