import { longDate } from '../../../kernel/plain-date.ts';
import type { Choice } from '../../../ui/forms/fields.tsx';
import { typed } from '../../../ui/forms/typed.ts';
import { Radios, Select, Textarea, TextInput } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import type { RiskView } from '../queries/attached.ts';
import type { ProjectSummary } from '../queries/summaries.ts';
import { RISK_NEXT, type RiskState, riskLevel } from '../risks.ts';
import { attemptOf, type Forms, Problems } from './action-parts.tsx';
import { ActionForm } from './parts.tsx';

export interface RisksView extends Forms {
  readonly summary: ProjectSummary;
  readonly risks: readonly RiskView[];
  readonly posts: readonly Choice[];
  readonly mayReport: boolean;
}

const SCALE: readonly Choice[] = ['1 (lowest)', '2', '3', '4', '5 (highest)'].map((text, index) => ({
  value: String(index + 1),
  text,
}));
const TONE = { High: 'bad', Medium: 'warning', Low: 'neutral' } as const;
const STATE_SAYS: Readonly<Record<RiskState, string>> = {
  open: 'Open',
  controlled: 'Under control',
  closed: 'Closed',
};

const fieldOf = (name: string, risk: string): string => `${name}-${risk}`;

const targetsOf = (form: string): Record<string, string> =>
  form === 'raise'
    ? {}
    : Object.fromEntries(
        ['state', 'likelihood', 'impact', 'says'].map((name) => [name, fieldOf(name, form)]),
      );

/** Risks and issues of a project, the gravest first. */
export function RisksPage(view: RisksView) {
  const { summary, risks } = view;
  const raise = attemptOf(view, 'raise');
  return (
    <>
      <Problems attempts={view.attempts} targets={targetsOf} />
      <PageHeading caption={summary.title} heading="Risks and issues" />
      {risks.length === 0 ? (
        <p class="govuk-body app-empty">
          What may go wrong with this project, or has, will be here. Start by raising a risk or an issue.
        </p>
      ) : null}
      {risks.map((risk) => (
        <section key={risk.id}>
          <h2 class="govuk-heading-m">{risk.title}</h2>
          <p class="govuk-body">
            <StatusTag
              tone={risk.state === 'closed' ? 'neutral' : TONE[riskLevel(risk.score)]}
            >{`${riskLevel(risk.score)}: ${risk.score} of 25`}</StatusTag>{' '}
            {risk.kind === 'risk' ? 'Risk' : 'Issue'}, {STATE_SAYS[risk.state as RiskState].toLowerCase()}.
            Likelihood {risk.likelihood}, impact {risk.impact}, noted on {longDate(risk.notedOn)}.
            {risk.owner ? ` Owner: ${risk.owner}.` : ''}
          </p>
          {risk.says ? <p class="govuk-body">{risk.says}</p> : null}
          {view.mayReport ? <Note view={view} risk={risk} /> : null}
        </section>
      ))}
      {view.mayReport ? (
        <>
          <h2 class="govuk-heading-m">Raise a risk or an issue</h2>
          <ActionForm action={`/projects/${summary.slug}/risks`} keys={view.keys} button="Raise it">
            <Radios
              name="kind"
              legend="What is it?"
              items={[
                { value: 'risk', text: 'A risk: it may go wrong' },
                { value: 'issue', text: 'An issue: it has gone wrong' },
              ]}
              value={typed(raise, 'kind')}
              error={raise.errors.kind}
            />
            <TextInput
              name="title"
              label="In one sentence"
              value={typed(raise, 'title')}
              error={raise.errors.title}
            />
            <Select
              name="likelihood"
              label="Likelihood"
              items={SCALE}
              value={typed(raise, 'likelihood') || '3'}
              error={raise.errors.likelihood}
            />
            <Select
              name="impact"
              label="Impact"
              items={SCALE}
              value={typed(raise, 'impact') || '3'}
              error={raise.errors.impact}
            />
            <Textarea
              name="says"
              label="What is done about it"
              rows={2}
              value={typed(raise, 'says')}
              error={raise.errors.says}
            />
            <Select
              name="owner"
              label="Owner"
              items={[{ value: '', text: 'Nobody named' }, ...view.posts]}
              value={typed(raise, 'owner')}
            />
          </ActionForm>
        </>
      ) : null}
    </>
  );
}

function Note({ view, risk }: { readonly view: RisksView; readonly risk: RiskView }) {
  const attempt = attemptOf(view, risk.id);
  const field = (name: string): string => fieldOf(name, risk.id);
  return (
    <details class="govuk-details" open={Object.keys(attempt.errors).length > 0}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">
          Note how it stands now<span class="govuk-visually-hidden">: {risk.title}</span>
        </span>
      </summary>
      <div class="govuk-details__text">
        <ActionForm
          action={`/projects/${view.summary.slug}/risks/${risk.id}`}
          keys={view.keys}
          button="Record the note"
          secondary
        >
          <Select
            name="state"
            id={field('state')}
            label="State"
            items={RISK_NEXT[risk.state as RiskState].map((state) => ({
              value: state,
              text: STATE_SAYS[state],
            }))}
            value={typed(attempt, 'state') || risk.state}
            error={attempt.errors.state}
          />
          <Select
            name="likelihood"
            id={field('likelihood')}
            label="Likelihood"
            items={SCALE}
            value={typed(attempt, 'likelihood') || String(risk.likelihood)}
            error={attempt.errors.likelihood}
          />
          <Select
            name="impact"
            id={field('impact')}
            label="Impact"
            items={SCALE}
            value={typed(attempt, 'impact') || String(risk.impact)}
            error={attempt.errors.impact}
          />
          <Textarea
            name="says"
            id={field('says')}
            label="What is done about it"
            rows={2}
            value={typed(attempt, 'says')}
            error={attempt.errors.says}
          />
        </ActionForm>
      </div>
    </details>
  );
}
