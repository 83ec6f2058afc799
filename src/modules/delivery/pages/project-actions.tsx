import { listInWords } from '../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { datePartsOf } from '../../../platform/http/form.ts';
import type { Attempt } from '../../../platform/http/route.ts';
import {
  DateInput,
  InsetText,
  Radios,
  Select,
  Textarea,
  TextInput,
  WarningText,
} from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { ProjectSummary } from '../queries/summaries.ts';
import { COLOURS } from '../rag.ts';
import { CLOSURE_RESULTS, NEXT, STAGE_SAYS } from '../stages.ts';
import { ActionForm, day, type Keys, RagTag, typed } from './parts.tsx';
import type { Choice } from './projects.tsx';

/** A form of several on one page: only the one that was sent shows its errors and what was typed. */
export interface Forms {
  readonly keys: Keys;
  readonly attempts: Readonly<Record<string, Attempt>>;
}

const BLANK: Attempt = { values: {}, errors: {} };
export const attemptOf = (forms: Forms, name: string): Attempt => forms.attempts[name] ?? BLANK;

export const dateTargets = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `${name}-day`]));

/** A date in three inputs, with what was typed or what is suggested. */
export const DateField = (props: {
  readonly name: string;
  readonly legend: string;
  readonly attempt: Attempt;
  readonly suggested?: Readonly<Record<string, string>> | undefined;
  readonly hint?: string;
}) => (
  <DateInput
    name={props.name}
    legend={props.legend}
    hint={props.hint}
    values={
      Object.keys(props.attempt.values).length > 0
        ? datePartsOf(props.attempt.values, props.name)
        : datePartsOf(props.suggested ?? {}, props.name)
    }
    error={props.attempt.errors[props.name]}
  />
);

export interface StageView extends Forms {
  readonly summary: ProjectSummary;
  readonly suggested: Readonly<Record<string, string>>;
}

const RESULT_SAYS = {
  finished: 'Finished as planned',
  'made-permanent': 'Made permanent',
  'stopped-early': 'Stopped early',
} as const;

/** Stage, judgement and closure of a project. */
export function StagePage(view: StageView) {
  const { summary, suggested } = view;
  const path = `/projects/${summary.slug}`;
  const next = NEXT[summary.stage].filter((stage) => stage !== 'ended');
  const [stage, closure, judgement] = ['stage', 'closure', 'judgement'].map((name) =>
    attemptOf(view, name),
  ) as [Attempt, Attempt, Attempt];
  return (
    <>
      <PageHeading
        caption={summary.title}
        heading="Stage, closure and judgement"
        lead={`Its stage is: ${STAGE_SAYS[summary.stage]}${summary.stageSince ? `, since ${longDate(summary.stageSince)}` : ''}.`}
      />
      {summary.stage === 'ended' ? <InsetText>The project has ended. Its history stays.</InsetText> : null}
      {next.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">Move it to its next stage</h2>
          <ActionForm
            action={`${path}/stage`}
            keys={view.keys}
            attempt={stage}
            button="Change the stage"
            targets={dateTargets('on')}
          >
            <Radios
              name="stage"
              legend="Next stage"
              items={next.map((one) => ({ value: one, text: STAGE_SAYS[one] }))}
              value={typed(stage, 'stage')}
              error={stage.errors.stage}
            />
            <DateField name="on" legend="Since when" attempt={stage} suggested={suggested} />
            <Textarea
              name="reason"
              label="Reason"
              rows={2}
              value={typed(stage, 'reason')}
              error={stage.errors.reason}
            />
          </ActionForm>
        </>
      ) : null}
      <h2 class="govuk-heading-m">Judge it otherwise</h2>
      <p class="govuk-body">
        By the rules: <RagTag rag={summary.judged.computed.rag} /> {summary.judged.computed.sentence}
      </p>
      <ActionForm
        action={`${path}/judgement`}
        keys={view.keys}
        attempt={judgement}
        button="Record the judgement"
        secondary
        id="judgement"
      >
        <Radios
          name="rag"
          legend="Your judgement"
          items={[
            ...COLOURS.map((colour) => ({
              value: colour,
              text: colour.charAt(0).toUpperCase() + colour.slice(1),
            })),
            { value: 'rules', text: 'As the rules say' },
          ]}
          value={typed(judgement, 'rag')}
          error={judgement.errors.rag}
        />
        <Textarea
          name="reason"
          id="judgement-reason"
          label="Why, in words that everybody will see"
          rows={2}
          value={typed(judgement, 'reason')}
          error={judgement.errors.reason}
        />
      </ActionForm>
      {summary.stage === 'ended' ? null : (
        <>
          <h2 class="govuk-heading-m">Close the project</h2>
          <ActionForm
            action={`${path}/closure`}
            keys={view.keys}
            attempt={closure}
            button="Close the project"
            secondary
            targets={dateTargets('closed')}
            id="closure"
          >
            <Radios
              name="result"
              legend="How did it end?"
              items={CLOSURE_RESULTS.map((one) => ({ value: one, text: RESULT_SAYS[one] }))}
              value={typed(closure, 'result')}
              error={closure.errors.result}
            />
            <DateField name="closed" legend="When" attempt={closure} suggested={suggested} />
            <Textarea
              name="evaluation"
              label="Full evaluation"
              hint="What it achieved against its baselines and targets."
              rows={6}
              value={typed(closure, 'evaluation')}
              error={closure.errors.evaluation}
            />
            <Textarea
              name="value_for_money"
              label="Value for money assessment"
              rows={4}
              value={typed(closure, 'value_for_money')}
              error={closure.errors.value_for_money}
            />
          </ActionForm>
        </>
      )}
    </>
  );
}

export interface EndorsementView extends Forms {
  readonly summary: ProjectSummary;
  readonly outcomes: readonly string[];
  readonly missing: readonly string[];
  readonly endorsement: { readonly on: PlainDate; readonly by: string } | undefined;
  readonly conditions: readonly {
    readonly id: string;
    readonly missing: readonly string[];
    readonly due_on: PlainDate;
    readonly note: string;
    readonly owner: string | null;
    readonly met_on: PlainDate | null;
  }[];
  readonly posts: readonly Choice[];
  readonly suggested: Readonly<Record<string, string>>;
  readonly mayEndorse: boolean;
  readonly mayEdit: boolean;
}

/** Whether a project is endorsed, on which condition, and what stands in its way. */
export function EndorsementPage(view: EndorsementView) {
  const { summary, endorsement, conditions, missing, outcomes } = view;
  const attempt = attemptOf(view, 'endorsement');
  return (
    <>
      <PageHeading
        caption={summary.title}
        heading="Endorsement"
        lead={
          endorsement
            ? `Endorsed by the ${endorsement.by} on ${longDate(endorsement.on)}.`
            : 'Not endorsed yet.'
        }
      />
      {conditions.map((condition) => (
        <section key={condition.id}>
          <h2 class="govuk-heading-m">
            {condition.met_on ? 'Condition met' : `Condition, due by ${longDate(condition.due_on)}`}
          </h2>
          <p class="govuk-body">The project plan must say {listInWords(condition.missing)}.</p>
          {condition.note ? <p class="govuk-body">{condition.note}</p> : null}
          <p class="govuk-body">
            {condition.owner ? `Owner: ${condition.owner}. ` : ''}
            {condition.met_on ? `Met on ${day(condition.met_on)}.` : ''}
          </p>
          {!condition.met_on && view.mayEdit ? (
            <ActionForm
              action={`/projects/${summary.slug}/conditions/${condition.id}`}
              keys={view.keys}
              attempt={attemptOf(view, condition.id)}
              button="The condition is met"
              secondary
            />
          ) : null}
        </section>
      ))}
      {endorsement ? null : outcomes.length === 0 ? (
        <WarningText>It addresses no outcome of the strategy, so it cannot be endorsed.</WarningText>
      ) : missing.length > 0 ? (
        <WarningText>
          The project plan does not say {listInWords(missing)}. It can be endorsed only on a dated condition.
        </WarningText>
      ) : (
        <p class="govuk-body">The project plan is complete.</p>
      )}
      {!endorsement && view.mayEndorse && outcomes.length > 0 ? (
        <ActionForm
          action={`/projects/${summary.slug}/endorsement`}
          keys={view.keys}
          attempt={attempt}
          button="Record the endorsement"
          targets={dateTargets('on', 'condition_due')}
        >
          <TextInput
            name="by"
            label="Which board endorsed it?"
            value={typed(attempt, 'by') || 'Strategic Board'}
            error={attempt.errors.by}
            width={30}
          />
          <DateField name="on" legend="When" attempt={attempt} suggested={view.suggested} />
          {missing.length > 0 ? (
            <>
              <DateField
                name="condition_due"
                legend="By when must the project plan be complete?"
                attempt={attempt}
              />
              <Select
                name="owner"
                label="Who completes it?"
                items={[{ value: '', text: 'Nobody named' }, ...view.posts]}
                value={typed(attempt, 'owner')}
              />
              <Textarea name="note" label="Note on the condition" rows={2} value={typed(attempt, 'note')} />
            </>
          ) : null}
        </ActionForm>
      ) : null}
    </>
  );
}
