import { longDate } from '../../../kernel/plain-date.ts';
import type { Attempt } from '../../../platform/http/route.ts';
import { typed } from '../../../ui/forms/typed.ts';
import { InsetText, Radios, Textarea } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { ProjectSummary } from '../queries/summaries.ts';
import { COLOURS } from '../rag.ts';
import { CLOSURE_RESULTS, NEXT, STAGE_SAYS } from '../stages.ts';
import { attemptOf, DateField, dateTargets, type Forms, Problems } from './action-parts.tsx';
import { ActionForm, RagTag } from './parts.tsx';
export interface StageView extends Forms {
  readonly summary: ProjectSummary;
  readonly suggested: Readonly<Record<string, string>>;
}

const RESULT_SAYS = {
  finished: 'Finished as planned',
  'made-permanent': 'Made permanent',
  'stopped-early': 'Stopped early',
} as const;

/** Stage and judgement both ask for a reason. */
const targetsOf = (form: string) =>
  form === 'judgement' ? { reason: 'judgement-reason' } : dateTargets('on', 'closed');

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
      <Problems attempts={view.attempts} targets={targetsOf} />
      <PageHeading
        caption={summary.title}
        heading="Stage, closure and judgement"
        lead={`Its stage is: ${STAGE_SAYS[summary.stage]}${summary.stageSince ? `, since ${longDate(summary.stageSince)}` : ''}.`}
      />
      {summary.stage === 'ended' ? <InsetText>The project has ended. Its history stays.</InsetText> : null}
      {next.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">Move it to its next stage</h2>
          <ActionForm action={`${path}/stage`} keys={view.keys} button="Change the stage">
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
            button="Close the project"
            secondary
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
