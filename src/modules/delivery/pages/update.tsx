import type { PlainDate } from '../../../kernel/plain-date.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import type { Attempt } from '../../../platform/http/route.ts';
import { type Keys, typed } from '../../../ui/forms/typed.ts';
import {
  Checkboxes,
  ErrorSummaryFor,
  Fieldset,
  InsetText,
  Radios,
  Textarea,
  TextInput,
} from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Standing, sayPoint } from '../measure-words.ts';
import { SAID_WORDS, STANDINGS } from '../progress.ts';
import type { Precision } from '../project-plan.ts';
import type { ProjectSummary } from '../queries/summaries.ts';
import { sayWhen } from '../words.ts';
import { ActionForm } from './parts.tsx';

export interface UpdateView {
  readonly summary: ProjectSummary;
  readonly lastSaid: { readonly on: PlainDate; readonly says: string } | undefined;
  readonly milestones: readonly {
    readonly id: string;
    readonly title: string;
    readonly due_on: PlainDate | null;
    readonly precision: Precision;
  }[];
  readonly standings: readonly Standing[];
  readonly action: string;
  readonly keys: Keys;
  readonly attempt: Attempt;
  readonly ticked: readonly string[];
}

/** The two-minute update: how it is going, what was done, milestones, latest figures, help needed. */
export function UpdatePage(view: UpdateView) {
  const { summary, attempt, lastSaid } = view;
  const error = (name: string): string | undefined => attempt.errors[name];
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} />
      <PageHeading
        caption={summary.title}
        heading="How is it going?"
        lead="This takes two minutes. Only the first two questions need an answer."
      />
      {lastSaid ? (
        <InsetText>
          Last time, on {longDate(lastSaid.on)}: {lastSaid.says}
        </InsetText>
      ) : null}
      <ActionForm action={view.action} keys={view.keys} button="Send the update">
        <Radios
          name="standing"
          legend="How is the project going?"
          legendSize="m"
          items={STANDINGS.map((word) => ({ value: word, text: SAID_WORDS[word] }))}
          value={typed(attempt, 'standing')}
          error={error('standing')}
        />
        <Textarea
          name="says"
          label="What was done since the last update?"
          labelSize="m"
          rows={4}
          value={typed(attempt, 'says')}
          error={error('says')}
        />
        {view.milestones.length > 0 ? (
          <Checkboxes
            name="milestone"
            legend="Which milestones were reached?"
            legendSize="m"
            hint="Tick only what has been reached since the last update."
            items={view.milestones.map((one) => ({
              value: one.id,
              text: one.title,
              hint: `Due ${sayWhen(one.due_on, one.precision)}`,
            }))}
            values={view.ticked}
          />
        ) : null}
        {view.standings.length > 0 ? (
          <Fieldset legend="Latest figures" legendSize="m">
            <p class="govuk-hint">Fill in only what is new.</p>
            {view.standings.map(({ indicator, latest }) => (
              <div key={indicator.id}>
                <TextInput
                  name={`value-${indicator.id}`}
                  label={indicator.title}
                  hint={latest ? `Last known: ${sayPoint(indicator, latest)}` : 'No figure is known yet'}
                  value={typed(attempt, `value-${indicator.id}`)}
                  error={error(`value-${indicator.id}`)}
                  width={10}
                  inputMode="decimal"
                />
                <TextInput
                  name={`period-${indicator.id}`}
                  label={`Period of the figure for ${indicator.title}`}
                  hint="Such as 2013, 2012/13 Q4 or 2013-01."
                  value={typed(attempt, `period-${indicator.id}`)}
                  error={error(`period-${indicator.id}`)}
                  width={20}
                />
              </div>
            ))}
          </Fieldset>
        ) : null}
        <Textarea
          name="help"
          label="What help do you need?"
          labelSize="m"
          hint="Leave it empty if you need none."
          rows={2}
          value={typed(attempt, 'help')}
          error={error('help')}
        />
      </ActionForm>
    </>
  );
}

/** What somebody sees who came by a direct link and has sent the update. */
export const SentPage = ({ title }: { readonly title: string }) => (
  <>
    <PageHeading
      caption={title}
      heading="Thank you"
      lead="Your update has been recorded. You can close this page."
    />
  </>
);
