import { formatPence } from '../../../../kernel/pence.ts';
import { Button, Checkboxes, ErrorSummaryFor, Form, Select } from '../../../../ui/govuk/index.ts';
import { inPounds } from '../../fields.ts';
import { STATE_SAYS } from '../../requests/states.ts';
import type { Lawful } from '../lawful.ts';
import type { PlannedRequest, RunOffFacts } from '../queries.ts';
import { MOST_MONTHS_LATER, SPANS } from '../scenario.ts';
import { Slider, stepOf } from './slider.tsx';
import { WhoMayPay } from './who-may-pay.tsx';

interface ScenarioFormProps {
  readonly lawful: readonly Lawful[];
  readonly facts: RunOffFacts;
  readonly query: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly months: number;
}

/** What if: requests that might be approved, with what and from where; requests that might stop; costs that go on. */
export function ScenarioForm({ lawful, facts, query, errors, months }: ScenarioFormProps) {
  const { waiting, holding } = facts;
  const recurring = holding.filter(({ shape }) => shape === 'recurring');
  return (
    <section class="app-what-if__form" aria-labelledby="what-if">
      <h2 class="govuk-heading-m" id="what-if">
        What if
      </h2>
      <p class="govuk-body">Nothing is decided, moved or saved here: the figures answer the question.</p>
      <ErrorSummaryFor errors={errors} />
      <Form action="/fund/run-off" method="get" attributes={{ 'data-what-if': '' }}>
        {waiting.length > 0 ? (
          <fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
              These requests are approved
            </legend>
            {waiting.map((request) => (
              <Approval key={request.slug} {...{ request, lawful, facts, query, errors }} />
            ))}
          </fieldset>
        ) : null}
        {holding.length > 0 ? (
          <Checkboxes
            name="stop"
            legend="These stop"
            legendSize="s"
            small
            items={holding.map(({ slug, title, shares }) => ({
              name: `stop-${slug}`,
              id: `stop-${slug}`,
              value: 'yes',
              text: title,
              hint: `${formatPence(sumOf(shares))} is committed and not drawn`,
              checked: query[`stop-${slug}`] !== undefined,
              conditional: (
                <Slider
                  name={`after-${slug}`}
                  label="After how many months?"
                  hint="0 for at once"
                  suffix="months"
                  value={query[`after-${slug}`] ?? '0'}
                  error={errors[`after-${slug}`]}
                  max={MOST_MONTHS_LATER}
                  step={1}
                />
              ),
            }))}
          />
        ) : null}
        {recurring.length > 0 ? (
          <Checkboxes
            name="recurs"
            legend="What recurs"
            legendSize="s"
            small
            items={[
              {
                value: 'yes',
                text: 'Costs that recur go on after their funding ends',
                checked: query.recurs !== undefined,
              },
            ]}
          />
        ) : null}
        <Select
          name="months"
          label="How far"
          items={SPANS.map((span) => ({ value: String(span), text: `${span} months` }))}
          value={String(months)}
        />
        <p class="app-what-if__says" role="status" data-what-if-says hidden />
        <Button kind="secondary">Show what follows</Button>
      </Form>
    </section>
  );
}

const sumOf = (shares: readonly { pence: number }[]): number =>
  shares.reduce((sum, { pence }) => sum + pence, 0);

function Approval({
  request,
  lawful,
  facts,
  query,
  errors,
}: Omit<ScenarioFormProps, 'months'> & { readonly request: PlannedRequest }) {
  const { slug, title, pence, shares, state } = request;
  const proposed = shares.length > 0;
  return (
    <Checkboxes
      name={`approve-${slug}`}
      small
      items={[
        {
          value: 'yes',
          text: title,
          hint: `${formatPence(pence)}, ${STATE_SAYS[state].toLowerCase()}`,
          checked: query[`approve-${slug}`] !== undefined,
          conditional: (
            <>
              <Slider
                name={`amount-${slug}`}
                label="With how much"
                prefix="£"
                value={query[`amount-${slug}`] ?? inPounds(pence)}
                error={errors[`amount-${slug}`]}
                max={pence / 100}
                step={stepOf(pence) / 100}
              />
              <Slider
                name={`later-${slug}`}
                label="How much later than it plans"
                suffix="months"
                value={query[`later-${slug}`] ?? '0'}
                error={errors[`later-${slug}`]}
                max={MOST_MONTHS_LATER}
                step={1}
              />
              <Select
                name={`from-${slug}`}
                label="From"
                items={[
                  {
                    value: '',
                    text: proposed
                      ? 'The streams that are proposed'
                      : 'The stream that may pay and has the most left',
                  },
                  ...facts.streams.map(({ slug: value, name, left }) => ({
                    value,
                    text: `${name} (${formatPence(left)} left)`,
                  })),
                ]}
                value={query[`from-${slug}`] ?? ''}
              />
              <div data-what-if-part={`may-${slug}`}>
                <WhoMayPay lawful={lawful.find((one) => one.slug === slug)} />
              </div>
            </>
          ),
        },
      ]}
    />
  );
}
