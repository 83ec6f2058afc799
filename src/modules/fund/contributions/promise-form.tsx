import type { Attempt } from '../../../platform/http/route.ts';
import { type Choice, ChooseField, DayField, PoundsField, WordsField } from '../../../ui/forms/fields.tsx';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import { type Keys, typed } from '../../../ui/forms/typed.ts';
import { Radios, Select } from '../../../ui/govuk/index.ts';
import { QUALITIES } from '../words.ts';
import { PROMISE_KINDS } from './promises.ts';

/** A promise of a partner, as it is recorded. */
export function PromiseForm(props: {
  readonly agency: string;
  readonly base: string;
  readonly keys: Keys;
  readonly attempt: Attempt;
  readonly choices: Readonly<Record<'streams' | 'projects' | 'requests', readonly Choice[]>>;
}) {
  const { attempt, keys, base, choices } = props;
  return (
    <FormPage
      {...attempt}
      {...keys}
      heading={`A promise of ${props.agency}`}
      action={`${base}/promises/new`}
      back={base}
      submit="Record the promise"
    >
      <Radios
        name="kind"
        legend="What kind of contribution?"
        items={Object.entries(PROMISE_KINDS).map(([value, text]) => ({ value, text }))}
        value={typed(attempt, 'kind')}
        error={attempt.errors.kind}
      />
      <WordsField name="says" label="What is promised?" rows={2} attempt={attempt} />
      <PoundsField
        name="amount"
        label="What is it worth?"
        hint="Leave it empty while nobody knows"
        attempt={attempt}
      />
      <DayField name="day" label="Promised on" attempt={attempt} />
      <DayField name="dueOn" label="To be delivered by" hint="May be left empty" attempt={attempt} />
      <ChooseField
        none="None named"
        name="requestId"
        label="For the request"
        choices={choices.requests}
        attempt={attempt}
      />
      <ChooseField
        none="None named"
        name="projectId"
        label="For the project"
        choices={choices.projects}
        attempt={attempt}
      />
      <ChooseField
        none="None named"
        name="streamId"
        label="Into the stream"
        choices={choices.streams}
        attempt={attempt}
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
