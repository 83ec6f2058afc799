import { plural } from '../../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { PageHeading, StatusTag, type Tone } from '../../../../ui/layout/index.ts';
import { type FlagState, STATE_TITLES } from '../answers.ts';
import type { FlagView } from '../queries.ts';

const TONES: Readonly<Record<FlagState, Tone>> = {
  open: 'bad',
  acknowledged: 'active',
  acted: 'good',
  dismissed: 'neutral',
};

export const FlagTag = ({ state }: { readonly state: FlagState }) => (
  <StatusTag tone={TONES[state]}>{STATE_TITLES[state]}</StatusTag>
);

/** Flags as a list: the two sentences of each. Names nobody. */
export function FlagList({
  flags,
  today,
}: {
  readonly flags: readonly FlagView[];
  readonly today: PlainDate;
}) {
  return (
    <ul class="govuk-list govuk-list--spaced">
      {flags.map((flag) => (
        <li key={flag.id}>
          <p class="govuk-body">
            <a class="govuk-link" href={`/casework/patterns/${flag.id}`}>
              {flag.code}
            </a>{' '}
            <FlagTag state={flag.state} />{' '}
            {flag.state === 'open'
              ? `${flag.dueOn < today ? 'was' : 'is'} to be answered by ${longDate(flag.dueOn)}`
              : ''}
          </p>
          <p class="govuk-body">{flag.says.join(' ')}</p>
        </li>
      ))}
    </ul>
  );
}

export interface PatternsView {
  readonly open: readonly FlagView[];
  /** Open ones whose last incident is more than two years ago. */
  readonly quiet: readonly FlagView[];
  readonly settled: readonly FlagView[];
  readonly today: PlainDate;
}

/** Every flag that the agency may see: what waits first. */
export function PatternsPage({ open, quiet, settled, today }: PatternsView) {
  const waiting = open.filter(({ state }) => state === 'open');
  const late = waiting.filter(({ dueOn }) => dueOn < today).length;
  return (
    <>
      <PageHeading
        heading="Patterns"
        lead={
          waiting.length === 0
            ? 'No pattern waits for an answer.'
            : `${plural(waiting.length, 'pattern')} ${waiting.length === 1 ? 'waits' : 'wait'} for an answer${late > 0 ? `, ${late} of them too long` : ''}.`
        }
      />
      {open.length === 0 ? (
        <p class="govuk-body">
          Incidents that repeat on a person, household or address will be here, with what was found in two
          sentences. They are found as concerns are recorded.
        </p>
      ) : (
        <FlagList flags={open} today={today} />
      )}
      <Part title="Quiet for two years" flags={quiet} today={today} />
      <Part title="Settled" flags={settled} today={today} />
      <p class="govuk-body">
        <a class="govuk-link" href="/casework/patterns/precision">
          How often the rules were right
        </a>
        {' · '}
        <a class="govuk-link" href="/casework/patterns/settings">
          Thresholds and clocks
        </a>
        {' · '}
        <a class="govuk-link" href="/casework/concerns">
          Concerns
        </a>
      </p>
    </>
  );
}

const Part = ({
  title,
  flags,
  today,
}: {
  readonly title: string;
  readonly flags: readonly FlagView[];
  readonly today: PlainDate;
}) =>
  flags.length === 0 ? null : (
    <>
      <h2 class="govuk-heading-m">{title}</h2>
      <FlagList flags={flags} today={today} />
    </>
  );
