import { longDate } from '../../../../kernel/plain-date.ts';
import { DayField, WordsField } from '../../../../ui/forms/fields.tsx';
import { typed, typedAll } from '../../../../ui/forms/typed.ts';
import {
  Button,
  Checkboxes,
  ErrorSummaryFor,
  Form,
  Radios,
  SummaryList,
} from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { personCode } from '../../people/index.ts';
import { AskTag, categoriesInWords, categoryItems } from '../parts.tsx';
import type { FormProps } from './pages.tsx';
import type { Ask } from './queries.ts';

const GONE = 'Disposed of';

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
