import { longDate } from '../../../kernel/plain-date.ts';
import type { Attempt } from '../../../platform/http/route.ts';
import {
  type Choice,
  ChooseField,
  DayField,
  LineField,
  PoundsField,
  WordsField,
} from '../../../ui/forms/fields.tsx';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import { type Keys, typed } from '../../../ui/forms/typed.ts';
import { Select, TextInput } from '../../../ui/govuk/index.ts';
import { QUALITIES } from '../words.ts';
import { nextOf, STAGE_SAYS } from './opportunity.ts';
import type { Opportunity } from './queries.ts';

/** What is said of an opportunity. */
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
      <ChooseField
        none="None named"
        name="leadAgencyId"
        label="Which partner leads?"
        choices={choices.agencies}
        attempt={attempt}
      />
      <ChooseField
        none="None named"
        name="leadPostId"
        label="Which post leads?"
        choices={choices.posts}
        attempt={attempt}
      />
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
      <ChooseField
        none="None named"
        name="projectId"
        label="For which project?"
        choices={choices.projects}
        attempt={attempt}
      />
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

/** How far it is now. */
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
      <ChooseField
        none="None named"
        name="streamId"
        label="Which stream did it become, if it was won?"
        choices={props.streams}
        attempt={attempt}
      />
      <WordsField
        name="says"
        label="What is there to say?"
        hint="Why it was lost or is not pursued"
        attempt={attempt}
      />
    </FormPage>
  );
}
